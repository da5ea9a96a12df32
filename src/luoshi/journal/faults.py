"""What can be wrong with a journal, in words that say where."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from luoshi.kernel.speech import Language, Phrase


class Kind(StrEnum):
    CHANGED = "changed"  # an event does not fit its own digest
    REPLACED = "replaced"  # an event fits its digest but is not what was sealed in its place
    REMOVED = "removed"  # an event is gone
    UNPLACED = "unplaced"  # a sealing is gone
    REORDERED = "reordered"
    INSERTED = "inserted"
    LINK_CHANGED = "link_changed"
    ROWS_CHANGED = "rows_changed"  # the rows of a bulk act
    SEAL_CHANGED = "seal_changed"
    SEAL_REMOVED = "seal_removed"
    SEALS_CUT_OFF = "seals_cut_off"  # the last seals are gone, their sealings are there
    LEFT_OUT = "left_out"  # an event neither sealed nor waiting
    ANCHOR_DIFFERS = "anchor_differs"
    CUT_OFF = "cut_off"  # the anchor knows more than the journal
    ANCHOR_DAMAGED = "anchor_damaged"


WORDS: dict[Kind, Phrase] = {
    Kind.CHANGED: Phrase(
        "第{position}位(第{seal}号封存)的事件{event}被改动,内容与它的摘要不符",
        "event {event} at position {position} (seal {seal}) was changed: it does not fit its digest",
    ),
    Kind.REPLACED: Phrase(
        "第{position}位(第{seal}号封存)的事件{event}不是当时封存的那个:它或它前一位被连同摘要改写,或被调换",
        "event {event} at position {position} (seal {seal}) is not the one sealed there: it, or the one before it, was "
        "rewritten together with its digest, or exchanged",
    ),
    Kind.REMOVED: Phrase(
        "第{position}位(第{seal}号封存)的事件{event}被删除",
        "event {event} at position {position} (seal {seal}) was removed",
    ),
    Kind.UNPLACED: Phrase(
        "第{seal}号封存缺第{position}位的封存记录",
        "seal {seal} lacks the sealing at position {position}",
    ),
    Kind.REORDERED: Phrase(
        "第{position}位(第{seal}号封存)的顺序被调换:现为事件{event}",
        "the order was changed at position {position} (seal {seal}), where event {event} now stands",
    ),
    Kind.INSERTED: Phrase(
        "第{position}位(第{seal}号封存)的事件{event}是后来插入的",
        "event {event} at position {position} (seal {seal}) was inserted later",
    ),
    Kind.LINK_CHANGED: Phrase(
        "第{position}位(第{seal}号封存)的封存记录被改动,事件{event}本身无误",
        "the sealing at position {position} (seal {seal}) was changed; event {event} itself is as it was",
    ),
    Kind.ROWS_CHANGED: Phrase(
        "事件{event}(第{position}位,第{seal}号封存)的批量明细被改动或删除",
        "the rows of bulk event {event} (position {position}, seal {seal}) were changed or removed",
    ),
    Kind.SEAL_CHANGED: Phrase("第{seal}号封存被改动:{what}", "seal {seal} was changed: {what_en}"),
    Kind.SEAL_REMOVED: Phrase(
        "第{seal}号{until}封存被删除(第{position}位起)",
        "seal {seal}{until_en} was removed (from position {position} on)",
    ),
    Kind.SEALS_CUT_OFF: Phrase(
        "第{seal}号以后的封存被删除,第{position}位起的封存记录还在",
        "the seals after seal {seal} were removed; sealings from position {position} on are still there",
    ),
    Kind.LEFT_OUT: Phrase(
        "事件{event}既未封存也不在待封存之列:它的封存被删除,或它绕过了触发器",
        "event {event} is neither sealed nor waiting: its seal was removed, or it came past the triggers",
    ),
    Kind.ANCHOR_DIFFERS: Phrase(
        "第{seal}号封存与锚定记录(第{line}行,{at})不符:第{position}位以前有改写",
        "seal {seal} differs from the anchor (line {line}, {at}): something up to position {position} was rewritten",
    ),
    Kind.CUT_OFF: Phrase(
        "尾部被截去:锚定记录(第{line}行,{at})到第{seal}号封存第{position}位,现在只到第{last}位",
        "the end was cut off: the anchor (line {line}, {at}) knows seal {seal} and position {position}, "
        "the journal now ends at position {last}",
    ),
    Kind.ANCHOR_DAMAGED: Phrase(
        "锚定文件第{line}行读不出来,或属于别的辖区",
        "line {line} of the anchor file cannot be read, or belongs to another jurisdiction",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong. ``position`` in the sealed order and number of the ``seal`` are None where there is none."""

    kind: Kind
    event: int | None = None
    position: int | None = None
    seal: int | None = None
    more: tuple[tuple[str, Any], ...] = ()  # further places of the words

    def say(self, language: Language = "zh") -> str:
        """The fault as a sentence."""
        values = {"event": self.event, "position": self.position, "seal": self.seal, **dict(self.more)}
        return WORDS[self.kind].say(language, **values)
