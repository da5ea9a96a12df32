from django.apps import AppConfig


class PartiesConfig(AppConfig):
    name = "luoshi.parties"
    label = "parties"

    def ready(self) -> None:
        from luoshi.journal.sentences import register
        from luoshi.kernel.speech import Phrase

        register("parties.entered", Phrase("{actor}登记了“{name}”", "{actor} entered {name}"))
        register("parties.changed", Phrase("{actor}修改了“{name}”", "{actor} changed {name}"))
