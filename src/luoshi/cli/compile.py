"""``luoshi compile``: policy documents to packs, ledgers and review pages."""

from __future__ import annotations

import argparse
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from luoshi.cli.arguments import Parser
from luoshi.cli.documents import Compiled, documents_of, each, with_findings
from luoshi.cli.terminal import CommandError, Terminal
from luoshi.kernel.names import readable_name
from luoshi.kernel.speech import Phrase

if TYPE_CHECKING:
    from luoshi.packs.folder import Settled
    from luoshi.packs.model import Pack

ENDINGS = {"yaml": ".pack.yaml", "json": ".pack.json", "xlsx": ".ledger.xlsx", "html": ".review.html"}

MORE = Phrase(
    "例:\n"
    "  luoshi compile 意见.html -o 政策包                  政策包/意见.pack.yaml,可直接修改,重新编译时更正不丢失\n"
    "  luoshi compile *.docx -o 台账 --format xlsx         每份文件一本任务台账\n"
    "  luoshi compile 通知.pdf 附件.xlsx --together        通知和附件合为一份政策\n"
    "  luoshi compile 意见.html --format json              在标准输出给出一行 JSON;多份文件则每份一行\n",
    "examples:\n"
    "  luoshi compile opinion.html -o packs                packs/opinion.pack.yaml: edit it, compile again, nothing is lost\n"
    "  luoshi compile *.docx -o ledgers --format xlsx      one task ledger for each document\n"
    "  luoshi compile notice.pdf annex.xlsx --together     a notice and its annex as one document\n"
    "  luoshi compile opinion.html --format json           one line of JSON on standard output, one for each document\n",
)
FILES = Phrase("政策文件(txt html docx pdf 等),每个文件是一份政策", "policy documents, each file one document")
TOGETHER = Phrase("所有文件合为一份政策(通知及其附件)", "all files are one document (a notice and its annexes)")
INTO = Phrase(
    "写入这个文件夹(没有则建立);不给时 yaml、json 写到标准输出,xlsx、html 写到当前文件夹",
    "write into this folder (made if absent); without it yaml and json go to standard output, xlsx and html to the "
    "current folder",
)
FORMAT = Phrase(
    "yaml:政策包(默认);json;xlsx:任务台账;html:审阅页", "yaml: the pack (default); json; xlsx: the ledger; html: review"
)
PROGRESS = Phrase("不在终端上也显示进度", "show progress even where nobody watches the terminal")
WHO = Phrase("更正人(默认取 git 的用户名)", "who made the corrections (default: the name git knows)")
WHY = Phrase("更正理由", "why they were made")

NOT_FOLDER = Phrase("{folder}:不是文件夹,-o 后面应是文件夹", "{folder}: not a folder; -o takes a folder")
NOT_MADE = Phrase("{folder}:无法建立文件夹({reason})", "{folder}: the folder cannot be made ({reason})")
NOT_WRITABLE = Phrase(
    "{folder}:没有权限写入,请检查文件夹权限", "{folder}: no permission to write there; check its rights"
)
WRITTEN = Phrase("已写入 {path}", "wrote {path}")
TAKEN_UP = Phrase("{name}:记下 {count} 条新的人工更正", "{name}: {count} new corrections recorded")
SHOWN = Phrase(
    "{name}:已采用政策包中 {count} 条尚未入档的人工更正;以 yaml 格式(默认)重新编译后入档",
    "{name}: {count} corrections of the pack are used but not recorded yet; compile to yaml (the default) to record them",
)
TAKEN_OUT = Phrase(
    "{name}:其中有 {count} 个条目被删去;若是误删,把条目放回政策包再编译即可恢复",
    "{name}: {count} of them remove an item; if that was a slip, put the items back into the pack and compile again",
)
IN_CONFLICT = Phrase(
    "{name}:{key} 的 {field} 有冲突:更正前 {was},更正为 {to},编译器现在给出 {now};已保留人工更正,请核对",
    "{name}: conflict in {field} of {key}: was {was}, corrected to {to}, the compiler now gives {now}; the correction "
    "stands, check it",
)
ORPHANED = Phrase(
    "{name}:{key} 的 {field} 更正找不到对应条目({about}),记录已保留",
    "{name}: the item of the correction of {field} of {key} is gone ({about}); the record is kept",
)
NO_FINDINGS = Phrase(
    "{file}:检查时出错({kind}: {message}),结果中没有问题清单;这是程序的缺陷,请附上文件报告",
    "{file}: lint failed ({kind}: {message}); the result has no findings. This is a fault of the program: report it "
    "with the file",
)


def arguments(parser: Parser) -> None:
    parser.option("files", about=FILES, nargs="+", type=Path, metavar="FILE")
    parser.option("-o", "--output", about=INTO, type=Path, metavar="DIR")
    parser.option("--format", about=FORMAT, choices=tuple(ENDINGS), default="yaml")
    parser.option("--together", about=TOGETHER, action="store_true")
    parser.option("--progress", about=PROGRESS, action="store_true")
    parser.option("--who", about=WHO, metavar="NAME")
    parser.option("--why", about=WHY, metavar="TEXT")


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    folder: Path | None = options.output
    if folder is not None:
        _check_folder(folder)
    documents = documents_of(options.files, options.together)
    several = len(documents) > 1

    def deed(compiled: Compiled) -> None:
        faults: list[Exception] = []  # of lint: what was read is worth writing without findings, too
        if folder is None:
            _give(compiled, options.format, several, terminal, faults)
        else:
            _put(compiled, folder, options, terminal, faults)
        for fault in faults:
            label = compiled.document.label
            raise CommandError(NO_FINDINGS, file=label, kind=type(fault).__name__, message=fault) from fault

    return each(documents, terminal, options.progress, deed)


