from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "luoshi.units"
    label = "units"

    def ready(self) -> None:
        from luoshi.units import remembering, sentences

        remembering.connect()
        sentences.connect()
