"""From the files named on the command line to compiled documents."""

from __future__ import annotations

import os
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from luoshi.cli.terminal import CommandError, Terminal
from luoshi.kernel.names import readable_name, short_name
from luoshi.kernel.speech import Phrase

if TYPE_CHECKING:
    from luoshi.compiler.draft import Draft
    from luoshi.packs.model import Finding, Pack
    from luoshi.texts.model import Source

OWN_ENDINGS = (".review.html", ".ledger.xlsx")  # what luoshi writes for people
PACK_ENDINGS = (".pack.yaml", ".pack.yml", ".pack.json")
CORRECTIONS_ENDING = ".corrections.yaml"

NO_FILE = Phrase("{file}:没有这个文件,请检查路径", "{file}: no such file; check the path")
FOLDER = Phrase(
    "{file}:这是文件夹。请列出其中的文件,如 {file}/*;几个文件合为一份政策时加 --together",
    "{file}: this is a folder. Name the files in it, such as {file}/*; add --together when they are one document",
)
NO_RIGHT = Phrase("{file}:没有权限读取,请检查文件权限", "{file}: no permission to read it; check its rights")
NO_ACCESS = Phrase("{file}:打不开({reason}),请检查路径", "{file}: cannot be opened ({reason}); check the path")
IS_OWN = Phrase(
    "{file}:这是 luoshi 写出的审阅页或台账。请给出政策原文",
    "{file}: a page or ledger that luoshi wrote. Name the policy document",
)
IS_PACK = Phrase(
    "{file}:这已是政策包。请给出政策原文;改过政策包后,用 -o 指定它所在的文件夹重新编译即可",
    "{file}: this is a pack already. Name the policy document; after editing a pack, compile with -o and its folder",
)
CRASH = Phrase(
    "{file}:编译时出错({kind}:{message}),这是程序的缺陷,请附上文件报告;设 LUOSHI_DEBUG=1 可看到详情",
    "{file}: the compiler failed ({kind}: {message}). This is a fault of the program: report it with the file; "
    "LUOSHI_DEBUG=1 shows details",
)
SUMMARY = Phrase("共 {total} 份:{done} 份完成,{failed} 份失败", "{total} documents: {done} done, {failed} failed")


@dataclass(frozen=True, slots=True)
class Document:
    """One document: what it is called, and its files in order."""

    name: str
    files: tuple[Path, ...]
    unique: bool = True  # no other document of this run has a file of the same name

    @property
    def label(self) -> str:
        return " + ".join(readable_name(str(file)) for file in self.files)


@dataclass(frozen=True, slots=True)
class Compiled:
    """A document as compiled; ``pack`` without findings until ``with_findings``."""

    document: Document
    sources: tuple[Source, ...]
    draft: Draft
    pack: Pack

    @property
    def label(self) -> str:
        """What findings call the document: the name of its (first) file."""
        file = self.document.files[0]
        return readable_name(file.name if self.document.unique else str(file))


def documents_of(files: Sequence[Path], together: bool = False) -> list[Document]:
    """Each file a document, or all files one document when ``together``.

    A document is called after its (first) file without the ending; where two would be called the same, with it; where
    that is the same too, after as many of its folders as tell all of them apart, in whatever order they are given.
    """
    if together:
        return [Document(short_name(readable_name(files[0].stem)), tuple(files))]
    places = {file: Path(os.path.realpath(file)) for file in files}  # links that go round in circles stay as they are
    distinct = list(dict.fromkeys(places.values()))
    stems = Counter(file.stem.casefold() for file in distinct)
    names = {file: file.stem if stems[file.stem.casefold()] == 1 else file.name for file in distinct}
    for depth in range(2, max(len(file.parts) for file in distinct)):
        names |= {file: "-".join(file.parts[-depth:]) for file in _shared(names)}
    for place, file in enumerate(_shared(names)):  # names that differ in capital letters only
        names[file] += f"-{place + 1}"
    counts = Counter(file.name for file in files)
    return [
        Document(short_name(readable_name(names[places[file]])), (file,), unique=counts[file.name] == 1)
        for file in files
    ]


