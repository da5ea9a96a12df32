"""Read the incentives of a document: each payee and each standard one item."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from luoshi.compiler.draft import Draft
from luoshi.compiler.incentives.grants import Grant, goes_on_with_another, grants, listed_grants
from luoshi.compiler.incentives.payees import payee_of
from luoshi.compiler.passages import Passage, Printed, passages
from luoshi.kernel.spans import Span
from luoshi.packs.model import Incentive

_TAX = re.compile(
    r"(?:企业所得税|个人所得税|增值税|房产税|城镇土地使用税|城市维护建设税|契税|印花税|车船税|车辆购置税|关税|消费税|进口环节税)"
)
_FEE = re.compile(
    r"(?:通行费|租金|房租|相关税费|行政事业性收费|社会保险费|检测费|登记费|水电费|物业费|管理费|学费|服务费)"
)
_BEGINS_LIST = re.compile(r":$|:.*;$|^[^,]{0,40};$")
_LIST_HEAD = re.compile("(?:奖励|补助|补贴|资助|奖补|扶持)[^,;:]{0,20}:$")
_CAP_ONLY = re.compile(
    r"(?:单[家户个]|每[家户个]|同一)[^,;:]{0,16}(?:奖励|奖补|补助|补贴|资助|贴息|支持|扶持)[^,;:给]{0,10}(?:不超过|不得超过|不高于|最高)[^,;:]{0,14}元[^,;:]{0,4}。?$"
)
"""A sentence that only caps what the sentences before it grant."""
_TO_ANYONE = re.compile("消费券|红包")
_SHORT = 12  # a clause with less than this after its first sentence has nothing more to say
_LONGEST_TITLE = 24
_HEADINGS = ("chapter", "section", "heading")
_SAME_PAYEE = re.compile("(?:并且?|同时|再|另)(?:给予|予以|享受|发放|免|减|按)")
_UNSURE = "一般扶持措辞,请核对是否为具体优惠"


def read_incentives(draft: Draft) -> Draft:
    """The draft with its incentives. One printed in the body and again in a table counts once, where the body has it."""
    found: list[Incentive] = []
    printed = Printed()
    goes_on = another = False
    for passage in passages(draft):
        more = goes_on or (another and goes_on_with_another(passage.text.rstrip("。; ")))
        items = list(_of_passage(draft, passage, goes_on=more))
        begun = items or _LIST_HEAD.search(passage.text)
        goes_on = bool(begun) and _BEGINS_LIST.search(passage.text) is not None
        another = bool(items) and passage.text.endswith(";")
        for item in items:
            if not printed.again(item.text, item.clause, (item.amount, item.cap, item.rate, _tax_of(item))):
                found.append(item)
    return draft.having(incentives=tuple(found))


def _tax_of(item: Incentive) -> str | None:
    found = _TAX.search(item.base or "")
    return found.group() if found else None


def _is_run_in_title(draft: Draft, passage: Passage) -> bool:
    """Whether the sentence is the title of a clause that has more to say after it."""
    clause = draft.clauses[passage.clause]
    return (
        passage.text.rstrip("。") == clause.title.rstrip("。")
        and clause.own.end - passage.span.end > _SHORT
        and len(passage.text) <= _LONGEST_TITLE
    )


def _is_heading(draft: Draft, passage: Passage) -> bool:
    """Whether the sentence is a short heading over other clauses (第四章 规费减免), which grants nothing itself."""
    clause = draft.clauses[passage.clause]
    bare = passage.text.strip()
    if bare.endswith("。") or len(bare) > _LONGEST_TITLE:
        return False
    return clause.kind in _HEADINGS and bare.endswith(clause.title.strip())


def _of_passage(draft: Draft, passage: Passage, *, goes_on: bool) -> Iterator[Incentive]:
    """The incentives of one sentence; ``goes_on``: the one before it began a list of standards."""
    text = passage.text
    found = list(grants(text)) if not _CAP_ONLY.match(text) else []
    if not found and goes_on:
        found = list(listed_grants(text))
    if found and not found[0].standard.figures and (_is_run_in_title(draft, passage) or _is_heading(draft, passage)):
        return
    previous: Incentive | None = None
    for grant in found:
        item = _item(draft, passage, grant)
        if previous and _SAME_PAYEE.match(item.text):  # 并给予每年8万元补贴
            item = replace(item, who=previous.who, condition=previous.condition)
        previous = item
        yield item


def _item(draft: Draft, passage: Passage, grant: Grant) -> Incentive:
    """One grant as an item of the pack."""
    text, standard = passage.text, grant.standard
    start, end = _trimmed(text, grant.start, grant.end)
    lead = grant.member if grant.member and len(grant.member) > 8 else text[grant.start : grant.benefit.start]
    who, condition = payee_of(lead, text[grant.benefit.start : end])
    if grant.member and grant.member != lead:
        condition = f"{condition or lead.strip(',')}(其中:{grant.member})"
    doubts = (*standard.doubts, *grant.doubts, *(() if grant.benefit.sure else (_UNSURE,)))
    if who is None and condition is None and _TO_ANYONE.search(text, start, end):
        doubts = (*doubts, "未写明受益对象,请核对是否为优惠")
    taxed = _TAX.search(text, grant.benefit.start, end) or _FEE.search(text, grant.benefit.start, end)
    spans: dict[str, tuple[Span, ...]] = {"benefit": (passage.place(grant.benefit.start, grant.benefit.end),)}
    if standard.figures:
        spans["figures"] = tuple(passage.place(*figure) for figure in standard.figures)
    return Incentive(
        part=draft.part_of(passage.clause),
        path=draft.path_of(passage.clause),
        clause=draft.clauses[passage.clause].path,
        text=passage.printed(draft, start, end),
        span=passage.place(start, end),
        spans=spans,
        who=who,
        condition=condition,
        amount=standard.amount,
        cap=standard.cap,
        rate=standard.rate,
        base=standard.base or (taxed.group() if taxed else None),
        confidence="low" if doubts else "high",
        reasons=doubts,
    )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " ,、;。:":
        start += 1
    while end > start and text[end - 1] in " ,、;。:":
        end -= 1
    return start, end
