"""What each segment is: title, annex mark, front matter, signature, furniture, table, or running text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from luoshi.compiler.draft import Draft
from luoshi.compiler.lexicons.documents import (
    ANNEX,
    FRONT,
    FRONT_LOOSE,
    FURNITURE,
    PUBLIC_NOTE,
    is_title,
)  # fmt: skip
from luoshi.compiler.lexicons.units import is_unit_like
from luoshi.compiler.outline.segments import Segment
from luoshi.kernel.identifiers import DOCUMENT_NUMBER

_ORGANISER = re.compile(r"[主承]办(?:单位)?:")
Role = Literal["furniture", "front", "title", "annex", "note", "signature", "table", "text"]

_NUMBER = re.compile(DOCUMENT_NUMBER)
_DATE_LINE = re.compile(
    r"^\s*(?:19|20|二[〇○零O])[\d一二三四五六七八九〇○零O]{2}\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日\s*$|^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])$"
)
_DATED = re.compile(r"^\([^()]*(?:19|20)\d{2}年\d{1,2}月\d{1,2}日[^()]*\)$")  # adopted, printed or published when
_STATE_LINE = re.compile(r"^\((?!单位)[^()]{2,40}\)$|^\(?(?:19|20)\d{2}年?[-至](?:19|20)\d{2}年\)?$")
_BODY_START = re.compile(
    r"^(?:为(?!了?什么)|根据|按照|依据|遵照|第一[章条节]|一[、.]|近年|当前|今年|\d{4}年[,是]|全面贯彻|深入贯彻|各[县市省区]|现将)"
)
_ADDRESSEES = re.compile(r"^[^。;]{3,160}:$")
_ABOUT = re.compile(
    r"关于.*的[一-鿿]{0,4}(?:意见|通知|决定|方案|计划|办法|规定|措施|通告|公告|批复|函|细则|要点)(?:\(.*\))?$"
)
_NO_TITLE = re.compile(rf"[-·*>|●■◆]|{FRONT.pattern}")
_NO_WORDS = re.compile(r"\W")
_TAIL_PLACES = 30
_HEAD_PLACES = 80
_LONGEST_CITING = 20_000


@dataclass(frozen=True, slots=True)
class Placed:
    """A segment with its role; ``joined``: it continues the line above (a title over two lines)."""

    segment: Segment
    role: Role
    joined: bool = False
    number: str | None = None  # of an annex mark
    rest: str = ""  # title printed behind the annex mark


def assign_roles(draft: Draft, found: Sequence[Segment]) -> list[Placed]:
    """Give every segment its role."""
    placed = [Placed(s, "table" if s.grid is not None else "title" if s.title else "text") for s in found]
    title = _main_title(draft, placed)
    _mark_front(placed, title)
    _mark_signatures(placed)
    _mark_annexes(placed)
    _mark_titles(placed, title)
    _mark_tail(placed)
    return placed


def _main_title(draft: Draft, placed: list[Placed]) -> tuple[int, int] | None:
    """The run of lines (first, past the last) that is the main title."""
    known = re.sub(r"\W", "", draft.source.title or "")
    best: tuple[float, int, int] | None = None
    for i, place in enumerate(placed[:_HEAD_PLACES]):
        if place.role == "table" or place.segment.mark is not None:
            if place.segment.mark is not None and best is not None:
                break
            continue
        text = ""
        for j in range(i, min(i + 5, len(placed))):
            line = placed[j].segment
            if placed[j].role == "table" or line.mark is not None or len(line.text) > 90 or _NO_TITLE.match(line.text):
                break
            if _DATE_LINE.match(line.text) or _DATED.match(line.text):
                break
            text += line.text
            if not is_title(text):
                continue
            score = 1.0 - i * 0.01 - (j - i) * (0.5 if is_title(line.text) else 0.05)
            bare = re.sub(r"\W", "", text)
            score += 2.0 if "关于" in text else 0.0
            score += (
                3.0 * min(len(bare), len(known)) / max(len(bare), len(known)) if known and _within(bare, known) else 0.0
            )
            score += 0.8 if _ABOUT.search(text) else 0.0
            score += min(len(bare), 40) * 0.02
            score -= 1.0 if len(bare) < 8 else 0.0
            if best is None or score > best[0]:
                best = (score, i, j + 1)
        if len(place.segment.text) > 120 and best is not None:
            break
    return None if best is None else best[1:]


def _within(one: str, other: str) -> bool:
    return one in other or other in one


def _mark_front(placed: list[Placed], title: tuple[int, int] | None) -> None:
    """Furniture above the title; date, source, number and addressees below it."""
    if title is None:
        for i, place in enumerate(placed[:20]):
            if place.role == "text" and FRONT.match(place.segment.text):
                placed[i] = replace(place, role="front")
        return
    first, past = title
    for i in range(first):
        if placed[i].role == "text" and not _signs(placed, i, first):
            text = placed[i].segment.text
            front = FRONT.match(text) or _NUMBER.fullmatch(text) or FRONT_LOOSE.search(text)
            long = len(text) > 120 or placed[i].segment.mark is not None
            placed[i] = replace(placed[i], role="front" if front else "text" if long else "furniture")
    for i in range(first, past):
        placed[i] = replace(placed[i], role="title", joined=i > first)
    for i in range(past, min(past + 12, len(placed))):
        text = placed[i].segment.text
        if placed[i].role != "text" or placed[i].segment.mark is not None:
            break
        if (
            FRONT.match(text)
            or FRONT_LOOSE.search(text)
            or _NUMBER.fullmatch(text)
            or _STATE_LINE.match(text)
            or _ADDRESSEES.match(text)
            or _DATE_LINE.match(text)
        ):
            placed[i] = replace(placed[i], role="front")
        elif len(text) > 30 or text.endswith("。") or _BODY_START.match(text):
            break


def _signs(placed: list[Placed], i: int, past: int) -> bool:
    """Is the line an issuer with its date below it, or that date (a covering notice printed without its title)?"""
    dated = next((k for k in range(i, min(i + 3, past)) if _DATE_LINE.match(placed[k].segment.text)), None)
    if dated is None or dated == 0:
        return False
    above = placed[i:dated] or placed[dated - 1 : dated]
    return all(is_unit_like(re.sub(r"\s", "", p.segment.text)) for p in above)


def _mark_annexes(placed: list[Placed]) -> None:
    """``附件1`` alone on a line opens an annex; ``附件:1.…`` with the lines that go on from it is a list of annexes."""
    alone = {
        m["number"]
        for p in placed
        if p.role == "text" and (m := ANNEX.match(p.segment.text)) and not m["rest"] and not m["colon"]
    }
    i = 0
    while i < len(placed):
        place = placed[i]
        m = ANNEX.match(place.segment.text) if place.role == "text" and len(place.segment.text) < 120 else None
        if m is None:
            i += 1
            continue
        opens = not m["rest"] and not (m["colon"] and _next_is_list(placed, i))
        if m["rest"] and not m["colon"] and is_title(m["rest"]):
            opens = True
        elif m["rest"] and m["colon"] and not alone and _next_is_body(placed, i):
            opens = is_title(m["rest"])
        if opens:
            placed[i] = replace(place, role="annex", number=m["number"], rest=m["rest"])
            i = _annex_title(placed, i + 1, bool(m["rest"]))
            continue
        placed[i] = replace(place, role="note")
        i += 1
        while i < len(placed) and _goes_on(placed[i]):
            placed[i] = replace(placed[i], role="note")
            i += 1


def _next_is_list(placed: list[Placed], i: int) -> bool:
    following = placed[i + 1] if i + 1 < len(placed) else None
    return following is not None and following.segment.mark is not None and len(following.segment.text) < 60


def _next_is_body(placed: list[Placed], i: int) -> bool:
    return any(
        place.role == "table" or place.segment.mark is not None or len(place.segment.text) > 60
        for place in placed[i + 1 : i + 3]
    )


def _goes_on(place: Placed) -> bool:
    """Is this line a further entry of a list of annexes (or the second half of one)?"""
    text = place.segment.text
    if place.role != "text" or len(text) > 80 or "。" in text or _DATE_LINE.match(text) or ANNEX.match(text):
        return False
    if place.segment.mark is not None:
        return place.segment.mark.kind == "third"
    return (
        not is_unit_like(text) and not PUBLIC_NOTE.match(text) and bool(re.search(r"[表单录图案则法书划见]\W*$", text))
    )


def _annex_title(placed: list[Placed], i: int, titled: bool) -> int:
    """Mark the title lines below an annex mark; gives the place after them."""
    first = i
    while i < len(placed) and i < first + 4 and not titled:
        place = placed[i]
        text = place.segment.text
        if place.role != "text" or place.segment.mark is not None or len(text) > 90 or re.search(r"[。;]$", text):
            break
        if i > first and _STATE_LINE.match(text) is None and is_title(_joined(placed, first, i)):
            break
        if text.startswith("(单位"):
            break
        placed[i] = replace(place, role="title", joined=i > first)
        i += 1
    return i


def _joined(placed: list[Placed], first: int, past: int) -> str:
    text = "".join(p.segment.text for p in placed[first:past])
    return text if text.count("《") == text.count("》") else ""


def _mark_titles(placed: list[Placed], main: tuple[int, int] | None) -> None:
    """Titles of bundled documents: a title line, the line above closed, the line below the opening of a document."""
    start = main[1] if main else 1
    cited = frozenset(
        re.sub(r"\W", "", quoted)
        for place in placed[: start + 6]
        for quoted in re.findall(r"《([^《》]{6,60})》", place.segment.text[:_LONGEST_CITING])
    )
    i = max(start, 1)
    while i < len(placed):
        place = placed[i]
        if place.role != "text" or place.segment.mark is not None or len(place.segment.text) > 60:
            i += 1
            continue
        past = _title_run(placed, i, cited)
        if past is None or not _closed(placed[i - 1]) or not _opens(placed, past):
            i += 1
            continue
        for k in range(i, past):
            placed[k] = replace(placed[k], role="title", joined=k > i)
        i = past


def _title_run(placed: list[Placed], i: int, cited: frozenset[str]) -> int | None:
    """Past the last line of the title that begins at ``i``; a title that the document cites may begin as it likes."""
    text = ""
    for j in range(i, min(i + 3, len(placed))):
        line = placed[j].segment
        if placed[j].role != "text" or line.mark is not None or len(line.text) > 60:
            return None
        text += line.text
        bare = _NO_WORDS.sub("", text)
        known = bare in cited
        doubtful = len(line.text) < 8 or is_unit_like(line.text) or line.text[-1] in "。;:,"
        if not known and j == i and not is_title(text) and doubtful and not any(c.startswith(bare) for c in cited):
            return None
        if is_title(text) and (j == i or known or not cited or not doubtful or is_title(line.text)):
            past = j + 1
            if (
                past < len(placed)
                and placed[past].role == "text"
                and _STATE_LINE.match(placed[past].segment.text)
                and not _DATED.match(placed[past].segment.text)
            ):
                past += 1
            return past
    return None


def _closed(place: Placed) -> bool:
    return place.role != "text" or bool(re.search(r"[。;!)》]$", place.segment.text)) or len(place.segment.text) < 40


def _opens(placed: list[Placed], i: int) -> bool:
    if i >= len(placed):
        return False
    following = placed[i]
    if following.role != "text":
        return following.role == "table"
    if following.segment.mark is not None:
        return following.segment.mark.value == 1 and following.segment.mark.rank <= 3
    return bool(_BODY_START.match(following.segment.text)) and len(following.segment.text) >= 12


def _mark_signatures(placed: list[Placed]) -> None:
    """A date on a line of its own and the issuers above it; notes on distribution."""
    for i, place in enumerate(placed):
        if place.role != "text":
            continue
        text = place.segment.text
        if PUBLIC_NOTE.match(text):
            placed[i] = replace(place, role="note")
        elif _DATE_LINE.match(text):
            placed[i] = replace(place, role="signature")
            for k in range(i - 1, max(i - 9, -1), -1):
                above = placed[k]
                if (
                    above.role != "text"
                    or above.segment.mark
                    or not is_unit_like(re.sub(r"\s", "", above.segment.text))
                ):
                    break
                placed[k] = replace(above, role="signature")


def _mark_tail(placed: list[Placed]) -> None:
    """Furniture below the document."""
    for i in range(len(placed) - 1, max(len(placed) - _TAIL_PLACES, -1), -1):
        place = placed[i]
        if place.role in ("note", "signature"):
            continue
        if place.role != "text" or len(place.segment.text) > 80 or re.search(r"[。;]$", place.segment.text):
            break
        if FURNITURE.match(place.segment.text) and not _printed_before(placed, i):
            placed[i:] = [
                replace(p, role="furniture") if p.role == "text" and len(p.segment.text) <= 80 else p
                for p in placed[i:]
            ]


def _printed_before(placed: list[Placed], index: int) -> bool:
    """Does an organiser's line stand under earlier text too, as it does in lists of work and not in a site's footer?"""
    found = _ORGANISER.match(placed[index].segment.text)
    return found is not None and any(
        p.role == "text" and p.segment.text.startswith(found.group()) for p in placed[:index]
    )
