from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "luoshi.units"
    label = "units"

    def ready(self) -> None:
        from luoshi.units.remembering import connect

        connect()
