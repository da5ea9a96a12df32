"""The head of a journal kept outside the database, so that not even its owner can rewrite the past unseen.

One file per jurisdiction in ``ANCHORS_ROOT``: a line of JSON per anchoring, only ever added to. Send its lines
elsewhere too (print, mail, another machine): who holds one line can prove all that was before it.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from luoshi.journal.faults import Fault, Kind
from luoshi.journal.models import Seal
from luoshi.journal.sealing import seal, sweep
from luoshi.kernel.speech import Language, Phrase

SAID = Phrase(
    "辖区{jurisdiction}:截至{at},第{number}号封存,共{position}条事件,链首({algorithm}){head}",
    "jurisdiction {jurisdiction}: as of {at}, seal {number}, {position} events in all, head ({algorithm}) {head}",
)


class JournalBroken(Exception):
    """The journal contradicts its last anchor; nothing is anchored until somebody has looked."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.say("en"))
        self.fault = fault

    def say(self, language: Language) -> str:
        return self.fault.say(language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """The head of a journal at a time. ``position``: of its last sealed event; ``count``: events of that seal."""

    jurisdiction: str
    number: int
    position: int
    head: str
    algorithm: str
    at: str  # UTC
    count: int

    def say(self, language: Language = "zh") -> str:
        """The anchor as a line to print or to mail."""
        return SAID.say(language, **asdict(self))


def anchor(jurisdiction: str) -> Anchor | None:
    """Seal what waits and write the head of a jurisdiction to its anchor file; None when it has no events.

    Raises ``JournalBroken`` when the journal contradicts the anchor before.
    """
    path = anchor_path(jurisdiction)
    last = None
    for number, found in read_anchors(path, jurisdiction):
        if found is not None:
            last = (number, found)
    if last is not None:
        _compare(*last)
    sweep(jurisdiction)
    seal(jurisdiction)
    newest = Seal.objects.filter(jurisdiction=jurisdiction).order_by("-number").first()
    if newest is None:
        return None
    made = Anchor(
        jurisdiction=jurisdiction, number=newest.number, position=newest.first + newest.count - 1, head=newest.head,
        algorithm=newest.algorithm, at=timezone.now().astimezone(UTC).isoformat(timespec="seconds"), count=newest.count,
    )  # fmt: skip
    _append(path, json.dumps(asdict(made), ensure_ascii=False, sort_keys=True))
    return made


def anchor_path(jurisdiction: str) -> Path:
    """The anchor file of a jurisdiction. Raises ``ValueError`` for a code that is no name of a file."""
    if not re.fullmatch(r"[0-9A-Za-z_-]{1,12}", jurisdiction):
        raise ValueError(f"{jurisdiction!r} is no division code")
    return Path(settings.ANCHORS_ROOT) / f"{jurisdiction}.jsonl"


def read_anchors(path: Path, jurisdiction: str) -> Iterator[tuple[int, Anchor | None]]:
    """The lines of an anchor file with their numbers; None for one that cannot be read or is another's."""
    if not path.exists():
        return
    with path.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                found = Anchor(**json.loads(line))
                good = found.jurisdiction == jurisdiction and int(found.number) > 0 and int(found.position) > 0
            except (ValueError, TypeError):
                good = False
            yield number, found if good else None


def anchored_places() -> list[str]:
    """The jurisdictions that have an anchor file."""
    root = Path(settings.ANCHORS_ROOT)
    return sorted(path.stem for path in root.glob("*.jsonl")) if root.is_dir() else []


def _compare(line: int, known: Anchor) -> None:
    about = (("line", line), ("at", known.at))
    there = Seal.objects.filter(jurisdiction=known.jurisdiction, number=known.number).first()
    if there is None:
        newest = Seal.objects.filter(jurisdiction=known.jurisdiction).order_by("-number").first()
        last = newest.first + newest.count - 1 if newest else 0
        more = (*about, ("last", last))
        raise JournalBroken(Fault(kind=Kind.CUT_OFF, seal=known.number, position=known.position, more=more))
    if there.head != known.head:
        raise JournalBroken(
            Fault(kind=Kind.ANCHOR_DIFFERS, seal=known.number, position=known.position, more=about)
        )  # fmt: skip


def _append(path: Path, line: str) -> None:
    """Add a line that is on the disk when this returns; a line torn by a crash is closed first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o640)
    try:
        size = os.fstat(descriptor).st_size
        torn = size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"
        os.write(descriptor, (("\n" if torn else "") + line + "\n").encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
