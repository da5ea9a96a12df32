"""Packs as files: YAML for people and git, JSON for programs, both ways."""

from __future__ import annotations

import dataclasses
import json
import os
import re
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from luoshi.kernel.spans import Span
from luoshi.kernel.speech import Phrase
from luoshi.packs.fields import read_field, read_record, unknown
from luoshi.packs.model import ITEM_LISTS, Pack
from luoshi.packs.nodes import Mapping, Node, PackError, Place, Scalar, Sequence, plain_value, read_json, read_yaml

FORMAT = "luoshi.pack/1"
ENVELOPE = ("format", "base")
# signs that no YAML file may hold as they are; in text they are written as escapes, in comments nothing can be
_NOT_YAML = re.compile("[^\\t\\x20-\\x7e\\xa0-\\ud7ff\\ue000-\\ufefe\\uff00-\\ufffd\\U00010000-\\U0010ffff]")

NOTES = frozenset(("why", "by"))  # what a person may write beside an item they corrected

NOT_A_PACK = Phrase(
    "这不是政策包(应由若干字段组成,含 document)", "this is not a policy pack (a set of fields with document)"
)
OTHER_FORMAT = Phrase(
    "政策包格式是“{found}”,本版本只认识 {known}。请升级 luoshi,或用本版本重新编译原文件",
    'the pack has format "{found}"; this version knows {known}. Upgrade luoshi, or compile the source again',
)
NO_FILE = Phrase("没有这个文件", "no such file")
IS_FOLDER = Phrase(
    "这是文件夹,请给出其中的文件(如 {name}/*)", "this is a folder; name the files in it (such as {name}/*)"
)
NO_RIGHT = Phrase("没有权限{deed}这个文件,请检查文件权限", "no permission to {deed} this file; check its rights")
NO_ACCESS = Phrase("无法{deed}({reason})", "cannot {deed} this file ({reason})")
NOT_UTF8 = Phrase(
    "不是 UTF-8 文字(第 {byte} 字节处)。请用 UTF-8 编码另存", "not UTF-8 text (at byte {byte}). Save it as UTF-8"
)


@dataclass(frozen=True, slots=True)
class Note:
    """Who corrected an item and why, as written beside it."""

    by: str | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Loaded:
    """A pack file as read. ``base`` names the compilation it shows; ``notes`` and ``places`` stand at (list, index)."""

    pack: Pack
    base: str | None = None
    notes: dict[tuple[str, int], Note] = field(default_factory=dict)
    places: dict[tuple[str, int], Place] = field(default_factory=dict)


def as_data(value: Any) -> Any:
    """A pack, an item or any value of the model as plain data: spans as ``[start, end]``, tuples as lists."""
    if isinstance(value, (str, int, float)) or value is None:
        return value
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, (tuple, list)):
        return [as_data(inner) for inner in value]
    if isinstance(value, dict):
        return {name: as_data(inner) for name, inner in value.items()}
    kind: type = type(value)
    data = {name: as_data(getattr(value, name)) for name in _names(kind)}
    return {"format": FORMAT, **data} if isinstance(value, Pack) else data


@cache
def _names(record: type) -> tuple[str, ...]:
    if record is Pack:
        from luoshi.packs.yaml_style import section_order

        return section_order()
    return tuple(f.name for f in dataclasses.fields(record))


def dump_json(pack: Pack, indent: int | None = None) -> str:
    """The pack as JSON, on one line unless ``indent`` is given."""
    return json.dumps(as_data(pack), ensure_ascii=False, indent=indent)


def dump_yaml(pack: Pack, base: str | None = None, head: str = "") -> str:
    """The pack as YAML with the lines of ``head`` as comments (``##``) before it. Same pack, same text."""
    from luoshi.packs.yaml_style import to_yaml

    comments = "".join(f"## {_NOT_YAML.sub('�', line)}".rstrip() + "\n" for line in head.splitlines())
    return comments + to_yaml(pack, {"format": FORMAT} | ({"base": base} if base else {}))


