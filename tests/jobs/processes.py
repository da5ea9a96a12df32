"""Other processes on the database of the test, to be killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0
"""Seconds until a test gives up waiting; nothing is measured by it."""


def url_of_the_database() -> str:
    """The test database as ``LUOSHI_DATABASE_URL`` names it."""
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite://{known['NAME']}"
    return f"postgresql://{known['USER']}:{known['PASSWORD']}@{known['HOST']}:{known['PORT']}/{known['NAME']}"


def start(module: str, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    """Run a module of the tests in a process of its own, in a group of its own."""
    environ = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "tests.settings"),
        "LUOSHI_TEST_DATABASE_URL": url_of_the_database(),
        "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", "")))),
        **environment,
    }
    command = [sys.executable, "-W", "ignore", "-m", module, *arguments]
    return subprocess.Popen(command, cwd=ROOT, env=environ, start_new_session=True)


def kill(process: subprocess.Popen[bytes]) -> None:
    """End a process and its children as a power cut would."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def wait_until(true: Callable[[], object], *, alive: Sequence[subprocess.Popen[bytes]] = ()) -> None:
    """Wait until something is so; fail when a process ends before, or patience does."""
    until = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < until, "waited in vain"
        assert all(process.poll() is None for process in alive), "the process ended by itself"
        time.sleep(0.02)
