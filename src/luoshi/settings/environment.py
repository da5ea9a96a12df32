"""What the environment says, with a default for everything."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit


class BadSetting(Exception):
    """A variable of the environment holds something that cannot be used."""


def home() -> Path:
    """Where data lives: database, files, keys. ``LUOSHI_HOME``, else ``var`` in the current folder."""
    return Path(os.environ.get("LUOSHI_HOME", "var")).absolute()


def flag(name: str, default: bool = False) -> bool:
    """A yes/no variable."""
    text = os.environ.get(name, "").strip().lower()
    return default if not text else text in {"1", "true", "yes", "on"}


def words(name: str, default: str = "") -> list[str]:
    """A variable with words between commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def secret(name: str, file: str) -> str:
    """``name`` from the environment, else the content of ``home()/file``, made once and readable by its owner only."""
    if given := os.environ.get(name):
        return given
    path = home() / file
    try:
        return path.read_text("ascii").strip()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        made = secrets.token_urlsafe(48)
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
                out.write(made)
        except FileExistsError:  # another process was quicker
            return path.read_text("ascii").strip()
        return made


def database() -> dict[str, object]:
    """The database of ``LUOSHI_DATABASE_URL`` (``postgresql://user:password@host:port/name``), else SQLite at home."""
    url = os.environ.get("LUOSHI_DATABASE_URL", "")
    if not url or url.startswith("sqlite:"):
        name = unquote(url.removeprefix("sqlite:").removeprefix("//")) or str(home() / "luoshi.sqlite3")
        if name != ":memory:":
            Path(name).parent.mkdir(parents=True, exist_ok=True)
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": name,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
                "PRAGMA cache_size=-65536;PRAGMA mmap_size=268435456;PRAGMA temp_store=MEMORY;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise BadSetting(f"LUOSHI_DATABASE_URL: {parts.scheme}: is not known; use postgresql:// or sqlite:///")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_HEALTH_CHECKS": True,
        "CONN_MAX_AGE": 0 if flag("LUOSHI_POOL") else 300,
        "OPTIONS": {**_pool(), **dict(parse_qsl(parts.query))},
    }


def _pool() -> dict[str, object]:
    """Web processes share connections between threads (settings.wsgi asks for it); commands need one, and at once
    the reason when there is none."""
    return {"pool": {"min_size": 1, "max_size": 16}} if flag("LUOSHI_POOL") else {"connect_timeout": 10}
