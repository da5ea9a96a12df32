"""Files in: one reader per format, each giving a ``Source``."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from luoshi.kernel.names import readable_name
from luoshi.kernel.speech import Phrase
from luoshi.texts.model import Source
from luoshi.texts.reading.limits import FILE_BYTES, check_size
from luoshi.texts.reading.refusal import refusal

UNREADABLE = Phrase(
    "{name} 打不开({why})。请检查路径和权限", "{name} cannot be opened ({why}). Check path and permissions"
)

NOT_A_FILE = Phrase(
    "{name} 不是普通文件(管道、设备之类),不予读取。请给出文件本身",
    "{name} is no ordinary file but a pipe, a device or the like, and is not read. Name the file itself",
)
STREAMS = ("/dev", "/proc")  # where a shell hands over what another program writes


def read(path: Path) -> Source:
    """Read one file. Raises ``ReadingError`` with what is wrong, where, and what to do."""
    try:
        known = path.stat()
        if not stat.S_ISREG(known.st_mode) and not path.absolute().as_posix().startswith(STREAMS):
            raise refusal(NOT_A_FILE, name=readable_name(str(path)))  # a pipe that nobody writes to never ends
        check_size(readable_name(path.name), known.st_size)
        with path.open("rb") as stream:
            data = stream.read(FILE_BYTES + 1)
    except OSError as error:
        raise refusal(UNREADABLE, name=readable_name(str(path)), why=error.strerror or type(error).__name__) from error
    return read_bytes(readable_name(path.name), data)


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
