"""Figures with their unit as policy documents print them: ``10-15个``, ``两万名``, ``1.2亿千瓦``, ``65%以上``, ``翻番``.

A value is given in the unit as printed (``50 亿美元``), never multiplied out; a comparison is given only where the
words around the figure state one. All functions read plain text (see ``luoshi.texts.plain``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from luoshi.kernel.numerals import read_number, tidy

Comparison = Literal["=", ">=", "<=", ">", "<"]
Number = int | float
Value = Number | tuple[Number, Number]

SCALES: dict[str, Number] = {
    "万亿": 10**12, "千亿": 10**11, "百亿": 10**10, "十亿": 10**9, "亿": 10**8,
    "千万": 10**7, "百万": 10**6, "十万": 10**5, "万": 10**4, "千": 1000, "百": 100,
}  # fmt: skip

_SCALE = "万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百"
_MEASURES = (
    "个百分点|百分点|微克/立方米|毫克/立方米|毫克/升|千克/亩|公斤/亩|件/万人|人/万人|张/千人|吨标准煤/万元|立方米/万元|万元/亩|亿元/平方公里"
    "|美元|欧元|港元|港币|日元|元人民币|人民币元|元/人|元/吨|元|平方公里|平方千米|平方米|立方米|公顷|亩次?|公里|千米|海里|米"
    "|吨标准煤|吨标煤|吨公里|吨/日|吨/天|吨/年|吨|公斤|千克|市斤|斤|克|千瓦时|兆瓦时|千瓦|兆瓦|吉瓦|千伏安|千伏|瓦|分钟|学时|课时|小时|个?工作日|日历日|个月|天|岁"
    "|人公里|人次|人份|人年|人|户次|户|家次|家|标准箱|标箱|机架|%|‰|倍|EFLOPS|PFLOPS|TEU|Gbps|Mbps|GW|MW|km|公升|升|℃|摄氏度"
)
_COUNTERS = (
    "个|名|位|项|条|支|篇|场次|场|件|张|辆|座|所|处|种|只|头|羽|部|套|台次|台|批次|批|次|届|对|栋|幢|例|分(?!之)|床|间|门|本|册|幅|棵|株|艘"
    "|架次|架|列|班|片|款|宗|起|队|组|块|口|眼|类|首|颗|轮|堂|档|盘|盏|根|路|期|孔|尾|穗|节|枚|站|滴|株|匹|代|粒|方|字|词|集|部次|单(?![位项个一])"
)
_PLAIN_NUMBER = r"(?:\d{1,3}(?:,\d{3}){1,4}(?!\d)|\d{1,15})(?:\.\d{1,6})?"
_NUMERAL = "[零〇一二两三四五六七八九十百千]{1,9}"
_UNIT = (
    rf"(?P<scale>{_SCALE})?(?P<unit>(?:{_MEASURES}|{_COUNTERS})(?!强)"
    r"(?:/[一-龥]{1,5}(?=[,。;、)以左]|$))?)"
)
_NUMBER_START = r"(?<![\d.])(?<![第每])"
_NUMERAL_START = r"(?<![零〇一二两三四五六七八九十百千第几数半每上])"

FIGURE = re.compile(
    # 10-15个, 1-2家, 5%-8%, 20至50万元, 100余家
    rf"{_NUMBER_START}(?P<low>{_PLAIN_NUMBER})"
    rf"(?:(?P<low_scale>{_SCALE})?(?P<low_unit>%|元|家|个|名|人|项|亩|吨)?(?:-|至|到)(?P<high>{_PLAIN_NUMBER}))?"
    rf"(?P<more>余|多)? ?{_UNIT}"
    # 二十个, 十五个以上, 两万名, 三至五家
    rf"|{_NUMERAL_START}(?P<word>{_NUMERAL})(?:(?:至|到|-)(?P<high_word>{_NUMERAL}))?(?P<more_words>余|多)?"
    rf"(?P<word_scale>{_SCALE})?(?P<word_unit>{_COUNTERS}|人次|人|户|家(?!万户)|倍|亩|公里|平方公里|平方米|吨|美元|元|岁|小时|分钟|天|个?工作日)"
    # 10/10万
    rf"|{_NUMBER_START}(?P<upper>{_PLAIN_NUMBER})(?P<per>/(?:10|十)万)"
    # 百分之五, 三分之二
    rf"|(?P<parts>百|千|万|{_NUMERAL})分之(?P<share>{_PLAIN_NUMBER}|{_NUMERAL}(?:点{_NUMERAL})?)"
    # 80万贫困人口, 12万农户: counted by their noun
    rf"|{_NUMBER_START}(?P<heads>{_PLAIN_NUMBER})(?P<heads_scale>百万|千万|亿|万)(?=[一-龥]{{0,6}}(?:人口|群众|农民|居民|劳动力|老年人|残疾人|学生))"
    # 倍差缩小到1.65以内, 平均受教育年限提高到11.2年
    rf"|(?<=[到至在于达过])(?P<pure>\d{{1,6}}\.\d{{1,4}})(?P<pure_unit>年)?(?=(?:以[内下上]|左右)?(?:[,。;、)]|$))"
    # 翻番, 翻一番, 翻两番, 倍增
    r"|(?P<doubling>翻(?P<times>[一两二三])?番)"
)
_TAIL = re.compile(r" ?(?:\((?:含|以上|左右)\))?(?P<word>(?:及其?|或者?)?以上|(?:及其?)?以下|[以之]内|左右|上下)")
_TAIL_COMPARISON: dict[str, Comparison] = {"上": ">=", "下": "<=", "内": "<="}
LEAD = re.compile(
    r"(?P<ge>不(?:少|低|小)于|不得(?:少|低|小)于|不(?:少|低)过|至少|最少|最低|大于等于|≥|不下于)"
    r"|(?P<le>不(?:超过|高于|多于|大于|突破|得超过|得高于)|至多|最多|最高|小于等于|≤|低于|少于|小于|<)"
    r"|(?P<gt>突破|超过|超出|高于|多于|大于|超|跨过|(?<=[入值额润模税])过|>|迈过|跃上)"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure in a text: ``[start, end)`` with its qualifier (以上, 左右); ``core_end`` is where the unit ends.

    ``value`` is in ``unit``, which keeps its scale (``亿元``); a range is a pair, low before high. ``tail`` is the
    comparison stated after the figure (以上, 以内), None where there is none. ``worded`` figures are in Chinese
    numerals; ``loose`` ones are only about so much (余, 多, 左右).
    """

    start: int
    end: int
    core_end: int
    value: Value
    unit: str
    tail: Comparison | None = None
    worded: bool = False
    loose: bool = False


