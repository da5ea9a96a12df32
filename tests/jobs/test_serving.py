"""``luoshi serve``: one process tree; children that are killed come back, and all end with the parent."""

from __future__ import annotations

import os
import signal
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import find
from tests.factories import CITY
from tests.files.test_killed_uploads import free_port
from tests.jobs.processes import kill, start, wait_until

from luoshi.cli.serve import BUNDLES
from luoshi.files.models import StoredFile
from luoshi.jobs.models import Job, State
from luoshi.jobs.services import enqueue

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not all(map(find, BUNDLES)), reason="styles and scripts are not built (make assets)"),
    pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks at processes through /proc"),
]


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def server(port: int) -> Iterator[subprocess.Popen[bytes]]:
    parent = start("luoshi.cli", "serve", "--port", str(port), "--with-worker")
    try:
        wait_until(lambda: answers(port), alive=[parent])
        yield parent
    finally:
        tree = descendants(parent.pid)
        if parent.poll() is None:
            kill(parent)
        for process in tree:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)


def answers(port: int) -> bool:
    """Whether the product answers a request, with whatever."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/static/{BUNDLES[0]}") as answer:
            return bool(answer.read())
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def running() -> dict[int, int]:
    """The processes that run, with their parents."""
    found = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            state, parent = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
        except OSError:
            continue
        if state != "Z":
            found[int(entry.name)] = int(parent)
    return found


def descendants(parent: int) -> set[int]:
    """The processes below one."""
    known, found = running(), set[int]()
    while more := {pid for pid, above in known.items() if above in found | {parent}} - found:
        found |= more
    return found


def words_of(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def done(key: str) -> bool:
    return Job.objects.filter(key=key, state=State.DONE).exists()


def test_a_killed_worker_comes_back_and_does_what_waits(server: subprocess.Popen[bytes]) -> None:
    (worker,) = (pid for pid in descendants(server.pid) if " worker " in words_of(pid))
    os.kill(worker, signal.SIGKILL)
    enqueue(CITY, "files.sweep", key="after")
    wait_until(lambda: done("after"), alive=[server])
    assert StoredFile.objects.count() == 0


def test_killed_web_processes_come_back(server: subprocess.Popen[bytes], port: int) -> None:
    web = {pid for pid in descendants(server.pid) if "granian" in words_of(pid)}
    assert len(web) >= 2  # the server, and the process that answers
    for process in web:
        os.kill(process, signal.SIGKILL)
    wait_until(lambda: not web & set(running()))
    wait_until(lambda: answers(port), alive=[server])


def test_a_web_server_that_is_killed_leaves_nobody_behind(server: subprocess.Popen[bytes], port: int) -> None:
    web = {pid for pid in descendants(server.pid) if "granian" in words_of(pid)}
    (first,) = (pid for pid in web if running()[pid] == server.pid)
    os.kill(first, signal.SIGKILL)
    wait_until(lambda: not web & set(running()), alive=[server])
    wait_until(lambda: answers(port), alive=[server])


def test_all_stop_with_the_parent_that_is_asked_to(server: subprocess.Popen[bytes]) -> None:
    tree = descendants(server.pid)
    server.terminate()
    assert server.wait() == 0
    wait_until(lambda: not tree & set(running()))


def test_all_stop_with_the_parent_that_is_killed(server: subprocess.Popen[bytes]) -> None:
    tree = descendants(server.pid)
    os.kill(server.pid, signal.SIGKILL)
    server.wait()
    wait_until(lambda: not tree & set(running()))


def test_a_port_that_is_taken_is_told(server: subprocess.Popen[bytes], port: int) -> None:
    second = start("luoshi.cli", "serve", "--port", str(port))
    assert second.wait() == 2
