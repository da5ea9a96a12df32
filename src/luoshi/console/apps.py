from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    name = "luoshi.console"
    label = "console"

    def ready(self) -> None:
        """Let each subject take its place in the navigation: its module ``place`` registers it."""
        for subject in iter_modules([self.path]):
            place = f"{self.name}.{subject.name}.place"
            if subject.ispkg and find_spec(place) is not None:
                import_module(place)
