"""``luoshi diff``: what differs between two packs, or two documents."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from luoshi.cli.arguments import Parser
from luoshi.cli.inputs import guarded, pack_of
from luoshi.cli.terminal import Terminal
from luoshi.cli.values import contrast, shown
from luoshi.cli.words import SECTIONS
from luoshi.kernel.speech import Language, Phrase

if TYPE_CHECKING:
    from luoshi.packs.difference import ClauseDifference, Difference, FieldChange, ListDifference
    from luoshi.packs.model import ClauseRecord, Item

MORE = Phrase(
    "退出状态:0 没有差别,1 有差别,2 出错\n\n"
    "例:\n  luoshi diff 旧版.pack.yaml 新版.pack.yaml\n  luoshi diff 征求意见稿.docx 正式稿.docx --format json\n",
    "exit status: 0 no difference, 1 differences, 2 trouble\n\n"
    "examples:\n  luoshi diff old.pack.yaml new.pack.yaml\n  luoshi diff draft.docx final.docx --format json\n",
)
OLD = Phrase("旧的政策包(yaml、json)或政策文件", "the old pack (yaml, json) or document")
NEW = Phrase("新的政策包或政策文件", "the new pack or document")
FORMAT = Phrase("text(默认)或 json", "text (default) or json")
SAME = Phrase("没有差别", "no difference")
RENUMBERED = Phrase("{count} 条只是编号变了", "{count} only renumbered")
LEGEND = Phrase(
    "(+ 新增  - 删去  ~ 改动  > 移动;[-删去的字-]{{+新增的字+}})",
    "(+ added  - removed  ~ changed  > moved; [-words taken out-]{{+words put in+}})",
)


def arguments(parser: Parser) -> None:
    parser.option("old", about=OLD, type=Path, metavar="OLD")
    parser.option("new", about=NEW, type=Path, metavar="NEW")
    parser.option("--format", about=FORMAT, choices=("text", "json"), default="text")


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    def deed() -> int:
        from luoshi.packs.difference import compare
        from luoshi.packs.keys import carry_keys

        old, _ = pack_of(options.old)
        new, compiled = pack_of(options.new)
        if compiled is not None:  # a fresh compilation: its keys are not yet anybody's
            new = carry_keys(old, new)
        difference = compare(old, new)
        if options.format == "json":
            terminal.write(json.dumps(as_data(difference), ensure_ascii=False))
        elif difference:
            terminal.write(terminal.say(LEGEND))
            for line in lines(difference, terminal.language):
                terminal.write(line)
        else:
            terminal.write(terminal.say(SAME))
        return 1 if difference else 0

    return guarded(deed, terminal)


def lines(difference: Difference, language: Language) -> Iterator[str]:
    """The differences as a person reads them."""
    if difference.document:
        yield SECTIONS["document"].say(language)
        yield from _fields(difference.document, "  ", language)
    for name, found in difference.lists.items():
        if found:
            counts = f"+{len(found.added)} -{len(found.removed)} ~{len(found.changed)}"
            yield f"{SECTIONS[name].say(language)} {counts}"
            yield from _items(found, language)
    if difference.clauses:
        yield from _clauses(difference.clauses, language)


def _items(found: ListDifference, language: Language) -> Iterator[str]:
    for sign, items in (("+", found.added), ("-", found.removed)):
        for item in items:
            yield f"  {sign} {_label(item, language)}"
    for change in found.changed:
        yield f"  ~ {_label(change.new, language)}"
        yield from _fields(change.fields, "      ", language)


def _label(item: Item, language: Language) -> str:
    return f"{item.key}  {item.clause}  {shown(item.text, language)}"


def _fields(changes: tuple[FieldChange, ...], indent: str, language: Language) -> Iterator[str]:
    for change in changes:
        yield f"{indent}{change.field}: {contrast(change.was, change.now, language)}"


def _clauses(found: ClauseDifference, language: Language) -> Iterator[str]:
    counts = f"+{len(found.added)} -{len(found.removed)} ~{len(found.reworded)} >{len(found.moved)}"
    yield f"{SECTIONS['clauses'].say(language)} {counts}"
    for sign, clauses in (("+", found.added), ("-", found.removed)):
        for clause in clauses:
            yield f"  {sign} {clause.path}  {shown(clause.text, language)}"
    for before, after in found.moved:
        yield f"  > {before.path} → {after.path}  {shown(after.text, language)}"
    for before, after in found.reworded:
        yield f"  ~ {after.path}  {contrast(before.text, after.text, language)}"
    if found.renumbered:
        yield f"  {RENUMBERED.say(language, count=len(found.renumbered))}"


def as_data(difference: Difference) -> dict[str, Any]:
    """The differences as plain data."""
    from luoshi.packs.files import as_data as plain

    def changes(found: tuple[FieldChange, ...]) -> dict[str, Any]:
        return {c.field: {"from": plain(c.was), "to": plain(c.now)} for c in found}

    def clause(one: ClauseRecord) -> dict[str, Any]:
        return {"path": one.path, "text": one.text}

    def pair(before: ClauseRecord, after: ClauseRecord) -> dict[str, Any]:
        return {"from": clause(before), "to": clause(after)}

    clauses = difference.clauses
    return {
        "document": changes(difference.document),
        "items": {
            name: {
                "added": plain(found.added),
                "removed": plain(found.removed),
                "changed": [
                    {"key": c.new.key, "clause": c.new.clause, "text": c.new.text, "fields": changes(c.fields)}
                    for c in found.changed
                ],
            }
            for name, found in difference.lists.items()
        },
        "clauses": {
            "added": [clause(c) for c in clauses.added],
            "removed": [clause(c) for c in clauses.removed],
            "moved": [pair(*both) for both in clauses.moved],
            "reworded": [pair(*both) for both in clauses.reworded],
            "renumbered": [[before.path, after.path] for before, after in clauses.renumbered],
        },
    }
