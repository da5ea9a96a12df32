"""The standards of one benefit: which figures are amounts, caps and shares, and how many standards they make."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from luoshi.compiler.incentives.money import Figure, Number, Role

_CAP_AHEAD = re.compile(
    r"(?:最高|最多|至多|不(?:得|能|应)?(?:超过|高于|突破|多于)|上限|限额|封顶|控制在|限)(?:线|额|值|可达|可|的)?[^,;、\d%]{0,14}$"
)
_CAPPED_VERB = re.compile(r"(?:最高|最多|至多)(?:可|再|均|给予)?$")
_CAP_BEHIND = re.compile(r"(?:\([^()]{0,6}\))?(?:以内|以下|封顶|为限|为上限|的?上限|的?限额)")
_THRESHOLD_BEHIND = re.compile(
    r"(?:\([^()]{0,6}\))?(?:的?部分|以上(?:的?部分|的[^,;]{0,2}[,企项单]|且|,)|的(?:企业|项目|单位|[,;]))"
)
_THRESHOLD_AHEAD = re.compile(
    r"(?:增长|增幅|增速|占比|比重|达到|达|突破|收入|产值|投资额?|销售额?|营业额|营收|纳税额?|税收|贡献|每(?:新增|增加|满)|首次|注册资本|额度?每满|超出)(?:额)?[^,;、\d的]{0,6}$"
)
_GRANTED_AHEAD = re.compile(r"(?:奖励?|奖补|补助|补贴|资助|给予|予以)[^,;、\d]{0,3}$")
_PER = re.compile(r"(?:的|部分)?(?:再|给予|予以)?(?:奖励|奖补|补助|补贴|资助|奖)")
_SHARE_THRESHOLD = re.compile(
    r"(?:增长|增幅|增速|占比|比重|达到|达|突破|提高|下降|增加|持股|控股)(?:额|率)?[^,;、\d的按]{0,6}$"
)
_JOINT = re.compile(r"(?:[、和及与或]|以及|,)?")
_FLOOR_AHEAD = re.compile(r"(?:最低|不低于|不少于|至少)[^,;、\d%]{0,12}$")
_FLOOR_BEHIND = re.compile(r"(?:\([^()]{0,6}\))?(?:以上|起)")
_LISTED = re.compile("[、和及与]|以及")
_GRANT = re.compile("补助|补贴|资助|奖励|奖金|津贴|贴息|安家费|资金")
_FOR_EACH = re.compile(r",(?:且|但)?(?:每[家个户人]|单[个户家]|每年|年度|同一)[^,\d]{0,14}$")
"""A cap in a clause of its own that holds for all the standards before it."""
_HALF = re.compile("减半|半价")
_BASE = re.compile(
    r"(?:按(?:照)?|给予|不超过|最高|以|补助|补贴|奖励)(?:其|该|企业|不超过|最高|当年|年度|项目)*(?P<base>[^,;:\d%]{2,40}?)的?(?:比例)?(?:不超过|最高)?$"
)


@dataclass(frozen=True, slots=True)
class Standard:
    """One standard of a benefit; ``figures`` are the stretches of the sentence it was read from."""

    amount: Number | tuple[Number, Number] | None = None
    cap: Number | None = None
    rate: Number | None = None
    base: str | None = None
    figures: tuple[tuple[int, int], ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(slots=True)
class _Reading:
    """Figures with their role, and what is doubtful about them."""

    roles: list[tuple[Role, Figure]] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def standards(text: str, found: Sequence[Figure], granted: int, end: int) -> tuple[Standard, ...]:
    """The standards that ``text[granted:end]`` prints, at least one (which may hold no figure).

    ``granted`` is where the benefit begins; figures before it are conditions.
    """
    reading = _roles(text, [f for f in found if granted <= f.start < end], granted)
    doubts = list(reading.doubts)
    if not reading.roles:
        if _HALF.search(text, granted, end):
            return (Standard(rate=0.5, doubts=(*doubts, "减半按50%记")),)
        return (Standard(doubts=tuple(doubts)),)
    groups = _distributed(reading.roles) if "分别" in text[max(granted - 20, 0) : end] else None
    if groups is None:
        groups = _sequence(text, reading.roles, doubts)
    elif len({len(g) for g in groups}) > 1:
        doubts.append("“分别”所列数目不相等")
    return tuple(_standard(text, group, granted, doubts) for group in groups)


def _roles(text: str, found: Sequence[Figure], granted: int) -> _Reading:
    """Each figure's role; conditions are left out."""
    reading = _Reading()
    previous: tuple[Role, Figure] | None = None
    for figure in found:
        ahead, behind = text[max(figure.start - 24, granted) : figure.start], text[figure.end : figure.end + 12]
        joined = previous is not None and _JOINT.fullmatch(text[previous[1].end : figure.start]) is not None
        if previous is None and _CAPPED_VERB.search(text, max(granted - 6, 0), granted):  # 最高补助50万元
            ahead = text[max(granted - 6, 0) : figure.start]
        capped = bool(_CAP_AHEAD.search(ahead) or _CAP_BEHIND.match(behind))
        if figure.share:
            if _SHARE_THRESHOLD.search(ahead) or _THRESHOLD_BEHIND.match(behind):
                continue
            role: Role = "rate"
            if isinstance(figure.value, tuple):
                reading.doubts.append("比例为区间")
        elif joined and previous is not None and not previous[1].share:
            role = previous[0]
        elif capped:
            role = "cap"
        elif (
            (ahead.endswith("每") and _PER.match(behind))
            or _THRESHOLD_BEHIND.match(behind)
            or (_THRESHOLD_AHEAD.search(ahead) and not _GRANTED_AHEAD.search(ahead))
        ):  # 每1000万元奖励1万元
            continue
        else:
            role = "amount"
            if _FLOOR_AHEAD.search(ahead) or _FLOOR_BEHIND.match(behind):
                reading.doubts.append("金额为下限")
        previous = (role, figure)
        reading.roles.append(previous)
    return reading


