"""``luoshi migrate``, ``serve`` and ``worker`` as a person runs them, on a folder of their own."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def luoshi(home: Path, *words: str) -> tuple[int, str]:
    """Run a command: its exit status, and all it said."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("LUOSHI_", "DJANGO_"))}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "luoshi.cli", *words], check=False, capture_output=True, text=True,
        env={**environ, "LUOSHI_HOME": str(home)}, timeout=300,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def test_from_nothing_to_ready_and_again(home: Path) -> None:
    status, said = luoshi(home, "serve")
    assert (status, "luoshi migrate" in said, len(said.strip().splitlines())) == (2, True, 1)

    status, said = luoshi(home, "migrate")
    assert status == 0, said
    assert "已执行" in said
    assert (home / "static" / ".collected").is_file()

    status, said = luoshi(home, "migrate", "--lang", "en")
    assert (status, "database: up to date" in said, "static files: 0" in said) == (0, True, True)

    status, said = luoshi(home, "worker", "--once")
    assert status == 0, said

    with sqlite3.connect(home / "luoshi.sqlite3") as database:
        (name,) = database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' LIMIT 1").fetchone()
        database.execute(f"DROP TRIGGER {name}")
    status, said = luoshi(home, "serve")
    assert (status, name in said, len(said.strip().splitlines())) == (2, True, 1)

    assert luoshi(home, "migrate")[0] == 0
    with sqlite3.connect(home / "luoshi.sqlite3") as database:
        assert database.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [name]).fetchone()


def test_a_database_that_is_not_there_is_told_in_one_line(home: Path) -> None:
    environ = {**os.environ, "LUOSHI_HOME": str(home), "LUOSHI_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}
    environ.pop("DJANGO_SETTINGS_MODULE", None)
    environ.pop("LUOSHI_POOL", None)  # set where another test loaded the application of the web
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "luoshi.cli", "migrate"], check=False, capture_output=True, text=True,
        env=environ, timeout=300,
    )  # fmt: skip
    assert done.returncode == 2
    assert "连不上数据库" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
