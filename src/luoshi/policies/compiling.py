"""From stored files to a compiled pack, outside of any transaction, saying how far it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from luoshi.compiler.assemble import assemble
from luoshi.compiler.draft import Draft
from luoshi.compiler.lint import Checked, check
from luoshi.compiler.pipeline import PASSES, Pass, draft_of
from luoshi.files.models import StoredFile
from luoshi.files.services import content
from luoshi.kernel.speech import Phrase
from luoshi.kernel.verdicts import Refused
from luoshi.packs.model import Pack
from luoshi.texts.model import ReadingError, Source
from luoshi.texts.reading import read_bytes
from luoshi.texts.reading.refusal import Routine

Told = Callable[[int, int, Phrase, dict[str, object]], None]

READING = Phrase("正在读第 {n} 份文件,共 {of} 份:{name}", "reading file {n} of {of}: {name}")
REPAIRING = Phrase("正在修复破损的文字", "repairing damaged text")
OUTLINING = Phrase("正在理出章节条款", "outlining chapters and clauses")
EXTRACTING = Phrase("正在读出任务、目标、奖补和时限", "extracting tasks, targets, incentives and time limits")
CHECKING = Phrase("正在逐项检查", "checking item by item")
STORING = Phrase("正在保存结果", "storing the result")
_STEPS = {"split_lines": OUTLINING, "tasks_from_tables": EXTRACTING}
AFTER_FILES = len(PASSES) + 3  # repair, the passes, lint, storing
_NOT_STORED = re.compile("[\x00\ud800-\udfff]")
CRASHED = (
    "检查时程序出错({kind}),条目已照常读出,但没有审查意见。请把这份文件交给系统管理员查看。",
    "A check of the program failed ({kind}); the items were read all the same, but there are no findings. Give this "
    "file to the system administrator.",
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A document read and compiled: ``pack`` with findings, ``remarks`` of the readers as (Chinese, English)."""

    sources: tuple[Source, ...]
    raw: str
    offsets: tuple[int, ...]
    pack: Pack
    remarks: tuple[tuple[str, str], ...] = ()


class Unreadable(Refused):
    """A file that cannot be read: which, why, and what to do."""


def compile_files(files: Sequence[StoredFile], told: Told) -> Reading:
    """Read the files of one document in order and compile them. Raises ``Unreadable`` naming the file.

    ``told(done, total, words, values)`` is called at every step and may raise to stop.
    """
    total = len(files) + AFTER_FILES
    sources: list[Source] = []
    for number, file in enumerate(files):
        told(number, total, READING, {"n": number + 1, "of": len(files), "name": file.name})
        sources.append(_read(file))
    place = len(files)
    told(place, total, REPAIRING, {})
    draft = draft_of(sources, _watched(place, total, told))
    pack = assemble(draft)
    told(total - 2, total, CHECKING, {})
    remarks = [_both(str(r)) for s in sources for r in s.remarks if not isinstance(r, Routine)]
    try:
        findings = check([Checked(draft, pack, files[0].name)])
    except Exception as fault:  # what was read is worth keeping without findings, too
        kind = type(fault).__name__
        remarks.append((CRASHED[0].format(kind=kind), CRASHED[1].format(kind=kind)))
        findings = ()
    told(total - 1, total, STORING, {})
    raw = draft.source.raw
    return Reading(tuple(sources), raw, tuple(draft.offsets), replace(pack, findings=findings), tuple(remarks))


def _read(file: StoredFile) -> Source:
    try:
        source = read_bytes(file.name, content(file))
    except ReadingError as error:
        zh, en = _both(str(error))
        raise Unreadable(zh, en, field="files") from None
    return replace(source, raw=_NOT_STORED.sub("\ufffd", source.raw))  # of the same length: spans stay true


def _both(text: str) -> tuple[str, str]:
    """The two languages of a reader's message."""
    zh, parted, en = text.partition(" | ")
    return (zh, en) if parted else (text, text)


def _watched(place: int, total: int, told: Told) -> tuple[Pass, ...]:
    words = OUTLINING
    out: list[Pass] = []
    for number, run in enumerate(PASSES):
        words = _STEPS.get(run.__name__, words)
        out.append(_telling(run, place + 1 + number, total, words, told))
    return tuple(out)


def _telling(run: Pass, done: int, total: int, words: Phrase, told: Told) -> Pass:
    def watched(draft: Draft) -> Draft:
        told(done, total, words, {})
        return run(draft)

    return watched
