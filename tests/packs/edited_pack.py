"""A small pack in a folder, compiled again and again while an official edits it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from luoshi.kernel.spans import Span
from luoshi.packs.edits import Author
from luoshi.packs.folder import Settled, keep, pack_path, settle
from luoshi.packs.keys import give_keys
from luoshi.packs.model import ClauseRecord, DocumentFacts, Pack, SourceRecord, Task

TEXTS = ("推进企业开办全程网办", "建立云溪市惠企政策库", "组织茶叶企业参加广交会")
RAW = "云溪市实施意见\n1.推进企业开办全程网办\n2.建立云溪市惠企政策库\n3.组织茶叶企业参加广交会\n"
WANG = Author("王五", "核对原件", "2025-03-01")
NAME = "意见"


def compiled(**changes: object) -> Pack:
    """What the compiler gives for the sample; ``changes`` are fields of its second task."""
    tasks, clauses = [], []
    for number, text in enumerate(TEXTS, 1):
        start = RAW.index(text)
        own = Span(start - 2, start + len(text) + 1)
        clauses.append(
            ClauseRecord(
                path=str(number),
                kind="item",
                level=1,
                number=str(number),
                marker=f"{number}.",
                title="",
                span=own,
                own=own,
                text=own.of(RAW),
            )
        )
        tasks.append(
            Task(
                id=f"t{number:03d}",
                number=str(number),
                text=text,
                leads=("市政务局",),
                deadline="2025-06-30",
                clause=str(number),
                span=Span(start, start + len(text)),
            )
        )
    tasks[1] = replace(tasks[1], **changes)  # type: ignore[arg-type]  # fields are named by the tests
    return give_keys(
        Pack(
            compiler="luoshi/0.1.0",
            sources=(SourceRecord(name="意见.txt", sha256="0", reader="text/1", start=0, length=len(RAW)),),
            document=DocumentFacts(title="云溪市实施意见"),
            clauses=tuple(clauses),
            tasks=tuple(tasks),
        )
    )


def run(folder: Path, pack: Pack | None = None, author: Author = WANG) -> Settled:
    """What ``luoshi compile -o folder`` does."""
    settled = settle(folder, NAME, pack or compiled(), author)
    keep(folder, NAME, settled, settled.pack, "说明")
    return settled


def edit(folder: Path, before: str, after: str, count: int = 1) -> None:
    """What the official does in the editor."""
    path = pack_path(folder, NAME)
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, count), encoding="utf-8")


def item_block(folder: Path, number: int) -> str:
    """The lines of one task in the file."""
    text = pack_path(folder, NAME).read_text(encoding="utf-8")
    start = text.index(f"- id: t{number:03d}")
    ends = [at for mark in ("\n- id: t", "\ntargets:") if (at := text.find(mark, start)) > 0]
    return text[start : min(ends) + 1]