def _distributed(roles: Sequence[tuple[Role, Figure]]) -> list[list[tuple[Role, Figure]]] | None:
    """Figures under 分别: one standard for each member of the longest list; a single figure belongs to all."""
    kinds: tuple[Role, ...] = ("amount", "cap", "rate")
    lists = {role: [f for r, f in roles if r == role] for role in kinds}
    count = max(len(many) for many in lists.values())
    if count < 2:
        return None
    groups: list[list[tuple[Role, Figure]]] = [[] for _ in range(count)]
    for role, many in lists.items():
        for index, group in enumerate(groups):
            if len(many) == 1:
                group.append((role, many[0]))
            elif index < len(many):
                group.append((role, many[index]))
    return groups


def _sequence(text: str, roles: Sequence[tuple[Role, Figure]], doubts: list[str]) -> list[list[tuple[Role, Figure]]]:
    """Figures one after another: a role that comes again opens the next standard.

    A second cap in a clause of its own (each enterprise, each year) limits the same standard once more.
    """
    groups: list[list[tuple[Role, Figure]]] = [[]]
    for role, figure in roles:
        current = groups[-1]
        taken = {r for r, _ in current}
        between = text[current[-1][1].end : figure.start] if current else ""
        every = len(groups) > 1 and _FOR_EACH.search(between) is not None
        if role == "cap" and (every or "均" in text[max(figure.start - 10, 0) : figure.start]):
            for group in groups:
                group.append((role, figure))
            continue
        if role == "cap" and "cap" in taken and ("," in between or ";" in between):
            doubts.append("另有一个上限")
            continue
        if role in taken or (current and _another_benefit(text, current[-1][1], figure)):
            groups.append([])
        groups[-1].append((role, figure))
    return groups


def _another_benefit(text: str, one: Figure, other: Figure) -> bool:
    """Whether the second figure belongs to a benefit of its own: 100万元安家补助和最高500万元的项目资助."""
    between = text[one.end : other.start]
    if not _LISTED.search(between):
        return False
    return bool(_GRANT.search(between)) or bool(
        _GRANT.search(text[max(one.start - 4, 0) : one.start]) and _GRANT.search(text[other.end : other.end + 14])
    )


def _standard(text: str, group: Sequence[tuple[Role, Figure]], granted: int, doubts: Sequence[str]) -> Standard:
    by_role = dict(reversed(group))
    amount, cap, rate = by_role.get("amount"), by_role.get("cap"), by_role.get("rate")
    many = list(doubts)
    cap_value = cap.value if cap else None
    amount_value = amount.value if amount else None
    if isinstance(cap_value, tuple):  # 最高10-50万元
        many.append("上限为区间")
        cap_value = cap_value[1]
    rate_value = rate.value if rate else None
    if isinstance(rate_value, tuple):
        rate_value = rate_value[1]
    base = _BASE.search(text[max(rate.start - 50, granted) : rate.start]) if rate else None
    return Standard(
        amount=amount_value,
        cap=cap_value,
        rate=rate_value,
        base=base["base"] if base else None,
        figures=tuple((f.start, f.end) for _, f in group),
        doubts=tuple(dict.fromkeys(many)),
    )
