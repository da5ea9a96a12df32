"""Reader of plain text: the text is the raw text, untouched."""

from __future__ import annotations

from luoshi.texts.model import Source
from luoshi.texts.reading.encodings import decode

READER = "text/1"


def read_text(name: str, data: bytes, sha256: str) -> Source:
    """Decode; line ends, spaces and odd characters stay as they are. Raises ``ReadingError`` for what is no text."""
    text, remarks = decode(name, data)
    return Source(name=name, raw=text, sha256=sha256, reader=READER, remarks=remarks)
