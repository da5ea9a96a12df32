"""Start Django for the commands that need the database."""

from __future__ import annotations

import os

from luoshi.cli.terminal import CommandError
from luoshi.kernel.speech import Phrase

NO_DATABASE = Phrase(
    "连不上数据库({reason})。请检查 LUOSHI_HOME 或 LUOSHI_DATABASE_URL",
    "the database cannot be reached ({reason}). Check LUOSHI_HOME or LUOSHI_DATABASE_URL",
)
NOT_MIGRATED = Phrase(
    "数据库还没有建好或不是这个版本的(缺 {missing} 步,如 {first})。请先运行 luoshi migrate",
    "the database is not there yet or not of this version ({missing} steps missing, such as {first}). "
    "Run luoshi migrate first",
)
BAD_SETTING = Phrase("设置有误:{reason}", "a setting is wrong: {reason}")


def start_django(*, migrated: bool = True) -> None:
    """Load the settings (``luoshi.settings.base`` unless DJANGO_SETTINGS_MODULE says otherwise) and the apps.

    Raises ``CommandError`` when a setting is wrong, and, unless ``migrated`` is False, when the database cannot be
    reached or lacks migrations. Calling it again does nothing.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.settings.base")
    import django
    from django.apps import apps
    from django.core.exceptions import ImproperlyConfigured

    from luoshi.settings.environment import BadSetting

    try:
        if not apps.ready:
            django.setup()
    except (BadSetting, ImproperlyConfigured, OSError) as error:
        raise CommandError(BAD_SETTING, reason=str(error)) from None
    if migrated:
        _demand_migrated()


def _demand_migrated() -> None:
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        missing = [step for step, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    except DatabaseError as error:
        raise CommandError(NO_DATABASE, reason=str(error).strip().partition("\n")[0]) from None
    if missing:
        raise CommandError(NOT_MIGRATED, missing=len(missing), first=f"{missing[0].app_label}.{missing[0].name}")
