"""The pass that reads registers from headings, running text and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from luoshi.compiler.draft import Draft
from luoshi.compiler.registers.mentions import LISTED, Mention, listed_name, mentions
from luoshi.compiler.registers.phrases import members_of
from luoshi.kernel.spans import Span
from luoshi.packs.model import Register
from luoshi.texts.plain import plain as to_plain

_HEADING_KINDS = ("chapter", "section", "heading", "article", "item", "annex")
_SPACE = re.compile(r"\s+")
_MARKS = re.compile(r"[\s\W_]+")


@dataclass(frozen=True, slots=True)
class _Passage:
    """Plain text to be read, where it begins in the draft, and the clause it stands in."""

    text: str
    start: int
    clause: int
    cell: Span | None = None  # a table cell has one span for all that is read from it
    printed: str = ""  # the cell as printed, where that differs
    listed: bool = False  # an entry of an enumeration: other entries stand before or after it


def read_registers(draft: Draft) -> Draft:
    """Every register once, with all places where the document orders it; the first gives text and path."""
    found: dict[tuple[str, ...], Register] = {}
    announced: tuple[tuple[str, ...], int] | None = None  # what a heading names, and where the heading ends
    for passage in _passages(draft):
        heading = _is_heading(draft, passage)
        for mention in _read(passage):
            register = _register(draft, passage, mention)
            key = _identity(register, mention)
            if announced and _spells_out(key, announced, passage.start) and len(found[announced[0]].spans["name"]) == 1:
                found[key] = _merged(register, found.pop(announced[0]))
                announced = None
                continue
            fresh = key not in found
            found[key] = register if fresh else _merged(found[key], register)
            if heading and fresh and passage.cell is None:
                announced = key, passage.start + len(passage.text)
    return draft.having(registers=tuple(found.values()))


def _is_heading(draft: Draft, passage: _Passage) -> bool:
    clause = draft.clauses[passage.clause]
    if clause.kind in ("chapter", "section", "heading") or passage.text.rstrip("。") == clause.title:
        return True
    return not passage.text.endswith((";", "。", ":", "!", "?"))


def _spells_out(key: tuple[str, ...], announced: tuple[tuple[str, ...], int], start: int) -> bool:
    """True when the text just below a heading gives in full the name that the heading shortened."""
    short, end = announced
    return start - end < 400 and key[1] == short[1] and key[0] != short[0] and key[0].endswith(short[0])


def _read(passage: _Passage) -> Iterator[Mention]:
    none = True
    for mention in mentions(passage.text):
        none = False
        yield mention
    entry = listed_name(passage.text) if none and (passage.listed or passage.cell) else None
    if entry is not None:
        yield entry


def _passages(draft: Draft) -> Iterator[_Passage]:
    """Headings and sentences in reading order, then the cells of tables."""
    plain = draft.plain
    headings = [
        (c.own.start + len(c.marker), c.body.start, c.index)
        for c in draft.clauses
        if c.kind in _HEADING_KINDS and c.title and c.body.start > c.own.start + len(c.marker)
    ]
    pieces = [_Passage(plain[start:end], start, clause) for start, end, clause in headings]
    pieces += [
        _Passage(s.text, s.span.start, s.clause, listed=s.text.endswith(";") or former.endswith(";"))
        for former, s in zip(["", *(s.text for s in draft.sentences)], draft.sentences, strict=False)
    ]
    yield from sorted(pieces, key=lambda piece: piece.start)
    for clause in draft.clauses:
        if clause.grid is None or clause.row is None:
            continue
        for cell in draft.grids[clause.grid].rows[clause.row].cells:
            if cell is not None and not cell.inherited:
                yield _Passage(to_plain(cell.text), cell.span.start, clause.index, cell.span, printed=cell.text)


def _register(draft: Draft, passage: _Passage, mention: Mention) -> Register:
    def words(start: int, end: int) -> str:
        source = passage.printed if passage.cell else draft.text[passage.start : passage.start + len(passage.text)]
        return _SPACE.sub("", source[start:end])

    def place(start: int, end: int) -> Span:
        return passage.cell or Span(passage.start + start, passage.start + end)

    name = words(mention.name_start, mention.name_end).strip("《》")
    if name.count("“") != name.count("”"):
        name = name.strip("“”")
    head = words(mention.head_start, mention.name_end).strip('《》“”"')
    return Register(
        part=draft.part_of(passage.clause),
        path=draft.path_of(passage.clause),
        clause=draft.clauses[passage.clause].path,
        text=words(mention.start, mention.end),
        span=place(mention.start, mention.end),
        spans={"name": (place(mention.name_start, mention.name_end),)},
        confidence="low" if mention.doubts else "high",
        reasons=mention.doubts,
        name=name,
        kind=mention.kind,
        members=members_of(words(mention.name_start, mention.head_start), head),
    )


def _identity(register: Register, mention: Mention) -> tuple[str, ...]:
    """What makes two mentions one register: the same name; a list without a name of its own is always another."""
    if mention.name_start == mention.head_start and register.kind == "list":
        return (register.name, register.kind, str(register.span.start))
    name = _MARKS.sub("", register.name.rpartition("相对应的")[2])
    return ("单一窗口" if name.endswith("单一窗口") else name, register.kind)


def _merged(known: Register, again: Register) -> Register:
    """The first mention, with the later place added. A certain mention removes an uncertain one's doubts; so does the
    row of a table that gives the entry of an enumeration again."""
    places = {"name": known.spans["name"] + again.spans["name"]}
    if known.confidence == "low" and again.confidence == "high":
        return replace(again, spans=places)
    if known.reasons == again.reasons == (LISTED,):
        return replace(known, spans=places, confidence="high", reasons=())
    return replace(known, spans=places)