def _shared(names: Mapping[Path, str]) -> list[Path]:
    """The files whose names others have, too; no file system need tell capital letters from small ones."""
    counts = Counter(name.casefold() for name in names.values())
    return [file for file, name in names.items() if counts[name.casefold()] > 1]


def check_file(file: Path) -> None:
    """Raises ``CommandError`` where the file is not there, is a folder, may not be read, or is a pack."""
    name = readable_name(str(file))
    try:
        if file.is_dir():
            raise CommandError(FOLDER, file=name)
        if file.name.endswith((*PACK_ENDINGS, CORRECTIONS_ENDING)):
            raise CommandError(IS_PACK, file=name)
        if file.name.endswith(OWN_ENDINGS):
            raise CommandError(IS_OWN, file=name)
        if not file.exists():
            raise CommandError(NO_FILE, file=name)
        if not os.access(file, os.R_OK):
            raise CommandError(NO_RIGHT, file=name)
    except PermissionError:
        raise CommandError(NO_RIGHT, file=name) from None
    except OSError as error:
        raise CommandError(NO_ACCESS, file=name, reason=error.strerror or type(error).__name__) from None


def compile_document(document: Document) -> Compiled:
    """Read and compile one document. Raises ``CommandError`` or ``ReadingError``."""
    from luoshi.compiler.assemble import assemble
    from luoshi.compiler.pipeline import draft_of
    from luoshi.texts.reading import read

    for file in document.files:
        check_file(file)
    sources = tuple(read(file) for file in document.files)
    draft = draft_of(sources)
    return Compiled(document, sources, draft, assemble(draft))


def findings_of(compiled: Sequence[Compiled]) -> tuple[Finding, ...]:
    """The findings of lint: each document alone, and all of them together, most serious first."""
    from luoshi.compiler.lint import Checked, check

    return check([Checked(one.draft, one.pack, one.label) for one in compiled])


def with_findings(compiled: Compiled) -> Pack:
    """The pack with the findings of lint on this document alone."""
    return replace(compiled.pack, findings=findings_of([compiled]))


def each(documents: Sequence[Document], terminal: Terminal, progress: bool, deed: Callable[[Compiled], None]) -> int:
    """Do ``deed`` for every document; a fault of one is said and the others go on. The exit status: 1 after faults."""
    counter = terminal.counter(len(documents), progress)
    failed = 0
    for document in documents:
        counter.step(document.label)
        for message in _messages(document, terminal, deed):
            counter.clear()
            if isinstance(message, Remark):
                terminal.remark(message)
            else:
                terminal.remark(f"luoshi: {message}")
                failed += 1
    counter.clear()
    if failed and len(documents) > 1:
        terminal.remark(terminal.say(SUMMARY, total=len(documents), done=len(documents) - failed, failed=failed))
    return 1 if failed else 0


class Remark(str):
    """A message that is no fault: what a reader wants a person to know about a file."""

    __slots__ = ()


def _messages(document: Document, terminal: Terminal, deed: Callable[[Compiled], None]) -> Iterator[str]:
    """Remarks of the readers, and the fault that ended the work on a document."""
    from luoshi.packs.nodes import PackError
    from luoshi.texts.model import ReadingError
    from luoshi.texts.reading.refusal import Routine

    try:
        compiled = compile_document(document)
        for source in compiled.sources:
            for remark in source.remarks:
                if not isinstance(remark, Routine):
                    yield Remark(f"{source.name}: {terminal.translated(remark)}")
        deed(compiled)
    except (CommandError, PackError, ReadingError) as error:
        yield terminal.said(error)
    except BrokenPipeError:
        raise
    except Exception as error:
        if os.environ.get("LUOSHI_DEBUG"):
            traceback.print_exc(file=terminal.err)
        yield terminal.say(CRASH, file=document.label, kind=type(error).__name__, message=str(error)[:200])
