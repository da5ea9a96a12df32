"""What the fields of a pack may hold, taken from the model itself: reading, checking and the published schema.

One reading of the type hints serves the YAML and JSON readers (with faults shown at their place) and
``packs.schema``, so that a field added to the model needs no second entry anywhere.
"""

from __future__ import annotations

import dataclasses
import math
import re
import types
import typing
from collections.abc import Callable
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import Any, Literal, Union

from luoshi.kernel.spans import Span
from luoshi.kernel.speech import Phrase
from luoshi.packs.nodes import Mapping, Node, PackError, Place, Scalar, Sequence

Reader = Callable[[Node], Any]

_INTEGER = re.compile(r"[-+]?[0-9]+\Z")
_NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?\Z")

_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
LONGEST = 40  # signs of a number

# text fields that hold a day, with the words that may stand in its place
DATES: dict[tuple[str, str], tuple[str, ...]] = {
    ("Task", "deadline"): ("ongoing",),
    ("Task", "text_deadline"): ("ongoing",),
    ("DocumentFacts", "issued"): (),
    ("DocumentFacts", "published"): (),
}

UNKNOWN = Phrase(
    "没有“{name}”这个字段{hint}。可用的字段:{known}",
    'there is no field "{name}"{hint}. Fields that exist: {known}',
)
NEAR = Phrase("(是不是“{near}”?)", ' (did you mean "{near}"?)')
MISSING = Phrase("缺少字段“{name}”", 'the field "{name}" is missing')
WRONG = Phrase("“{name}”应当是{wanted},这里写的是{found}", '"{name}" must be {wanted}, but here stands {found}')
RANGE = Phrase("“{name}”的起止位置颠倒或为负", '"{name}" begins after it ends, or below zero')

_TEXT = Phrase("文字", "text")
_LIST = Phrase("列表(每行以 - 开头,或写成 [甲, 乙])", "a list (lines beginning with -, or [a, b])")
_FIELDS = Phrase("若干字段", "a set of fields")
_INT = Phrase("整数", "a whole number")
_NUM = Phrase("数字", "a number")
_BOOL = Phrase("true 或 false", "true or false")
_PAIR = Phrase("两个整数 [起, 止]", "two whole numbers [start, end]")
_RANGE = Phrase("数字,或一对数字 [低, 高]", "a number, or a pair [low, high]")
_DAY = Phrase("日期,如 2018-06-30{words}", "a date such as 2018-06-30{words}")
_CHOICE = Phrase("{choices} 之一", "one of {choices}")


def _wrong(node: Node, name: str, wanted: Phrase, **values: object) -> PackError:
    """The error for a value of another type than its field's: what is wanted and what stands there."""
    if isinstance(node, Sequence):
        found = Phrase("一个列表", "a list")
    elif isinstance(node, Mapping):
        found = Phrase("若干字段", "a set of fields")
    elif node.empty:
        found = Phrase("空白", "nothing")
    else:
        found = Phrase("“{shown}”", '"{shown}"')
    phrase = Phrase(
        WRONG.zh.replace("{wanted}", wanted.zh).replace("{found}", found.zh),
        WRONG.en.replace("{wanted}", wanted.en).replace("{found}", found.en),
    )
    shown = node.text[:40] if isinstance(node, Scalar) else ""
    return PackError(phrase, node.place, name=name, shown=shown, **values)


@cache
def hints_of(record: type) -> dict[str, Any]:
    """Field name -> type of a dataclass of the model."""
    return typing.get_type_hints(record)


def required(record: type) -> tuple[str, ...]:
    """The fields that have no default."""
    return tuple(
        f.name
        for f in dataclasses.fields(record)
        if f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING
    )


def options_of(hint: Any) -> tuple[Any, ...]:
    """The members of a union; the type itself when it is none."""
    return typing.get_args(hint) if typing.get_origin(hint) in (Union, types.UnionType) else (hint,)


def read_record(record: type, node: Node, allow: frozenset[str] = frozenset()) -> Any:
    """A record of the model from its node; fields named in ``allow`` are passed over.

    Raises ``PackError`` for unknown fields, missing fields and values of the wrong type.
    """
    if not isinstance(node, Mapping):
        raise _wrong(node, record.__name__, _FIELDS)
    readers = _readers(record)
    values: dict[str, Any] = {}
    for name, value in node.fields.items():
        if name in readers:
            values[name] = readers[name](value)
        elif name not in allow:
            raise unknown(name, tuple(readers), node.places[name])
    for name in required(record):
        if name not in values:
            raise PackError(MISSING, node.place, name=name)
    return record(**values)


def read_field(record: type, name: str, node: Node) -> Any:
    """The value of one field of a record."""
    readers = _readers(record)
    if name not in readers:
        raise unknown(name, tuple(readers), node.place)
    return readers[name](node)


def unknown(name: str, known: tuple[str, ...], place: Place) -> PackError:
    """The error for a field that does not exist, with the nearest one that does."""
    near = get_close_matches(name, known, 1)
    shown = name[:40]
    phrase = Phrase(
        UNKNOWN.zh.replace("{hint}", NEAR.zh if near else ""), UNKNOWN.en.replace("{hint}", NEAR.en if near else "")
    )
    return PackError(phrase, place, name=shown, near=near[0] if near else "", known=", ".join(known))


