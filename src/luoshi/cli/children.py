"""A process and its children: started, started again when they end, stopped together."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

GRACE_SECONDS = 20.0
"""How long children may take to finish what they have in hand."""
QUICK_SECONDS = 3.0
"""A child that lives shorter than this has failed to start."""
LONGEST_WAIT = 30.0


@dataclass(slots=True)
class Child:
    """A command that is to run all the time."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    failures: int = 0
    not_before: float = 0.0


@dataclass
class Children:
    """Runs commands until ``stop`` is set. ``say`` is told of each that ended: its name and exit status."""

    say: Callable[[str, int], None]
    children: list[Child] = field(default_factory=list)

    def add(self, name: str, command: Sequence[str]) -> None:
        self.children.append(Child(name, command))

    def run(self, stop: threading.Event, *, tries: int = 5) -> int:
        """Keep all of them running; 0 when stopped, 1 when one failed to start ``tries`` times in a row."""
        try:
            while not stop.is_set():
                for child in self.children:
                    self._see_to(child)
                    if child.failures >= tries:
                        return 1
                stop.wait(0.2)
            return 0
        finally:
            self.end()

    def end(self) -> None:
        """Ask all to stop, and end those that do not."""
        running = [child.process for child in self.children if child.process and child.process.poll() is None]
        for process in running:
            process.send_signal(signal.SIGTERM)
        until = time.monotonic() + GRACE_SECONDS
        for process in running:
            try:
                process.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            _end_group(process)

    def _see_to(self, child: Child) -> None:
        now = time.monotonic()
        if child.process is not None:
            status = child.process.poll()
            if status is None:
                if now - child.started > QUICK_SECONDS:
                    child.failures = 0
                return
            self.say(child.name, status)
            _end_group(child.process)  # what it had started itself would live on without it
            child.process = None
            if now - child.started <= QUICK_SECONDS:
                child.failures += 1
                child.not_before = now + min(LONGEST_WAIT, 0.5 * 2**child.failures)
        if now >= child.not_before:
            child.started = now
            child.process = subprocess.Popen(  # noqa: S603  # own commands only
                child.command,
                start_new_session=True,
                preexec_fn=_die_with_parent,  # noqa: PLW1509  # the parent runs no other thread
            )


def _end_group(process: subprocess.Popen[bytes]) -> None:
    """End whatever is left of a child's process group."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _die_with_parent() -> None:
    """In the child: on Linux, be stopped when the parent is killed. Elsewhere the child watches by itself."""
    if sys.platform != "linux":
        return
    import ctypes

    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)
