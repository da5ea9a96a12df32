"""A worker to be killed: ``python -m tests.jobs.a_worker FOLDER [once]``.

Its handlers say where they are by making files in the folder, and wait there for the file ``go``.
"""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path

import django

KINDS = ("tests.atomic", "tests.long", "tests.completed", "tests.outside", "tests.quick")


def main() -> None:
    django.setup()
    from luoshi.cli.worker import stop_on_signals
    from luoshi.files.models import TurnedAway
    from luoshi.jobs import schedule
    from luoshi.jobs.handlers import discover, handler
    from luoshi.jobs.models import Job
    from luoshi.jobs.progress import Progress
    from luoshi.jobs.running import worker_loop
    from luoshi.kernel.speech import Phrase

    folder = Path(sys.argv[1])

    def effect(job: Job) -> None:
        TurnedAway.objects.create(
            jurisdiction=job.jurisdiction, sha256=job.key, size=job.attempts, level="", uploaded_by=""
        )

    def here() -> None:
        (folder / "here").touch()
        while not (folder / "go").exists():
            time.sleep(0.02)

    @handler("tests.atomic")
    def atomic(job: Job, progress: Progress) -> None:
        effect(job)
        here()

    @handler("tests.long", atomic=False)
    def long(job: Job, progress: Progress) -> None:
        progress.report(1, 2, Phrase("一半", "half"))
        here()
        with progress.completing():
            effect(job)

    @handler("tests.completed", atomic=False)
    def completed(job: Job, progress: Progress) -> None:
        with progress.completing():
            effect(job)
        here()

    @handler("tests.outside", atomic=False, repeatable=False)
    def outside(job: Job, progress: Progress) -> None:
        here()

    @handler("tests.quick")
    def quick(job: Job, progress: Progress) -> None:
        effect(job)

    discover()
    schedule._RECURRING.clear()
    stop = threading.Event()
    stop_on_signals(stop)
    worker_loop(stop, once="once" in sys.argv, poll=0.05)


if __name__ == "__main__":
    main()
