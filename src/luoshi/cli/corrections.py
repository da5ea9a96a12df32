"""``luoshi corrections``: what people corrected in a pack, recorded and not yet recorded."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from luoshi.cli.arguments import Parser
from luoshi.cli.inputs import guarded
from luoshi.cli.terminal import CommandError, Terminal
from luoshi.cli.values import shown
from luoshi.cli.words import SECTIONS
from luoshi.kernel.speech import Phrase

if TYPE_CHECKING:
    from luoshi.packs.corrections import Correction

ENDING = ".pack.yaml"
MORE = Phrase(
    "例:\n  luoshi corrections 政策包/意见.pack.yaml\n", "example:\n  luoshi corrections packs/opinion.pack.yaml\n"
)
FILE = Phrase("政策包(NAME.pack.yaml)", "a pack (NAME.pack.yaml)")
FORMAT = Phrase("text(默认)或 json", "text (default) or json")
NOT_PACK = Phrase(
    "{file}:不是 NAME.pack.yaml。请给出 luoshi compile -o 写出的政策包",
    "{file}: not a NAME.pack.yaml. Name a pack that luoshi compile -o wrote",
)
NONE = Phrase("没有人工更正", "no corrections")
PENDING = Phrase("(未入档,下次编译时记入)", "(not recorded yet; the next compilation records it)")
WITHDRAWN = Phrase("(已改回,下次编译时撤销)", "(set back; the next compilation withdraws it)")
ADDED = Phrase("新增", "added")
REMOVED = Phrase("删去", "removed")


def arguments(parser: Parser) -> None:
    parser.option("file", about=FILE, type=Path, metavar="PACK")
    parser.option("--format", about=FORMAT, choices=("text", "json"), default="text")


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    def deed() -> int:
        file: Path = options.file
        if not file.name.endswith(ENDING):
            raise CommandError(NOT_PACK, file=file)
        recorded, present = _records(file)
        if options.format == "json":
            rows = [_data(r) | {"recorded": r in recorded} for r in present]
            terminal.write(json.dumps(rows, ensure_ascii=False))
            return 0
        for record in present:
            terminal.write(_line(record, terminal) + ("" if record in recorded else " " + terminal.say(PENDING)))
        places = {(r.section, r.key, r.field) for r in present}
        gone = [r for r in recorded if (r.section, r.key, r.field) not in places]
        for record in gone:
            terminal.write(_line(record, terminal) + " " + terminal.say(WITHDRAWN))
        if not present and not gone:
            terminal.write(terminal.say(NONE))
        return 0

    return guarded(deed, terminal)


def _records(file: Path) -> tuple[tuple[Correction, ...], tuple[Correction, ...]]:
    """The records in the file beside the pack, and those with what the edited pack holds now."""
    from luoshi.packs.correction_files import load_corrections
    from luoshi.packs.edits import Author, take_up
    from luoshi.packs.files import load
    from luoshi.packs.folder import corrections_path, load_base
    from luoshi.packs.nodes import PackError

    folder, name = file.parent, file.name.removesuffix(ENDING)
    edited = load(file)
    recorded = load_corrections(corrections_path(folder, name))
    base = load_base(folder, name, edited.base)
    if base is None:  # nothing to compare with until it is compiled again
        return recorded, recorded
    try:
        return recorded, take_up(base.pack, recorded, edited, Author(), base.retired)
    except PackError as error:
        error.file = str(file)
        raise


def _line(record: Correction, terminal: Terminal) -> str:
    language = terminal.language
    what = f"{SECTIONS[record.section].say(language)} {record.key} {shown(record.about, language, 24)}"
    if record.was is None and record.field == "item":
        change = f"{terminal.say(ADDED)} {shown(record.to, language)}"
    elif record.to is None and record.field == "item":
        change = f"{terminal.say(REMOVED)} {shown(record.was, language)}"
    else:
        change = f"{record.field}: {shown(record.was, language)} → {shown(record.to, language)}"
    signed = " ".join(part for part in (record.who, record.on, record.why) if part)
    return f"{what}  {change}" + (f"  [{signed}]" if signed else "")


def _data(record: Correction) -> dict[str, Any]:
    from luoshi.packs.files import as_data

    return {
        "key": record.key, "list": record.section, "field": record.field, "from": as_data(record.was),
        "to": as_data(record.to), "who": record.who, "why": record.why, "on": record.on, "about": record.about,
    }  # fmt: skip
