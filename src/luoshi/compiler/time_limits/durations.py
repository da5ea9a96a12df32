"""Which stretches of a sentence are limits for a procedure, and which are mere periods."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from luoshi.kernel.numerals import NUMBER, read_number
from luoshi.packs.model import DayKind

_DURATION = re.compile(
    rf"(?<![\d.一二两三四五六七八九十百千])(?P<more>(?:{NUMBER}个、){{0,4}})(?P<n>{NUMBER})(?:\([^()]{{1,6}}\))?\s?(?P<unit>个?工作日|个?自然日|个?日历日|个?小时|个月|日|天|年)"
    r"(?P<inside>\)?(?:之内|以内|内))?"
)
_REDUCED_TO = re.compile(
    r"(?:压缩|缩短|缩减|压减|精简|减少|降低|控制|提速|缩|压|减|降|限定|严格控制)(?:至|到|为|在)"
    r"(?:法定|承诺|全程|平均|最多|最长|不超过|仅需|只需|约){0,2}$"
)
_AT_MOST = re.compile(
    r"(?:不(?:得|应|能|可)?(?:超过|超出|多于|长于)|(?:时限|时间|期限|用时)[^,、:\d]{0,6}(?:为|:)|最长|最多)(?:法定)?$"
)
_DONE = re.compile(r"(?:办结|办好|办完|审结|完成|答复|领证|拿证|出证|发证|审批|到账|出具)")
_SHORTER = re.compile(
    r"(?:\([^()]{0,12}\))?(?:的?法定(?:时限|期限))?(?:以?内)?(?:再)?(?:压缩|缩短|缩减|压减|精简|减少|减至|减到|降|提速|调整)"
)
_REDUCED_BY = re.compile(r"(?:压缩|缩短|缩减|压减|减少|节约|节省|提前|推迟|延长)(?:了)?$")
_NO_LIMIT_AHEAD = re.compile(
    r"(?:近|最近|过去|未来|连续|每|第|有效期限?为?|公示期限?为?|不少于|不得少于|不低于|至少|提前|满|(?<!不)(?<!不[得应能可])超过了?|任期|试用期|过渡期|"
    r"此后|今后|期满|至多相隔|[\d月]|力争(?:在|用)?|用)$"
)
_NO_LIMIT_BEHIND = re.compile(
    r"(?:后|前|以上|以前|以来|左右的?规划|为?一个?周期|不得|一次|期满|制|有效|的?有效期|未|没有|无|累计)"
)
_NOT_DONE = re.compile("不能|无法|仍?未|没有|难以")
_SUFFIX_OF_SEQUENCE = re.compile(r"[、和及或(]")

# What is done within a limit. The strong words name a service or an administrative act; the weak need working days.
STRONG = re.compile(
    "办结|办理|办好|办完|办成|办复|审批|审核|审查|审结|审定|审验|受理|核发|核准|核定|核实|核验|颁发|发放|发证|领证|拿证|出证|答复|回复|"
    "反馈|公示|公布|公开|公告|登记|备案|许可|出具|作出|做出|拨付|兑现|兑付|到账|支付|回款|结算|结清|付款|送达|告知|补正|移送|转办|转送|交办|分办|派单|"
    "通知|退税|退还|退付|退费|修复|验收|报装|接入|开办|注销|注册|手续|评审|认定|勘验|踏勘|立案|结案|仲裁|裁决|批复|签发|通关|放行|换发|补发|联系|答覆|决定|接电|通电|通水|通气|办税|[初复终预会联]审"
)
_WEAK = re.compile(
    "完成|提交|提出|报送|上报|报告|报备|整改|处置|处理|响应|评估|推送|上传|录入|归集|说明|签订|供地|交付|安排|解决|提供|填报|办"
)
_PROJECT = re.compile(
    "建成|竣工|投产|开工|试点|引进|培育|培养|新增|覆盖|清理|排查|自查|行动|摸底|调研|达到|实现|打造|创建|翻番|改造|制定|出台|免征|减征|免收|"
    "补贴|补助|奖励|免缴|减半|贴息|租金|享受|不得(?!超过|多于)|禁止|累计"
)
_LONG_ACT = re.compile("办结|审结|结案|审查|审核|审批|作出|做出|答复|授权|核发|注册|许可|决定|拨付|兑现|验收|登记")
_HANDLED_AFTER = re.compile(
    r"(?:将|由|予以|完成|一次性|[^,。;:]{2,8}局)?(?:审核|审批|审查|审定|拨付|兑付|办结|核发|答复|整改完毕|整改到位)"
)
"""What is done to an award within days (30日内审核完毕, 15日内拨付): a limit, though the words name an award."""
_OWN_ISSUE = re.compile(
    r"(?:本|该)?(?:办法|意见|通知|方案|规定|措施|文件|细则|条例|导则|计划)(?:印发|发布|施行|公布|下发|实施|出台)"
)
_CONSULTATION = re.compile(r"请于|欢迎|请在|意见.{0,6}征集|公开征求")
_REPORTING = re.compile(r"(?:每|各)(?:年|月|季|半年|季度|年度)|(?:年度|季度|月度|半年)(?:终了|结束)|次[年月]")


_MOST_DURATIONS = 60  # a sentence with more of them is no prose
_NEAR = 200


@dataclass(frozen=True, slots=True)
class Limit:
    """A duration that limits something. ``[start, end)`` in the sentence; ``doubts`` say why to look twice."""

    start: int
    end: int
    days: int | float | None
    kind: DayKind
    closed: bool  # 内, or a verb of its own; else it shares the next limit's
    complete: bool  # 压缩至, 不超过, 办结: nothing more need follow
    doubts: tuple[str, ...]


def limits(text: str) -> Iterator[Limit]:
    """The limits in one sentence of plain text, from left to right."""
    if _CONSULTATION.search(text):
        return
    waiting: list[Limit] = []
    place = -2  # where the last limit ended
    for found in islice(_DURATION.finditer(text), _MOST_DURATIONS):
        ahead, behind = text[max(found.start() - 16, 0) : found.start()], text[found.end() : found.end() + 16]
        inside = bool(found["inside"])
        if _NO_LIMIT_AHEAD.search(ahead) or _REDUCED_BY.search(ahead) or _SHORTER.match(behind):
            continue
        complete = bool(_REDUCED_TO.search(ahead) or _AT_MOST.search(ahead) or _DONE.match(behind))
        joined = found.start() == place + 1 and text[place] == "、"  # 压减至80天、25天以内
        complete = complete or joined
        closed = inside or complete
        if _NOT_DONE.match(behind):
            continue
        if not inside and _NO_LIMIT_BEHIND.match(behind):
            continue
        if not closed and not _SUFFIX_OF_SEQUENCE.match(behind):
            continue
        limit = _judged(text, found, closed, complete)
        if limit is None:
            continue
        waiting.append(limit)
        place = found.end()
        if closed:
            yield from waiting
            waiting = []
            yield from _enumerated(found["more"], limit)


def _enumerated(more: str, last: Limit) -> Iterator[Limit]:
    """The limits that share the unit of ``last``: 10个、8个、6个工作日."""
    for printed in more.split("个、")[:-1]:
        number = read_number(printed)
        if isinstance(number, int):
            yield replace(last, days=number)


def _judged(text: str, found: re.Match[str], closed: bool, complete: bool) -> Limit | None:
    """The duration as a limit, when what is to be done within it is a procedure."""
    unit = found["unit"].removeprefix("个")
    start = max(text.rfind(",", 0, found.start()), text.rfind(":", 0, found.start())) + 1
    comma = text.find(",", found.end())
    end = comma if comma > 0 else len(text)
    if end - found.end() < 3:  # 20个工作日内,向社会公布
        comma = text.find(",", end + 1)
        end = comma if comma > 0 else len(text)
    context = text[max(start, found.start() - _NEAR) : min(end, found.end() + 120)]
    if _OWN_ISSUE.search(text[max(start - 40, 0) : found.end()]):
        return None
    number = read_number(found["n"])
    if number is None or number == 0:
        return None
    doubts: list[str] = []
    if not STRONG.search(context) and not (complete and STRONG.search(text[max(start - 120, 0) : start])):
        if unit != "工作日" or not _WEAK.search(context):
            return None
        doubts.append("未写明办理的事项,请核对是否为办事时限")
    if _REPORTING.search(context):
        doubts.append("定期报送的时间,请核对是否为办事时限")
    handled = unit in ("日", "天") and found["inside"] and _HANDLED_AFTER.match(text, found.end())
    if unit != "工作日" and not handled and _PROJECT.search(context):
        return None
    days, kind = _in_days(number, unit)
    if unit in ("月", "年"):
        if not found["inside"] or not _LONG_ACT.search(context) or number > 36:
            return None
        doubts.append("原文以月或年计,按每月30日、每年365日折算")
    if unit == "小时":
        doubts.append("原文以小时计")
    return Limit(found.start(), found.end(), days, kind, closed, complete, tuple(doubts))


def _in_days(number: float, unit: str) -> tuple[int | float | None, DayKind]:
    """The limit in days and what kind of days; None for hours that make no whole day."""
    factor = {"月": 30, "年": 365, "小时": 1 / 24}.get(unit, 1)
    days = number * factor
    whole = int(days) if days == int(days) else None if unit == "小时" else days
    return whole, ("working" if unit == "工作日" else "calendar")
