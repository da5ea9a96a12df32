"""A process that takes an upload in and is killed: ``python -m tests.files.a_receiver FOLDER coming|placed``.

It stops in the middle of the bytes, or when they are in place and no row names them, and says so by a file ``here``.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import django

HALF = "云溪市人民政府办公室\n".encode() * 1000


class Slow:
    """An upload that stops in the middle."""

    name = "通知.txt"

    def __init__(self, folder: Path, where: str) -> None:
        self.folder, self.where = folder, where

    def chunks(self) -> Iterator[bytes]:
        yield HALF
        if self.where == "coming":
            wait(self.folder)
        yield HALF


def wait(folder: Path) -> None:
    (folder / "here").touch()
    while True:
        time.sleep(1)


def main() -> None:
    django.setup()
    from django.conf import settings

    from luoshi.files import disk
    from luoshi.files.services import store
    from luoshi.kernel.actors import system_actor

    folder, where = Path(sys.argv[1]), sys.argv[2]
    settings.FILES_ROOT = folder / "files"
    move_in = disk.move_in

    def move_in_and_wait(came: Path, jurisdiction: str, sha256: str) -> Path:
        place = move_in(came, jurisdiction, sha256)
        wait(folder)
        return place

    if where == "placed":
        disk.move_in = move_in_and_wait
    store(system_actor("990100", date(2026, 3, 2)), Slow(folder, where))


if __name__ == "__main__":
    main()
