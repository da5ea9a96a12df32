from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "luoshi.ui"
    label = "ui"
