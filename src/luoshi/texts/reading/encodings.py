"""Bytes to text: which encoding a Chinese text or page was saved in."""

from __future__ import annotations

import codecs
import re

from luoshi.kernel.speech import Phrase
from luoshi.texts.reading.refusal import both, refusal

GUESSED = Phrase("按 {encoding} 编码读取", "read as {encoding}")
LOST = Phrase(
    "{count} 处字节不成字,以 � 标出,请对照原文",
    "{count} places hold bytes that are no character, shown as �; check them against the original",
)
GARBLED = Phrase(
    "读出的字不像公文,编码可能不对(如日文、韩文编码)。请核对原文,或另存为 UTF-8",
    "the characters read do not look like a document; the encoding may be another (Japanese, Korean). "
    "Check the original, or save it as UTF-8",
)
BINARY = Phrase(
    "{name} 不是文本:从第 {place} 个字节起有控制字符或不成字的字节。请确认文件未损坏,或另存为 UTF-8 文本、.docx、.pdf",
    "{name} is not text: control or undecodable bytes from byte {place} on. "
    "Check that the file is whole, or save it as UTF-8 text, .docx or .pdf",
)
EMPTY = Phrase("{name} 没有文字。请确认上传的是完整文件", "{name} holds no text. Check that it is the complete file")

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]")
_COMMON = frozenset(
    "的一在不有和人中大上下市政府工作公年月日力方法局部二三四五六七八九十及之以同地生出成行民企全加建管理推"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
# text encodings of Python that no page is saved in, and which change the words of any other
_NO_PAGE = frozenset(
    (
        "unicode-escape",
        "raw-unicode-escape",
        "unicode_escape",
        "raw_unicode_escape",
        "punycode",
        "idna",
        "undefined",
        "utf-7",
    )
)
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030"}


def declared_encoding(data: bytes) -> str | None:
    """The encoding a page says it is in (``<meta charset>``, XML declaration), as Python names it."""
    found = _DECLARED.search(data[:4096])
    if not found:
        return None
    name = found.group(1).decode("ascii").lower()
    name = _SUPERSETS.get(name, name)
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    if info.name in _NO_PAGE or not getattr(info, "_is_text_encoding", True):
        return None
    return info.name


def decode(name: str, data: bytes, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The text of ``data`` and remarks on it.

    A byte order mark decides; then UTF-8 where it fits (text in another encoding is practically never valid UTF-8),
    then what the page declares, then GB 18030, the national standard's superset of GBK and GB 2312. Raises
    ``ReadingError`` for bytes that are no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(name, data.decode(encoding, errors="replace"), encoding.removesuffix("-sig"))
    text = _strict(data, "utf-8")
    if text is not None:
        return _checked(name, text, "utf-8")
    if _nearly_utf8(data):
        return _checked(name, data.decode("utf-8", errors="replace"), "utf-8")
    for encoding in (declared, "gb18030") if declared else ("gb18030",):
        text = _strict(data, encoding)
        if text is not None and not _CONTROL.search(text):
            if encoding == "gb18030" and _strange(text):
                return _other(name, data, text)
            return _checked(name, text, encoding)
    wide = _wide(data)
    if wide:
        return _checked(name, data.decode(wide, errors="replace"), wide)
    return _checked(name, data.decode("gb18030", errors="replace"), "gb18030")


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError, ValueError):
        return None


def _strange(text: str) -> bool:
    """Many Chinese characters, and hardly one of those that every official text is full of."""
    characters = _HAN.findall(text[:20_000])
    return len(characters) >= 20 and sum(c in _COMMON for c in characters) < 0.03 * len(characters)


def _other(name: str, data: bytes, text: str) -> tuple[str, tuple[str, ...]]:
    """Bytes that fit GB 18030 and make no sense in it: Big5 where that does, else as they are, with a warning."""
    traditional = _strict(data, "cp950")
    if traditional is not None and not _strange(traditional):
        return _checked(name, traditional, "big5")
    text, remarks = _checked(name, text, "gb18030")
    return text, (*remarks, both(GARBLED))


def _nearly_utf8(data: bytes) -> bool:
    """UTF-8 with a few bytes lost, as when a page was cut in the middle of a character."""
    text = data.decode("utf-8", errors="replace")
    lost = text.count("\ufffd")
    return sum(1 for _ in _HAN.finditer(text)) > 20 * lost


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: either the high bytes are those of Chinese characters, or every other byte is zero."""
    sample = data[: min(len(data), 4096) & ~1]
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, errors="replace")
        if text and len(_HAN.findall(text)) > 0.5 * len(text) and not _CONTROL.search(text):
            return encoding
    return None


def _checked(name: str, text: str, encoding: str) -> tuple[str, tuple[str, ...]]:
    if not text.strip("\ufeff\x00\x1a \t\r\n\u3000\xa0"):
        raise refusal(EMPTY, name=name)
    odd = _CONTROL.findall(text.rstrip("\x00\x1a"))
    if len(odd) > 3 and len(odd) * 200 > len(text):
        first = _CONTROL.search(text)
        place = len(text[: first.start() if first else 0].encode("utf-8")) + 1
        raise refusal(BINARY, name=name, place=place)
    remarks = [] if encoding == "utf-8" else [both(GUESSED, encoding=encoding)]
    lost = text.count("\ufffd")
    if lost:
        remarks.append(both(LOST, count=lost))
    return text, tuple(remarks)
