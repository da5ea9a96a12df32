"""The body of a Word document as contents in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from luoshi.texts.reading.contents import Content, Grid, GridCell, Paragraph
from luoshi.texts.reading.word_markup import local, number, switched_on, value, w
from luoshi.texts.reading.word_numbering import LEVELS, Numbering, Style, style_of

_DROPPED = frozenset(("del", "moveFrom", "instrText", "delText", "delInstrText", "rt", "pPr", "rPr", "sectPr", "sdtPr"))
_SYMBOLS = {"F0FC": "√", "F0FE": "☑", "F0A8": "□", "F06F": "□", "F052": "☑", "F0A3": "□"}  # Wingdings in forms
_CHARACTERS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}


class Body:
    """Reads one document; counts on the way what it cannot read."""

    def __init__(
        self,
        styles: dict[str, Style],
        numbering: Numbering,
        footnotes: etree._Element | None = None,
        endnotes: etree._Element | None = None,
    ) -> None:
        self.pictures = self.objects = 0
        self.revisions = False
        self._styles = styles
        self._numbering = numbering
        self._notes = {"footnoteReference": _notes(footnotes), "endnoteReference": _notes(endnotes)}
        self._noted = 0
        self._asides: list[tuple[str, etree._Element]] = []  # notes (with label) and text boxes of the paragraph

    def read(self, parent: etree._Element) -> list[Content]:
        """Paragraphs and tables under ``parent``, through content controls and insertions."""
        contents: list[Content] = []
        carried = ""  # of a paragraph whose mark was deleted: it runs on into the next
        for element in _blocks(parent):
            if local(element) == "p":
                text, joined, paragraph = self._paragraph(element)
                asides, self._asides = self._asides, []
                if joined:
                    carried += text
                else:
                    contents.append(replace(paragraph, text=carried + paragraph.text))
                    carried = ""
                for label, aside in asides:
                    inner = self.read(aside)
                    contents.extend(_labelled(inner, label) if label else inner)
            else:
                contents.extend(self._table(element))
        if carried:
            contents.append(Paragraph(carried))
        return contents

    def _paragraph(self, element: etree._Element) -> tuple[str, bool, Paragraph]:
        properties = element.find(w("pPr"))
        text = "".join(self._runs(element))
        own = style_of(properties)
        name = value(properties.find(w("pStyle"))) if properties is not None else None
        style = self._styles.get(name or "", Style())
        instance = own.numbering or style.numbering or "0"
        level = own.level if own.level is not None or own.numbering else style.level
        if instance != "0" and text.strip():
            level = level if level is not None else self._numbering.level_of(instance, name)
            text = self._numbering.label(instance, level) + text.lstrip()
        mark = properties.find(f"{w('rPr')}/{w('del')}") if properties is not None else None
        outline = own.outline if own.outline is not None else style.outline
        if outline is not None and outline < LEVELS:
            return text, mark is not None, Paragraph(text, "heading", outline + 1)
        return text, mark is not None, Paragraph(text, "list" if instance != "0" else "paragraph")

    def _runs(self, parent: etree._Element) -> Iterator[str]:
        """The words in a paragraph or run, in order, with an explicit stack against deep nesting."""
        stack: list[Iterator[etree._Element]] = [iter(parent)]
        while stack:
            element = next(stack[-1], None)
            if element is None:
                stack.pop()
                continue
            name = local(element)
            if name == "t" or name in _CHARACTERS:
                yield _CHARACTERS.get(name) or element.text or ""
            elif name in _DROPPED:
                self.revisions = self.revisions or name in ("del", "moveFrom")
            elif name == "br":
                yield "\n"
            elif name == "sym":
                yield _symbol(element)
            elif name in self._notes:
                self._note(name, value(element, "id") or "")
            elif name == "txbxContent":
                self._asides.append(("", element))
            elif name == "AlternateContent":
                stack.append(iter(_chosen(element)))
            elif name in ("blip", "imagedata"):
                self.pictures += 1
            elif name == "OLEObject":
                self.objects += 1
            elif not (name == "r" and switched_on(element.find(f"{w('rPr')}/{w('vanish')}"))):
                self.revisions = self.revisions or name == "ins"
                stack.append(iter(element))

    def _note(self, kind: str, identifier: str) -> None:
        note = self._notes[kind].pop(identifier, None)  # a note is read once, so that none can hold itself
        if note is not None:
            self._noted += 1
            self._asides.append((f"注{self._noted}：", note))

    def _table(self, table: etree._Element) -> tuple[Content, ...]:
        """A table; one of a single column is a frame around text, and its contents are given instead."""
        rows = _Rows()
        for element in _within(table, "tr"):
            properties = element.find(w("trPr"))
            if properties is not None and properties.find(w("del")) is not None:
                self.revisions = True
                continue
            rows.begin(
                number(value(properties.find(w("gridBefore"))), 0, 0, 1000) if properties is not None else 0,
                properties is not None and switched_on(properties.find(w("tblHeader"))),
            )
            for cell in _within(element, "tc"):
                rows.add(cell.find(w("tcPr")), _worded(self.read(cell)))
        if all(cell.column == 0 for cell in rows.cells):
            return tuple(content for cell in rows.cells for content in cell.contents)
        return (Grid(tuple(rows.cells)),)


class _Rows:
    """The cells of a table being read; a vertical merge lengthens the cell it continues."""

    def __init__(self) -> None:
        self.cells: list[GridCell] = []
        self._row = -1
        self._column = 0
        self._header = False
        self._above: dict[int, int] = {}  # column -> index of the cell that the row above left open
        self._open: dict[int, int] = {}

    def begin(self, column: int, header: bool) -> None:
        """Begin the next row at a column (rows may leave out cells at their start)."""
        self._row += 1
        self._column = column
        self._header = header
        self._above, self._open = self._open, {}

    def add(self, properties: etree._Element | None, contents: tuple[Content, ...]) -> None:
        width = number(value(properties.find(w("gridSpan"))), 1, 1, 1000) if properties is not None else 1
        merge = properties.find(w("vMerge")) if properties is not None else None
        column, self._column = self._column, self._column + width
        if merge is not None and value(merge) != "restart" and column in self._above:
            index = self._above[column]
            cell = self.cells[index]
            height = self._row - cell.row + 1
            self.cells[index] = replace(cell, row_span=height, contents=cell.contents + contents)
            self._open[column] = index
            return
        if merge is not None:
            self._open[column] = len(self.cells)
        self.cells.append(GridCell(self._row, column, contents, 1, width, self._header))


def _worded(contents: list[Content]) -> tuple[Content, ...]:
    return tuple(c for c in contents if not isinstance(c, Paragraph) or c.text.strip())


def _labelled(contents: list[Content], label: str) -> list[Content]:
    """A note's paragraphs, the first with its number."""
    out: list[Content] = []
    for content in contents:
        if isinstance(content, Paragraph) and content.text.strip():
            out.append(Paragraph(label + content.text.strip(), "footnote"))
            label = ""
        elif isinstance(content, Grid):
            out.append(content)
    return out


