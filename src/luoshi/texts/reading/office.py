"""Reader of .doc, .wps, .rtf, .xls and their kin, through LibreOffice where it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from luoshi.kernel.speech import Phrase
from luoshi.texts.model import Source
from luoshi.texts.reading.limits import ENCRYPTED, check_size
from luoshi.texts.reading.refusal import refusal, routine

SECONDS = 120
"""A conversion that takes longer is ended."""

MISSING = Phrase(
    "{name} 需要 LibreOffice 才能读取,本机未安装。请安装 LibreOffice,或用办公软件另存为 .docx",
    "{name} needs LibreOffice, which is not installed here. Install it, or save the file as .docx with an office program",
)
FAILED = Phrase(
    "LibreOffice 未能转换 {name}({why})。请用办公软件打开并另存为 .docx",
    "LibreOffice could not convert {name} ({why}). Open it in an office program and save it as .docx",
)
CONVERTED = Phrase("经 LibreOffice 转换后读取", "read after conversion by LibreOffice")

_SHEETS = frozenset(("xls", "et", "ods", "xlt"))
_PROTECTED = "EncryptedPackage".encode("utf-16-le")


def office_program() -> str | None:
    """LibreOffice's program, or None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def read_office(name: str, data: bytes, sha256: str) -> Source:
    """Convert to .docx or .xlsx in a directory of its own and read that; hash and name are those of the file given.

    Raises ``ReadingError`` where LibreOffice is missing, fails or takes too long, and for encrypted files.
    """
    from luoshi.texts.reading.docx import read_docx
    from luoshi.texts.reading.kinds import extension_of
    from luoshi.texts.reading.xlsx import read_xlsx

    if _PROTECTED in data[: 1024 * 1024]:
        raise refusal(ENCRYPTED, name=name)
    program = office_program()
    if program is None:
        raise refusal(MISSING, name=name)
    extension = extension_of(name)
    target = "xlsx" if extension in _SHEETS else "docx"
    converted = _convert(program, name, extension or "doc", data, target)
    source = (read_xlsx if target == "xlsx" else read_docx)(name, converted, sha256)
    return replace(source, reader=f"office+{source.reader}", remarks=(routine(CONVERTED), *source.remarks))


def _convert(program: str, name: str, extension: str, data: bytes, target: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="luoshi-") as folder:
        given = Path(folder) / f"given.{extension if extension.isalnum() else 'doc'}"
        given.write_bytes(data)
        out = Path(folder) / "out"
        command = [
            program,
            f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}",
            "--headless", "--norestore", "--nolockcheck", "--nodefault",
            "--convert-to", target, "--outdir", str(out), str(given),
        ]  # fmt: skip
        why = _run(command)
        made = out / f"given.{target}"
        if why or not made.is_file():
            raise refusal(FAILED, name=name, why=why or "no output")
        check_size(name, made.stat().st_size)
        return made.read_bytes()


def _run(command: list[str]) -> str:
    """Run to the end or to the time limit; an empty string when all went well, else why not."""
    process = subprocess.Popen(  # noqa: S603 - a fixed program, the file's own name is never passed
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # LibreOffice starts a second process: both end together
    )
    try:
        code = process.wait(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return f"> {SECONDS} s"
    return "" if code == 0 else f"exit {code}"
