"""``luoshi show``: the outline of a document, or one clause with what was read from it."""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import fields
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from luoshi.cli.arguments import Parser
from luoshi.cli.documents import Compiled, with_findings
from luoshi.cli.inputs import guarded, pack_of
from luoshi.cli.terminal import CommandError, Terminal
from luoshi.cli.values import shown
from luoshi.cli.words import SECTIONS
from luoshi.kernel.speech import Language, Phrase

if TYPE_CHECKING:
    from luoshi.packs.model import ClauseRecord, Item, Pack

MORE = Phrase(
    "例:\n  luoshi show 意见.html\n  luoshi show 意见.html 二/三/4\n  luoshi show 意见.pack.yaml 附件/表1/一/1\n",
    "examples:\n  luoshi show opinion.html\n  luoshi show opinion.html 二/三/4\n",
)
FILE = Phrase("政策文件或政策包", "a policy document or a pack")
CLAUSE = Phrase("条款编号,不给时列出提纲", "the path of a clause; without it the outline is listed")
ALL = Phrase("提纲中连表格的行和网页的其余部分也列出", "list table rows and the furniture of the page too")
NO_CLAUSE = Phrase(
    "没有“{clause}”这一条款{near}。不给条款编号可列出全部提纲",
    'there is no clause "{clause}"{near}. Without a clause the outline is listed',
)
NEAR = Phrase(",是不是:{near}", "; did you mean {near}")
NO_TEXT = Phrase("(没有文字)", "(no text)")
NOTHING = Phrase("从这一条款没有读出内容", "nothing was read from this clause")
UNTITLED = Phrase("(无标题)", "(untitled)")
DOUBTFUL = Phrase("存疑", "doubtful")
FOUND = Phrase("{code} {severity}: {message}", "{code} {severity}: {message}")

ASIDE = frozenset(("id", "key", "text", "part", "path", "clause", "span", "spans", "confidence", "reasons"))
DETAILS = frozenset(("row", "furniture"))


def arguments(parser: Parser) -> None:
    parser.option("file", about=FILE, type=Path, metavar="FILE")
    parser.option("clause", about=CLAUSE, nargs="?", metavar="CLAUSE")
    parser.option("--all", about=ALL, action="store_true")


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    def deed() -> int:
        pack, compiled = pack_of(options.file)
        if compiled is not None:
            pack = with_findings(compiled)
        if options.clause is None:
            lines = outline(pack, options.all, terminal.language)
        else:
            lines = clause_lines(pack, find_clause(pack, options.clause), compiled, terminal.language)
        for line in lines:
            terminal.write(line)
        return 0

    return guarded(deed, terminal)


def outline(pack: Pack, everything: bool, language: Language) -> Iterator[str]:
    """The document's facts and the tree of its clauses, each with how much was read from it."""
    facts = pack.document
    yield " ".join((facts.title or UNTITLED.say(language)).split())
    known = [fact for fact in (facts.number, facts.issuer, facts.issued) if fact]
    if known:
        yield "  ".join(known)
    counts = _counts(pack)
    depths: dict[str, int] = {}
    for clause in pack.clauses:
        below = counts[clause.path]
        depths[clause.path] = depths.get(clause.parent, -1) + 1 if clause.parent else 0
        if clause.kind in DETAILS and not everything and not below:
            continue
        told = " ".join(
            f"{SECTIONS[name].say(language)}{' ' if language == 'en' else ''}{count}" for name, count in below.items()
        )
        indent = "  " * depths[clause.path]
        words = shown(clause.title or clause.text.strip().removeprefix(clause.marker), language, 40)
        yield f"{indent}{clause.path}  {words}" + (f"  [{told}]" if told else "")


def _counts(pack: Pack) -> defaultdict[str, Counter[str]]:
    from luoshi.packs.keys import items_of
    from luoshi.packs.model import ITEM_LISTS

    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name in ITEM_LISTS:
        for item in items_of(pack, name):
            counts[item.clause][name] += 1
    for finding in pack.findings:
        counts[finding.clause]["findings"] += 1
    return counts


def find_clause(pack: Pack, asked: str) -> ClauseRecord:
    """The clause of that path. Raises ``CommandError`` with the nearest paths when there is none."""
    by_path = {clause.path: clause for clause in pack.clauses}
    plain = {_bare(path): clause for path, clause in reversed(by_path.items())}
    found = by_path.get(asked) or plain.get(_bare(asked))
    if found is not None:
        return found
    near = get_close_matches(asked, by_path, 3, 0.4)
    hint = Phrase(NEAR.zh, NEAR.en) if near else Phrase("", "")
    phrase = Phrase(NO_CLAUSE.zh.replace("{near}", hint.zh), NO_CLAUSE.en.replace("{near}", hint.en))
    raise CommandError(phrase, clause=asked, near="  ".join(near))


def _bare(path: str) -> str:
    """A path as people type it: without brackets and spaces."""
    return "".join(character for character in path if character not in "()（） 　").strip("/")


def clause_lines(pack: Pack, clause: ClauseRecord, compiled: Compiled | None, language: Language) -> Iterator[str]:
    """The words of a clause with everything below it, what was read from them, and what lint remarks."""
    from luoshi.packs.keys import items_of
    from luoshi.packs.model import ITEM_LISTS

    inside = [c for c in pack.clauses if clause.span.covers(c.own)]
    paths = {c.path for c in inside} | {clause.path}
    yield f"{clause.path}  {clause.kind}  [{clause.span.start}, {clause.span.end})"
    text = "".join(c.text for c in inside).strip()
    yield from ("  │ " + line for line in (text or NO_TEXT.say(language)).splitlines())
    silent = True
    for name in ITEM_LISTS:
        for item in items_of(pack, name):
            if item.clause in paths:
                silent = False
                yield f"{SECTIONS[name].say(language)} {item.id} {item.key}  {shown(item.text, language)}"
                yield from _item_lines(item, language)
    for finding in pack.findings:
        if finding.clause in paths:
            silent = False
            message = finding.message_en if language == "en" and finding.message_en else finding.message
            yield "! " + FOUND.say(language, code=finding.code, severity=finding.severity, message=message)
    for repair in pack.repairs:
        if clause.span.overlaps(repair.span):
            yield f"~ {repair.code}: {shown(repair.before, language)} → {shown(repair.after, language)}  {repair.reason}"
    if silent:
        yield NOTHING.say(language)


def _item_lines(item: Item, language: Language) -> Iterator[str]:
    for field in fields(item):
        value = getattr(item, field.name)
        if field.name not in ASIDE and value not in (None, (), {}, "", False, "plain"):
            yield f"    {field.name}: {shown(value, language, 200)}"
    if item.confidence == "low":
        yield f"    {DOUBTFUL.say(language)}: {shown(item.reasons, language, 200)}"
