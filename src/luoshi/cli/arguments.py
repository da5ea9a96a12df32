"""Argument parsing in both languages, on top of argparse."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from luoshi.cli.terminal import CommandError
from luoshi.kernel.speech import Language, Phrase

USAGE = Phrase("用法: ", "usage: ")
POSITIONAL = Phrase("参数", "arguments")
OPTIONS = Phrase("选项", "options")
HELP = Phrase("显示帮助", "show this help")
LANG = Phrase("语言:zh(默认)或 en;也可用环境变量 LUOSHI_LANG", "language: zh (default) or en; also LUOSHI_LANG")
DASH = Phrase(
    "{file}:以 - 开头的文件名请写作 ./{file}", "{file}: write the name of a file that begins with - as ./{file}"
)
MORE = Phrase("运行 {program} --help 查看用法", "run {program} --help for usage")

# argparse's own messages, and how they are said in Chinese
_MESSAGES = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (r"the following arguments are required: (.*)", r"缺少参数:\1"),
        (r"unrecognized arguments: (.*)", r"不认识的参数:\1"),
        (r"argument (.*): expected one argument", r"\1 后面缺少值"),
        (r"argument (.*): expected at least one argument", r"\1 后面至少要有一个值"),
        (r"argument (.*): invalid choice: (.*) \(choose from (.*)\)", r"\1:没有 \2,可选 \3"),
        (r"argument (.*): ignored explicit argument (.*)", r"\1 不带值,却写了 \2"),
        (r"argument (.*): not allowed with argument (.*)", r"\1 不能与 \2 同时使用"),
        (r"ambiguous option: (.*) could match (.*)", r"\1 不明确,可能是 \2"),
    )
)  # fmt: skip


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks the language of the person who runs it."""

    def __init__(self, language: Language, program: str, about: Phrase, more: Phrase | None = None) -> None:
        self.language = language
        super().__init__(
            prog=program, description=about.say(language), epilog=more.say(language) if more else None,
            add_help=False, allow_abbrev=False, formatter_class=argparse.RawDescriptionHelpFormatter,
        )  # fmt: skip
        self._positionals.title = POSITIONAL.say(language)
        self._optionals.title = OPTIONS.say(language)
        self.add_argument("-h", "--help", action="help", help=HELP.say(language))
        self.add_argument("--lang", choices=("zh", "en"), default=language, help=LANG.say(language))

    def option(self, *names: str, about: Phrase, **settings: Any) -> None:
        """Add an argument with its help in both languages."""
        self.add_argument(*names, help=about.say(self.language), **settings)

    def format_usage(self) -> str:
        return super().format_usage().replace("usage: ", USAGE.say(self.language), 1)

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", USAGE.say(self.language), 1)

    def error(self, message: str) -> NoReturn:
        if self.language == "zh":
            for pattern, said in _MESSAGES:
                if pattern.fullmatch(message):
                    message = pattern.sub(said, message)
                    break
        self.exit(2, f"luoshi: {message}\n{MORE.say(self.language, program=self.prog)}\n")


def parse(parser: Parser, arguments: Sequence[str]) -> argparse.Namespace:
    """The options; files may stand before, between and after the options."""
    # parse_intermixed_args takes the usage without its first word for granted, in English
    parser.usage = argparse.ArgumentParser.format_usage(parser)[len("usage: ") :].rstrip().replace("%", "%%")
    return parser.parse_intermixed_args(_plain(arguments))


def _plain(arguments: Sequence[str]) -> list[str]:
    """The arguments without ``--``: what stands behind it are files, whatever they begin with.

    parse_intermixed_args loses them. Raises ``CommandError`` for a file in the place of an option.
    """
    end = arguments.index("--") if "--" in arguments else len(arguments)
    before, files = list(arguments[:end]), arguments[end + 1 :]
    for word in before:
        if len(word) > 1 and word[0] == "-" and "/" not in word and Path(word).is_file():
            raise CommandError(DASH, file=word)
    return before + [f"./{file}" if file.startswith("-") else file for file in files]
