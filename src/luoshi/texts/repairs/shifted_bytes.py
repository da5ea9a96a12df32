"""What a GBK text looks like when it is read from its second byte on, and which texts would look so.

In GBK a character is two bytes (GB 13000.1 annex, code page 936): a lead byte 81-FE and a trail byte 40-FE. A program
that loses one byte pairs the trail of every character with the lead of the next. It goes wrong until a byte below 80
puts it right again. A pair that is no character vanishes; a lead byte before a byte that cannot be a trail becomes a
question mark and swallows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from luoshi.texts.plain import plain
from luoshi.texts.repairs.vocabulary import Vocabulary

LOST_PAIR = 2.0  # how surprising it is that two bytes vanished
BEAM = 24
MOST_LOST = 8
ENOUGH = 10.0
INNER = 4.0  # of two characters inside a text that share the lost pair, each has but one byte left
HORIZON = 24  # printed characters behind the end of the damage that are looked at to find that end


def shifted(text: str) -> str:
    """``text`` read from its second byte on; GBK, with the losses described above.

    >>> shifted("　（二）强化企业")
    '。ǘ┣炕笠'
    """
    data = text.encode("gbk", "replace")[1:]
    out: list[str] = []
    at = 0
    while at < len(data):
        byte = data[at]
        if byte < 0x80:
            out.append(chr(byte))
            at += 1
            continue
        if at + 1 < len(data):
            out.append(_decoded(byte, data[at + 1]))
        at += 2
    return "".join(out)


@cache
def _decoded(lead: int, trail: int) -> str:
    """The character of a pair of bytes; nothing where GBK has none; a question mark where it cannot be a pair."""
    if trail < 0x40 or trail in (0x7F, 0xFF):
        return "?"
    try:
        return bytes((lead, trail)).decode("gbk")
    except UnicodeDecodeError:
        return ""


@cache
def _bytes_of(character: str) -> tuple[int, int] | None:
    """The two bytes of a printed character; a half-width one is taken for the full-width one it was."""
    if "!" <= character <= "~":
        character = chr(ord(character) + 0xFEE0)
    try:
        data = character.encode("gbk")
    except UnicodeEncodeError:
        return None
    return (data[0], data[1]) if len(data) == 2 else None


@dataclass(frozen=True, slots=True)
class Original:
    """A text that would have been printed as the damage, and how surprising it is.

    ``end`` is how far the damage reaches in the printed text; ``lost`` how many pairs of bytes had to be guessed.
    """

    text: str
    end: int
    surprise: float
    lost: int
    guess: float = 0.0  # the surprise of the guessed characters beside their neighbours


class _State(NamedTuple):
    text: str
    at: int  # next printed character to account for
    pending: int  # trail byte that waits for its partner
    surprise: float
    lost: int
    guess: float = 0.0
    guessed: bool = False  # whether the last character was


class Characters:
    """The characters that the search may put in, by their bytes and by what they may follow; made once for a text."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.by_lead: dict[int, list[tuple[str, int, int]]] = {}
        self.by_trail: dict[int, list[tuple[str, int, int]]] = {}
        self.after: dict[str, list[tuple[str, int, int]]] = {}
        known: dict[str, tuple[str, int, int]] = {}
        for character in sorted(vocabulary.characters):
            pair = _bytes_of(character) if character > "~" else None
            if pair:
                known[character] = entry = (character, *pair)
                self.by_lead.setdefault(pair[0], []).append(entry)
                self.by_trail.setdefault(pair[1], []).append(entry)
        for pair_seen in sorted(vocabulary.pairs):
            if pair_seen[1] in known:
                self.after.setdefault(pair_seen[0], []).append(known[pair_seen[1]])


