"""Compile the sample documents and say what came out: the first thing to run after a checkout (``make samples``).

    python examples/tour.py [--out DIR] [--lang zh|en]

Every sample is compiled to a pack (YAML), a ledger (xlsx) and a review page (html) in DIR, and all are checked
together. Packs that were edited there keep their corrections: run it again and see.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from luoshi.cli.authors import author_of
from luoshi.cli.documents import Compiled, compile_document, documents_of, findings_of, with_findings
from luoshi.kernel.speech import Language, Phrase
from luoshi.packs.files import write_bytes
from luoshi.packs.folder import keep, settle
from luoshi.packs.model import Finding, Item, Pack
from luoshi.papers.ledger import ledger
from luoshi.papers.review import render

HERE = Path(__file__).resolve().parent
SAMPLES = ("*.html", "*.docx", "*.txt")
WIDTH = 80  # columns of a terminal; a Chinese character takes two
SHOWN = 3  # findings shown for a document
PIECE = re.compile(r"(?:[A-Za-z0-9.,:;%/()-]+ ?|[「《“(]?.)[」》”),。;:、!?…]*")  # what stays on one line
MARKS = {"error": "✗", "warning": "!", "note": "·"}
RANK = {"error": 0, "warning": 1, "note": 2}

HEAD = Phrase("落实 Luoshi:编译云溪市(虚构)的{count}份样本", "Luoshi: {count} samples of the invented city of Yunxi")
COUNTS = Phrase(
    "任务 {tasks} · 指标 {targets} · 奖补 {incentives} · 时限 {limits} · 名录与机制 {registers}",
    "{tasks} tasks · {targets} targets · {incentives} incentives · {limits} time limits · {registers} registers",
)
STATE = Phrase(
    "待人工核对 {low} 项 · 原文修复 {repairs} 处 · 发现 错误 {error} 警告 {warning} 提示 {note}",
    "{low} items to check · {repairs} repairs · {error} errors, {warning} warnings, {note} notes",
)
CORRECTED = Phrase("沿用人工更正 {count} 条", "{count} corrections by people kept")
TOGETHER = Phrase(
    "放在一起看,另有 {count} 处问题单看一份看不出来:",
    "Side by side, {count} more that no document shows alone:",
)
RESULTS = Phrase("结果都在 {folder}/ 下", "All results are in {folder}/")
PAPERS = Phrase("  {name}.review.html / .ledger.xlsx / .pack.yaml", "  {name}.review.html / .ledger.xlsx / .pack.yaml")
KINDS = Phrase(
    ".review.html 复核页(用浏览器打开)· .ledger.xlsx 台账 · .pack.yaml 政策包(可修改)",
    ".review.html review page (open it in a browser) · .ledger.xlsx ledger · .pack.yaml pack (edit it)",
)
NEXT = Phrase(
    "接着试试:\n"
    "  .venv/bin/luoshi show {sample}\n"
    "  .venv/bin/luoshi lint examples/*.html examples/*.docx examples/*.txt\n"
    "改动 {folder}/ 里的 .pack.yaml 后再运行 make samples,更正不会丢失。用时 {seconds:.1f} 秒。",
    "Next:\n"
    "  .venv/bin/luoshi --lang en show {sample}\n"
    "  .venv/bin/luoshi --lang en lint examples/*.html examples/*.docx examples/*.txt\n"
    "Edit a .pack.yaml in {folder}/ and run again: corrections are kept. {seconds:.1f} s.",
)


def samples() -> list[Path]:
    """The sample documents, in the order of their names."""
    return sorted(file for pattern in SAMPLES for file in HERE.glob(pattern))


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--out", type=Path, default=Path("out"), help="结果文件夹 · folder for the results")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="语言 · language")
    options = parser.parse_args(arguments)
    language: Language = options.lang
    begun = time.perf_counter()
    documents = documents_of(samples())
    say(HEAD.say(language, count=len(documents)))
    say("─" * WIDTH)
    compiled = []
    for number, document in enumerate(documents, 1):
        one, corrections = settled(compile_document(document), options.out, language)
        compiled.append(one)
        for line in account(number, one, corrections, language):
            say(line)
    for line in side_by_side(compiled, language):
        say(line)
    folder = shown(options.out)
    say(RESULTS.say(language, folder=folder))
    for document in documents:
        say(PAPERS.say(language, name=document.name))
    say(KINDS.say(language))
    say("")
    seconds = time.perf_counter() - begun
    say(NEXT.say(language, sample=shown(documents[0].files[0]), folder=folder, seconds=seconds))
    return 0


def settled(compiled: Compiled, folder: Path, language: Language) -> tuple[Compiled, int]:
    """Write the pack, the ledger and the review page of a document; it again, as corrected, and its corrections."""
    name = compiled.document.name
    joined = settle(folder, name, compiled.pack, author_of(argparse.Namespace(who=None, why=None)))
    compiled = replace(compiled, pack=joined.pack)
    pack = with_findings(compiled)
    keep(folder, name, joined, pack, str(pack.document.title or name))
    write_bytes(folder / f"{name}.ledger.xlsx", ledger(pack, language))
    write_bytes(folder / f"{name}.review.html", render(pack, compiled.sources, language).encode("utf-8"))
    return replace(compiled, pack=pack), len(joined.corrections)


def account(number: int, compiled: Compiled, corrections: int, language: Language) -> Iterator[str]:
    """What was read from one document and what is wrong with it, in lines."""
    pack = compiled.pack
    facts = pack.document
    said = " ".join(filter(None, (facts.number, facts.issued)))
    yield from wrapped(f"{number} ", facts.title or compiled.document.name)
    yield f"  {compiled.label}" + (f"  {said}" if said else "")
    yield from wrapped("  ", counts(pack, language))
    severities: Counter[str] = Counter(finding.severity for finding in pack.findings)
    yield from wrapped(
        "  ",
        STATE.say(
            language,
            low=sum(item.confidence == "low" for items in lists(pack) for item in items),
            repairs=len(pack.repairs),
            **{name: severities[name] for name in RANK},
        ),
    )
    if corrections:
        yield "  " + CORRECTED.say(language, count=corrections)
    for finding in gravest(pack.findings):
        yield from sentence(finding, language)
    yield ""


def side_by_side(compiled: Sequence[Compiled], language: Language) -> Iterator[str]:
    """What only shows when the documents are read together."""
    alone = {(f.code, f.document, f.message) for one in compiled for f in one.pack.findings}
    across = [f for f in findings_of(compiled) if (f.code, f.document, f.message) not in alone]
    yield TOGETHER.say(language, count=len(across))
    for finding in gravest(across):
        yield from sentence(finding, language)
    yield "─" * WIDTH


def lists(pack: Pack) -> tuple[Sequence[Item], ...]:
    return (pack.tasks, pack.targets, pack.incentives, pack.time_limits, pack.registers)


def counts(pack: Pack, language: Language) -> str:
    names = ("tasks", "targets", "incentives", "limits", "registers")
    return COUNTS.say(language, **{name: len(items) for name, items in zip(names, lists(pack), strict=True)})


def gravest(findings: Sequence[Finding]) -> list[Finding]:
    """The most serious findings: each of another kind where there are enough kinds, of one place before of many."""
    ranked = sorted(findings, key=lambda f: (RANK[f.severity], not f.clause))
    kinds = {finding.code: finding for finding in reversed(ranked)}
    firsts = sorted(kinds.values(), key=ranked.index)
    return (firsts + [f for f in ranked if kinds[f.code] is not f])[:SHOWN]


def sentence(finding: Finding, language: Language) -> Iterator[str]:
    """One finding in at most two lines."""
    message = finding.message if language == "zh" else finding.message_en
    lines = list(wrapped(f"   {MARKS[finding.severity]} {finding.code} ", message))
    yield from lines[:2] if len(lines) < 3 else (lines[0], cut(lines[1], WIDTH - 2) + "…")


def wrapped(first: str, text: str) -> Iterator[str]:
    """``text`` after ``first``, in lines of ``WIDTH`` columns indented alike; words of Latin letters stay whole."""
    indent = " " * width(first)
    line = first
    for piece in PIECE.findall(" ".join(text.split())):
        if width(line + piece.rstrip()) > WIDTH and line.strip():
            yield line.rstrip()
            line = indent
        line += piece
    yield line.rstrip()


def width(text: str) -> int:
    """Columns on a terminal."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def cut(text: str, columns: int) -> str:
    """The beginning of ``text`` that fits into so many columns."""
    while width(text) > columns:
        text = text[:-1]
    return text


def shown(path: Path) -> str:
    """A path as one would type it here."""
    whole = path.resolve()
    return str(whole.relative_to(Path.cwd())) if whole.is_relative_to(Path.cwd()) else str(path)


def say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8")
    sys.exit(main())
