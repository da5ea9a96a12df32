"""Commands that look at packs take a pack file or a document, which is compiled on the way."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from luoshi.cli.documents import CORRECTIONS_ENDING, Compiled, compile_document, documents_of
from luoshi.cli.terminal import CommandError, Terminal
from luoshi.kernel.speech import Phrase

if TYPE_CHECKING:
    from collections.abc import Callable

    from luoshi.packs.model import Pack

PACK_SUFFIXES = (".yaml", ".yml", ".json")
IS_CORRECTIONS = Phrase("{file}:这是更正记录,请给出政策包", "{file}: these are corrections; name the pack")


def is_pack(file: Path) -> bool:
    return file.name.endswith(PACK_SUFFIXES)


def pack_of(file: Path) -> tuple[Pack, Compiled | None]:
    """The pack in a pack file, or of a document with the compilation it came from."""
    from luoshi.packs.files import load

    if file.name.endswith(CORRECTIONS_ENDING):
        raise CommandError(IS_CORRECTIONS, file=file)
    if is_pack(file):
        return load(file).pack, None
    compiled = compile_document(documents_of([file])[0])
    return compiled.pack, compiled


def guarded(deed: Callable[[], int], terminal: Terminal) -> int:
    """Run ``deed``; a file that cannot be read is said on standard error, exit status 2."""
    from luoshi.packs.nodes import PackError
    from luoshi.texts.model import ReadingError

    try:
        return deed()
    except (PackError, ReadingError) as error:
        terminal.remark(f"luoshi: {terminal.said(error)}")
        return 2
