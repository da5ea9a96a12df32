"""The source text of a review as HTML: clauses with their marks, repairs, and findings in the margin.

Made in Python rather than by a template: a long document has tens of thousands of pieces. Everything that comes from
the document is escaped here, piece by piece.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from luoshi.kernel.spans import Span
from luoshi.kernel.speech import Phrase
from luoshi.packs.model import ITEM_LISTS, ClauseRecord, DocumentFacts, Item, Pack
from luoshi.papers.review.marking import Block, Piece, blocks
from luoshi.policies import queries
from luoshi.policies.models import Compilation, Finding, Policy, Repair, ReviewItem
from luoshi.policies.packs import repair_record
from luoshi.ui.language import current, said

_BREAK = re.compile(r"[ \t\r\u3000\xa0]*\n\s*")
SHOWN = (ReviewItem.State.PENDING, ReviewItem.State.ACCEPTED)
_ACCEPTED = Phrase("修复", "repair")
_DOUBTFUL = Phrase("存疑的修复,请判断", "a doubtful repair: judge it")


def source_html(policy: Policy, compilation: Compilation | None = None) -> SafeString:
    """The text pane of a policy. Five queries."""
    compilation = compilation or queries.latest_compilation(policy)
    if compilation is None:
        return SafeString("")
    findings: dict[str, list[Finding]] = {}
    for finding in policy.findings.order_by("order"):
        findings.setdefault(finding.clause, []).append(finding)
    parts = [
        _clause(number, block, findings.pop(block.clause.path, ()))
        for number, block in enumerate(blocks(_marked(policy), compilation.raw_text))
        if _shown(block)
    ]
    return mark_safe("".join(parts))  # noqa: S308  # every piece was escaped by itself


def _marked(policy: Policy) -> Pack:
    """As much of the pack as marking needs: clauses, repairs in force, and of each item its key and its places.

    Read from the rows and not from the stored pack, whose checked reading takes ten times as long.
    """
    lists: dict[str, list[Item]] = {kind: [] for kind in ITEM_LISTS}
    for kind, key, data in policy.items.filter(state__in=SHOWN).values_list("kind", "key", "data"):
        places = {name: tuple(Span(*place) for place in each) for name, each in (data.get("spans") or {}).items()}
        lists[kind].append(Item(id=key, span=Span(*(data.get("span") or (0, 0))), spans=places))
    clauses = tuple(
        ClauseRecord(
            path=row.path,
            kind=row.kind,
            level=row.level,
            number=row.number,
            marker=row.marker,
            title=row.title,
            span=Span(row.start, row.end),
            own=Span(row.own_start, row.own_end),
        )
        for row in policy.clauses.order_by("order")
    )
    repairs = tuple(repair_record(r) for r in policy.repairs.exclude(state=Repair.State.REFUSED).order_by("order"))
    made: dict[str, Any] = {kind: tuple(items) for kind, items in lists.items()}
    return Pack(compiler="", sources=(), document=DocumentFacts(), clauses=clauses, repairs=repairs, **made)


def _shown(block: Block) -> bool:
    return any(p.text.strip() or p.before for p in block.pieces)


def _clause(number: int, block: Block, findings: Sequence[Finding]) -> str:
    clause = block.clause
    words = "".join(_piece(piece, clause.kind in ("row", "table")) for piece in block.pieces)
    margin = "".join(_finding(f) for f in findings)
    return (
        f'<div class="clause k-{escape(clause.kind)} l-{clause.level}" id="c-{number}" data-path="{escape(clause.path)}">'
        f'<div class="words">{words}</div>' + (f'<div class="margin">{margin}</div>' if margin else "") + "</div>"
    )


def _piece(piece: Piece, cells: bool) -> str:
    keys = f' data-k="{escape(" ".join(piece.items))}"' if piece.items else ""
    tone = f" {piece.tone}" if piece.tone else ""
    if piece.before is not None:
        return _repair(piece, keys, tone)
    out = []
    for text, start in _runs(piece):
        if text is None:
            out.append('<i class="cell"></i>' if cells else "\n")
        elif keys:
            out.append(f'<span class="m{tone}" data-s="{start}"{keys}>{escape(text)}</span>')
        else:
            out.append(f'<span data-s="{start}">{escape(text)}</span>')
    return "".join(out)


def _repair(piece: Piece, keys: str, tone: str) -> str:
    kind = " doubtful" if piece.doubtful else ""
    said_as = said(_DOUBTFUL if piece.doubtful else _ACCEPTED)
    before = f"<del>{escape(piece.before)}</del>" if piece.before else ""
    after = f"<ins>{escape(piece.text)}</ins>" if piece.text else ""
    return (
        f'<span class="m rep{kind}{tone}" data-s="{piece.start}" data-e="{piece.end}"{keys} '
        f'title="{escape(said_as)}:{escape(piece.reason)}">{before}{after}</span>'
    )


def _runs(piece: Piece) -> Iterator[tuple[str | None, int]]:
    """The text of a piece between its line breaks, each run with its place in the raw text; None for a break."""
    last = 0
    for found in _BREAK.finditer(piece.text):
        if found.start() > last:
            yield piece.text[last : found.start()], piece.start + last
        yield None, 0
        last = found.end()
    if last < len(piece.text):
        yield piece.text[last:], piece.start + last


def _finding(finding: Finding) -> str:
    words = finding.message if current() == "zh" or not finding.message_en else finding.message_en
    answered = " answered" if finding.answered_at else ""
    short = words if len(words) <= 34 else words[:33] + "…"
    return format_html(
        '<button type="button" class="remark r-{}{}" data-finding="{}" data-keys="{}" title="{}"><span class="visually-hidden">{} </span>{}</button>',
        finding.severity, answered, finding.pk, " ".join(k for k in finding.related if "-" in k[:2]), words, finding.code, short,
    )  # fmt: skip
