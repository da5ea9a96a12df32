"""``luoshi lint``: what a reviewer would remark on a policy document, or on several together."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from luoshi.cli.arguments import Parser
from luoshi.cli.documents import Compiled, documents_of, each, findings_of
from luoshi.cli.terminal import CommandError, Terminal, visible
from luoshi.kernel.speech import Phrase

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
    from luoshi.compiler.lint.reports import as_json, as_text

    compiled: list[Compiled] = []
    status = each(documents_of(options.files), terminal, options.progress, compiled.append)
    found = findings_of(compiled)
    if options.format == "json":
        terminal.put(visible(as_json(found, terminal.language)))
    elif options.format == "sarif":
        from luoshi.cli.sarif import sarif

        terminal.write(json.dumps(sarif(found, compiled, terminal.language), ensure_ascii=False, indent=2))
    elif compiled:  # of files that could not be read, "nothing was found" would be no answer
        terminal.put(visible(as_text(found, terminal.language)))
    return 1 if status or any(finding.severity == "error" for finding in found) else 0


def explain(code: str, terminal: Terminal) -> int:
    """Say what a check is for, with its example; without a code, name all checks."""
    from luoshi.compiler.lint import CATALOGUE
    from luoshi.compiler.lint import explain as explanation

    codes = [check.code for check in CATALOGUE]
    if not code:
        for check in CATALOGUE:
            terminal.write(f"{check.code}  {check.severity:<8} {terminal.say(check.title)}")
        return 0
    if code.strip().upper() not in codes:
        raise CommandError(NO_CODE, code=code, known=", ".join(codes))
    terminal.write(explanation(code, terminal.language))
    return 0
