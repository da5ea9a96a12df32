"""Bounds on what one page of a PDF may hold, so that a hostile file ends in seconds and within memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from luoshi.kernel.speech import Phrase
from luoshi.texts.reading.refusal import refusal

if TYPE_CHECKING:
    from pdfplumber.page import Page

CHARACTERS = 100_000
"""Characters on one page: a full A4 page has 2,000, a wall poster 20,000."""
ALL_CHARACTERS = 5_000_000
DRAWN = 20_000
"""Strokes and fills of one page that are looked at; a page with more is a drawing without tables."""

CROWDED = Phrase(
    "{name} 第 {page} 页的文字超过 {limit} 个,不像是公文,不予读取。请另存为 .docx 或纯文本",
    "page {page} of {name} holds more than {limit} characters, which no document does; it is not read. "
    "Save it as .docx or plain text",
)


class PageBounds:
    """Lays pages out one after the other and counts what is on them."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.characters = 0

    def lay_out(self, page: Page, number: int) -> None:
        """Do what pdfplumber does when a page is first looked at, within the bounds.

        Raises ``ReadingError`` where the page holds more characters than any page; drawings are cut off instead.
        """
        from pdfminer.pdfinterp import PDFPageInterpreter
        from pdfplumber.page import PDFPageAggregatorWithMarkedContent

        device: Any = PDFPageAggregatorWithMarkedContent(
            page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams
        )
        render_char, paint_path = device.render_char, device.paint_path
        before, drawn = self.characters, 0

        def counted_char(*arguments: Any, **named: Any) -> Any:
            self.characters += 1
            if self.characters - before > CHARACTERS or self.characters > ALL_CHARACTERS:
                raise refusal(CROWDED, name=self.name, page=number, limit=CHARACTERS)
            return render_char(*arguments, **named)

        def counted_path(*arguments: Any, **named: Any) -> None:
            nonlocal drawn
            drawn += 1
            if drawn <= DRAWN:
                paint_path(*arguments, **named)

        device.render_char, device.paint_path = counted_char, counted_path
        PDFPageInterpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
        page._layout = device.get_result()