def _check_folder(folder: Path) -> None:
    """Make the folder where it is absent, before anything is compiled. Raises ``CommandError`` where that fails."""
    name = readable_name(str(folder))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise CommandError(NOT_FOLDER, folder=name) from None
    except PermissionError:
        raise CommandError(NOT_WRITABLE, folder=name) from None
    except OSError as error:
        raise CommandError(NOT_MADE, folder=name, reason=error.strerror or type(error).__name__) from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise CommandError(NOT_WRITABLE, folder=name)


def _linted(compiled: Compiled, faults: list[Exception]) -> Pack:
    """The pack with its findings; where lint fails, without, and the fault is kept to be said."""
    try:
        return with_findings(compiled)
    except Exception as fault:
        faults.append(fault)
        return compiled.pack


def _give(compiled: Compiled, form: str, several: bool, terminal: Terminal, faults: list[Exception]) -> None:
    """Without a folder: text to standard output, files into the current folder."""
    from luoshi.packs.files import dump_json, dump_yaml

    pack = _linted(compiled, faults)
    if form == "json":
        terminal.write(dump_json(pack))
    elif form == "yaml":
        if several:
            terminal.write("---")
        terminal.put(dump_yaml(pack, head=_head(compiled, pack, 0, terminal)))
    else:
        _write_paper(compiled, pack, Path(), form, terminal)


def _put(
    compiled: Compiled, folder: Path, options: argparse.Namespace, terminal: Terminal, faults: list[Exception]
) -> None:
    """Into a folder, joined with the pack and the corrections that are there."""
    from luoshi.cli.authors import author_of
    from luoshi.packs.files import dump_json, write_text
    from luoshi.packs.folder import keep, settle

    name = compiled.document.name
    settled = settle(folder, name, compiled.pack, author_of(options))
    pack = _linted(replace(compiled, pack=settled.pack), faults)
    _report(name, settled, terminal, recorded=options.format == "yaml")
    if options.format == "yaml":
        path = keep(folder, name, settled, pack, _head(compiled, pack, len(settled.corrections), terminal))
    elif options.format == "json":
        path = folder / (name + ENDINGS["json"])
        write_text(path, dump_json(pack, indent=1) + "\n")
    else:
        _write_paper(compiled, pack, folder, options.format, terminal)
        return
    terminal.remark(terminal.say(WRITTEN, path=path))


def _write_paper(compiled: Compiled, pack: Pack, folder: Path, form: str, terminal: Terminal) -> None:
    from luoshi.packs.files import write_bytes

    path = folder / (compiled.document.name + ENDINGS[form])
    if form == "xlsx":
        from luoshi.papers.ledger import ledger

        content = ledger(pack, terminal.language)
    else:
        from luoshi.papers.review import render

        content = render(pack, compiled.sources, terminal.language).encode("utf-8")
    write_bytes(path, content)
    terminal.remark(terminal.say(WRITTEN, path=path))


def _report(name: str, settled: Settled, terminal: Terminal, *, recorded: bool) -> None:
    """Say what became of the corrections; only a pack records new ones, other papers just show them."""
    from luoshi.cli.values import shown

    for phrase, values in settled.remarks:
        terminal.remark(f"{name}: {terminal.say(phrase, **values)}")
    if settled.new:
        terminal.remark(terminal.say(TAKEN_UP if recorded else SHOWN, name=name, count=len(settled.new)))
    removed = sum(record.field == "item" and record.to is None for record in settled.new)
    if removed:
        terminal.remark(terminal.say(TAKEN_OUT, name=name, count=removed))
    for conflict in settled.conflicts:
        record = conflict.correction
        was, to, now = (shown(value, terminal.language) for value in (record.was, record.to, conflict.now))
        terminal.remark(
            terminal.say(IN_CONFLICT, name=name, key=record.key, field=record.field, was=was, to=to, now=now)
        )
    for record in settled.orphans:
        terminal.remark(terminal.say(ORPHANED, name=name, key=record.key, field=record.field, about=record.about))


HEAD = Phrase(
    "{title}\n"
    "由 luoshi 编译自 {files}:任务 {tasks},指标 {targets},奖补 {incentives},时限 {limits},名录与机制 {registers};"
    "存疑 {doubtful};人工更正 {corrections}。\n"
    "可直接修改条目后重新编译(luoshi compile 原文件 -o 本文件夹),更正会记入 .corrections.yaml,不会丢失。\n"
    "在条目下加 why:(理由)和 by:(更正人)可说明来由;新增条目不写 key;删去整个条目即为删除。",
    "{title}\n"
    "compiled by luoshi from {files}: {tasks} tasks, {targets} targets, {incentives} incentives, {limits} time limits, "
    "{registers} registers; {doubtful} doubtful; {corrections} corrections.\n"
    "Edit items here and compile again (luoshi compile SOURCE -o THIS FOLDER): corrections are kept in "
    ".corrections.yaml and never lost.\n"
    "why: and by: beside an item say why and by whom; a new item has no key; deleting an item removes it.",
)


def _head(compiled: Compiled, pack: Pack, corrections: int, terminal: Terminal) -> str:
    lists = (pack.tasks, pack.targets, pack.incentives, pack.time_limits, pack.registers)
    return terminal.say(
        HEAD,
        title=" ".join((pack.document.title or compiled.document.name).split()),
        files=" + ".join(source.name for source in compiled.sources),
        tasks=len(pack.tasks),
        targets=len(pack.targets),
        incentives=len(pack.incentives),
        limits=len(pack.time_limits),
        registers=len(pack.registers),
        doubtful=sum(item.confidence == "low" for items in lists for item in items),
        corrections=corrections,
    )
