"""Facts that a document prints on a line of its own: to whom it goes, and how far it may be passed on.

GB/T 9704-2012, 7.3.2 (主送机关) and 7.4 (附注, 印发传达范围).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from luoshi.compiler.draft import Line

_DISTRIBUTION = re.compile(
    r"\(?\s*(?:(?P<note>此件[^()。:]{2,30})|(?:公开(?:方式|属性|选项|类别|形式)|信息公开(?:选项|形式|方式))\s*:\s*(?P<kind>主动公开|依申请公开|不予公开))\s*[)。]?"
)
_ADDRESSEES = re.compile(r"(?:各|全|省|市|县|区|州|国务院|中央|机关|有关|直属|驻|本|局|委|厅)[^。;:!?\d《》“”]{2,240}:")
_UNIT_ENDS = re.compile(
    r"(?:政府|部门|单位|机构|委员会|管委会|党委|工委|部委|厅局|[局委办厅部署院校会]|企业|公司|中心|团体|高校|街道|乡镇|[县市区州盟旗])$"
)
_NOT_ADDRESSED = re.compile(r"如下|负责|单位:.|以下|包括|分别|主要|要求|通知|方面|原则|目标|任务|措施|意见")
_HEAD_LINES = 60
_MOST_WRAPPED = 3


def distribution_of(lines: Sequence[Line]) -> str | None:
    """How far the document may be passed on, as printed (此件发至县团级, 此件公开发布, 主动公开); None if it does not say.

    ``lines``: the printed lines of one document, in order.
    """
    for line in lines:
        if "此件" not in line.text and "公开" not in line.text:
            continue
        found = _DISTRIBUTION.fullmatch(line.text)
        if found:
            return re.sub(r"\s+", "", found.group("note") or found.group("kind"))
    return None


def addressees_of(lines: Sequence[Line]) -> tuple[str, ...]:
    """The authorities that the document is addressed to: the line at its head that ends in a colon, cut at commas.

    ``lines``: the printed lines of one document from its beginning. A line that is wrapped is joined.
    """
    head = lines[:_HEAD_LINES]
    for index in range(len(head)):
        for last in range(index, min(index + _MOST_WRAPPED, len(head))):
            if not head[last].text.endswith(":"):
                continue
            text = "".join(part.text for part in head[index : last + 1])
            if _ADDRESSEES.fullmatch(text) and not _NOT_ADDRESSED.search(text):
                pieces = tuple(piece.strip() for piece in text[:-1].split(",") if piece.strip())
                if all(_UNIT_ENDS.search(piece) for piece in pieces):
                    return pieces
            break
    return ()
