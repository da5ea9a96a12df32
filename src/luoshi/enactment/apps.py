from django.apps import AppConfig


class EnactmentConfig(AppConfig):
    name = "luoshi.enactment"
    label = "enactment"
