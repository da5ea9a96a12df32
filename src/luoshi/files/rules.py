"""Which files are taken: kinds told by content, bounds, safe names. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from luoshi.kernel.names import readable_name
from luoshi.kernel.speech import Phrase

MB = 1024 * 1024
HEAD = 8192
"""Bytes from which most kinds are told."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that is taken."""

    name: str
    media_type: str
    longest: int  # bytes
    endings: tuple[str, ...]
    inline: bool = False  # shown in the browser: nothing in it can run


KINDS = {
    kind.name: kind
    for kind in (
        Kind("txt", "text/plain", 5 * MB, ("txt", "text", "md", "csv")),
        Kind("html", "text/html", 10 * MB, ("html", "htm", "xhtml", "shtml")),
        Kind("mht", "multipart/related", 20 * MB, ("mht", "mhtml")),
        Kind(
            "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", 50 * MB, ("docx", "wps")
        ),
        Kind("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", 50 * MB, ("xlsx", "et")),
        Kind("doc", "application/msword", 50 * MB, ("doc", "wps")),
        Kind("xls", "application/vnd.ms-excel", 50 * MB, ("xls", "et")),
        Kind("pdf", "application/pdf", 50 * MB, ("pdf",), inline=True),
        Kind("ofd", "application/ofd", 50 * MB, ("ofd",)),
        Kind("png", "image/png", 20 * MB, ("png",), inline=True),
        Kind("jpg", "image/jpeg", 20 * MB, ("jpg", "jpeg"), inline=True),
        Kind("heic", "image/heic", 20 * MB, ("heic", "heif")),
    )
}
BY_MEDIA_TYPE = {kind.media_type: kind for kind in KINDS.values()}
LARGEST = max(kind.longest for kind in KINDS.values())
DOCUMENTS = ("txt", "html", "mht", "docx", "doc", "pdf", "ofd")
SHEETS = ("xlsx", "xls")
EVIDENCE = (*DOCUMENTS, *SHEETS, "png", "jpg", "heic")
ACCEPT = ",".join(f".{ending}" for kind in KINDS.values() for ending in kind.endings)
"""For the ``accept`` of a form field; only a hint to the browser."""

TAKEN = Phrase(
    "可以上传:txt、html、docx、doc、wps、pdf、ofd、xlsx、xls、et、png、jpg、heic",
    "these can be uploaded: txt, html, docx, doc, wps, pdf, ofd, xlsx, xls, et, png, jpg, heic",
)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MIME = re.compile(rb"\A\s*(?:From:|MIME-Version:|Content-Type:\s*multipart/)", re.IGNORECASE)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|div|table|p)\b", re.IGNORECASE)
_HEIC = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis")
_PROGRAM = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe")


def kind_by_head(head: bytes) -> str | None:
    """What the first bytes say: a name of ``KINDS``, or ``zip`` and ``ole`` for containers; None for what is not
    taken (programs, archives, slides, pictures of other kinds, rich text, control bytes).

    >>> kind_by_head(b"%PDF-1.7"), kind_by_head("云溪市".encode("gbk")), kind_by_head(b"MZ\\x90"), kind_by_head(b"GIF89a")
    ('pdf', 'txt', None, None)
    """
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if head.startswith(_OLE):
        return "ole"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if head[4:8] == b"ftyp":
        return "heic" if head[8:12] in _HEIC else None
    if head.startswith((*_PROGRAM, b"{\\rtf", b"GIF8", b"II*\x00", b"MM\x00*", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        return None
    if _MIME.match(head[:256]) and b"multipart/" in head[:4096].lower():
        return "mht"
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not wide and re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", head):
        return None
    return "html" if _HTML.search(head) else "txt"


def kind_of_package(parts: tuple[str, ...], mimetype: bytes = b"") -> str | None:
    """What a zip package is, by the names of its parts; None for plain archives, slides and everything with macros.

    >>> kind_of_package(("word/document.xml",)), kind_of_package(("a.exe",)), kind_of_package(("OFD.xml",))
    ('docx', None, 'ofd')
    """
    if any(part.lower().endswith("vbaproject.bin") for part in parts):
        return None
    folders = {part.partition("/")[0] for part in parts}
    if "word" in folders:
        return "docx"
    if "xl" in folders:
        return "xlsx"
    return "ofd" if "OFD.xml" in parts else None


def kind_of_compound(data: bytes) -> str | None:
    """What an OLE file (.doc, .xls, .wps, .et) is; None for one with a password, and for messages, slides, installers."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        return None
    if holds("WordDocument"):
        return "doc"
    return "xls" if holds("Workbook") or holds("Book\0") else None


_UNSAFE = re.compile(r'[\\/:*?"<>|]+')
LONGEST_NAME = 120


def safe_name(given: str, kind: Kind) -> str:
    """A name that no system stumbles over, with an ending that fits the content.

    >>> safe_name("../../etc/意见?.docx", KINDS["docx"]), safe_name("notes.exe", KINDS["txt"])
    ('意见_.docx', 'notes.exe.txt')
    """
    name = readable_name(given.replace("\\", "/").rpartition("/")[2]).strip(" .")
    name = _UNSAFE.sub("_", name) or "file"
    stem, dot, ending = name.rpartition(".")
    if not dot or ending.lower() not in kind.endings:
        stem, ending = name, kind.endings[0]
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}"
