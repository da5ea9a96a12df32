"""Files in: one reader per format, each giving a ``Source``."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from luoshi.kernel.speech import Phrase
from luoshi.texts.model import Source
from luoshi.texts.reading.limits import FILE_BYTES, check_size
from luoshi.texts.reading.refusal import refusal

UNREADABLE = Phrase(
    "{name} 打不开({why})。请检查路径和权限", "{name} cannot be opened ({why}). Check path and permissions"
)


def read(path: Path) -> Source:
    """Read one file. Raises ``ReadingError`` with what is wrong, where, and what to do."""
    try:
        check_size(path.name, path.stat().st_size)
        with path.open("rb") as stream:
            data = stream.read(FILE_BYTES + 1)
    except OSError as error:
        raise refusal(UNREADABLE, name=str(path), why=error.strerror or type(error).__name__) from error
    return read_bytes(path.name, data)


def read_many(paths: Iterable[Path]) -> list[Source]:
    """Read the files of one document, in the order given. The first that cannot be read raises ``ReadingError``."""
    return [read(path) for path in paths]


def read_bytes(name: str, data: bytes) -> Source:
    """Read a file's bytes; ``name`` gives its extension, but the bytes decide what it is."""
    from luoshi.texts.reading.kinds import kind_of, reader_of

    check_size(name, len(data))
    sha256 = hashlib.sha256(data).hexdigest()
    kind, remarks = kind_of(name, data)
    source = reader_of(kind)(name, data, sha256)
    return replace(source, remarks=(*remarks, *source.remarks)) if remarks else source
