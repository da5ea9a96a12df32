"""The closed vocabularies of a pack in the reader's language, the same on every paper."""

from __future__ import annotations

from luoshi.kernel.speech import Phrase

TARGET_KINDS = {
    "level": Phrase("水平值", "level"),
    "growth": Phrase("年均增长", "growth a year"),
    "cumulative": Phrase("累计", "cumulative"),
    "annual": Phrase("每年", "every year"),
}
REGISTER_KINDS = {
    "library": Phrase("库", "library"),
    "list": Phrase("名单、清单、目录", "list"),
    "platform": Phrase("平台", "platform"),
    "mechanism": Phrase("制度、机制", "mechanism"),
    "index": Phrase("指数", "index"),
}
RECURRENCES = {
    "yearly": Phrase("每年", "yearly"),
    "half-yearly": Phrase("每半年", "half-yearly"),
    "quarterly": Phrase("每季度", "quarterly"),
    "monthly": Phrase("每月", "monthly"),
    "weekly": Phrase("每周", "weekly"),
    "as-needed": Phrase("根据需要", "as needed"),
}


def comparison(op: str) -> str:
    """The sign printed before a figure; none for a figure that is simply to be reached.

    >>> comparison(">=") + "5", comparison("=") + "5"
    ('≥ 5', '5')
    """
    return {"=": "", ">=": "≥ ", "<=": "≤ ", ">": "> ", "<": "< "}[op]
