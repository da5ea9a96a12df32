"""Bounds on what is read, so that a hostile or broken file is refused instead of eating the machine."""

from __future__ import annotations

import io
import zipfile

from luoshi.kernel.speech import Phrase
from luoshi.texts.reading.refusal import refusal

FILE_BYTES = 50 * 1024 * 1024
PACKAGE_BYTES = 300 * 1024 * 1024
PART_BYTES = 64 * 1024 * 1024
PACKAGE_PARTS = 20_000

TOO_LARGE = Phrase(
    "{name} 有 {size} MB,超过 {limit} MB 的上限。请去掉图片或分成几个文件",
    "{name} is {size} MB, above the limit of {limit} MB. Remove pictures or split it into several files",
)
BOMB = Phrase(
    "{name} 解压后超过 {limit} MB({part}),不予读取。请用办公软件重新保存后再试",
    "{name} unpacks to more than {limit} MB ({part}) and is not read. Save it again with an office program",
)
BROKEN_PACKAGE = Phrase(
    "{name} 的压缩包已损坏({part}:{why})。请用办公软件打开并重新保存",
    "the package of {name} is damaged ({part}: {why}). Open it in an office program and save it again",
)
ENCRYPTED = Phrase("{name} 已加密。请先解除密码再读取", "{name} is encrypted. Remove the password first")
ENTITIES = Phrase(
    "{name} 的 {part} 含有文档类型声明,办公文档不应有此内容,不予读取。请用办公软件重新保存",
    "{part} of {name} declares a document type, which an office document never does; it is not read. "
    "Save it again with an office program",
)


def check_size(name: str, size: int) -> None:
    """Raises ``ReadingError`` for a file above ``FILE_BYTES``."""
    if size > FILE_BYTES:
        raise refusal(TOO_LARGE, name=name, size=f"{size / 1048576:.0f}", limit=FILE_BYTES // 1048576)


class Package:
    """The parts of a zip package (.docx, .xlsx), unpacked with bounds and never trusting the declared sizes."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            parts = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
            raise refusal(BROKEN_PACKAGE, name=name, part="zip", why=type(error).__name__) from error
        if len(parts) > PACKAGE_PARTS or sum(part.file_size for part in parts) > PACKAGE_BYTES:
            raise refusal(BOMB, name=name, limit=PACKAGE_BYTES // 1048576, part="zip")
        if any(part.flag_bits & 1 for part in parts):
            raise refusal(ENCRYPTED, name=name)
        self.parts = tuple(part.filename for part in parts)
        self._left = PACKAGE_BYTES

    def __contains__(self, part: str) -> bool:
        return part in self.parts

    def read(self, part: str) -> bytes:
        """The bytes of a part. Raises ``ReadingError`` when it is damaged or unpacks beyond the bounds."""
        try:
            with self._zip.open(part) as stream:
                data = stream.read(PART_BYTES + 1)
        except Exception as error:  # zlib, zipfile and the codecs raise their own kinds; all mean a damaged part
            raise refusal(BROKEN_PACKAGE, name=self.name, part=part, why=type(error).__name__) from error
        self._left -= len(data)
        if len(data) > PART_BYTES or self._left < 0:
            raise refusal(BOMB, name=self.name, limit=PACKAGE_BYTES // 1048576, part=part)
        return data

    def read_xml(self, part: str) -> bytes:
        """The bytes of an XML part; refused when it declares a document type (and with it entities)."""
        data = self.read(part)
        if b"<!DOCTYPE" in data[:65536] or b"<!ENTITY" in data[:65536]:
            raise refusal(ENTITIES, name=self.name, part=part)
        return data
