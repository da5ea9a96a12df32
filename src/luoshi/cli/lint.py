"""``luoshi lint``: what a reviewer would remark on a policy document, or on several together."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from luoshi.cli.arguments import Parser
from luoshi.cli.documents import Compiled, documents_of, each, findings_of
from luoshi.cli.terminal import CommandError, Terminal
from luoshi.kernel.speech import Language, Phrase

if TYPE_CHECKING:
    from luoshi.compiler.lint.model import Check
    from luoshi.packs.model import Finding

MORE = Phrase(
    "退出状态:0 没有错误级的问题,1 有错误级的问题或有文件读不了,2 用法有误\n\n"
    "例:\n"
    "  luoshi lint 意见.html 导则.html          逐份检查,再放在一起找矛盾\n"
    "  luoshi lint 意见.html --format sarif     供代码平台显示\n"
    "  luoshi lint --explain 代码               说明一项检查;不给代码则列出全部检查\n",
    "exit status: 0 no finding of level error, 1 errors found or a file unreadable, 2 wrong usage\n\n"
    "examples:\n"
    "  luoshi lint opinion.html guideline.html  each alone, then together for contradictions\n"
    "  luoshi lint opinion.html --format sarif  for code hosting platforms\n"
    "  luoshi lint --explain CODE               what a check is for; without a code all checks are listed\n",
)
FILES = Phrase("政策文件,几份一起检查时还找彼此的矛盾", "policy documents; several are also checked against each other")
FORMAT = Phrase("text(默认)、json 或 sarif(2.1.0)", "text (default), json or sarif (2.1.0)")
EXPLAIN = Phrase(
    "说明一项检查是做什么的,附例子;不给代码则列出全部", "what a check is for, with an example; all without CODE"
)
PROGRESS = Phrase("不在终端上也显示进度", "show progress even where nobody watches the terminal")

NO_FILES = Phrase("请给出要检查的文件", "name the files to check")
NO_CODE = Phrase("没有代码为“{code}”的检查。全部代码:{known}", 'there is no check "{code}". All codes: {known}')
NOT_THERE = Phrase("本版本还没有检查功能", "this version has no checks yet")
CLEAN = Phrase("{count} 份文件,没有发现问题", "{count} documents, nothing found")
SUMMARY = Phrase(
    "{count} 份文件:错误 {error},警告 {warning},提示 {note}",
    "{count} documents: {error} errors, {warning} warnings, {note} notes",
)
SEVERITY = {"error": Phrase("错误", "error"), "warning": Phrase("警告", "warning"), "note": Phrase("提示", "note")}
EXAMPLE = Phrase("例:", "Example:")


def arguments(parser: Parser) -> None:
    parser.option("files", about=FILES, nargs="*", type=Path, metavar="FILE")
    parser.option("--format", about=FORMAT, choices=("text", "json", "sarif"), default="text")
    parser.option("--explain", about=EXPLAIN, nargs="?", const="", metavar="CODE")
    parser.option("--progress", about=PROGRESS, action="store_true")


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    if options.explain is not None:
        return explain(options.explain, terminal)
    if not options.files:
        raise CommandError(NO_FILES)
    compiled: list[Compiled] = []
    status = each(documents_of(options.files), terminal, options.progress, compiled.append)
    found = list(dict.fromkeys(finding for own in findings_of(compiled) for finding in own))
    if options.format == "json":
        terminal.write(json.dumps([as_data(f, terminal.language) for f in found], ensure_ascii=False, indent=1))
    elif options.format == "sarif":
        from luoshi.cli.sarif import sarif

        terminal.write(json.dumps(sarif(found, compiled, catalogue(), terminal.language), ensure_ascii=False, indent=1))
    else:
        _write_text(found, len(compiled), terminal)
    return 1 if status or any(f.severity == "error" for f in found) else 0


def message_of(finding: Finding, language: Language) -> str:
    return finding.message_en if language == "en" and finding.message_en else finding.message


def as_data(finding: Finding, language: Language) -> dict[str, Any]:
    """A finding as the JSON report has it."""
    return {
        "code": finding.code,
        "severity": finding.severity,
        "document": finding.document,
        "clause": finding.clause,
        "message": message_of(finding, language),
        "related": list(finding.related),
    }


def _write_text(found: Sequence[Finding], documents: int, terminal: Terminal) -> None:
    for finding in found:
        place = f"{finding.document} {finding.clause}".rstrip()
        severity = terminal.say(SEVERITY[finding.severity])
        terminal.write(f"{place}: {severity} {finding.code} {message_of(finding, terminal.language)}")
    levels = Counter(f.severity for f in found)
    phrase = SUMMARY if found else CLEAN
    counts = {level: levels[level] for level in ("error", "warning", "note")}
    terminal.write(terminal.say(phrase, count=documents, **counts))


def catalogue() -> tuple[Check, ...]:
    """All checks that lint has, in the order of the catalogue."""
    checks: Sequence[Check] = getattr(import_module("luoshi.compiler.lint"), "CHECKS", ())
    return tuple(checks)


def explain(code: str, terminal: Terminal) -> int:
    """Say what a check is for, with its example; without a code, name all checks."""
    checks = {check.code: check for check in catalogue()}
    if not checks:
        raise CommandError(NOT_THERE)
    if not code:
        for check in checks.values():
            terminal.write(f"{check.code}  {terminal.say(SEVERITY[check.severity])}  {terminal.say(check.title)}")
        return 0
    wanted = checks.get(code.upper()) or checks.get(code)
    if wanted is None:
        raise CommandError(NO_CODE, code=code, known=", ".join(checks))
    terminal.write(f"{wanted.code}  {terminal.say(SEVERITY[wanted.severity])}  {terminal.say(wanted.title)}")
    terminal.write("")
    terminal.write(terminal.say(wanted.explanation))
    terminal.write("")
    terminal.write(terminal.say(EXAMPLE))
    terminal.write(terminal.say(wanted.example))
    return 0