@cache
def _readers(record: type) -> dict[str, Reader]:
    return {
        name: _date_reader(name, DATES[record.__name__, name])
        if (record.__name__, name) in DATES
        else _reader(name, hint)
        for name, hint in hints_of(record).items()
    }


def _reader(name: str, hint: Any) -> Reader:
    options = options_of(hint)
    optional = type(None) in options
    options = tuple(o for o in options if o is not type(None))
    inner = _reader_of_union(name, options) if len(options) > 1 else _reader_of(name, options[0])
    if not optional:
        return inner
    return lambda node: None if isinstance(node, Scalar) and node.empty else inner(node)


def _reader_of_union(name: str, options: tuple[Any, ...]) -> Reader:
    """Numbers, and pairs of numbers; the model has no other unions."""
    pair = any(typing.get_origin(o) is tuple for o in options)

    def read(node: Node) -> Any:
        if isinstance(node, Sequence) and pair:
            if len(node.items) != 2:
                raise _wrong(node, name, _RANGE)
            low, high = (_number(name, item, _RANGE) for item in node.items)
            return (low, high)
        return _number(name, node, _RANGE if pair else _NUM)

    return read


def _number(name: str, node: Node, wanted: Phrase) -> int | float:
    if not isinstance(node, Scalar) or not node.plain or len(node.text) > LONGEST or not _NUMBER.match(node.text):
        raise _wrong(node, name, wanted)
    number = int(node.text) if _INTEGER.match(node.text) else float(node.text)
    if not math.isfinite(number):
        raise _wrong(node, name, wanted)
    return number


def _reader_of(name: str, hint: Any) -> Reader:
    origin = typing.get_origin(hint)
    if origin is Literal:
        return _choice_reader(name, typing.get_args(hint))
    if origin is tuple:
        return _tuple_reader(name, typing.get_args(hint)[0])
    if origin is dict:
        return _dict_reader(name, typing.get_args(hint)[1])
    if hint is Span:
        return lambda node: _span(name, node)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return lambda node: read_record(hint, node)
    simple: dict[Any, Callable[[str, Node], Any]] = {str: _text, int: _integer, float: _decimal, bool: _boolean}
    read = simple[hint]
    return lambda node: read(name, node)


def _text(name: str, node: Node) -> str:
    if not isinstance(node, Scalar) or node.empty:
        raise _wrong(node, name, _TEXT)
    return node.text


def _integer(name: str, node: Node) -> int:
    if not isinstance(node, Scalar) or not node.plain or len(node.text) > LONGEST or not _INTEGER.match(node.text):
        raise _wrong(node, name, _INT)
    return int(node.text)


def _decimal(name: str, node: Node) -> float:
    return float(_number(name, node, _NUM))


def _boolean(name: str, node: Node) -> bool:
    if not isinstance(node, Scalar) or not node.plain or node.text not in ("true", "false"):
        raise _wrong(node, name, _BOOL)
    return node.text == "true"


def _span(name: str, node: Node) -> Span:
    if not isinstance(node, Sequence) or len(node.items) != 2:
        raise _wrong(node, name, _PAIR)
    start, end = (_integer(name, item) for item in node.items)
    if not 0 <= start <= end:
        raise PackError(RANGE, node.place, name=name)
    return Span(start, end)


def _date_reader(name: str, words: tuple[str, ...]) -> Reader:
    def read(node: Node) -> str | None:
        if not isinstance(node, Scalar):
            raise _wrong(node, name, _DAY, words=_also(words))
        if node.empty:
            return None
        if node.text not in words:
            try:
                if not _ISO_DAY.match(node.text):  # other ISO forms (20180630) would not sort and compare
                    raise ValueError(node.text)
                date.fromisoformat(node.text)
            except ValueError:
                raise _wrong(node, name, _DAY, words=_also(words)) from None
        return node.text

    return read


def _also(words: tuple[str, ...]) -> str:
    return "".join(f" / {word}" for word in words)


def _choice_reader(name: str, choices: tuple[str, ...]) -> Reader:
    def read(node: Node) -> str:
        if not isinstance(node, Scalar) or node.text not in choices:
            raise _wrong(node, name, _CHOICE, choices=" / ".join(choices))
        return node.text

    return read


def _tuple_reader(name: str, hint: Any) -> Reader:
    inner = _reader(name, hint)

    def read(node: Node) -> tuple[Any, ...]:
        if isinstance(node, Scalar) and node.empty:
            return ()
        if not isinstance(node, Sequence):
            raise _wrong(node, name, _LIST)
        return tuple(inner(item) for item in node.items)

    return read


def _dict_reader(name: str, hint: Any) -> Reader:
    inner = _reader(name, hint)

    def read(node: Node) -> dict[str, Any]:
        if isinstance(node, Scalar) and node.empty:
            return {}
        if not isinstance(node, Mapping):
            raise _wrong(node, name, _FIELDS)
        return {key: inner(value) for key, value in node.fields.items()}

    return read