def _notes(root: etree._Element | None) -> dict[str, etree._Element]:
    if root is None:
        return {}
    return {value(note, "id") or "": note for note in root if value(note, "type") in (None, "normal")}


def _chosen(alternatives: etree._Element) -> list[etree._Element]:
    """The branch of ``mc:AlternateContent`` that holds words; both say the same."""
    branches = [child for child in alternatives if local(child) in ("Choice", "Fallback")]
    for branch in branches:
        if next(branch.iter(w("t")), None) is not None:
            return list(branch)
    return list(branches[0]) if branches else []


def _symbol(element: etree._Element) -> str:
    code = (value(element, "char") or "").upper()
    if code in _SYMBOLS:
        return _SYMBOLS[code]
    try:
        point = int(code, 16)
    except ValueError:
        return ""
    return "•" if 0xE000 <= point <= 0xF8FF or not 0x20 <= point <= 0xFFFD else chr(point)


def _blocks(parent: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables, also inside content controls, custom markup and tracked insertions."""
    yield from _within(parent, "p", "tbl")


def _within(parent: etree._Element, *names: str) -> Iterator[etree._Element]:
    stack: list[Iterator[etree._Element]] = [iter(parent)]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
            continue
        name = local(element)
        if name in names:
            yield element
        elif name == "AlternateContent":
            stack.append(iter(_chosen(element)))
        elif name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"):
            stack.append(iter(element))
