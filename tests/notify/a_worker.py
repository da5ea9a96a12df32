"""A worker to be killed: ``python -m tests.notify.a_worker FOLDER [once] [slow]``.

It does the work of notices only, and may reach a receiver on this machine. With ``slow`` it says in the middle of
reading that it is ``here``, and waits for the file ``go``.
"""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path

import django


def main() -> None:
    django.setup()
    from django.conf import settings

    from luoshi.cli.worker import stop_on_signals
    from luoshi.jobs import schedule
    from luoshi.jobs.handlers import discover
    from luoshi.jobs.running import worker_loop
    from luoshi.notify import announcing, reading

    settings.NOTIFY_ALLOWED = ["127.0.0.1"]
    folder, announce = Path(sys.argv[1]), announcing.announce

    def slowly(*arguments: object) -> object:
        (folder / "here").touch()
        while not (folder / "go").exists():
            time.sleep(0.02)
        return announce(*arguments)  # type: ignore[arg-type]  # handed through

    if "slow" in sys.argv:
        setattr(reading, "announce", slowly)  # noqa: B010  # it stands still where a test wants to kill it
    discover()
    schedule._RECURRING.clear()
    stop = threading.Event()
    stop_on_signals(stop)
    worker_loop(stop, once="once" in sys.argv, poll=0.05)


if __name__ == "__main__":
    main()
