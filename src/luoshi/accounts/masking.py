"""Personal values as lists show them: enough to tell people apart, not enough to reach them."""

from __future__ import annotations

COMPOUND_SURNAMES = frozenset(
    [
        "欧阳",
        "太史",
        "端木",
        "上官",
        "司马",
        "东方",
        "独孤",
        "南宫",
        "万俟",
        "闻人",
        "夏侯",
        "诸葛",
        "尉迟",
        "公羊",
        "赫连",
        "澹台",
        "皇甫",
        "宗政",
        "濮阳",
        "公冶",
        "太叔",
        "申屠",
        "公孙",
        "慕容",
        "仲孙",
        "钟离",
        "长孙",
        "宇文",
        "司徒",
        "鲜于",
        "司空",
        "闾丘",
        "令狐",
        "轩辕",
        "呼延",
        "左丘",
        "西门",
        "东郭",
        "百里",
        "第五",
    ]
)


def masked_name(name: str) -> str:
    """A name with its surname only.

    >>> [masked_name(name) for name in ("张三", "张晓明", "欧阳修", "Ann Lee", "")]
    ['张*', '张**', '欧阳*', 'A** L**', '']
    """
    if name.isascii():
        return " ".join(word[:1] + "*" * (len(word) - 1) for word in name.split())
    kept = 2 if name[:2] in COMPOUND_SURNAMES and len(name) > 2 else 1
    return name[:kept] + "*" * (len(name) - kept)


def masked_telephone(number: str) -> str:
    """A telephone number with its first three and last four digits; a short one with its last two.

    >>> [masked_telephone(number) for number in ("13812341234", "0731-22881234", "2288", "")]
    ['138****1234', '073******1234', '**88', '']
    """
    if len(number) < 9:
        return "*" * max(len(number) - 2, 0) + number[-2:] if number else ""
    return number[:3] + "*" * (len(number) - 7) + number[-4:]


def masked_email(address: str) -> str:
    """An address with the first letter of its name.

    >>> masked_email("zhang@city.gov.cn"), masked_email("")
    ('z****@city.gov.cn', '')
    """
    name, at, domain = address.partition("@")
    return f"{name[:1]}{'*' * max(len(name) - 1, 0)}{at}{domain}"
