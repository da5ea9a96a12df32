from typing import Any

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate


class JournalConfig(AppConfig):
    name = "luoshi.journal"
    label = "journal"

    def ready(self) -> None:
        from luoshi.journal.checks import triggers_are_there

        register(triggers_are_there, Tags.database)
        post_migrate.connect(_create_triggers, sender=self, dispatch_uid="journal.triggers")


def _create_triggers(using: str, **kwargs: Any) -> None:
    from luoshi.journal.triggers import create_triggers

    create_triggers(using)
