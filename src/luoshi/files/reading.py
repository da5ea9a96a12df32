"""The lines of an upload in which secrecy marks are looked for: headers, text boxes and first pages included.

Not the compiler's reading: that leaves out page headers, hidden text and furniture, where marks stand.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from luoshi.texts.model import ReadingError
from luoshi.texts.reading.encodings import declared_encoding, decode
from luoshi.texts.reading.limits import Package

if TYPE_CHECKING:
    from lxml import etree

PDF_PAGES = 3
"""Pages of a PDF whose text is read; the mark stands on the first."""
BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "br", "caption", "dd", "div", "dl", "dt", "footer", "form"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section"),
        *("table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "title"),
    )
)
_WORD_PARTS = re.compile(r"word/(?:document|header|footer|footnotes|comments)\w*\.xml")
_SHEET_PARTS = re.compile(r"xl/(?:worksheets/[^/]+|sharedStrings|drawings/[^/]+)\.xml")
_OFD_PARTS = re.compile(r"(?:.*/)?(?:Content|Annotation\w*|Template\w*)\.xml")


def lines_of(kind: str, name: str, data: bytes) -> list[str] | None:
    """The lines of a file of a kind of ``rules.KINDS``; None where its words cannot be read (pictures, scans,
    damaged files). Never raises for bad content."""
    reader = _READERS.get(kind)
    if reader is None:
        return None
    try:
        lines = list(reader(name, data))
    except ReadingError:
        return None
    return lines if any(line.strip() for line in lines) else None


def _text(name: str, data: bytes) -> Iterator[str]:
    yield from decode(name, data)[0].splitlines()


def _page(name: str, data: bytes) -> Iterator[str]:
    lines = _PageLines()
    lines.feed(decode(name, data, declared_encoding(data))[0])
    lines.close()
    yield from "".join(lines.pieces).split("\n")


class _PageLines(HTMLParser):
    """A line per block of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._mute = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style"):
            self._mute += 1
        if tag in BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._mute = max(0, self._mute - 1)
        if tag in BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._mute:
            self.pieces.append(data.replace("\n", " "))


def _archive(name: str, data: bytes) -> Iterator[str]:
    from luoshi.texts.reading.web_archive import read_web_archive

    yield from read_web_archive(name, data, "").raw.splitlines()


def _word(name: str, data: bytes) -> Iterator[str]:
    package = Package(name, data)
    found = [part for part in package.parts if _WORD_PARTS.fullmatch(part)]
    for part in sorted(found, key=lambda part: ("header" not in part, "document" not in part, part)):
        root = _root(package, part)
        if root is not None:
            yield from _paragraphs(root)


def _paragraphs(root: etree._Element) -> Iterator[str]:
    """A line per paragraph, those inside text boxes for themselves; line breaks and tabs as such."""
    texts: dict[etree._Element | None, list[str]] = {}
    for element in root.iter():
        tag = _local(element)
        if tag == "p":
            texts[element] = []
        elif tag in ("t", "br", "cr", "tab", "sym"):
            owner = next((up for up in element.iterancestors() if _local(up) == "p"), None)
            texts.setdefault(owner, []).append(_written(element, tag))
    for pieces in texts.values():
        yield from "".join(pieces).split("\n")


def _written(element: etree._Element, tag: str) -> str:
    if tag == "t":
        return element.text or ""
    if tag == "sym":  # the star is often put in as a symbol of a font
        return "★"
    return "\t" if tag == "tab" else "\n"


def _sheet(name: str, data: bytes) -> Iterator[str]:
    package = Package(name, data)
    for part in package.parts:
        if not _SHEET_PARTS.fullmatch(part):
            continue
        root = _root(package, part)
        for element in root.iter() if root is not None else ():
            tag = _local(element)
            if tag in ("si", "is", "p"):  # a string of cells, a paragraph of a drawing
                yield "".join(t.text or "" for t in element.iter() if _local(t) == "t")
            elif tag in ("oddHeader", "evenHeader", "firstHeader", "oddFooter", "evenFooter", "firstFooter"):
                yield from re.split(r"&(?:[LCR]|\"[^\"]*\"|\d+|[A-Z])", element.text or "")


def _ofd(name: str, data: bytes) -> Iterator[str]:
    package = Package(name, data)
    for part in sorted(part for part in package.parts if _OFD_PARTS.fullmatch(part)):
        root = _root(package, part)
        for element in root.iter() if root is not None else ():
            if _local(element) == "TextObject":
                yield "".join(code.text or "" for code in element.iter() if _local(code) == "TextCode")


def _pdf(name: str, data: bytes) -> Iterator[str]:
    import pdfplumber

    from luoshi.texts.reading.pdf import check_streams
    from luoshi.texts.reading.pdf_bounds import PageBounds

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    check_streams(name, data)
    bounds = PageBounds(name)
    try:
        with pdfplumber.open(io.BytesIO(data), pages=list(range(1, PDF_PAGES + 1))) as document:
            for number, page in enumerate(document.pages, 1):
                bounds.lay_out(page, number)
                yield from (page.extract_text() or "").splitlines()
                page.close()
    except ReadingError:
        raise
    except Exception as error:  # pdfminer raises whatever a damaged file leads it into
        raise ReadingError(type(error).__name__) from error


_COMPOUND_BREAKS = re.compile(r"[\r\n\x07\x0b\x0c\x13-\x15\x00]+")


def _compound(name: str, data: bytes) -> Iterator[str]:
    """Word and Excel of old: their text lies in the file in UTF-16 or in one byte per sign, between other things.

    Lines of other things are noise; they are long or hold no level. Empty lines part the head from nothing here, so
    every line counts as one of the head.
    """
    for text in (data.decode("utf-16-le", "replace"), data.decode("gb18030", "replace")):
        for line in _COMPOUND_BREAKS.split(text):
            if "密" in line:
                yield line


def _root(package: Package, part: str) -> etree._Element | None:
    from luoshi.texts.reading.word_markup import parse_part

    return parse_part(package, part)


def _local(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


_READERS: dict[str, Callable[[str, bytes], Iterator[str]]] = {
    "txt": _text,
    "html": _page,
    "mht": _archive,
    "docx": _word,
    "xlsx": _sheet,
    "ofd": _ofd,
    "pdf": _pdf,
    "doc": _compound,
    "xls": _compound,
}
