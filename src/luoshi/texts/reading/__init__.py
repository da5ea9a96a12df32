"""Files in: one reader per format, each giving a ``Source``."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from luoshi.texts.model import Source


def read(path: Path) -> Source:
    """Read one file. Raises ``ReadingError`` with what is wrong, where, and what to do."""
    data = path.read_bytes()
    text = data.decode("utf-8-sig")
    if path.suffix == ".html":
        text = re.sub(r"&nbsp;", "\u00a0", re.sub(r"<[^>]+>", "", re.sub(r"</(p|div|tr|td)>", "\n", text)))
    return Source(name=path.name, raw=text, sha256=hashlib.sha256(data).hexdigest(), reader="text/1")