def figures(text: str) -> Iterator[Figure]:
    """Every figure with a unit in ``text``, in order.

    >>> [(f.value, f.unit, f.tail) for f in figures("新增10-15个、两万名,达到65%以上,控制在4.5%以内,较2016年翻一番")]
    [((10, 15), '个', None), (2, '万名', None), (65, '%', '>='), (4.5, '%', '<='), (2, '倍', None)]
    >>> [(f.value, f.unit) for f in figures("百分之五、三分之二、一百二十家、1,200公里、5%-8%")]
    [(5, '%'), (66.6667, '%'), (120, '家'), (1200, '公里'), ((5, 8), '%')]
    """
    for found in FIGURE.finditer(text):
        read = _read(found)
        if read is None:
            continue
        value, unit = read
        tail = _TAIL.match(text, found.end())
        word = tail["word"] if tail else ""
        more = bool(found["more"] or found["more_words"])
        yield Figure(
            found.start(),
            tail.end() if tail else found.end(),
            found.end(),
            value,
            unit,
            _TAIL_COMPARISON.get(word[-1:]) if word not in ("上下",) else None,
            worded=found["low"] is None,
            loose=more or word in ("左右", "上下"),
        )


def _read(found: re.Match[str]) -> tuple[Value, str] | None:
    if found["doubling"]:
        return 2 ** {"一": 1, "两": 2, "二": 2, "三": 3}.get(found["times"] or "一", 1), "倍"
    if found["pure"]:
        return float(found["pure"]), found["pure_unit"] or ""
    if found["heads"]:
        heads = read_number(found["heads"])
        return None if heads is None else (heads, found["heads_scale"] + "人")
    if found["upper"]:
        upper = read_number(found["upper"])
        return None if upper is None else (upper, found["per"])
    if found["parts"]:
        return _share(found["parts"], found["share"])
    if found["low"]:
        low = read_number(found["low"])
        unit = (found["scale"] or "") + found["unit"]
        if found["high"] is None:
            return None if low is None else (low, unit)
        high = read_number(found["high"])
        if low is None or high is None:
            return None
        own_scale = found["low_scale"] or ""
        if (own_scale or found["low_unit"]) and own_scale != (found["scale"] or ""):  # 5000元-1万元
            low = tidy(low * SCALES.get(own_scale, 1) / SCALES.get(found["scale"] or "", 1))
        return ((low, high) if low < high else high), unit
    low = _worded(found["word"])
    high = _worded(found["high_word"]) if found["high_word"] else None
    if low is None:
        return None
    unit = (found["word_scale"] or "") + found["word_unit"]
    if high is not None:
        return ((low, high) if low < high else high), unit
    return low, unit


def _worded(text: str) -> Number | None:
    """二十, 两, 百; None for a mere row of digits (三五, 一二三) and for nothing."""
    if len(text) > 1 and not any(c in "十百千" for c in text):
        return None
    return read_number(text.replace("零", "").replace("〇", "")) or None


def _share(parts: str, share: str) -> tuple[Value, str] | None:
    if share[0].isdigit():
        upper = read_number(share)
    elif "点" in share:
        whole, _, decimals = share.partition("点")
        digits = "".join(str(read_number(c) or 0) for c in decimals)
        upper = tidy(float(f"{read_number(whole) or 0}.{digits}"))
    else:
        upper = read_number(share.replace("零", ""))
    if upper is None:
        return None
    if parts in ("百", "千"):
        return upper, "%" if parts == "百" else "‰"
    lower = 10_000 if parts == "万" else read_number(parts)
    return (tidy(100 * upper / lower), "%") if lower else None


def lead_comparison(before: str) -> Comparison | None:
    """The comparison stated in the words right before a figure; None where they state none.

    >>> [lead_comparison(t) for t in ("占比不低于", "总额超过", "浓度控制在", "比重达到", "规模以上企业突破")]
    ['>=', '>', None, None, '>']
    """
    last = None
    for found in LEAD.finditer(before[-12:]):
        last = found
    if last is None or len(before[-12:]) - last.end() > 4:
        return None
    if last["ge"]:
        return ">="
    return "<=" if last["le"] else ">"


def comparison(before: str, figure: Figure) -> Comparison:
    """What is asked: the words before a figure first (超过, 不低于), then those after it (以上, 以内), else equal.

    >>> one = next(figures("35微克/立方米以下"))
    >>> comparison("平均浓度降至", one), comparison("超过", one), comparison("达到", next(figures("70%")))
    ('<=', '>', '=')
    """
    return lead_comparison(before) or figure.tail or "="
