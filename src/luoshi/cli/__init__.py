"""The ``luoshi`` command."""

from __future__ import annotations

import codecs
import os
import sys
import traceback
from collections.abc import Sequence

from luoshi import __version__
from luoshi.cli.arguments import Parser, parse
from luoshi.cli.table import COMMANDS, find
from luoshi.cli.terminal import CommandError, Terminal, choose_language, standard_terminal
from luoshi.kernel.speech import Language, Phrase

ABOUT = Phrase("落实(Luoshi):政策文件进,核对过的政策包出。", "Luoshi: policy documents in, checked policy packs out.")
VERSION = Phrase("显示版本", "show the version")
COMMANDS_ARE = Phrase("命令:", "commands:")
EACH = Phrase("luoshi 命令 --help 查看每个命令的用法。", "luoshi COMMAND --help shows how a command is used.")
NO_COMMAND = Phrase(
    "没有“{name}”这个命令。可用的命令:{known}", 'there is no command "{name}". Commands that exist: {known}'
)
FAULT = Phrase(
    "出错了({kind}:{message}),这是程序的缺陷,请连同所用的文件报告;设 LUOSHI_DEBUG=1 可看到详情",
    "something failed ({kind}: {message}). This is a fault of the program: report it with the files used; "
    "LUOSHI_DEBUG=1 shows details",
)
STOPPED = Phrase("已中断", "stopped")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit status."""
    if arguments is None:
        _speak_utf8()
    given = list(sys.argv[1:] if arguments is None else arguments)
    terminal = standard_terminal(choose_language(given))
    try:
        status = _run(given, terminal)
        terminal.finish()
        return status
    except CommandError as error:
        terminal.remark(f"luoshi: {terminal.said(error)}")
        return 2
    except KeyboardInterrupt:
        terminal.remark(terminal.say(STOPPED))
        return 130
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if os.environ.get("LUOSHI_DEBUG"):
            traceback.print_exc(file=terminal.err)
        terminal.remark(f"luoshi: {terminal.say(FAULT, kind=type(error).__name__, message=str(error)[:200])}")
        return 2


def _speak_utf8() -> None:
    """Start again in UTF-8 where the locale knows no Chinese: there file names and arguments cannot be said."""
    if codecs.lookup(sys.getfilesystemencoding()).name == "ascii":
        os.execv(sys.executable, [sys.executable, "-X", "utf8", "-m", "luoshi.cli", *sys.argv[1:]])  # noqa: S606 (itself)


def _run(given: Sequence[str], terminal: Terminal) -> int:
    name, rest = _command(given)
    if name is None:
        parser = _overview(terminal.language)
        if "--version" in given:
            terminal.write(f"luoshi {__version__}")
            return 0
        parse(parser, given)
        terminal.put(parser.format_help())
        return 0 if {"-h", "--help"} & set(given) else 2
    if name not in COMMANDS:
        raise CommandError(NO_COMMAND, name=name, known=", ".join(COMMANDS))
    command = find(name)
    parser = Parser(terminal.language, f"luoshi {name}", COMMANDS[name][1], command.MORE)
    command.arguments(parser)
    return command.run(parse(parser, rest), terminal)


def _command(given: Sequence[str]) -> tuple[str | None, list[str]]:
    """The first word that is no option, and everything else."""
    place = 0
    while place < len(given) and given[place].startswith("-"):
        place += 2 if given[place] == "--lang" else 1
    if place >= len(given):
        return None, list(given)
    return given[place], [*given[:place], *given[place + 1 :]]


def _overview(language: Language) -> Parser:
    rows = "\n".join(f"  {name:<12} {about.say(language)}" for name, (_, about) in COMMANDS.items())
    more = "\n".join((COMMANDS_ARE.say(language), rows, "", EACH.say(language))).replace("{", "{{").replace("}", "}}")
    parser = Parser(language, "luoshi", ABOUT, Phrase(more, more))
    parser.option("--version", about=VERSION, action="store_true")
    return parser
