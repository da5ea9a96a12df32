"""Reader of Word documents (.docx): headings, automatic numbering, tables with merged cells, footnotes, text boxes.

What a person sees printed with all changes accepted: insertions stay, deletions, hidden text, comments, page headers
and footers go. The parts are read directly: python-docx shows neither numbering, merged cells, notes nor revisions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.kernel.speech import Phrase
from luoshi.texts.model import Source
from luoshi.texts.reading.contents import linearise
from luoshi.texts.reading.limits import BROKEN_PACKAGE, Package
from luoshi.texts.reading.refusal import both, refusal

if TYPE_CHECKING:
    from lxml import etree

READER = "docx/1"

NO_WORDS = Phrase(
    "{name} 没有文字(图片 {pictures} 幅)。若是扫描件,请先做文字识别",
    "{name} holds no text ({pictures} pictures). If it is a scan, run text recognition first",
)
PICTURES = Phrase("有 {count} 幅图片未读", "{count} pictures were not read")
EMBEDDED = Phrase("有 {count} 个嵌入对象(如表格文件)未读", "{count} embedded objects (such as sheets) were not read")
REVISIONS = Phrase("文中有修订:已按接受全部修订读取", "tracked changes were read as if all were accepted")


def document_part(package: Package) -> str:
    """The part that holds the document's text."""
    if "word/document.xml" in package:
        return "word/document.xml"
    found = [part for part in package.parts if part.startswith("word/document") and part.endswith(".xml")]
    if not found:
        raise refusal(BROKEN_PACKAGE, name=package.name, part="word/document.xml", why="missing")
    return found[0]


def read_docx(name: str, data: bytes, sha256: str) -> Source:
    """Read a document. Raises ``ReadingError`` for a damaged, encrypted, oversized or wordless one."""
    from luoshi.texts.reading.word_body import Body
    from luoshi.texts.reading.word_markup import parse_part, w
    from luoshi.texts.reading.word_numbering import read_numbering, read_styles

    package = Package(name, data)
    part = document_part(package)
    root = parse_part(package, part)
    found = root.find(w("body")) if root is not None else None
    if found is None:
        raise refusal(BROKEN_PACKAGE, name=name, part=part, why="no body")
    body = Body(
        read_styles(parse_part(package, "word/styles.xml")),
        read_numbering(parse_part(package, "word/numbering.xml")),
        parse_part(package, "word/footnotes.xml"),
        parse_part(package, "word/endnotes.xml"),
    )
    contents = body.read(found)
    source = linearise(
        contents,
        name=name,
        sha256=sha256,
        reader=READER,
        title=_title(parse_part(package, "docProps/core.xml")),
        remarks=[
            *([both(PICTURES, count=body.pictures)] if body.pictures else []),
            *([both(EMBEDDED, count=body.objects)] if body.objects else []),
            *([both(REVISIONS)] if body.revisions else []),
        ],
    )
    if not source.raw.strip():
        raise refusal(NO_WORDS, name=name, pictures=body.pictures)
    return source


def _title(root: etree._Element | None) -> str | None:
    found = root.find("{http://purl.org/dc/elements/1.1/}title") if root is not None else None
    return found.text if found is not None else None
