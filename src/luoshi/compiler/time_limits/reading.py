"""Read the time limits of a document: what service, within how many days, counted from what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from luoshi.compiler.draft import Draft
from luoshi.compiler.passages import Passage, Printed, passages
from luoshi.compiler.time_limits.columns import limits_in_columns
from luoshi.compiler.time_limits.durations import STRONG, Limit, limits
from luoshi.kernel.numerals import read_number, tidy
from luoshi.packs.model import TimeLimit

_TRIGGER = re.compile(
    r"工作日|[日天时月年]之?以?内|时限|即时办|当场办|当即办|[至到为过][\d一二三四五六七八九十]{1,3}个?[日天小]"
    r"|[日天](?:办结|办好|办完|审结|答复|领证|拿证|出证|发证)"
)
_SHARE = re.compile(
    r"(?:法定|规定)(?:办结|办理|审批|承诺)?(?:时限|期限|时间)的?"
    r"(?:(?P<percent>\d{1,3}(?:\.\d{1,2})?)%|(?P<below>[二三四五六七八九十])分之(?P<above>[一二两三四五六七八九])|(?P<half>一半))(?:以内|之内|内|以下)?"
)
_REDUCED = re.compile(r"压缩|缩短|缩减|压减|控制|减少|减至|降")
_INSTANT = re.compile(r"(?:即时|当场|当即)(?:予以)?(?:办结|办好|办理完毕|办成|办复|出证|发证)")
_FROM = re.compile(
    r"(?:自|从|在|于)?(?P<from>[^,、自从在于]{1,30}(?:之日|之时|当日|次日)起|[^,、自从在于]{1,24}(?:后|之后))(?:的)?(?:,)?(?:在|于)?$"
)
_LEADING = re.compile(
    r"^(?:[、和及并,]|推进|推动|实现|确保|力争|争取|做到|要|将|把|对|对于|凡|其中|实行|原则上|一律|全面)+"
)
_TRAILING = re.compile(
    r"(?:(?:的)?(?:办理|审批|办结|承诺|全程|平均)?(?:时限|时间|期限|用时)?(?:分别|统一|再|均|全部|严格|一律|要|应当?|须|必须|原则上|在|于|也|都)*"
    r"(?:(?:由|从(?:法定|原|现))[^,、]{0,14})?(?:压缩|缩短|缩减|压减|精简|减少|控制|提速|限定)(?:至|到|为|在)[^,、]{0,6}|"
    r"(?:办理|审批|办结|承诺)?(?:时限|时间|期限|用时)[^,、]{0,8}|(?:当场或者|分别|要|应当?|须|必须|在|于|最多|最长|不超过|均|一律|的)+)$"
)
_BARE_VERB = re.compile(
    r"^(?:的?(?:一次性|全部|全流程|依法|予以)?(?:完成|办结|办好|办完|办成|办理完毕|审结|公开|公示|公布|办理|答复|出证|发证|完毕|到账|办复|反馈|拨付到位|拨付|兑现到位|兑现)(?:并[^,]{0,8})?)?[。;,、]?$"
)
_VERB_FIRST = re.compile(r"^(?:要|应当?|须|必须|一次性|依法)*(?:办结|完成|办理完)?")
_OWNER_ONLY = re.compile(
    r"(?:部门|机关|单位|政府|机构|窗口|办公室|中心|局|委|厅|部|人|企业)(?:要|应当?|须|必须|收到.{0,16})?$"
)


def read_time_limits(draft: Draft) -> Draft:
    """The draft with its time limits. One printed in the body and again in a table counts once."""
    found: list[TimeLimit] = []
    printed = Printed()
    for passage in passages(draft):
        if not _TRIGGER.search(passage.text):
            continue
        for limit in _of_passage(draft, passage):
            if not printed.again(limit.text, limit.clause, limit.days):
                found.append(limit)
    found.extend(limits_in_columns(draft))
    return draft.having(time_limits=tuple(found))


def _of_passage(draft: Draft, passage: Passage) -> Iterator[TimeLimit]:
    """The limits of one sentence."""
    text = passage.text
    many = list(limits(text))
    piece = 0
    service = ""
    for index, limit in enumerate(many):
        following = many[index + 1] if index + 1 < len(many) else None
        item = _limit_item(draft, passage, limit, following, piece)
        service = item.service or service or "".join(draft.path_of(passage.clause)[-1:])
        yield item if item.service else replace(item, service=service)
        if limit.closed and following and following.start > limit.start:
            piece = _end_of_piece(text, limit, following)
    if many:
        return
    share = _SHARE.search(text)
    if share and _REDUCED.search(text):
        yield _share_item(draft, passage, share)
    elif (instant := _INSTANT.search(text)) and STRONG.search(text):
        yield _instant_item(draft, passage, instant)


def _end_of_piece(text: str, limit: Limit, following: Limit | None) -> int:
    """Where the words that belong to a limit end: at the next comma or, before another limit, at the next 、."""
    stops = [p for p in (text.find(c, limit.end) for c in ",;。") if p > 0]
    end = min(stops, default=len(text))
    if end - limit.end < 2 and end + 1 < len(text) and not limit.complete:  # the verb stands behind the comma
        end = min((p for p in (text.find(c, end + 1) for c in ",;。") if p > 0), default=len(text))
    if following and following.start <= end:
        pause = text.rfind("、", limit.end, following.start)
        end = pause if pause > 0 else end
    return end


def _limit_item(draft: Draft, passage: Passage, limit: Limit, following: Limit | None, piece: int) -> TimeLimit:
    text = passage.text
    start = max(piece, _segment_start(text, limit.start))
    shared = following if following and not limit.closed else limit
    end = _end_of_piece(text, shared, None if shared is following else following)
    head, tail = text[start : limit.start], text[shared.end : end]
    head = _LEADING.sub("", head)
    if not head and start:  # 25天以内, of 压减至80天、25天以内
        start = _segment_start(text, limit.start)
    since = _FROM.search(head)
    condition = since["from"] if since else None
    if since:
        head = head[: since.start()]
    head = _TRAILING.sub("", head).strip(",: ")
    service = head
    tail = tail.strip(" ,。;")
    if not _BARE_VERB.match(tail) and (not head or _OWNER_ONLY.search(head) or not STRONG.search(head) or since):
        service = _VERB_FIRST.sub("", tail) or tail
        if head and not _OWNER_ONLY.search(head) and condition is None:
            condition = head
    left, right = _trimmed(text, start, end)
    return TimeLimit(
        part=draft.part_of(passage.clause),
        path=draft.path_of(passage.clause),
        clause=draft.clauses[passage.clause].path,
        text=passage.printed(draft, left, right),
        span=passage.place(left, right),
        spans={"days": (passage.place(limit.start, limit.end),)},
        service=service,
        days=limit.days,
        day_kind=limit.kind,
        condition=condition,
        confidence="low" if limit.doubts else "high",
        reasons=limit.doubts,
    )


def _segment_start(text: str, place: int) -> int:
    """Where the words about a limit begin: behind the last comma, or further left where only a condition follows it."""
    start = text.rfind(",", 0, place) + 1
    if place - start < 8 and start > 1 and not STRONG.search(text, start, place):
        start = text.rfind(",", 0, start - 1) + 1
    return start


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " ,、;。":
        start += 1
    while end > start and text[end - 1] in " ,、;。":
        end -= 1
    return start, end


def _share_item(draft: Draft, passage: Passage, share: re.Match[str]) -> TimeLimit:
    """A limit printed only as a share of the statutory one."""
    if share["percent"]:
        ratio = float(share["percent"]) / 100
    elif share["half"]:
        ratio = 0.5
    else:
        ratio = (read_number(share["above"]) or 0) / (read_number(share["below"]) or 1)
    text = passage.text
    left, right = _trimmed(text, 0, len(text))
    head = text[left : share.start()]
    reduced = _REDUCED.search(head)
    service = _TRAILING.sub("", head[: reduced.start()].rstrip(",")) if reduced else head
    return TimeLimit(
        part=draft.part_of(passage.clause),
        path=draft.path_of(passage.clause),
        clause=draft.clauses[passage.clause].path,
        text=passage.printed(draft, left, right),
        span=passage.place(left, right),
        spans={"ratio": (passage.place(share.start(), share.end()),)},
        service=_LEADING.sub("", service),
        condition=text[left + reduced.start() : right] if reduced else None,
        ratio=float(tidy(ratio)),
        confidence="low",
        reasons=("只写明占法定时限的比例,没有天数",),
    )


def _instant_item(draft: Draft, passage: Passage, instant: re.Match[str]) -> TimeLimit:
    """A service settled on the spot: zero days."""
    text = passage.text
    start = text.rfind(",", 0, instant.start()) + 1
    left, right = _trimmed(text, start, instant.end())
    return TimeLimit(
        part=draft.part_of(passage.clause),
        path=draft.path_of(passage.clause),
        clause=draft.clauses[passage.clause].path,
        text=passage.printed(draft, left, right),
        span=passage.place(left, right),
        service=_LEADING.sub("", text[left : instant.start()]).strip("的可"),
        days=0,
        day_kind="working",
        confidence="low",
        reasons=("即时办结,没有天数,按0日记",),
    )
