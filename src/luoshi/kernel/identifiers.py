"""Identifiers that documents print: the document number (发文字号), ``云政办发〔2021〕12号``.

GB/T 9704-2012, 7.2.5: the issuer's word, the year in full within 〔〕, the serial number without 第 and without padding
(1, not 01), then 号. Pages print numbers with any brackets; they are read leniently and judged strictly. All functions
read plain text (see ``luoshi.texts.plain``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from luoshi.kernel.speech import Phrase

_ISSUER = "[一-鿿A-Za-z]{1,14}"
_OPENING, _CLOSING = r"[〔\[(（【]", r"[〕\])）】]"
_YEAR = r"(?:19|20)\d{2}"
_SERIAL = r"\d{1,5}"

DOCUMENT_NUMBER = rf"{_ISSUER}{_OPENING}\s*{_YEAR}\s*{_CLOSING}\s*(?:第\s*)?{_SERIAL}\s*号"
"""A number in any brackets, as a pattern without groups, so that it may stand within others."""

_READ = re.compile(
    rf"(?P<issuer>{_ISSUER})\s*(?P<opening>{_OPENING})\s*(?P<year>{_YEAR})\s*(?P<closing>{_CLOSING})"
    rf"\s*(?P<ordinal>第)?\s*(?P<serial>{_SERIAL})\s*号"
)
# Orders are numbered through a term of office (GB/T 9704-2012, 10.2) and keep their 第.
_ORDER = re.compile(r"[一-鿿]{1,30}令(?:〔\d{4}〕)?\s*第\s*\d{1,4}\s*号")

LOST_BRACKET = Phrase("缺括号", "a bracket is lost")
BRACKETS = Phrase("年份应当用六角括号〔〕", "the year belongs in 〔〕")
ORDINAL = Phrase("发文顺序号不加“第”字", "the serial number takes no 第")
PADDED = Phrase("发文顺序号不编虚位(1不编为01)", "the serial number is not padded (1, not 01)")
NO_NUMBER = Phrase("不是机关代字〔年份〕序号的形式", "it is not issuer, 〔year〕, serial number")


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """Issuer's word, year and serial number; printed by ``str`` as the standard has it.

    >>> str(DocumentNumber("云政办发", 2021, 12))
    '云政办发〔2021〕12号'
    """

    issuer: str
    year: int
    serial: int

    def __str__(self) -> str:
        return f"{self.issuer}〔{self.year}〕{self.serial}号"


def read_document_number(printed: str) -> DocumentNumber | None:
    """The number that ``printed`` is, in whatever brackets; None for an order's number and for what is none.

    >>> str(read_document_number("云政办发[2021]第 05 号")), read_document_number("云政办发〔202112号")
    ('云政办发〔2021〕5号', None)
    """
    found = _READ.fullmatch(printed.strip())
    return DocumentNumber(found["issuer"], int(found["year"]), int(found["serial"])) if found else None


def faults_of_document_number(printed: str) -> tuple[Phrase, ...]:
    """In what a printed number departs from GB/T 9704-2012, 7.2.5; empty for a sound one and for an order's number.

    >>> faults_of_document_number("云政办发〔2021〕12号"), faults_of_document_number("国务院令第722号")
    ((), ())
    >>> [fault.say("zh") for fault in faults_of_document_number("云政办发(2021)第02号")]
    ['年份应当用六角括号〔〕', '发文顺序号不加“第”字', '发文顺序号不编虚位(1不编为01)']
    """
    printed = printed.strip()
    if _ORDER.fullmatch(printed):
        return ()
    found = _READ.fullmatch(printed)
    if found is None:
        return (NO_NUMBER,)
    return tuple(
        fault
        for fault, faulty in (
            (BRACKETS, (found["opening"], found["closing"]) != ("〔", "〕")),
            (ORDINAL, found["ordinal"] is not None),
            (PADDED, found["serial"].startswith("0")),
        )
        if faulty
    )
