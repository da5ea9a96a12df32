"""What every channel is given, and how it says that it failed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from luoshi.kernel.speech import Language, Phrase
from luoshi.notify.kinds import title


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Counts by kind and a link, never content. ``id`` is the same however often the message is sent."""

    id: UUID
    kind: str  # digest, urgent, event, test
    counts: Mapping[str, int]
    link: str
    language: Language
    place: str  # the name of the city, for the subject line
    at: datetime  # when the message was made

    @property
    def subject(self) -> str:
        """One line without any count."""
        words = _SUBJECTS.get(self.kind, _SUBJECTS["digest"])
        return words.say(self.language, place=self.place)

    @property
    def text(self) -> str:
        """Two or three lines of plain text."""
        return "\n".join(part for part in (self.subject, self.summary, self.link) if part)

    @property
    def summary(self) -> str:
        """The counts in words: ``待签收任务 3 项,督查室退回 1 项``."""
        if not self.counts:
            return _TEST.say(self.language) if self.kind == "test" else ""
        said = [
            Phrase("{title} {count} 项", "{count} {title}").say(
                self.language, title=title(kind).say(self.language), count=count
            )
            for kind, count in self.counts.items()
        ]
        return (",".join(said) + "。") if self.language == "zh" else (", ".join(said) + ".")


_SUBJECTS = {
    "digest": Phrase("【落实】{place}:今日提醒", "Luoshi, {place}: your notices of today"),
    "urgent": Phrase("【落实】{place}:紧急提醒", "Luoshi, {place}: an urgent notice"),
    "event": Phrase("【落实】{place}:新提醒", "Luoshi, {place}: new notices"),
    "test": Phrase("【落实】{place}:测试消息", "Luoshi, {place}: a test message"),
}
_TEST = Phrase("这是一条测试消息,收到即表示连接正常。", "This is a test: that you read it means the connection works.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where to: an address (https://…, or a mailbox) and the secret it was set up with."""

    address: str
    secret: str = ""


class Failed(Exception):
    """The message did not arrive, or may not have. ``words`` say why, without address or secret.

    ``final``: trying again changes nothing. ``unsure``: it was sent and the answer is missing.
    """

    def __init__(self, zh: str, en: str, *, final: bool = False, unsure: bool = False) -> None:
        super().__init__(en)
        self.phrase, self.final, self.unsure = Phrase(zh, en), final, unsure


class Channel(Protocol):
    """One way out. ``repeatable``: a receiver can tell a repetition by the id, so what is unsure is sent again."""

    repeatable: bool

    def send(self, destination: Destination, message: Message) -> None:
        """Deliver, or raise ``Failed``. Takes at most some seconds; no transaction is open meanwhile."""
