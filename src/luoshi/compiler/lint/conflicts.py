"""The same indicator with another value, year or denominator, within one document and across several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from luoshi.compiler.lint.figures import shown, total_kind
from luoshi.compiler.lint.model import Checked, Remark, reference
from luoshi.compiler.lint.naming import indicator_identity
from luoshi.packs.model import Target

_ABOVE = {">=", ">"}


@dataclass(frozen=True, slots=True)
class _Stated:
    """A target with its document, its place and its identity."""

    checked: Checked
    target: Target
    place: str
    top: str
    bottom: str

    @property
    def where(self) -> str:
        return f"{self.checked.name} {self.target.clause}".strip()

    @property
    def value(self) -> str:
        value = self.target.value
        words = "-".join(shown(float(v)) for v in value) if isinstance(value, tuple) else shown(float(value or 0))
        sign = {"=": "", ">=": "≥", "<=": "≤"}.get(self.target.op, self.target.op)
        return f"{sign}{words}{self.target.unit}"


def _nameless_rows(checked: Checked) -> set[str]:
    """Rows of tables that are no totals: a target there without scope binds a unit whose name is lost."""
    grids = checked.draft.grids
    return {
        c.path
        for c in checked.draft.clauses
        if c.kind == "row" and c.grid is not None and c.row is not None and not total_kind(grids[c.grid].rows[c.row])
    }


def _stated(documents: Sequence[Checked]) -> list[_Stated]:
    out = []
    for checked in documents:
        rows = _nameless_rows(checked)
        for target in checked.pack.targets:
            if target.indicator and target.value is not None:
                nameless = not target.scope and target.clause in rows
                place = target.clause if nameless else checked.home(target.scope)
                out.append(_Stated(checked, target, place, *indicator_identity(target.indicator)))
    return out


def same_indicator(documents: Sequence[Checked]) -> Iterator[Remark]:
    """One indicator, one place, one kind: another value for the year, or the value for another year."""
    groups: dict[tuple[str, str, str, str, str], list[_Stated]] = {}
    for s in _stated(documents):
        groups.setdefault((s.place, s.top, s.bottom, s.target.kind, s.target.unit), []).append(s)
    for found in groups.values():
        distinct = {(s.checked.name, s.value, s.target.year): s for s in found}
        if len(distinct) > 40:  # a name as general as 目标 is no identity
            continue
        for a, b in combinations(distinct.values(), 2):
            remark = _compare(a, b)
            if remark is not None:
                yield remark


def _compare(a: _Stated, b: _Stated) -> Remark | None:
    same_value = a.target.value == b.target.value
    same_year = a.target.year == b.target.year
    across = a.checked is not b.checked
    name = a.target.indicator
    if same_year and not same_value:
        if a.target.year is None:
            return None
        firm = a.target.op == b.target.op or not _compatible(a.target, b.target)
        zh = f"「{name}」{a.target.year}年的目标值不一致:{a.value}({a.where})与{b.value}({b.where})"
        en = f"“{name}” has two values for {a.target.year}: {a.value} ({a.where}) and {b.value} ({b.where})"
        return b.checked.on(
            b.target, zh, en, related=(*((a.checked.name,) if across else ()), reference(a.target)),
            severity="error" if firm else "warning", weight=3.0 + across,
        )  # fmt: skip
    if same_value and not same_year and a.target.year and b.target.year and a.target.kind in ("level", "cumulative"):
        first, last = sorted((a, b), key=lambda s: s.target.year or 0)
        zh = (
            f"「{name}」{first.value}的完成年份不一致:{first.target.year}年({first.where})与{last.target.year}年({last.where}),"
            f"请裁定;裁定前宜按较早年份考核"
        )
        en = (
            f"“{name}” {first.value} is due {first.target.year} ({first.where}) and {last.target.year} ({last.where}): "
            f"needs a ruling; meanwhile assess against the earlier year"
        )
        return b.checked.on(
            b.target, zh, en, related=(*((a.checked.name,) if across else ()), reference(a.target)), weight=2.0 + across
        )
    if a.target.year and b.target.year and a.target.kind == "level" and not same_value:
        first, last = sorted((a, b), key=lambda s: s.target.year or 0)
        low, high = first.target.value, last.target.value
        falls = isinstance(low, (int, float)) and isinstance(high, (int, float)) and high < low
        if falls and first.target.op in ("=", ">=", ">") and last.target.op in ("=", ">=", ">"):
            zh = f"「{name}」目标随年份倒退:{first.target.year}年{first.value}({first.where}),{last.target.year}年{last.value}({last.where})"
            en = f"“{name}” falls back: {first.value} in {first.target.year} ({first.where}), {last.value} in {last.target.year} ({last.where})"
            return b.checked.on(
                b.target,
                zh,
                en,
                related=(*((a.checked.name,) if across else ()), reference(a.target)),
                weight=1.0 + across,
            )
    return None


def _compatible(a: Target, b: Target) -> bool:
    """Can both hold: ≥15 beside =20."""
    x, y = (a, b) if a.op in _ABOVE else (b, a)
    if not isinstance(x.value, (int, float)) or not isinstance(y.value, (int, float)):
        return False
    return x.op in _ABOVE and (y.value >= x.value or y.op in _ABOVE)


def other_denominator(documents: Sequence[Checked]) -> Iterator[Remark]:
    """Two shares with the same numerator and different denominators: similar names, other indicators."""
    groups: dict[tuple[str, str], dict[str, _Stated]] = {}
    for s in _stated(documents):
        if s.bottom and s.target.unit == "%":
            groups.setdefault((s.place, s.top), {}).setdefault(s.bottom, s)
    for found in groups.values():
        for a, b in combinations(found.values(), 2):
            x, y = a.target.value, b.target.value
            implied, implied_en = "", ""
            if isinstance(x, (int, float)) and isinstance(y, (int, float)) and min(x, y) > 0:
                small, large = (a, b) if x < y else (b, a)
                ratio = shown(min(x, y) / max(x, y) * 100)
                implied = f";两者同时成立意味着{large.bottom}约为{small.bottom}的{ratio}%,请用统计数核对"
                implied_en = (
                    f"; together they imply {large.bottom} = {ratio}% of {small.bottom}: check against statistics"
                )
            yield b.checked.on(
                b.target,
                f"名称相近而分母不同的两个指标:「{a.target.indicator}」{a.value}({a.target.year or '无年份'},{a.where})与"
                f"「{b.target.indicator}」{b.value}({b.target.year or '无年份'},{b.where}){implied}",
                f"Similar names, different denominators: “{a.target.indicator}” {a.value} ({a.target.year}, {a.where}) and "
                f"“{b.target.indicator}” {b.value} ({b.target.year}, {b.where}){implied_en}",
                related=(*((a.checked.name,) if a.checked is not b.checked else ()), reference(a.target)),
            )  # fmt: skip


_COUNTED = {"个", "家", "项", "名", "人"}


def double_counting(documents: Sequence[Checked]) -> Iterator[Remark]:
    """Two counts due in the same year, set in different parts, that name the same rare thing: one may count for both."""
    holders: dict[str, list[_Stated]] = {}
    totals = [
        s for s in _stated(documents) if s.target.unit in _COUNTED and s.target.year and s.place == s.checked.area
    ]
    for s in totals:
        for pair in {s.top[i : i + 2] for i in range(len(s.top) - 1)}:
            holders.setdefault(pair, []).append(s)
    seen: set[tuple[int, int]] = set()
    common = {
        "企业",
        "项目",
        "个数",
        "数量",
        "机构",
        "新增",
        "人才",
        "中心",
        "示范",
        "平台",
        "品牌",
        "以上",
        "创新",
        "培育",
    }
    for pair, found in holders.items():
        names = {(s.checked.name, s.target.part, s.top): s for s in found}
        if pair in common or len(names) != 2:
            continue
        a, b = names.values()
        apart = a.checked is not b.checked or a.target.part != b.target.part
        alike = SequenceMatcher(None, a.top, b.top).ratio() > 0.7  # one thing printed in two ways
        if not apart or alike or a.target.year != b.target.year or (id(a), id(b)) in seen:
            continue
        seen.add((id(a), id(b)))
        yield b.checked.on(
            b.target,
            f"「{a.target.indicator}」{a.value}({a.where})与「{b.target.indicator}」{b.value}({b.where})都涉及“{pair}”、同为{a.target.year}年到期:"
            f"同一对象是否可以两边都算,请写明统计口径",
            f"“{a.target.indicator}” {a.value} ({a.where}) and “{b.target.indicator}” {b.value} ({b.where}) both concern “{pair}” and are "
            f"due in {a.target.year}: say whether one object may count for both",
            related=(*((a.checked.name,) if a.checked is not b.checked else ()), reference(a.target)),
        )  # fmt: skip