def originals(printed: str, starts: Iterable[tuple[str, float]], index: Characters) -> list[Original]:
    """Texts that begin with one of ``starts`` and would print as ``printed``, the least surprising first.

    ``printed`` begins with the first shifted character; ``starts`` are texts (with their surprise) whose first byte
    was lost; ``index`` holds what the genre and the document use. The search keeps the best ``BEAM`` texts at every
    step.
    """
    vocabulary = index.vocabulary
    found: list[Original] = []
    states = [s for start, surprise in starts for s in _started(start, surprise, printed)]
    for _ in range(2 * len(printed) + 4):
        if not states:
            break
        found.extend(o for s in states for o in _ends(s, printed, vocabulary))
        if found and min(s.surprise for s in states) > min(o.surprise for o in found) + ENOUGH:
            break  # a text only grows more surprising
        following = {n.text: n for s in states for n in _continued(s, printed, index)}
        ranked = sorted(following.values(), key=lambda s: s.surprise - 3.0 * s.at)  # who accounts for more comes first
        states = ranked[:BEAM]
    found.sort(key=lambda o: o.surprise)
    return found


def _started(start: str, surprise: float, printed: str) -> Iterator[_State]:
    """The state after ``start``, where it prints as ``printed`` begins."""
    data = start.encode("gbk")
    at = lost = 0
    for place in range(1, len(data) - 1, 2):
        character = _decoded(data[place], data[place + 1])
        if not character:
            lost += 1
        elif at < len(printed) and plain(character) == plain(printed[at]):
            at += 1
        else:
            return
    yield _State(start, at, data[-1], surprise + LOST_PAIR * lost, lost)


def _continued(state: _State, printed: str, index: Characters) -> Iterator[_State]:
    """One character more: with the printed character it shares, or with a pair that vanished."""
    text, at, pending, surprise, lost, guess, was_guessed = state
    if pending < 0x80:  # it was printed, and put the reading right
        return
    before = text[-1]
    strangeness = index.vocabulary.surprise
    if at < len(printed):
        pair = _bytes_of(printed[at])
        if pair and pair[0] == pending:
            shown = set(_trails(printed, at + 1))
            choices = list(index.by_lead.get(pair[1], ()))
            for trail in shown:
                character = _decoded(pair[1], trail)
                if character and character != "?" and character not in index.vocabulary.characters:
                    choices.append((character, pair[1], trail))
            for character, _, trail in choices:
                strange = strangeness(before, character)
                guessed = trail not in shown
                more = guess + strange if guessed or was_guessed else guess
                yield _State(text + character, at + 1, trail, surprise + strange, lost, more, guessed)
    if lost < MOST_LOST:
        vanishing = _vanishing(pending)
        inner = INNER if before != "）" else 0.0
        choices = [e for t in _trails(printed, at) for e in index.by_trail.get(t, ())]
        for character, lead, trail in (*choices, *index.after.get(before, ())):
            if lead in vanishing:
                strange = strangeness(before, character)
                more = guess + strange + inner
                yield _State(text + character, at, trail, surprise + LOST_PAIR + strange, lost + 1, more, True)


@cache
def _vanishing(trail: int) -> frozenset[int]:
    """The lead bytes with which ``trail``, read as a lead, makes no character."""
    return frozenset(lead for lead in range(0x81, 0xFF) if not _decoded(trail, lead))


def _trails(printed: str, at: int) -> Iterator[int]:
    """The trail bytes that the next printed character may begin with."""
    if at < len(printed):
        pair = _bytes_of(printed[at])
        if pair:
            yield pair[0]
        if "@" <= printed[at] <= "~":
            yield ord(printed[at])


def _ends(state: _State, printed: str, vocabulary: Vocabulary) -> Iterator[Original]:
    """The damage ends here: at a trail byte below 80, at a question mark, or with the line."""
    rest = printed[state.at :]
    if not rest:
        yield Original(state.text, state.at, state.surprise, state.lost, state.guess)
        return
    seam = rest[0] in "?？"
    if (seam and state.pending >= 0x80) or rest[0] == chr(state.pending):
        follows = _readable(rest[1:])
        surprise = state.surprise + vocabulary.surprise_of(state.text[-1], follows)
        guess = state.guess
        if (seam or state.guessed) and follows:
            guess += vocabulary.surprise(state.text[-1], follows[0])
        yield Original(state.text, state.at + 1, surprise, state.lost + seam, guess)


def _readable(rest: str) -> str:
    """What follows the damage, without glosses, as far as it is looked at."""
    out: list[str] = []
    for character in rest[:HORIZON]:
        if character.isalpha() and character < "Ͱ":
            continue
        if character in "()（）":
            continue
        out.append(character)
    return "".join(out)
