"""The table of commands. A command is a module of this package; it is imported only when it is run.

A module that is a command has ``MORE`` (examples for its help), ``arguments(parser)`` and ``run(options, terminal)``
which gives the exit status: 0 done, 1 done with faults or differences found, 2 not done.
"""

from __future__ import annotations

import argparse
from typing import Protocol

from luoshi.cli.arguments import Parser
from luoshi.cli.terminal import Terminal
from luoshi.kernel.speech import Phrase


class Command(Protocol):
    """What the module of a command offers."""

    MORE: Phrase

    def arguments(self, parser: Parser) -> None: ...

    def run(self, options: argparse.Namespace, terminal: Terminal) -> int: ...


# name -> (module, what it does)
COMMANDS: dict[str, tuple[str, Phrase]] = {
    "compile": (
        "luoshi.cli.compile",
        Phrase("把政策文件编译成政策包、任务台账或审阅页", "compile policy documents to packs, ledgers or review pages"),
    ),
    "lint": (
        "luoshi.cli.lint",
        Phrase("检查政策文件中的矛盾、缺项和算错的数", "find contradictions, gaps and wrong sums in policy documents"),
    ),
    "show": (
        "luoshi.cli.show",
        Phrase("查看提纲,或某一条款及从中读出的内容", "show the outline, or one clause with what was read from it"),
    ),
    "diff": (
        "luoshi.cli.diff",
        Phrase("比较两个政策包(或两份文件)", "compare two packs (or two documents)"),
    ),
    "corrections": (
        "luoshi.cli.corrections",
        Phrase("列出政策包上的人工更正", "list the corrections people made in a pack"),
    ),
    "workdays": (
        "luoshi.cli.workdays",
        Phrase("按放假通知和调休数工作日", "count working days by the holiday notices, make-up days included"),
    ),
    "migrate": (
        "luoshi.cli.migrate",
        Phrase("建立或升级数据库和静态文件", "create or upgrade the database and the static files"),
    ),
    "serve": (
        "luoshi.cli.serve",
        Phrase("启动网页服务,可带后台作业进程", "serve the pages, with background workers if wanted"),
    ),
    "worker": (
        "luoshi.cli.worker",
        Phrase("运行后台作业进程", "do background work"),
    ),
    "demo": (
        "luoshi.cli.demo",
        Phrase("装入示例城市,显示登录方式", "load the sample city, show how to sign in"),
    ),
    "journal": (
        "luoshi.cli.journal",
        Phrase("封存、锚定、核验日志", "seal, anchor and verify the journal"),
    ),
    "enact": (
        "luoshi.cli.enact",
        Phrase("把政策包变成运行的任务:拟订、批准、撤回", "turn a policy pack into running tasks: plan, apply, withdraw"),
    ),
}  # fmt: skip


def find(name: str) -> Command:
    """The module of a command."""
    from importlib import import_module
    from typing import cast

    return cast(Command, import_module(COMMANDS[name][0]))
