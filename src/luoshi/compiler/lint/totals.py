"""Do the totals add up: of tables, of sentences with 其中, of counts stated in headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from luoshi.compiler.draft import Grid, GridRow
from luoshi.compiler.lint.figures import Column, additive, columns_of, figure, shown, total_kind
from luoshi.compiler.lint.model import Checked, Remark, phrase, quote
from luoshi.kernel.numerals import read_number
from luoshi.texts.plain import plain


def table_totals(checked: Checked) -> Iterator[Remark]:
    """Rows marked 合计 or 小计 whose figures are not the sum of the rows they stand for."""
    for grid in checked.draft.grids:
        if not any(total_kind(row) for row in grid.rows):
            continue
        for column in columns_of(grid):
            if additive(column, grid):
                yield from _column_totals(checked, grid, column)


def _column_totals(checked: Checked, grid: Grid, column: Column) -> Iterator[Remark]:
    leading = bool(grid.rows) and total_kind(grid.rows[0]) == "total"
    since: list[GridRow] = []
    every: list[GridRow] = []
    for row in [*grid.rows[1:], grid.rows[0]] if leading else grid.rows:
        kind = total_kind(row)
        if kind is None:
            since.append(row)
            every.append(row)
            continue
        parts = since if kind == "subtotal" else every
        if kind == "subtotal":
            since = []
        stated = figure(row, column.index)
        values = [v for part in parts if (v := figure(part, column.index)) is not None]
        if stated is None or len(values) < 2:
            continue
        actual = sum(values, Decimal(0))
        if _differs(stated, actual, values):
            yield Remark(
                document=checked.name,
                clause=checked.path_at(row.span.start),
                message=phrase(
                    f"表「{quote(grid.caption or column.name)}」{column.name or '该列'}合计为{shown(stated)},"
                    f"各行相加为{shown(actual)},相差{shown(stated - actual)}",
                    f"Table “{quote(grid.caption or column.name)}”, column {column.name or column.index + 1}: the total says "
                    f"{shown(stated)}, the rows add up to {shown(actual)} (difference {shown(stated - actual)})",
                ),
                span=checked.raw(row.span),
                weight=float(abs(stated - actual) / max(abs(stated), Decimal(1))),
            )


def _differs(stated: Decimal, actual: Decimal, values: list[Decimal]) -> bool:
    """More than rounding of the printed decimals explains."""
    decimals = max((-int(v.as_tuple().exponent) for v in values), default=0)
    shown_decimals = -int(stated.as_tuple().exponent)
    finest = max(decimals, 0)
    allowed = Decimal(0)
    if shown_decimals < finest:
        allowed += Decimal(1).scaleb(-shown_decimals) / 2
    elif finest > 0:
        allowed += Decimal(1).scaleb(-finest) * len(values) / 2
    return abs(stated - actual) > allowed


_QUANTITY = re.compile(
    r"(\d{1,12}(?:\.\d{1,6})?)((?:亿|万|千)?(?:美元|元|户|人次|人|亩|公顷|吨|平方公里|平方米|公里|千瓦|套|所|个|家|项|名|件|辆|条|张|座|处))(?![0-9])(以上|以内)?"
)
_AMONG = re.compile(r"其中[:,]?")


def text_parts(checked: Checked) -> Iterator[Remark]:
    """Parts named after 其中 that together exceed the whole named before it."""
    for sentence in checked.running:
        if "其中" not in sentence.text:
            continue
        head, _, tail = sentence.text.partition("其中")
        wholes = list(_QUANTITY.finditer(head))
        if not wholes or _AMONG.search(tail):
            continue
        whole = wholes[-1]
        tail = re.split(r"[;。]|此外|另外|同时|同比|增长", tail, maxsplit=1)[0]
        parts = [p for p in _QUANTITY.finditer(tail) if p.group(2) == whole.group(2)]
        if len(parts) < 2 or whole.group(3) == "以上":
            continue
        stated = Decimal(whole.group(1))
        actual = sum((Decimal(p.group(1)) for p in parts), Decimal(0))
        if actual > stated:
            yield Remark(
                document=checked.name,
                clause=checked.path_at(sentence.span.start),
                message=phrase(
                    f"“其中”所列{len(parts)}部分相加为{shown(actual)}{whole.group(2)},大于总数{whole.group(0)}:「{quote(sentence.text, 40)}」",
                    f"The {len(parts)} parts after “of which” add up to {shown(actual)} {whole.group(2)}, more than the whole "
                    f"{whole.group(0)}: “{quote(sentence.text, 40)}”",
                ),
                span=checked.raw(sentence.span),
                weight=float(actual - stated),
            )


_PLATFORMS = re.compile(
    r"([\d一二三四五六七八九十百]+)(个|家)(以上)?[^,。;]{0,24},\s*其中[^,。;]{0,6}?([\d一二三四五六七八九十百]+)(?:个|家)[^,。;]{0,24},"
    r"\s*((?:各|每个?)[^,。;]{1,12}?)(?:至少|均|都|各自|分别|不少于)[^,。;]{0,6}?([\d一二三四五六七八九十]+)(?:个|家)"
)
_MEMBERS = re.compile(r"县市区|区县|县区|市州|市县|园区|开发区")


def implied_members(checked: Checked) -> Iterator[Remark]:
    """“N个以上,其中a个市级,各县市区至少b个” holds only with a certain number of members: say which."""
    for sentence in checked.running:
        if "其中" not in sentence.text or ("各" not in sentence.text and "每" not in sentence.text):
            continue
        for found in _PLATFORMS.finditer(sentence.text):
            whole, own, each = (read_number(found.group(n)) for n in (1, 4, 6))
            if whole is None or own is None or not each or whole <= own:
                continue
            needed = -(-int(whole - own) // int(each))
            known = _members_listed(checked, found.group(5))
            listed_zh = f";文中表格列有{known}个" if known else ""
            listed_en = f"; a table of the document lists {known}" if known else ""
            if known is not None and known > needed:
                continue
            yield Remark(
                document=checked.name,
                clause=checked.path_at(sentence.span.start),
                message=phrase(
                    f"总数{found.group(1)}{found.group(2)}、自建{found.group(4)}、{found.group(5)}各{found.group(6)}:须至少有{needed}个"
                    f"{found.group(5).lstrip('各每个')}才能凑足{listed_zh}。请核对计算口径",
                    f"{whole} in all, {own} of them central and {each} per member: this needs at least {needed} members{listed_en}. "
                    f"Check which ones count",
                ),
                span=checked.raw(sentence.span),
                severity="note" if known is None or known >= needed else "warning",
            )


def _members_listed(checked: Checked, phrase_: str) -> int | None:
    """How many rows a table of the document lists for such members."""
    word = _MEMBERS.search(phrase_)
    if not word:
        return None
    for grid in checked.draft.grids:
        if any(word.group(0) in "".join(headings) for headings in grid.columns):
            return sum(1 for row in grid.rows if total_kind(row) is None)
    return None


_STATED = re.compile(r"\(?共(?:计)?([\d一二三四五六七八九十百]+)(?:项|条|个)\)?")


def stated_counts(checked: Checked) -> Iterator[Remark]:
    """A heading that says (共5项) above another number of numbered tasks."""
    counts: Counter[str] = Counter()
    first: dict[str, str] = {}
    for task in checked.pack.tasks:
        if task.path:
            counts[task.path[-1]] += 1
            first.setdefault(task.path[-1], task.clause)
    for heading, counted in counts.items():
        found = _STATED.search(plain(heading))
        stated = read_number(found.group(1)) if found else None
        if stated is not None and stated != counted:
            yield Remark(
                document=checked.name,
                clause=first[heading],
                message=phrase(
                    f"标题「{quote(heading)}」称共{shown(Decimal(str(stated)))}项,其下读出{counted}项",
                    f"The heading “{quote(heading)}” announces {stated} items, {counted} were read under it",
                ),
                severity="warning",
            )
