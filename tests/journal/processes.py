"""Real processes on the database of the test."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

from django.db import connection

ROOT = Path(__file__).parents[2]
BEGIN = """
import sys, time, random
import django
django.setup()
from django.db import transaction
from luoshi.journal.sealing import seal, seals
from luoshi.journal.services import act, record
from tests.factories import CITY
from tests.journal.deeds import a_deed, a_thing, some_deeds
def say(word):
    print(word, flush=True)
"""

_STARTED: list[subprocess.Popen[str]] = []


def start(program: str) -> subprocess.Popen[str]:
    """A Python process that runs ``program`` on the database of the running test; its input and output are pipes."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    environment["LUOSHI_TEST_DATABASE_URL"] = _address()
    process = subprocess.Popen(
        [sys.executable, "-c", BEGIN + program],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment, cwd=ROOT,
    )  # fmt: skip
    _STARTED.append(process)
    return process


def end_all() -> None:
    """Kill whatever was started and still runs."""
    while _STARTED:
        process = _STARTED.pop()
        process.kill()
        process.communicate()


def finish(process: subprocess.Popen[str]) -> str:
    """What a process said until it ended by itself."""
    out, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    return out


def hear(process: subprocess.Popen[str], word: str) -> None:
    """Wait until a process says ``word``."""
    assert process.stdout is not None and process.stderr is not None
    heard = process.stdout.readline().strip()
    assert heard == word, heard + process.stderr.read()


def tell(process: subprocess.Popen[str]) -> None:
    """Let a process that reads a line go on."""
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def _address() -> str:
    facts = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite://{facts['NAME']}"
    user = quote(facts["USER"]) + (f":{quote(facts['PASSWORD'])}" if facts["PASSWORD"] else "")
    return f"postgresql://{user}@{facts['HOST']}:{facts['PORT']}/{facts['NAME']}"
