"""Body and annex: rows of a task table laid beside the sentences of the body they repeat.

Sentences are found by shared runs of four signs (shingles), so that the cost grows with the length of the text; what
differs is shown word by word.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from luoshi.compiler.draft import Sentence
from luoshi.compiler.lint.model import Checked, Remark, listed, listed_en, quote
from luoshi.packs.model import Task
from luoshi.texts.plain import plain

_SIZE = 4
_LONGEST = 800  # signs of a row sentence that are compared word by word
_COMMON = 12  # a run that stands in more sentences tells nothing
_MATCHED = 0.45  # share of a sentence's runs from which it is taken for the same sentence
_ORPHAN = 0.22  # share below which nothing in the body corresponds
_DROPPED = re.compile(r"[\s,、。;:!?“”\"'《》〈〉()〔〕\[\]·•-]|\(.*?\)")


def _bare(text: str) -> str:
    return _DROPPED.sub("", plain(text))


_NOT_LISTING = re.compile(r"[\s,。;:!?“”\"'《》〈〉()〔〕\[\]·•-]|\(.*?\)")


def _listing(text: str) -> str:
    """Bare but for the enumeration comma, which tells two things from one."""
    return _NOT_LISTING.sub("", plain(text))


def _runs(text: str) -> list[str]:
    return [text[i : i + _SIZE] for i in range(len(text) - _SIZE + 1)]


class _Body:
    """The running text of a document as one string without punctuation, with an index of its runs."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self.sentences = sentences
        self.starts: list[int] = []
        parts: list[str] = []
        length = 0
        for sentence in sentences:
            self.starts.append(length)
            bare = _bare(sentence.text)
            parts.append(bare)
            length += len(bare)
        self.text = "".join(parts)
        self.listing = "".join(_listing(s.text) for s in sentences)
        self.index: dict[str, list[int]] = {}
        for place, run in enumerate(_runs(self.text)):
            self.index.setdefault(run, []).append(place)

    def sentence_at(self, place: int) -> int:
        return max(0, bisect_right(self.starts, place) - 1)

    def find(self, text: str) -> tuple[int, int, float]:
        """Where ``text`` stands in the body: start, end, and the share of its runs that stand there."""
        runs = _runs(text)
        if not runs:
            return 0, 0, 0.0
        votes: Counter[int] = Counter()
        for offset, run in enumerate(runs):
            places = self.index.get(run, ())
            if len(places) <= _COMMON:
                for place in places:
                    votes[(place - offset) // 24] += 1
        if not votes:
            return 0, 0, 0.0
        best = max(votes, key=lambda bucket: votes[bucket - 1] + votes[bucket] + votes[bucket + 1])
        low, high = (best - 1) * 24 - 8, (best + 2) * 24 + len(text) + 8
        hits = sorted((place, offset) for offset, run in enumerate(runs) for place in self.places(run, low, high))
        share = len({offset for _, offset in hits}) / len(runs)
        (first, before), (last, offset) = hits[0], hits[-1]
        start = max(self.starts[self.sentence_at(first)], first - min(before, 30))
        following = self.sentence_at(last + _SIZE - 1) + 1
        stop = self.starts[following] if following < len(self.starts) else len(self.text)
        end = min(stop, last + _SIZE + min(30, len(text) - offset - _SIZE))
        return start, end, share

    def places(self, run: str, low: int, high: int) -> list[int]:
        """Where a run stands between two places."""
        known = self.index.get(run, [])
        return known[bisect_left(known, low) : bisect_right(known, high)]


def _groups(checked: Checked) -> list[list[Task]]:
    """The row tasks of every table, where there are enough rows to be a decomposition."""
    tables: dict[str, list[Task]] = {}
    grid_of = {c.path: c.grid for c in checked.draft.clauses if c.kind == "row"}
    for task in checked.row_tasks:
        tables.setdefault(str(grid_of.get(task.clause)), []).append(task)
    return [tasks for tasks in tables.values() if len(tasks) >= 5]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence of a row, and where the body says the same: ``share`` of its runs stand in ``[start, end)``."""

    task: Task
    text: str
    bare: str
    start: int
    end: int
    share: float


def _matches(body: _Body, tasks: Sequence[Task]) -> list[_Piece]:
    out = []
    for task in tasks:
        for piece in re.split(r"[。;]", plain(task.text)):
            bare = _bare(piece)
            if 8 <= len(bare) <= _LONGEST:
                out.append(_Piece(task, piece, bare, *body.find(bare)))
    return out


def _decomposes(found: Sequence[_Piece]) -> bool:
    """A table decomposes the body when most of its rows stand there."""
    return sum(1 for f in found if f.share >= _MATCHED) >= 0.5 * len(found)


@lru_cache(maxsize=4)
def _compared(checked: Checked) -> tuple[tuple[_Body, list[Task], list[_Piece]], ...]:
    """For every table that decomposes the body: the body, the row tasks, their sentences with their places."""
    groups = _groups(checked)
    if not groups or not checked.running:
        return ()
    body = _Body(checked.running)
    compared = [(body, tasks, _matches(body, tasks)) for tasks in groups]
    return tuple(c for c in compared if _decomposes(c[2]))


def _differences(row: str, body: str) -> list[tuple[str, str]]:
    """What the row says and what the body says, at every place where they part; the ends of the window are not compared."""
    out = []
    blocks = SequenceMatcher(None, row, body, autojunk=False).get_opcodes()
    for tag, a, b, c, d in blocks:
        edge = (a == 0 and tag in ("insert", "replace") and c == 0) or (b == len(row) and d == len(body))
        if tag == "equal" or (tag == "insert" and edge):
            continue
        out.append((_around(row, a, b), _around(body, c, d)))
    return out


def _around(text: str, start: int, end: int) -> str:
    """A stretch with two signs on either side; a number is not cut in two."""
    start, end = max(0, start - 2), min(len(text), end + 2)
    while start > 0 and text[start].isdigit() and text[start - 1].isdigit():
        start -= 1
    while end < len(text) and text[end - 1].isdigit() and text[end].isdigit():
        end += 1
    return text[start:end]


_SMALL = re.compile(r"^[的和及与等并将把了]?$")


def _piece_differences(body: _Body, piece: _Piece) -> list[tuple[str, str]]:
    if piece.share < _MATCHED:
        return []
    if piece.bare not in body.text:
        return _differences(piece.bare, body.text[piece.start : piece.end])
    if _listing(piece.text) in body.listing:
        return []
    found = body.sentences[body.sentence_at(body.text.index(piece.bare))]
    return _differences(_listing(piece.text), _listing(found.text)) if len(_bare(found.text)) == len(piece.bare) else []


def _repaired_rows(checked: Checked) -> Iterator[Remark]:
    """Rows that were printed otherwise than the body and repaired after it (a lost 、, a wrong variant of a sign)."""
    repairs = sorted((r.span.start, r) for r in checked.pack.repairs if not re.search(r"\d", r.before + r.after))
    starts = [start for start, _ in repairs]
    for task in checked.row_tasks if repairs else ():
        low, high = bisect_left(starts, task.span.start), bisect_left(starts, task.span.end)
        for _, repair in repairs[low:high]:
            if repair.before != repair.after:
                yield checked.on(
                    task,
                    f"附件行印作“{repair.before}”,修复为“{repair.after}”({repair.reason}):请与正文核对",
                    f"The row prints “{repair.before}”, repaired to “{repair.after}” ({repair.reason}): compare with the body",
                    severity="note",
                )


def differing_rows(checked: Checked) -> Iterator[Remark]:
    """Rows whose words differ from the body sentence they repeat: the difference is shown."""
    yield from _repaired_rows(checked)
    for body, _, found in _compared(checked):
        by_task: dict[str, list[tuple[str, str]]] = {}
        firsts: dict[str, Task] = {}
        for piece in found:
            differences = _piece_differences(body, piece)
            if differences and sum(len(a) + len(b) for a, b in differences) < 2.2 * len(piece.bare):
                by_task.setdefault(piece.task.clause, []).extend(differences)
                firsts.setdefault(piece.task.clause, piece.task)
        for clause, differences in by_task.items():
            shown = [f"附件“{a}”/正文“{b}”" for a, b in differences[:3]]
            yield checked.on(
                firsts[clause],
                f"附件行与正文不一致:{';'.join(shown)}",
                "The row differs from the body: " + "; ".join(f"row “{a}” / body “{b}”" for a, b in differences[:3]),
                weight=sum(len(a) + len(b) for a, b in differences),
            )


def orphan_rows(checked: Checked) -> Iterator[Remark]:
    """Rows of a decomposing table to which nothing in the body corresponds."""
    for _, tasks, found in _compared(checked):
        shares: dict[str, float] = {}
        for piece in found:
            shares[piece.task.clause] = max(shares.get(piece.task.clause, 0.0), piece.share)
        for task in tasks:
            if shares.get(task.clause, 1.0) <= _ORPHAN:
                yield checked.on(
                    task,
                    f"附件行在正文中找不到依据:「{quote(task.text)}」",
                    f"Nothing in the body corresponds to this row: “{quote(task.text)}”",
                )


_OBLIGATION = re.compile(r"必须|不得|严禁|一律|应当|要(?!求|素|点|件|闻|目|领|义|害|塞|道)|制定|建立|追究|严格")


def body_without_row(checked: Checked) -> Iterator[Remark]:
    """Obligations of the body, between sentences that the table decomposes, that no row takes up."""
    for body, _, found in _compared(checked):
        used = bytearray(len(body.text) + _SIZE)
        for piece in found:
            if piece.share >= 0.3:
                for run in _runs(piece.bare):
                    for place in body.places(run, piece.start, piece.end - 1):
                        used[place : place + _SIZE] = b"\1" * _SIZE
        ends = [*body.starts[1:], len(body.text)]
        covered = [
            used.count(1, start, end) / max(1, end - start) for start, end in zip(body.starts, ends, strict=True)
        ]
        inside = [i for i, share in enumerate(covered) if share > 0.6]
        parents = {_chapter(checked, body.sentences[i]) for i in inside}
        if not inside:
            continue
        missing = [
            body.sentences[i]
            for i in range(inside[0], len(covered))
            if covered[i] < 0.25
            and len(body.sentences[i].text) > 14
            and _OBLIGATION.search(body.sentences[i].text)
            and _chapter(checked, body.sentences[i]) in parents
        ]
        if missing:
            places = list(dict.fromkeys(checked.draft.clauses[s.clause].path for s in missing))
            quotes = [f"「{quote(s.text)}」" for s in missing]
            yield checked.at(
                missing[0].span,
                f"正文有{len(missing)}句义务在附件任务表里没有对应行,无人承担:{listed(quotes, 6)}(见{listed(places, 6)})",
                f"{len(missing)} obligations of the body have no row in the task table and thus no owner: {listed_en(quotes, 6)}",
                related=tuple(places),
            )


def _chapter(checked: Checked, sentence: Sentence) -> tuple[int | None, str]:
    """The part and the outermost heading a sentence stands under; no heading where the text has none."""
    clause = checked.draft.clauses[sentence.clause]
    part, heading = clause.part, ""
    while clause.parent is not None and checked.draft.clauses[clause.parent].part == part:
        clause = checked.draft.clauses[clause.parent]
        if clause.kind in ("title", "annex"):
            break
        heading = clause.path
    return part, heading
