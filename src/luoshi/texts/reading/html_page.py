"""An HTML page laid out as lines and tables in reading order, with what is needed to judge where they stand.

One walk over the document, without recursion: pages may nest thousands of elements. Nothing is chosen here; see
``html_main`` for what belongs to the document and what to the web site around it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from luoshi.kernel.speech import Phrase
from luoshi.texts.reading.contents import Content, Grid, Paragraph, clean
from luoshi.texts.reading.html_tables import grid_of, is_data_table, labelled_lines
from luoshi.texts.reading.refusal import refusal

TOO_DEEP = Phrase(
    "{name} 的网页标签嵌套超过 2048 层,内容无法完整读取。请另存为纯文本或 .docx",
    "{name} nests its HTML elements more than 2048 deep and cannot be read whole. Save it as plain text or .docx",
)


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


_BLOCKS = _tags(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu ol p pre section summary table tbody td tfoot th "
    "thead tr ul"
)
_SKIPPED = _tags(
    "applet audio button canvas datalist embed frame frameset head iframe input map math nav noembed noframes noscript "
    "object option rp rt script select style svg template textarea title video"
)
_LEAVES = _tags("p h1 h2 h3 h4 h5 h6 li pre caption dt dd")
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f]{2,}|[\t\r\n\f]")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef“”‘’…—]")
_NUMBERED = re.compile(r"[\s(（〔【\[第]*(?:[0-9０-９一二三四五六七八九十①-⑳ⅰⅠ]+|[a-zA-Z])[)）〕】\]、.．:：章节条]")
_BREAK = "\v"
_SQUARES = {"2": "²", "3": "³"}
_LINKED = 4
"""A link that runs over more lines than this was never closed: what stands in it is no link."""


@dataclass(slots=True)
class Item:
    """A line or table with the number of its characters that stand in links."""

    content: Content
    links: int = 0  # characters
    anchors: int = 0  # links
    files: bool = False  # a link in it leads to a file

    @property
    def text(self) -> str:
        return self.content.text if isinstance(self.content, Paragraph) else self.content.text()


@dataclass(slots=True, eq=False)
class Node:
    """A block element: which items stand in it, and how much text that reads like a document."""

    name: str
    hints: str  # its class and id
    first: int = 0
    last: int = 0
    mass: float = 0.0
    children: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Page:
    items: list[Item]
    root: Node
    title: str | None
    hidden: int  # characters that the page does not show


def parse(name: str, text: str) -> etree._Element | None:
    """The page's tree, or None where there is not one element. Raises ``ReadingError`` when it nests too deep."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    data = text.replace("\x00", "").encode("utf-8", errors="replace")
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if any("depth" in entry.message for entry in parser.error_log.filter_from_fatals()):  # the rest would be lost
        raise refusal(TOO_DEEP, name=name)
    return root


def lay_out(root: etree._Element, *, show_hidden: bool = False) -> Page:
    """Everything that the page shows, in reading order."""
    walk = _Walk(show_hidden)
    walk.run(root)
    return Page(walk.items, walk.root, _title(root), walk.hidden)


def _title(root: etree._Element) -> str | None:
    """The article's title as Chinese government sites must declare it (meta ArticleTitle), else the window's title."""
    declared = next((m.get("content") for m in root.iter("meta") if m.get("name", "").lower() == "articletitle"), None)
    window = root.find(".//title")
    text = declared or (window.text if window is not None else None) or ""
    return clean(_SPACES.sub(" ", text)) or None


def lines_of(element: etree._Element) -> tuple[Paragraph, ...]:
    """The lines inside a table cell; tables inside it are read as lines."""
    walk = _Walk(show_hidden=False, tables=False)
    walk.run(element)
    return tuple(Paragraph(item.text) for item in walk.items)


def mass(text: str, links: int) -> float:
    """How much a line counts as document: prose counts in full, short lines little, links nothing."""
    own = len(text) - links
    prose = own >= 30 or (own >= 10 and text[-1] in "。;；:：!！")
    return own * (1.0 if prose else 0.2) if own > 0.4 * len(text) else 0.0


