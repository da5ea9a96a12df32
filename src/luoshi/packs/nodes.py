"""A pack file as text becomes nodes with their place, so that every fault can be shown where it stands.

YAML is read as YAML 1.2 without tags, anchors and guessing: what a plain word means is decided by the field it
stands in (``packs.fields``), so ``number: 01``, ``deadline: 2018-06-30`` and ``name: no`` stay the words they are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from luoshi.kernel.speech import Language, Phrase

NULLS = frozenset(("", "~", "null", "Null", "NULL"))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node stands: line and column counted from 1, or the path of a JSON value (``tasks[3].leads``)."""

    line: int | None = None
    column: int | None = None
    path: str = ""

    def say(self, language: Language = "zh") -> str:
        if self.line is not None:
            return Phrase("第{line}行第{column}列", "line {line}, column {column}").say(
                language, line=self.line, column=self.column
            )
        return self.path


class PackError(Exception):
    """A pack file that cannot be taken as it is: what is wrong, where, and what to do."""

    def __init__(self, phrase: Phrase, place: Place | None = None, **values: object) -> None:
        self.phrase, self.place, self.values = phrase, place, values
        self.file: str | None = None
        super().__init__(phrase, place, values)

    def say(self, language: Language = "zh") -> str:
        where = [part for part in (self.file, self.place.say(language) if self.place else "") if part]
        separator, colon = ("，", "：") if language == "zh" else (", ", ": ")
        values = {name: v.say(language) if isinstance(v, Phrase) else v for name, v in self.values.items()}
        return (separator.join(where) + colon if where else "") + self.phrase.say(language, **values)

    def __str__(self) -> str:
        return self.say()


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value. ``plain``: written without quotes, so that it may be a number, true, false or null."""

    text: str
    plain: bool
    place: Place

    @property
    def empty(self) -> bool:
        return self.plain and self.text in NULLS


@dataclass(frozen=True, slots=True)
class Sequence:
    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Mapping:
    """Fields in the order they are written; ``places`` tells where each field's name stands."""

    fields: dict[str, Node]
    places: dict[str, Place]
    place: Place


Node = Scalar | Sequence | Mapping

TWICE = Phrase("字段“{name}”写了两次,请删去一处", 'the field "{name}" is written twice; delete one of them')
ALIAS = Phrase(
    "不支持锚点和别名(& 和 *),请把内容写全", "anchors and aliases (& and *) are not supported; write the content out"
)
NOT_YAML = Phrase(
    "不是完整的 YAML({problem})。请检查缩进、引号和括号是否成对,改好后重试;原文件未作任何改动",
    "this is not complete YAML ({problem}). Check indentation, quotes and brackets, try again; nothing was changed",
)
NOT_JSON = Phrase(
    "不是完整的 JSON({problem})。请改好后重试;原文件未作任何改动",
    "this is not complete JSON ({problem}). Correct it and try again; nothing was changed",
)
NO_CONTENT = Phrase("文件是空的", "the file is empty")
SEVERAL = Phrase(
    "文件里有几份政策包(以 --- 隔开),请分成几个文件",
    "the file holds several packs (parted by ---); make a file of each",
)
NOT_A_NAME = Phrase(
    "字段名应当是文字,不能是列表或一组字段", "the name of a field must be text, not a list or a set of fields"
)
DEPTH = 100  # levels; a pack has six
TOO_DEEP = Phrase("嵌套层数过多,不像是政策包", "nested too deeply to be a policy pack")


# what the parser says, and what it means to somebody who edits a pack
PROBLEMS = {
    "did not find expected ',' or ']'": Phrase("方括号 [ ] 没有成对", "a square bracket is not closed"),
    "did not find expected ',' or '}'": Phrase("花括号 { } 没有成对", "a curly bracket is not closed"),
    "found unexpected end of stream": Phrase("引号没有成对", "a quotation mark is not closed"),
    "mapping values are not allowed in this context": Phrase(
        "这里不该有冒号:文字中有“: ”时请加引号;上一行也可能用了全角冒号或缩进不齐",
        "no colon is allowed here: quote text that holds one; or the line above is indented otherwise",
    ),
    "could not find expected ':'": Phrase(
        "字段名后面缺少半角冒号加空格", "a field's name is not followed by a colon and a space"
    ),
    "found character that cannot start any token": Phrase(
        "有不能开头的字符(制表符、@、%、反引号):缩进请用空格,文字请加引号",
        "a tab, @, % or ` stands where nothing can begin with it: indent with spaces, quote the text",
    ),
    "did not find expected key": Phrase("缩进与上下文不齐", "the indentation does not fit the lines around it"),
    "did not find expected '-' indicator": Phrase(
        "列表中的条目应以“- ”开头", "an item of a list must begin with a dash"
    ),
    "found a tab character that violates indentation": Phrase(
        "缩进用了制表符,请改用空格", "a tab is used for indentation; use spaces"
    ),
    "did not find expected alphabetic or numeric character": Phrase(
        "以 * 或 & 开头的文字请加引号", "quote text that begins with * or &"
    ),
    "did not find expected node content": Phrase(
        "这里缺少内容,或多了逗号、括号", "something is missing here, or there is a comma or bracket too many"
    ),
    "control characters are not allowed": Phrase(
        "有不能显示的控制字符,文件可能已损坏", "there is a control character; the file may be damaged"
    ),
    "found undefined alias": Phrase("以 * 开头的文字请加引号", "quote text that begins with *"),
}


