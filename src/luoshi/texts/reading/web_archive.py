"""Reader of web archives (.mht, and the .doc files that some systems export as such): the page inside is read."""

from __future__ import annotations

from dataclasses import replace

from luoshi.kernel.speech import Phrase
from luoshi.texts.model import Source
from luoshi.texts.reading.html import read_html
from luoshi.texts.reading.refusal import refusal

NO_PAGE = Phrase("{name} 里没有网页正文。请另存为 .docx", "{name} holds no page. Save it as .docx")


def read_web_archive(name: str, data: bytes, sha256: str) -> Source:
    """The first page in the archive. Raises ``ReadingError`` where there is none."""
    from email import policy
    from email.parser import BytesParser

    try:
        message = BytesParser(policy=policy.compat32).parsebytes(data)
        pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
        payload = pages[0].get_payload(decode=True) if pages else None
    except Exception as error:  # the email package lets odd headers raise anything
        raise refusal(NO_PAGE, name=name) from error
    if not isinstance(payload, bytes):
        raise refusal(NO_PAGE, name=name)
    source = read_html(name, payload, sha256)
    return replace(source, reader=f"mht+{source.reader}")
