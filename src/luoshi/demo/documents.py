"""The documents of examples/, their years moved so that the city lives today; and two of the city's own."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

from luoshi.kernel.verdicts import Refused

EXAMPLES = Path(__file__).parents[3] / "examples"
OWN = Path(__file__).parent / "papers"
_YEAR = re.compile(
    r"(?<!\d)20(2\d)(?=\d?\D|$)"
)  # 2016 and before are national documents, which stay; 20236号 lost its bracket
_TEXT = re.compile(r"(<w:t[^>]*>)([^<]*)")
_PLACE = re.compile(r"\{([a-z_0-9]+)\}")


@dataclass(frozen=True, slots=True)
class Paper:
    """A file as it is uploaded."""

    name: str
    content: bytes


def moved(text: str, years: int) -> str:
    """Text in which every year from 2020 on is so many years later.

    >>> moved("2023—2025年,云政发〔2023〕6号,云政发〔20236号,国办发〔2016〕28号,0000-2025551", 2)
    '2025—2027年,云政发〔2025〕6号,云政发〔20256号,国办发〔2016〕28号,0000-2025551'
    """
    return _YEAR.sub(lambda found: f"20{int(found[1]) + years:02}", text)


def example(number: int, years: int) -> Paper:
    """The document ``number`` of examples/ as issued so many years later. Raises ``Refused`` where they are not at hand."""
    found = sorted(EXAMPLES.glob(f"{number}-*"))
    if not found:
        raise Refused(
            "找不到样本文件夹 examples/。请在源码目录中运行",
            "the folder examples/ is not there; run this where the source is",
        )
    path = found[0]
    content = path.read_bytes()
    name = path.name.split("-", 1)[1]
    if path.suffix == ".docx":
        return Paper(name, _moved_docx(content, years))
    return Paper(name, moved(content.decode("utf-8"), years).encode("utf-8"))


def own(name: str, **values: str) -> Paper:
    """A paper of the city's own, its ``{places}`` filled in."""
    text = (OWN / name).read_text("utf-8")
    return Paper(name, _PLACE.sub(lambda found: values.get(found[1], found[0]), text).encode("utf-8"))


def spoken(day: date) -> str:
    """A day as documents write it."""
    return f"{day.year}年{day.month}月{day.day}日"


def _moved_docx(content: bytes, years: int) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename == "word/document.xml":
                xml = _TEXT.sub(lambda found: found[1] + moved(found[2], years), data.decode("utf-8"))
                data = xml.encode("utf-8")
            target.writestr(zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
