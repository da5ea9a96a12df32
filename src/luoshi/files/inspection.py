"""Looking at an upload before it is kept: what it is, whether it is whole, whether it bears a secrecy mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from luoshi.files.marks import HEAD_LINES, Mark, find_mark, mark_in_name
from luoshi.files.reading import lines_of
from luoshi.files.rules import HEAD, KINDS, MB, Kind, kind_by_head, kind_of_compound, kind_of_package
from luoshi.kernel.verdicts import Refused
from luoshi.texts.model import ReadingError
from luoshi.texts.reading.limits import Package

EVERY_LINE = 1_000_000_000
"""As ``head`` of ``find_mark`` for files whose lines have lost their order."""


@dataclass(frozen=True, slots=True)
class Inspected:
    """What was seen: the kind, whether words could be read, and a mark."""

    kind: Kind
    read: bool
    mark: Mark | None


def inspected(path: Path, name: str, size: int, kinds: Sequence[str]) -> Inspected:
    """Look at a file that came in. Raises ``Refused`` for what is empty, too large for its kind, not of ``kinds``,
    damaged, or unpacks beyond the bounds."""
    if size == 0:
        raise Refused(
            "文件是空的。请确认选对了文件。", "The file is empty. Check that it is the right one.", field="file"
        )
    data = path.read_bytes()
    kind = _kind(name, data)
    if kind is None or kind.name not in kinds:
        allowed = "、".join(kinds)
        raise Refused(
            f"不接受这种文件(按内容判断,不看扩展名;带宏、加密或压缩包也不接受)。此处可以上传:{allowed}。",
            "Files of this kind are not taken (told by the content, not the name; nor are files with macros, passwords, "
            f"or archives). Here you can upload: {', '.join(kinds)}.",
            field="file",
        )
    if size > kind.longest:
        limit = kind.longest // MB
        raise Refused(
            f"{kind.name} 文件最大 {limit} MB,这个文件有 {size / MB:.1f} MB,没有保存。请压缩图片或拆分后上传。",
            f"{kind.name} files may have {limit} MB; this one has {size / MB:.1f} MB and was not stored. "
            "Make its pictures smaller or split it.",
            field="file",
        )
    lines = lines_of(kind.name, name, data)
    head = EVERY_LINE if kind.name in ("doc", "xls") else HEAD_LINES
    return Inspected(kind, lines is not None, mark_in_name(name) or find_mark(lines or (), head))


def _kind(name: str, data: bytes) -> Kind | None:
    told = kind_by_head(data[:HEAD])
    if told == "zip":
        try:
            package = Package(name, data)  # bounds on parts and unpacked size
        except ReadingError as error:
            zh, _, en = str(error).partition(" | ")
            raise Refused(zh, en or zh, field="file") from None
        told = kind_of_package(package.parts)
    elif told == "ole":
        told = kind_of_compound(data)
    return KINDS[told] if told else None
