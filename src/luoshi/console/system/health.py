"""How the machine is, in facts and findings."""

from __future__ import annotations

import platform
import shutil
from dataclasses import dataclass
from datetime import timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import django
from django.conf import settings
from django.db import connection
from django.utils import timezone

from luoshi.jobs.queries import waiting_longest
from luoshi.journal.anchors import anchor_path, read_anchors
from luoshi.journal.checks import triggers_are_there
from luoshi.journal.models import Unsealed
from luoshi.kernel.speech import Phrase
from luoshi.ui.parts import Tone

_GIGABYTE = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: its name, its state in words, and how grave it is."""

    name: Phrase
    words: Phrase | str
    tone: Tone


def findings(jurisdiction: str) -> list[Finding]:
    """What should be looked after, whatever its state."""
    return [_worker(), _disk(), _triggers(), _sealing(jurisdiction), _anchor(jurisdiction)]


def versions() -> list[tuple[str, str]]:
    """The programs that run."""
    return [
        ("Luoshi", _version("luoshi")),
        ("Django", django.get_version()),
        ("Python", platform.python_version()),
        (connection.display_name, _database_version()),
        ("OS", f"{platform.system()} {platform.release()}"),
    ]


def database_size() -> int:
    """Bytes of the database."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            return int(cursor.fetchone()[0])
    name = str(connection.settings_dict["NAME"])
    return sum(path.stat().st_size for path in map(Path, (name, f"{name}-wal")) if path.exists())


def _worker() -> Finding:
    name = Phrase("后台进程", "Worker")
    waited = waiting_longest(timezone.now())
    if waited is None or waited < timedelta(minutes=2):
        return Finding(name, Phrase("没有积压", "nothing waits"), "green")
    minutes = int(waited.total_seconds() // 60)
    words = Phrase(
        f"最早的作业已等待 {minutes} 分钟,请检查 luoshi worker 是否在运行",
        f"the oldest job has waited {minutes} minutes: is luoshi worker running?",
    )
    return Finding(name, words, "amber" if minutes < 15 else "red")


def _disk() -> Finding:
    usage = shutil.disk_usage(settings.HOME)
    share = usage.free / usage.total
    words = Phrase(
        f"可用 {usage.free / _GIGABYTE:.1f} GB,共 {usage.total / _GIGABYTE:.1f} GB",
        f"{usage.free / _GIGABYTE:.1f} GB of {usage.total / _GIGABYTE:.1f} GB free",
    )
    return Finding(Phrase("磁盘", "Disk"), words, "green" if share > 0.15 else "amber" if share > 0.05 else "red")


def _triggers() -> Finding:
    name = Phrase("日志保护", "Protection of the journal")
    if triggers_are_there(databases=["default"]):
        return Finding(
            name, Phrase("触发器缺失,请运行 luoshi migrate", "triggers are missing: run luoshi migrate"), "red"
        )
    return Finding(name, Phrase("数据库拒绝改动和删除", "the database refuses changes and removals"), "green")


def _sealing(jurisdiction: str) -> Finding:
    waiting = Unsealed.objects.filter(jurisdiction=jurisdiction).count()
    words = Phrase(f"待封存 {waiting} 条", f"{waiting} entries wait")
    return Finding(Phrase("封存", "Sealing"), words, "green" if waiting < 10_000 else "amber")


def _anchor(jurisdiction: str) -> Finding:
    name = Phrase("库外锚定", "Anchor")
    last = None
    for _, found in read_anchors(anchor_path(jurisdiction), jurisdiction):
        last = found or last
    if last is None:
        return Finding(name, Phrase("还没有锚定", "no anchor yet"), "amber")
    return Finding(
        name, Phrase(f"最近一次 {last.at},第 {last.number} 号封存", f"last at {last.at}, seal {last.number}"), "green"
    )


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _database_version() -> str:
    return ".".join(map(str, connection.get_database_version()))
