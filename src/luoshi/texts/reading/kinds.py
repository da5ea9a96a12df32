"""What a file is, told by its bytes; the extension only decides between kinds that share a container."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath

from luoshi.kernel.speech import Phrase
from luoshi.texts.model import Source
from luoshi.texts.reading.html import looks_like_html
from luoshi.texts.reading.limits import Package
from luoshi.texts.reading.refusal import both, refusal

Reader = Callable[[str, bytes, str], Source]

_READERS = {
    "txt": ("plain_text", "read_text"),
    "html": ("html", "read_html"),
    "mht": ("web_archive", "read_web_archive"),
    "docx": ("docx", "read_docx"),
    "pdf": ("pdf", "read_pdf"),
    "xlsx": ("xlsx", "read_xlsx"),
    "office": ("office", "read_office"),
}
_EXTENSIONS = {
    "txt": ("txt", "text", "md", "markdown", "csv", "log", ""),
    "html": ("html", "htm", "xhtml", "shtml", "jhtml", "xhtm", "aspx", "jsp", "php", "mht"),
    "mht": ("mht", "mhtml", "eml"),
    "docx": ("docx", "docm", "dotx", "dotm"),
    "pdf": ("pdf",),
    "xlsx": ("xlsx", "xlsm", "xltx", "xltm"),
    "office": ("doc", "dot", "wps", "wpt", "rtf", "odt", "xls", "et", "ods", "uot", "uof"),
}
_MISNAMED = Phrase(
    "扩展名是 .{extension},内容却是 {kind},已按内容读取",
    "the extension is .{extension} but the content is {kind}; read as such",
)
_UNKNOWN_PACKAGE = Phrase(
    "{name} 是压缩包,不是 .docx 或 .xlsx 文档。请解压后分别读取其中的文件",
    "{name} is a zip archive, not a .docx or .xlsx document. Unpack it and read the files in it",
)
_OFD = Phrase(
    "{name} 是 OFD 版式文件,暂不能直接读取。请用阅读器另存为 PDF 或 .docx",
    "{name} is an OFD fixed-layout file, which is not read directly. Save it as PDF or .docx with its viewer",
)
_SLIDES = Phrase(
    "{name} 是演示文稿,不是文件正文。请另存为 .docx 或 PDF", "{name} is a slide show. Save it as .docx or PDF"
)
_PICTURE = Phrase(
    "{name} 是图片。请先做文字识别,或取得文字版",
    "{name} is a picture. Run text recognition first, or obtain a text version",
)
_ARCHIVE = Phrase("{name} 是压缩包。请解压后读取其中的文件", "{name} is an archive. Unpack it and read the files in it")
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"II*\x00", b"MM\x00*")
_ARCHIVES = (b"Rar!\x1a", b"7z\xbc\xaf", b"\x1f\x8b\x08")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MIME = re.compile(rb"\A\s*(?:From:|MIME-Version:|Content-Type:\s*multipart/)", re.IGNORECASE)


def extension_of(name: str) -> str:
    """``a.DOCX`` gives ``docx``; a name without extension an empty string."""
    return PurePath(name).suffix.lower().removeprefix(".")


def kind_of(name: str, data: bytes) -> tuple[str, tuple[str, ...]]:
    """The kind of reader for a file, with a remark where the extension says otherwise. Raises ``ReadingError``
    for kinds that no reader knows: pictures, archives, slides, OFD."""
    extension = extension_of(name)
    kind = _by_content(name, data, extension)
    if extension in _EXTENSIONS[kind] or extension not in _known_extensions():
        return kind, ()
    return kind, (both(_MISNAMED, extension=extension, kind=kind),)


def reader_of(kind: str) -> Reader:
    """The reader, imported when it is first needed: the libraries behind them are slow to load."""
    module, function = _READERS[kind]
    reader: Reader = getattr(import_module(f"luoshi.texts.reading.{module}"), function)
    return reader


def _known_extensions() -> frozenset[str]:
    return frozenset(extension for known in _EXTENSIONS.values() for extension in known)


def _by_content(name: str, data: bytes, extension: str) -> str:
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _package_kind(name, data)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_OLE) or data.startswith(b"{\\rtf") or b"<?mso-application" in data[:512]:
        return "office"
    if data.startswith(_PICTURES) or (data.startswith(b"BM") and b"\x00\x00" in data[:16]):
        raise refusal(_PICTURE, name=name)
    if data.startswith(_ARCHIVES):
        raise refusal(_ARCHIVE, name=name)
    if _MIME.match(data[:256]) and b"multipart/" in data[:4096].lower():
        return "mht"
    if looks_like_html(data):
        return "html"
    if extension in _EXTENSIONS["html"] and b"<" in data[:65536] and b">" in data[:65536]:
        return "html"
    return "txt"


def _package_kind(name: str, data: bytes) -> str:
    package = Package(name, data)
    folders = {part.partition("/")[0] for part in package.parts}
    if "word" in folders:
        return "docx"
    if "xl" in folders:
        return "xlsx"
    if "ppt" in folders:
        raise refusal(_SLIDES, name=name)
    if "OFD.xml" in package:
        raise refusal(_OFD, name=name)
    if "mimetype" in package and b"opendocument" in package.read("mimetype"):
        return "office"
    raise refusal(_UNKNOWN_PACKAGE, name=name)
