"""Tasks of a plan that prints no responsibility lists: each numbered item, with the units its own words name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from luoshi.compiler.draft import Clause, Draft
from luoshi.compiler.lexicons.strength import strength_of
from luoshi.compiler.tasks.wording import heal, trimmed
from luoshi.compiler.units import Role, read_units
from luoshi.kernel.periods import dates, recurrence_of
from luoshi.kernel.spans import Span
from luoshi.packs.model import Task

# Kinds that lay down rules, answer, decide a case or tell, and so hold no tasks.
_RULES = re.compile(
    r"办法|细则|规定|条例|规则|章程|规程|批复|复函|函|公告|通告|公报|纪要|标准|规范|制度|答复|报告|若干政策|政策|名单|目录|指南|指引|倡议书|措施|决议"
)
_PLANS = re.compile(r"方案|计划|要点|决定|意见|规划|纲要|行动|安排|分工|通知|任务|举措|导则")
_NATIONAL = re.compile(
    r"^(?:中共中央|国务院|全国|中央|国家|中国(?!共产党)|最高|[一-鿿]{2,12}(?<!省委宣传)部(?:办公厅)?(?![一-鿿])|[一-鿿]{2,12}总局|[一-鿿]{2,10}总署)"
)
_FRAME = re.compile(
    r"指导思想|基本原则|总体(?:要求|思路|目标|部署)?$|总体要求|主要目标|工作目标|发展目标|目标任务$|总目标|重要意义|适用范围|工作原则|^(?:工作|发展)?(?:背景|现状|形势|基础)(?:和|$)"
)
_BY = re.compile(r"由(?P<units>[^,。;由]{2,90}?)(?P<role>牵头|主办|举办|主责|承办|协办|配合|负责(?!人|同志))")
_ALSO = re.compile(r"(?<=[,。;])(?P<units>[^,。;由]{2,40}?)(?P<role>承办|协办|配合)(?=[,。;])")
_MEMBERS = re.compile(
    r"(?:[,。:]|召集人,?|组长,?)(?P<units>[^。;:]{6,900}?)(?:主要|分管)?(?:负责人|负责同志|领导)?(?:为|作为|担任)成员"
)
_FIELDS = re.compile(
    r"(?:^|[,。;])(?:由|联合|会同|协调|组织协调|各级)?(?P<units>[一-鿿]{2,5}(?:、[一-鿿]{2,5}){2,})等(?:有关|相关|各)?部门"
)
_DUE = re.compile(r"(?:[到至]|确保|力争|争取|在|于)\s*$")
_DUE_AFTER = re.compile(r"^\s*(?:年底|底|末)?\s*(?:之?前|完成|建成|实现|达到|,)|^(?:年?底|年?末)")
_OF_NOTICE = "通知中的要求,请核对是否为任务"
_LEAST = 30
_SHORTEST = 14  # an item of a list of work may be one short sentence


def tasks_without_lists(draft: Draft) -> Iterator[Task]:
    """Each numbered item of a plan as a task; nothing for rules, answers, and for opinions of national bodies."""
    if not _holds_tasks(draft):
        return
    notice = _is_bare_notice(draft)
    for part in draft.parts:
        clauses = [c for c in draft.clauses if c.part == part.index]
        rank = _task_rank(clauses)
        for clause in clauses:
            if clause.kind not in ("item", "heading") or clause.level != rank or _framing(draft, clause):
                continue
            if clause.kind == "heading" and len(draft.plain[clause.body.end : clause.span.end].strip()) < _LEAST:
                continue
            if len(clause.span) >= _SHORTEST:
                task = _task(draft, clause)
                yield replace(task, confidence="low", reasons=(*task.reasons, _OF_NOTICE)) if notice else task


def _is_bare_notice(draft: Draft) -> bool:
    """A notice that covers no plan: its items may be instructions or mere announcements."""
    titles = [draft.document.title or "", *(p.title for p in draft.parts[1:])]
    return not any(_PLANS.search(t.replace("通知", "")) for t in titles)


def _holds_tasks(draft: Draft) -> bool:
    kind = draft.document.kind or ""
    title = draft.document.title or ""
    if any(c.kind == "article" for c in draft.clauses):
        return False
    titles = [title, *(p.title for p in draft.parts[1:])]
    if _RULES.search(kind) and not any(_PLANS.search(t) for t in titles[1:]):
        return False
    national = bool(_NATIONAL.match(draft.document.issuer or title))
    if national and not re.search(r"计划|方案|要点|分工", " ".join(titles)):
        return False
    return any(_PLANS.search(t) for t in titles)


def _task_rank(clauses: list[Clause]) -> int | None:
    """The level at which the plan lists its work: the highest that most items with text of their own share."""
    ranks = Counter(c.level for c in clauses if c.kind == "item" and len(c.span) >= _SHORTEST)
    if not ranks:
        ranks = Counter(c.level for c in clauses if c.kind == "heading" and len(c.span) >= 2 * _LEAST and c.level >= 4)
    if not ranks:
        return None
    most = max(ranks.values())
    return min(rank for rank, count in ranks.items() if count * 2 >= most)


def _framing(draft: Draft, clause: Clause) -> bool:
    at: int | None = clause.index
    while at is not None:
        above = draft.clauses[at]
        if _FRAME.search(above.title):
            return True
        at = above.parent
    return False


def _task(draft: Draft, clause: Clause) -> Task:
    start, end = trimmed(draft.plain, clause.body.start, clause.span.end)
    plain = draft.plain[start:end]
    text = heal(draft.text[start:end])
    leads, participants, open_ended = _named_units(heal(plain))
    printed = list(dates(plain, None))
    due = [
        d.value
        for d in printed
        if _DUE.search(plain[max(0, d.span.start - 4) : d.span.start])
        or (_DUE_AFTER.match(plain[d.span.end : d.span.end + 6]) and plain[d.span.end - 1] in "月日底末")
    ]
    reasons = []
    if leads or participants:
        reasons.append("责任单位取自任务文字,不是责任清单")
    if clause.kind == "heading":
        reasons.append("标题独占一行,以下各段合为一项任务")
    return Task(
        part=draft.part_of(clause.index), path=draft.path_of(clause.index), clause=clause.path, text=text,
        span=Span(start, end), spans={"text": (Span(start, end),)}, number=clause.number,
        title=clause.title or None, leads=leads, participants=participants, open_ended=open_ended,
        deadline=max(due) if due else None, text_deadline=printed[-1].value if printed else None,
        recurrence=recurrence_of(plain), strength=strength_of(text), confidence="low" if reasons else "high", reasons=tuple(reasons),
    )  # fmt: skip


def _named_units(text: str) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    """Units that an item's own words name: 由X牵头, X主办、Y协办, members of a body, fields of work."""
    leads: list[str] = []
    participants: list[str] = []
    open_ended = False
    for pattern in (_BY, _ALSO):
        for m in pattern.finditer(text):
            role: Role = "lead" if m["role"] in ("牵头", "主办", "举办", "主责") else "participant"
            found = read_units(m["units"], None, role)
            if found.doubts or not found.units:
                continue
            (leads if role == "lead" else participants).extend(u.name for u in found.units if u.sure)
            open_ended = open_ended or found.open_ended
    if leads or participants:
        return _once(leads), tuple(n for n in _once(participants) if n not in leads), open_ended
    for m in _MEMBERS.finditer(text):
        words = re.sub(r"^.*(?:召集人|组长|主任),", "", m["units"])
        found = read_units(re.sub(r"等(?:相关|有关)?部门(?=和)", "等", words), None)
        names = [u.name for u in found.units if u.sure]
        if len(names) >= 3:
            return (), _once(names), found.open_ended
    fields = _FIELDS.search(text)
    if fields:
        return (), tuple(fields["units"].split("、")), True
    return (), (), False


def _once(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
