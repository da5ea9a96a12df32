from django.apps import AppConfig


class PartiesConfig(AppConfig):
    name = "luoshi.parties"
    label = "parties"
