"""A real installation for the browser: a scratch home or a database of its own, web server and worker as processes."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 90.0
"""Seconds until a test gives up waiting; nothing is measured by it."""


@dataclass(frozen=True)
class Home:
    """An installation. ``address``: where its pages are; ``environment``: of its processes."""

    place: Path
    address: str
    environment: dict[str, str]

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run ``luoshi ...`` in this home."""
        return _python(self.environment, "luoshi.cli", *command, check=False)

    def in_town(self, deed: str) -> None:
        """Let something happen in the town without the browser."""
        _python(self.environment, "tests.browser.town", deed)


@contextmanager
def installed(place: Path, deed: str, **environment: str) -> Iterator[Home]:
    """Migrate, let the town settle (``people`` or ``work``), serve; everything ends with the block."""
    with _database() as url:
        known = {k: v for k, v in os.environ.items() if not k.startswith(("LUOSHI_", "DJANGO_"))}
        environ = {**known, "LUOSHI_HOME": str(place), "LUOSHI_DATABASE_URL": url, **environment}
        environ["DJANGO_SETTINGS_MODULE"] = "luoshi.settings.base"
        _python(environ, "luoshi.cli", "migrate")
        _python(environ, "tests.browser.town", deed)
        with served(place, environ) as home:
            yield home


@contextmanager
def served(place: Path, environ: dict[str, str]) -> Iterator[Home]:
    """Serve a home that is there, with a worker, while the block lasts."""
    port = free_port()
    with (place / "server.log").open("wb") as log:
        command = [sys.executable, "-W", "ignore", "-m", "luoshi.cli", "serve", "--with-worker", "--port", str(port)]
        server = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=log, stderr=log, start_new_session=True)
        home = Home(place, f"http://127.0.0.1:{port}", environ)
        try:
            _wait(home, server)
            yield home
        finally:
            _end(server)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def _python(
    environ: dict[str, str], module: str, *arguments: str, check: bool = True
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "ignore", "-m", module, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    assert not check or done.returncode == 0, done.stdout + done.stderr
    return done


def _wait(home: Home, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        assert server.poll() is None, (home.place / "server.log").read_text("utf-8")
        assert time.monotonic() < until, "the server did not answer"
        with suppress(URLError, OSError):
            with suppress(HTTPError):
                urllib.request.urlopen(f"{home.address}/accounts/login/").close()
            return
        time.sleep(0.1)


def _end(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(30)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


@contextmanager
def _database() -> Iterator[str]:
    """Empty for SQLite in the home; with LUOSHI_TEST_DATABASE_URL a database of this run, dropped afterwards."""
    server = os.environ.get("LUOSHI_TEST_DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield ""
        return
    import psycopg

    name = f"luoshi_browser_{os.getpid()}_{free_port()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    try:
        yield f"{server.rsplit('/', 1)[0]}/{name}"
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
