from django.apps import AppConfig
from django.core import checks


class UiConfig(AppConfig):
    name = "luoshi.ui"
    label = "ui"

    def ready(self) -> None:
        from luoshi.ui.checks import every_route_has_a_decision

        checks.register(every_route_has_a_decision, checks.Tags.urls)
