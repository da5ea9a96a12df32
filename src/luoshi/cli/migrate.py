"""``luoshi migrate``: bring the database, its triggers and the static files to this version. Can be run any time."""

from __future__ import annotations

import argparse
from pathlib import Path

from luoshi.cli.arguments import Parser
from luoshi.cli.django_setup import NO_DATABASE, start_django
from luoshi.cli.terminal import CommandError, Terminal
from luoshi.kernel.speech import Phrase

MORE = Phrase(
    "数据放在 LUOSHI_HOME(默认是当前目录下的 var);数据库由 LUOSHI_DATABASE_URL 指定,默认 SQLite。\n"
    "可以反复运行。升级后先运行一次,再启动服务。\n",
    "data is in LUOSHI_HOME (default: var in the current folder); LUOSHI_DATABASE_URL names the database, else SQLite.\n"
    "It can be run again at any time. After an upgrade run it once before serving.\n",
)
APPLIED = Phrase("数据库:已执行 {count} 项变更", "database: {count} changes applied")
CURRENT = Phrase("数据库:已是最新", "database: up to date")
TRIGGERS = Phrase("日志保护触发器:已建好", "triggers that protect the journal: in place")
STATIC = Phrase("静态文件:{count} 个已更新", "static files: {count} brought up to date")
NO_TRIGGERS = Phrase("触发器建不起来:{names}", "triggers could not be made: {names}")


def arguments(parser: Parser) -> None:
    """No options."""


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    start_django(migrated=False)
    from django.db import OperationalError

    try:
        count = apply_migrations()
    except OperationalError as error:
        raise CommandError(NO_DATABASE, reason=str(error).strip().partition("\n")[0]) from None
    terminal.write(terminal.say(APPLIED, count=count) if count else terminal.say(CURRENT))
    make_triggers()
    terminal.write(terminal.say(TRIGGERS))
    terminal.write(terminal.say(STATIC, count=collect_static()))
    return 0


def waiting_migrations() -> int:
    """How many migrations are not applied."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def apply_migrations() -> int:
    """Apply what is not applied; how many."""
    from django.core.management import call_command

    waiting = waiting_migrations()
    call_command("migrate", verbosity=0, interactive=False)
    return waiting


def make_triggers() -> None:
    """Make the journal's triggers again. Raises ``CommandError`` when they are not there afterwards."""
    from luoshi.journal.triggers import check_triggers, create_triggers

    create_triggers()
    if missing := check_triggers():
        raise CommandError(NO_TRIGGERS, names=", ".join(missing))


def collect_static() -> int:
    """Collect the static files of all apps, compressed beside themselves, unless nothing changed; how many changed."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    root = Path(settings.STATIC_ROOT)
    mark = root / ".collected"
    found = [Path(storage.path(name)) for finder in get_finders() for name, storage in finder.list([])]
    newest = f"{len(found)} {max((path.stat().st_mtime_ns for path in found), default=0)}"
    if mark.is_file() and mark.read_text("ascii") == newest:
        return 0
    root.mkdir(parents=True, exist_ok=True)
    call_command("collectstatic", verbosity=0, interactive=False)
    mark.write_text(newest, "ascii")
    return len(found)