class _Walk:
    """The state of one walk."""

    def __init__(self, show_hidden: bool, tables: bool = True) -> None:
        self.items: list[Item] = []
        self.root = Node("html", "")
        self.hidden = 0
        self._show_hidden = show_hidden
        self._tables = tables
        self._nodes = [self.root]
        self._buffer: list[str] = []
        self._links = self._anchors = 0
        self._files = False
        self._in_link = self._in_list = self._in_pre = 0
        self._link_from = 0  # the first item of the link that is open
        self._level: int | None = None
        self._counters: list[int | None] = []
        self._prefix = ""

    def run(self, root: etree._Element) -> None:
        walker = etree.iterwalk(root, events=("start", "end"))
        skipped: etree._Element | None = None
        for event, element in walker:
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "start":
                if element is not root and (self._skips(element, tag) or self._table(element)):
                    skipped = element
                    walker.skip_subtree()
                else:
                    self._open(element, tag)
                    self._text(element.text)
            else:
                if element is skipped:
                    skipped = None
                else:
                    self._close(tag)
                if element is not root:
                    self._text(element.tail)
        self._flush()
        self.root.last = len(self.items)

    def _skips(self, element: etree._Element, tag: str) -> bool:
        if tag in _SKIPPED:
            return True
        style = element.get("style")
        unseen = element.get("hidden") is not None or (style and _HIDDEN.search(style))
        if unseen and not self._show_hidden:
            self.hidden += sum(len(str(text)) for text in element.itertext(with_tail=False))
            return True
        return False

    def _table(self, element: etree._Element) -> bool:
        """Take a data table whole; False for all else and for a layout table, which is walked through."""
        if element.tag != "table" or not self._tables or element.find(".//table") is not None:
            return False
        caption, grid = grid_of(element, lines_of)
        lines = labelled_lines(grid)
        if lines is None and not is_data_table(element, grid):
            return False
        self._flush()
        links = [a for a in element.iter("a") if a.get("href")]
        characters = sum(len(str(text)) for a in links for text in a.itertext(with_tail=False))
        for line in [*caption, *(lines or ())]:
            self._add(Item(line))
        if lines is None and grid.cells:
            self._add(Item(grid, characters, len(links), any(_leads_to_file(a) for a in links)))
        return True

    def _open(self, element: etree._Element, tag: str) -> None:
        if tag == "a" and not (element.get("href") or "#").startswith("#"):
            self._in_link += 1
            self._link_from = len(self.items)
            self._anchors += 1
            self._files = self._files or _leads_to_file(element)
        elif tag == "sup" and (element.text or "").strip() in _SQUARES and self._after_unit():
            element.text = _SQUARES[(element.text or "").strip()]
        elif tag == "br":
            if self._level is None:
                self._flush()
            else:
                self._buffer.append(_BREAK)
        elif tag in _BLOCKS:
            self._flush()
            hints = f"{element.get('class', '')} {element.get('id', '')}".lower()
            node = Node(tag, hints, len(self.items))
            self._nodes[-1].children.append(node)
            self._nodes.append(node)
            self._enter(element, tag)

    def _after_unit(self) -> bool:
        """Whether the line ends in a length, as before the raised 2 of m²."""
        return bool(self._buffer) and self._buffer[-1].rstrip()[-1:] in ("m", "M", "米")

    def _enter(self, element: etree._Element, tag: str) -> None:
        if tag in _HEADINGS:
            self._level = _HEADINGS[tag]
        elif tag == "pre":
            self._in_pre += 1
        elif tag in ("ol", "ul", "menu"):
            self._in_list += 1
            start = element.get("start", "1")
            plain = "list-style" in element.get("style", "") or tag != "ol" or element.get("type", "1") != "1"
            self._counters.append(None if plain or not start.isascii() or not start.isdigit() else int(start[:6]) - 1)
        elif tag == "li" and self._counters and self._counters[-1] is not None:
            self._counters[-1] += 1
            self._prefix = f"{self._counters[-1]}."

    def _close(self, tag: str) -> None:
        if tag == "a" and self._in_link:
            self._in_link -= 1
        elif tag in _BLOCKS:
            self._flush()
            node = self._nodes.pop()
            node.last = len(self.items)
            self._nodes[-1].mass += node.mass
            if tag in _HEADINGS:
                self._level = None
            elif tag == "pre":
                self._in_pre -= 1
            elif tag in ("ol", "ul", "menu"):
                self._in_list -= 1
                self._counters.pop()
            self._prefix = "" if tag == "li" else self._prefix

    def _text(self, text: str | None) -> None:
        if not text:
            return
        if self._in_pre and ("\n" in text or "\r" in text):
            *whole, text = text.splitlines() + ([""] if text.endswith(("\n", "\r")) else [])
            for line in whole:
                self._buffer.append(line)
                self._flush()
        self._buffer.append(text)
        if self._in_link:
            self._links += len(text.strip())

    def _flush(self) -> None:
        buffer, self._buffer = self._buffer, []
        links, self._links = self._links, 0
        anchors, self._anchors = self._anchors, self._in_link
        files, self._files = self._files, False
        text = clean(collapse("".join(buffer)))
        if not text:
            return
        if self._in_link and len(self.items) - self._link_from >= _LINKED:
            self._in_link = links = anchors = 0
            for item in self.items[self._link_from :]:
                item.links = item.anchors = 0
        if self._prefix:
            text = text if _NUMBERED.match(text) else self._prefix + text
            self._prefix = ""
        kind = Paragraph(text, "heading", self._level) if self._level else Paragraph(text)
        if self._in_list and not self._level:
            kind = Paragraph(text, "list")
        self._add(Item(kind, min(links, len(text)), anchors, files))

    def _add(self, item: Item) -> None:
        self.items.append(item)
        if isinstance(item.content, Grid):
            total = len(item.text)
            self._nodes[-1].mass += total if item.links < 0.5 * total else 0.0
        else:
            self._nodes[-1].mass += mass(item.text, item.links)


def collapse(text: str) -> str:
    """White space as a browser shows it: one space for any run, none where only a source line break parts two
    Chinese characters.

    >>> collapse("加快\\n   建设 city\\n park")
    '加快建设 city park'
    """

    def shown(found: re.Match[str]) -> str:
        run = found.group()
        before, after = text[max(found.start() - 1, 0) : found.start()], text[found.end() : found.end() + 1]
        broken = "\n" in run or "\r" in run
        return "" if broken and _WIDE.match(before) and _WIDE.match(after) else " "

    return _SPACES.sub(shown, text)


_FILE = re.compile(r"\.(?:docx?|xlsx?|pdf|wps|et|ofd|zip|rar|pptx?)(?:$|[?#])", re.IGNORECASE)


def _leads_to_file(anchor: etree._Element) -> bool:
    return bool(_FILE.search(anchor.get("href") or ""))


def descends_into(node: Node) -> bool:
    """Whether a node can be the document's container (a single paragraph cannot)."""
    return node.name not in _LEAVES
