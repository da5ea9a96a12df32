"""Bounds on the areas of a workbook: openpyxl makes an object for every cell that a merged area or a link covers."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from io import BytesIO

from luoshi.kernel.speech import Phrase
from luoshi.texts.reading.limits import BROKEN_PACKAGE, Package
from luoshi.texts.reading.refusal import refusal

CELLS = 1_000_000
AREAS = Phrase(
    "{name} 的合并单元格或链接覆盖超过 {limit} 个单元格。请取消整行整列的合并后再试",
    "merged cells or links of {name} cover more than {limit} cells. Take merges of whole rows and columns away",
)
_PLAIN = re.compile(
    rb"""\A(?:\xef\xbb\xbf)?\s*<(?!\?xml[^>]{0,200}encoding\s*=\s*["'](?!utf-8["']|us-ascii["']))""", re.I
)
_MARKUP = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")


def check_areas(name: str, data: bytes) -> None:
    """Raises ``ReadingError`` for a workbook whose merged areas and links cover more than ``CELLS`` cells. Every part is
    looked at, whatever it is called: the relations of a workbook may name any as a sheet."""
    package, found = Package(name, data), 0
    for part in package.parts:
        head = package.read_xml(part)
        if not _may_hold_areas(head):
            continue
        try:
            found += sum(_cells(ref) for ref in _areas(head))
        except (ET.ParseError, ValueError, LookupError) as error:
            raise refusal(BROKEN_PACKAGE, name=name, part=part, why=type(error).__name__) from error
        if found > CELLS:
            raise refusal(AREAS, name=name, limit=CELLS)


def _may_hold_areas(data: bytes) -> bool:
    """Whether it is worth being parsed: plain XML by its words, XML in another encoding always."""
    if _PLAIN.match(data):
        return b"mergeCell" in data or b"hyperlink" in data or b"&#" in data
    return data.startswith(_MARKUP) or data.lstrip()[:5] == b"<?xml"


def _areas(data: bytes) -> list[str]:
    found = []
    for _, element in ET.iterparse(BytesIO(data)):  # noqa: S314  # bounded, and refused with a document type
        if element.tag.rpartition("}")[2] in ("mergeCell", "hyperlink"):
            found.append(element.get("ref", ""))
        element.clear()
    return found


def _cells(ref: str) -> int:
    from openpyxl.utils.cell import range_boundaries

    left, top, right, bottom = range_boundaries(ref.replace("$", "")) if ref else (1, 1, 1, 1)
    return ((right or 16_384) - (left or 1) + 1) * ((bottom or 1_048_576) - (top or 1) + 1)
