"""Comments that people write into a pack file: found in the edited file, and put back where they belong.

A comment belongs to the item it stands in or before, else to the section. Lines that begin with ``##`` are the
file's own head and are written anew by every compilation.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from luoshi.packs.keys import items_of
from luoshi.packs.model import ITEM_LISTS, Pack

OWN = "##"  # how the lines of the file's own head begin
Comments = Mapping[str, tuple[str, ...]]  # key of an item, words of a new item, or name of a section -> its comments

_SECTION = re.compile(r"([a-z_]+):")
_ITEM = re.compile(r"- ")
_LEAD = re.compile(r" *(?:[-?] +)*")
_BLOCK = re.compile(r"(?:^|(?<=[:?-] ))[|>][-+0-9]*\Z")
_OPENS = frozenset(":-[,{?")


def comments_in(text: str, pack: Pack) -> Comments:
    """The comments of an edited file; ``pack`` is what the file holds."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    waiting: list[str] = []  # comments at the margin, which may belong to what follows
    section, index = "", -1
    for line, comment in _lines(text):
        if comment is not None and comment.startswith(OWN):
            continue
        if comment is not None and line.startswith("#"):
            waiting.append(comment)
            continue
        if named := _SECTION.match(line):
            section, index = named.group(1), -1
        elif _ITEM.match(line):
            index += 1
        owner = _owner(pack, section, index)
        found[owner] += waiting
        waiting = []
        if comment is not None:
            found[owner].append(comment)
    if waiting:
        found[_owner(pack, section, index)] += waiting
    return {owner: tuple(comments) for owner, comments in found.items() if comments}


def _owner(pack: Pack, section: str, index: int) -> str:
    if section in ITEM_LISTS and 0 <= index < len(items := items_of(pack, section)):
        return items[index].key or _new(section, items[index].text)
    return section


def _new(section: str, text: str) -> str:
    return f"{section}\n{text}"


def _lines(text: str) -> Iterator[tuple[str, str | None]]:
    """Every line outside literal blocks with its comment, if it has one."""
    block: int | None = None  # the column that a block's lines must pass
    for line in text.split("\n"):
        indent = len(line) - len(line.lstrip(" "))
        if block is not None:
            if not line.strip() or indent > block:
                continue
            block = None
        place = _comment_start(line)
        yield line, None if place is None else line[place:].strip()
        block = _block_begun(line if place is None else line[:place])


def _block_begun(line: str) -> int | None:
    """The column that the lines of a literal block must pass when ``line`` begins one: its key's or its dash's."""
    line = line.rstrip()
    if not line.endswith(("|", ">", "-", "+")) and not line[-1:].isdigit():
        return None
    lead = _LEAD.match(line)
    assert lead is not None  # it matches the empty string
    rest = line[lead.end() :]
    if _BLOCK.match(rest):
        return max(len(lead.group().rstrip()) - 1, 0)
    return lead.end() if _BLOCK.search(rest) else None


def _comment_start(line: str) -> int | None:
    """Where a comment starts: a # at the beginning or after white space, outside quotes."""
    if "#" not in line:
        return None
    quote, before, escaped = "", ":", False
    for place, character in enumerate(line):
        if escaped:
            escaped = False
        elif quote:
            escaped = character == "\\" and quote == '"'
            quote = "" if character == quote else quote
        elif character == "#" and (place == 0 or line[place - 1] in " \t"):
            return place
        elif character in "'\"" and before in _OPENS:
            quote = character
        if character not in " \t":
            before = character
    return None


def with_comments(text: str, pack: Pack, comments: Comments) -> str:
    """A written file with the comments put before their items and sections; those of items that have
    gone before ``document``."""
    if not comments:
        return text
    homes = set(_sections(text))
    left = dict(comments)
    out: list[str] = []
    section, index = "", -1
    placed = {item.key for name in ITEM_LISTS for item in items_of(pack, name)}
    placed |= {_new(name, item.text) for name in ITEM_LISTS for item in items_of(pack, name)}
    stray = [c for owner, lines in left.items() if owner not in placed and owner not in homes for c in lines]
    for line in re.findall(r"[^\n]*\n", text):
        if named := _SECTION.match(line):
            section, index = named.group(1), -1
            if section == "document":
                out += [f"{comment}\n" for comment in stray]
            out += [f"{comment}\n" for comment in left.pop(section, ())]
        elif _ITEM.match(line) and section in ITEM_LISTS:
            index += 1
            item = items_of(pack, section)[index]
            for owner in (item.key, _new(section, item.text)):
                out += [f"{comment}\n" for comment in left.pop(owner, ())]
        out.append(line)
    return "".join(out)


def _sections(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        if named := _SECTION.match(line):
            yield named.group(1)
