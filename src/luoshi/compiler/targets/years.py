"""Years: when a target falls due, and what year it is compared with."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FIVE = {"一": 2010, "二": 2015, "三": 2020, "四": 2025, "五": 2030, "六": 2035}
YEAR = re.compile(
    r"(?P<lead>较|比|同|与|相比|以|从|自|由|于|按|在)?(?P<from>20\d\d)年?(?:度)?(?:-|至|到)(?P<until>20\d\d)年"
    r"|(?P<mark>较|相较|对比|比|同|与|以|从|自|由|按|到|至|在)?(?P<year>20\d\d)年(?P<tail>度|全年|底|末|初|期间|[底末]?之?以?前|起|开始|以来|相比|为基|的?基础|基础|版|均)?"
    r"|[到至]?[“\"]?十(?P<plan>[一二三四五六])五[”\"]?(?P<plan_tail>规划)?(?:期?末|末期|期间|时期|期内|收官)"
    r"|(?P<this>今年|本年度?|当年|(?<![\d一二两三四五六七八九十几数])年内)(?!度?计划)"
)
PERIOD = re.compile(r"(20\d\d)\s*年?\s*(?:-|至|到)\s*(20\d\d)\s*年?(?=\s*\)|年)")
YEAR_PLAN = re.compile(
    r"20\d\d年(?:度)?[^,。]{0,20}(?:任务|目标|计划|报告|分工|分解|要点|安排|实事|项目|清单|工作方案|实施方案|行动方案)|(?:任务|工作|分工|分解|要点|安排|实事|清单)[^,。]{0,4}\(20\d\d年度?\)|十[二三四五六](?:五|个五年)[^,。]{0,30}规划"
)
"""The title of a plan for one year or for a five-year period: what it asks is due at its end."""
_TITLE_PLAN = re.compile(r"十([二三四五六])五[”\"]?")
_TITLE_YEAR = re.compile(
    r"(20\d\d)年(?:度)?(?:[^,。\n]{0,20})(?:工作要点|工作计划|重点工作|工作报告|社会发展计划|任务|实事|分工|分解|实施方案|工作方案|要点|行动计划|目标|计划|[一-龥]{2,8}工作(?=的?通知|的?意见|$))"
)
_ANY_YEAR = re.compile(r"(20\d\d)年(?!\d{1,2}月|(?:修订|修正|版|本))(?:度)?")
_DATED_KIND = re.compile(r"行动|专项|整治|活动|分解|分工|清单|实事|安排|要点|计划|方案|任务|目标|重点")
_FINISHED = re.compile(
    r"(?:底|末|前|以前|之前|之后|后|及)*(?:建成|开工|竣工|认定|立项|注册|成立|设立|登记|投产|出生|毕业|入库|已)[^,。;]{0,6}的"
)
"""What after a year makes it that of a thing that exists (2000年底前建成的小区), and no due year."""
_WORDED_PLAN = re.compile(r"第十([二三四五六])个五年规划")
_THIS_YEAR = re.compile(r"今年|本年度?|(?<![\d一二两三四五六七八九十几数])年内|全年")
_IN_TITLE = re.compile(r"[(（](20\d\d)年\d{1,2}月\d{1,2}日[^()（）]{0,24}[)）]$")
_SESSION = re.compile(r"(20\d\d)年(\d{1,2})月\d{1,2}日在[^。;\n]{2,40}(?:会议|大会)上")
_NO_DUE = {"较", "相较", "对比", "比", "同", "与", "以", "从", "自", "由"}


@dataclass(frozen=True, slots=True)
class YearMark:
    """A year in a text: when it is due (``due``), or what is compared with (``base``), or when something began."""

    start: int
    end: int
    year: int
    role: str  # due, base, start
    firm: bool = True  # printed with 到, as a range, as 底, 末, 前


def year_marks(text: str, issued: int | None = None) -> list[YearMark]:
    """All years of a sentence in order, told apart by the words around them.

    >>> [(m.year, m.role) for m in year_marks("自2018年起,到2025年,比2020年下降18%;2021-2023年")]
    [(2018, 'start'), (2025, 'due'), (2020, 'base'), (2023, 'due')]
    """
    marks: list[YearMark] = []
    for found in YEAR.finditer(text):
        if found["until"]:
            marks.append(YearMark(found.start(), found.end(), int(found["until"]), "due"))
        elif found["plan"]:
            marks.append(YearMark(found.start(), found.end(), _FIVE[found["plan"]], "due"))
        elif found["this"]:
            if issued is not None:
                marks.append(YearMark(found.start(), found.end(), issued, "due", firm=False))
        else:
            marks.append(_single(found))
    return marks


def names_this_year(text: str) -> bool:
    """Does the text date itself by the year in which it was written (今年, 年内)?"""
    return _THIS_YEAR.search(text) is not None


def year_of_issue(issued: str | None, title: str, head: str) -> int | None:
    """The year a document is from: its date, else the date under its title, else that of the session it was given at.

    >>> year_of_issue(None, "关于办好水利的意见(2022年2月28日)", ""), year_of_issue("2021-03-01", "", "")
    (2022, 2021)
    >>> year_of_issue(None, "政府工作报告", "2023年1月6日在云溪市第八届人民代表大会第三次会议上")
    2023
    """
    if issued and issued[:4].isdigit():
        return int(issued[:4])
    found = _IN_TITLE.search(title.strip()) or _SESSION.search(head)
    return int(found[1]) if found else None


def _single(found: re.Match[str]) -> YearMark:
    year, mark, tail = int(found["year"]), found["mark"], found["tail"] or ""
    end = found.end() - (1 if tail == "均" else 0)
    if tail in ("起", "开始", "以来") or mark in ("从", "自", "由"):
        return YearMark(found.start(), end, year, "start")
    if mark in _NO_DUE or tail in ("相比", "为基") or "基础" in tail:
        return YearMark(found.start(), end, year, "base")
    if _FINISHED.match(found.string, found.end()):
        return YearMark(found.start(), end, year, "start")
    firm = mark in ("到", "至") or tail[:1] in ("底", "末", "前", "以", "之")
    return YearMark(found.start(), end, year, "due", firm)


def title_year(title: str, after: str = "") -> int | None:
    """The year in which a plan ends, by its title and the lines printed under it.

    >>> title_year("清源县降碳行动计划(2021—2023年)".replace("—", "-")), title_year("云溪市2024年工作要点")
    (2023, 2024)
    >>> title_year("云溪市“十四五”教育发展规划"), title_year("云溪市人民政府关于加快造林绿化的意见")
    (2025, None)
    >>> title_year("清源县国民经济和社会发展第十四个五年规划纲要")
    2025
    """
    found = PERIOD.search(title) or PERIOD.search(after)
    if found:
        return int(found[2])
    single = _TITLE_YEAR.search(title)
    if single:
        return int(single[1])
    years = _ANY_YEAR.findall(title)
    if len(set(years)) == 1 and _DATED_KIND.search(title):
        return int(years[0])
    plan = _WORDED_PLAN.search(title) or _TITLE_PLAN.search(title)
    return _FIVE[plan[1]] if plan and "规划" in title else None