def read_yaml(text: str) -> Node:
    """The nodes of one YAML document. Raises ``PackError`` with line and column."""
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _composed(yaml.parse(text, Loader=loader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(mark.line + 1, mark.column + 1) if mark else None
        problem = error.problem or error.context or "?"
        raise PackError(NOT_YAML, place, problem=PROBLEMS.get(problem, problem)) from None
    except yaml.YAMLError as error:
        problem = str(error).split("\n")[0].rpartition(": ")[2]
        raise PackError(NOT_YAML, _place_of_character(text, error), problem=PROBLEMS.get(problem, problem)) from None


def _place_of_character(text: str, error: Any) -> Place | None:
    """Line and column of a character that YAML does not allow."""
    position = getattr(error, "position", None)
    if not isinstance(position, int):
        return None
    return Place(text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position))


@dataclass(slots=True)
class _Open:
    """A list or a set of fields whose end has not been read yet; ``name`` is the field that waits for its value."""

    place: Place
    items: list[Node] | None  # of a list
    fields: dict[str, Node]
    places: dict[str, Place]
    name: str | None = None

    def add(self, node: Node) -> None:
        if self.items is not None:
            self.items.append(node)
        elif self.name is not None:
            self.fields[self.name], self.name = node, None
        elif not isinstance(node, Scalar):
            raise PackError(NOT_A_NAME, node.place)
        elif node.text in self.fields:
            raise PackError(TWICE, node.place, name=node.text)
        else:
            self.name, self.places[node.text] = node.text, node.place

    def closed(self) -> Node:
        if self.items is not None:
            return Sequence(tuple(self.items), self.place)
        return Mapping(self.fields, self.places, self.place)


def _composed(events: Iterable[Any]) -> Node:
    """The nodes of the parser's events. Without recursion: the library's own ends the process on hostile depth."""
    import yaml

    root: Node | None = None
    stack: list[_Open] = []
    for event in events:
        if isinstance(event, yaml.AliasEvent):
            raise PackError(ALIAS, _place(event))
        if isinstance(event, yaml.DocumentStartEvent) and root is not None:
            raise PackError(SEVERAL, _place(event))
        if isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent)):
            if len(stack) == DEPTH:
                raise PackError(TOO_DEEP, _place(event))
            if stack and stack[-1].items is None and stack[-1].name is None:
                raise PackError(NOT_A_NAME, _place(event))
            items: list[Node] | None = [] if isinstance(event, yaml.SequenceStartEvent) else None
            stack.append(_Open(_place(event), items, {}, {}))
            continue
        if isinstance(event, yaml.ScalarEvent):
            node: Node = Scalar(event.value, event.style in (None, ""), _place(event))
        elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            node = stack.pop().closed()
        else:
            continue
        if stack:
            stack[-1].add(node)
        else:
            root = node
    if root is None:
        raise PackError(NO_CONTENT)
    return root


def _place(event: Any) -> Place:
    return Place(event.start_mark.line + 1, event.start_mark.column + 1)


def read_json(text: str) -> Node:
    """The nodes of a JSON text. Raises ``PackError`` with line and column."""
    try:
        return node_of(json.loads(text))
    except json.JSONDecodeError as error:
        raise PackError(NOT_JSON, Place(error.lineno, error.colno), problem=error.msg) from None
    except RecursionError:
        raise PackError(TOO_DEEP) from None
    except ValueError as error:  # a number of thousands of digits
        raise PackError(NOT_JSON, problem=str(error)[:60]) from None


def node_of(value: Any, path: str = "") -> Node:
    """The node of a plain value (of JSON, of a record)."""
    place = Place(path=path)
    if isinstance(value, dict):
        return Mapping(
            {str(k): node_of(v, f"{path}.{k}" if path else str(k)) for k, v in value.items()},
            {str(k): Place(path=f"{path}.{k}" if path else str(k)) for k in value},
            place,
        )
    if isinstance(value, (list, tuple)):
        return Sequence(tuple(node_of(v, f"{path}[{i}]") for i, v in enumerate(value)), place)
    if isinstance(value, str):
        return Scalar(value, False, place)
    return Scalar(json.dumps(value), True, place)


def plain_value(node: Node) -> Any:
    """The plain value of a node that no field explains: words stay words, numbers become numbers."""
    if isinstance(node, Mapping):
        return {name: plain_value(value) for name, value in node.fields.items()}
    if isinstance(node, Sequence):
        return [plain_value(item) for item in node.items]
    if not node.plain:
        return node.text
    if node.empty:
        return None
    try:
        return json.loads(node.text)
    except ValueError:
        return node.text
