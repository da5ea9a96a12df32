from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    name = "luoshi.console"
    label = "console"
