"""What the cells of a target table hold: figures, signs of comparison, units."""

from __future__ import annotations

import re
from dataclasses import dataclass

from luoshi.kernel.numerals import read_number
from luoshi.kernel.quantities import Comparison, Value

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,15}(?:\.\d{1,6})?"
_UNIT = (
    r"(?:万亿|千亿|百亿|亿|千万|百万|十万|万|千|百)?(?:%|‰|个百分点|百分点|美元|欧元|人民币元|元人民币|元|人次|人|户次|户|家次|家|个|名|位|项|条|支|件|张|辆|座|所|处|种|只|头|羽|部|套|台|次|例|分|床|间|门|册|棵|株|平方公里|平方千米|平方米|立方米"
    r"|公顷|亩|公里|千米|米|吨标准煤|吨标煤|吨|公斤|千克|克|千瓦时|千瓦|兆瓦|瓦|分钟|小时|天|岁|年|倍|标箱|标准箱|TEU|微克/立方米|毫克/升)(?:/[\w()]{1,8})?"
)
_IS_UNIT = re.compile(rf"(?:{_UNIT}|[\w%‰]{{0,5}}/[\w()]{{1,8}}|人年|架次|列|艘|篇|场|标台|公里/百平方公里)$")
_CELL = re.compile(
    rf"^(?P<sign>≥|>=|>|≤|<=|<|不低于|不少于|不超过|不高于|超过|达到|低于|小于|约|高于|大于|控制在)?(?P<open>[\[〔【(])?(?P<change>(?:年均|累计)?(?:增长|下降|降低|提高|减少|增加))?"
    rf"(?P<low>-?(?:{_NUMBER}))(?P<low_unit>%)?(?:(?:-|至)(?P<high>{_NUMBER}))?(?P<close>[\]〕】)])?(?P<unit>{_UNIT})?(?P<close_after>[\]〕】)])?"
    r"(?P<tail>\(?(?:及?以上|及?以下|[以之]内|左右|上下)\)?)?[*※]?$"
)
_SIGNS: dict[str, Comparison] = {
    "≥": ">=", ">=": ">=", "不低于": ">=", "不少于": ">=", ">": ">", "超过": ">", "高于": ">", "大于": ">",
    "≤": "<=", "<=": "<=", "不超过": "<=", "不高于": "<=", "<": "<=", "低于": "<=", "小于": "<=", "控制在": "<=",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CellFigure:
    """A figure in a cell; ``cumulative``: printed in square brackets or with 累计; ``growth``: 增长 is printed."""

    value: Value
    op: Comparison
    unit: str
    cumulative: bool = False
    growth: bool = False


def is_unit(text: str) -> bool:
    """Is ``text`` a unit and nothing else?

    >>> [is_unit(t) for t in ("%", "亿美元", "张/千人", "个", "2016年", "县市区")]
    [True, True, True, True, False, False]
    """
    return bool(_IS_UNIT.match(text.strip()))


def read_cell(text: str) -> CellFigure | None:
    """The figure of a cell in plain text; None where it holds words, a dash or nothing.

    >>> [(c.value, c.op, c.unit) for c in map(read_cell, ("≥80", "[13.5]", "5-8%", "1,200", "85%以上", "<25")) if c]
    [(80, '>=', ''), (13.5, '=', ''), ((5, 8), '=', '%'), (1200, '=', ''), (85, '>=', '%'), (25, '<=', '')]
    >>> read_cell("完成上级任务"), read_cell("-"), read_cell("2007.11.5")
    (None, None, None)
    """
    text = re.sub(r"\s+", "", text)
    found = _CELL.match(text) if len(text) <= 40 else None
    if not found:
        return None
    negative = found["low"].startswith("-")
    low = read_number(found["low"].lstrip("-"))
    if low is None:
        return None
    value: Value = -low if negative else low
    if found["high"]:
        high = read_number(found["high"])
        if high is None:
            return None
        value = (low, high)
    tail = (found["tail"] or "").strip("()")
    op: Comparison = _SIGNS.get(found["sign"] or "", "=")
    if op == "=" and tail:
        op = ">=" if tail.endswith("上") and tail != "上下" else "<=" if tail.endswith(("以下", "内")) else "="
    change = found["change"] or ""
    return CellFigure(
        value,
        op,
        found["unit"] or ("%" if found["low_unit"] else ""),
        cumulative="累计" in change or (found["open"] or "") in ("[", "〔", "【"),
        growth="增长" in change and "累计" not in change,
    )