def parse(text: str, json_text: bool | None = None) -> Loaded:
    """The pack written in ``text``, as YAML or JSON. Raises ``PackError`` with line and column."""
    if json_text is None:
        json_text = text.lstrip("\ufeff \t\r\n").startswith("{")
    return loaded_from(read_json(text.lstrip("\ufeff")) if json_text else read_yaml(text))


def loaded_from(node: Node) -> Loaded:
    """The pack of a tree of nodes."""
    if not isinstance(node, Mapping) or "document" not in node.fields:
        raise PackError(NOT_A_PACK, node.place)
    found = node.fields.get("format")
    if found is not None and (not isinstance(found, Scalar) or found.text != FORMAT):
        raise PackError(OTHER_FORMAT, found.place, found=str(plain_value(found))[:40], known=FORMAT)
    base = node.fields.get("base")
    names = _names(Pack)
    values: dict[str, Any] = {}
    notes: dict[tuple[str, int], Note] = {}
    places: dict[tuple[str, int], Place] = {}
    for name, value in node.fields.items():
        if name in ENVELOPE:
            continue
        if name not in names:
            raise unknown(name, names, node.places[name])
        if name in ITEM_LISTS and isinstance(value, Sequence):
            values[name] = tuple(read_record(ITEM_LISTS[name], item, NOTES) for item in value.items)
            places |= {(name, i): item.place for i, item in enumerate(value.items)}
            notes |= {(name, i): note for i, item in enumerate(value.items) if (note := _note(item))}
        else:
            values[name] = read_field(Pack, name, value)
    pack = Pack(**({"compiler": "", "sources": ()} | values))
    return Loaded(pack, base.text if isinstance(base, Scalar) and not base.empty else None, notes, places)


def _note(item: Node) -> Note | None:
    said = item.fields if isinstance(item, Mapping) else {}
    by, why = (
        value.text if isinstance(value := said.get(name), Scalar) and not value.empty else None
        for name in ("by", "why")
    )
    return Note(by, why) if by or why else None


def read_text(path: Path) -> str:
    """The text of a UTF-8 file. Raises ``PackError`` that names the file and what to do."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _named(PackError(NOT_UTF8, byte=error.start), path) from None
    except OSError as error:
        raise file_error(error, path, Phrase("读取", "read")) from None


def load(path: Path) -> Loaded:
    """Read a pack file. Raises ``PackError`` that names the file, line and column."""
    return parse_file(read_text(path), path)


def parse_file(text: str, path: Path) -> Loaded:
    """The pack written in the text of a file. Raises ``PackError`` that names the file, line and column."""
    try:
        return parse(text)
    except PackError as error:
        raise _named(error, path) from None


def write_text(path: Path, text: str) -> None:
    """Write a file whole or not at all: a reader sees the old file or the new one, never a half."""
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, content: bytes) -> None:
    """As ``write_text``, for any content. Raises ``PackError`` when the place cannot be written."""
    temporary: str | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
        temporary = None
    except OSError as error:
        raise file_error(error, path, Phrase("写入", "write")) from None
    finally:
        if temporary is not None:
            with suppress(OSError):
                Path(temporary).unlink()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def file_error(error: OSError, path: Path, deed: Phrase) -> PackError:
    """What the operating system refused, in words."""
    if isinstance(error, FileNotFoundError):
        made = PackError(NO_FILE)
    elif isinstance(error, IsADirectoryError):
        made = PackError(Phrase(IS_FOLDER.zh, IS_FOLDER.en), name=str(path))
    elif isinstance(error, PermissionError):
        made = PackError(Phrase(NO_RIGHT.zh.replace("{deed}", deed.zh), NO_RIGHT.en.replace("{deed}", deed.en)))
    else:
        phrase = Phrase(NO_ACCESS.zh.replace("{deed}", deed.zh), NO_ACCESS.en.replace("{deed}", deed.en))
        made = PackError(phrase, reason=error.strerror or str(error))
    return _named(made, path)


def _named(error: PackError, path: Path) -> PackError:
    error.file = str(path)
    return error


__all__ = [
    "FORMAT", "Loaded", "Note", "as_data", "dump_json", "dump_yaml", "file_error", "load", "loaded_from", "parse", "parse_file",
    "read_text", "write_bytes", "write_text",
]  # fmt: skip
