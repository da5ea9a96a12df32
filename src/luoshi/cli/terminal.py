"""What a command says to the person at the terminal, and in which language."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TextIO

from luoshi.kernel.speech import Language, Phrase

NOT_SAID = Phrase(
    "结果写不出去({reason})。请检查磁盘空间和输出位置",
    "the result cannot be written ({reason}). Check the space on the disk and where the output goes",
)


# signs that could command a terminal, when a file's name or a document's words hold them
_COMMANDING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def visible(text: str) -> str:
    """Text whose control characters are shown instead of obeyed, in a form that JSON reads back as the same.

    >>> visible("云溪\\x1b[31m市")
    '云溪\\\\u001b[31m市'
    """
    return _COMMANDING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


class CommandError(Exception):
    """The command cannot be carried out: what is wrong and what to do. Shown without a traceback; exit status 2."""

    def __init__(self, phrase: Phrase, **values: object) -> None:
        self.phrase, self.values = phrase, values
        super().__init__(phrase, values)

    def say(self, language: Language) -> str:
        return self.phrase.say(language, **self.values)


@dataclass(frozen=True)
class Terminal:
    """Where output and remarks go. ``out`` carries results only, so that it can be piped."""

    language: Language
    out: TextIO
    err: TextIO

    def say(self, phrase: Phrase, **values: object) -> str:
        return phrase.say(self.language, **values)

    def write(self, text: str) -> None:
        """A line of the result."""
        self.put(visible(text) + "\n")

    def put(self, text: str) -> None:
        """Any part of the result, as it is. Raises ``CommandError`` where it cannot be written."""
        try:
            self.out.write(text)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise CommandError(NOT_SAID, reason=error.strerror or str(error)) from None

    def finish(self) -> None:
        """See to it that all results are out. Raises ``CommandError`` where they cannot be."""
        try:
            self.out.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise CommandError(NOT_SAID, reason=error.strerror or str(error)) from None

    def remark(self, text: str) -> None:
        """A line for the person, not for a program."""
        try:
            self.err.write(visible(text) + "\n")
            self.err.flush()
        except OSError:  # nobody can be told; the exit status still tells
            return

    def said(self, error: BaseException) -> str:
        """The message of any error of ours in the language of this terminal."""
        say = getattr(error, "say", None)
        if callable(say):
            return str(say(self.language))
        return self.translated(str(error))

    def translated(self, message: str) -> str:
        """The half of a message given in both languages that this terminal's person reads."""
        chinese, separator, english = message.partition(" | ")  # errors that were given both at once
        return (chinese if self.language == "zh" else english) if separator else message

    def counter(self, total: int, wanted: bool = False) -> Counter:
        """A counter of ``total`` steps, shown where somebody can see it or asked for it."""
        watched = self.err.isatty()
        plain = os.environ.get("TERM") == "dumb"  # it would show the orders to rewrite a line
        return Counter(self, total, shown=wanted or (watched and total > 1), rewrite=watched and not plain)


@dataclass
class Counter:
    """``[3/12] name`` on standard error: one line rewritten on a terminal, else a line for every step."""

    terminal: Terminal
    total: int
    shown: bool
    rewrite: bool
    done: int = 0

    def step(self, name: str) -> None:
        self.done += 1
        if not self.shown:
            return
        text = visible(f"[{self.done}/{self.total}] {name}")
        self.terminal.err.write(f"\r\x1b[K{text[:100]}" if self.rewrite else text + "\n")
        self.terminal.err.flush()

    def clear(self) -> None:
        """Take the line away before something else is said."""
        if self.shown and self.rewrite:
            self.terminal.err.write("\r\x1b[K")
            self.terminal.err.flush()


def choose_language(arguments: Sequence[str]) -> Language:
    """The language asked for by ``--lang`` anywhere, else by LUOSHI_LANG, else Chinese."""
    asked = os.environ.get("LUOSHI_LANG", "zh")
    for place, argument in enumerate(arguments):
        if argument == "--lang" and place + 1 < len(arguments):
            asked = arguments[place + 1]
        elif argument.startswith("--lang="):
            asked = argument.partition("=")[2]
        elif argument == "--":
            break
    return "en" if asked.lower().startswith("en") else "zh"


def standard_terminal(language: Language) -> Terminal:
    """The process's own streams, in UTF-8 whatever the machine's locale."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    return Terminal(language, sys.stdout or io.StringIO(), sys.stderr or io.StringIO())  # None where a shell closed it
