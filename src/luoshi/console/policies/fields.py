"""The edit form of an item: its fields by kind, from the model to inputs and back to plain data."""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from luoshi.console.policies.words import CHOICES, FIELD_WORDS, KIND_CHOICES
from luoshi.kernel.speech import Phrase
from luoshi.packs.fields import DATES, hints_of, options_of
from luoshi.packs.model import ITEM_LISTS
from luoshi.policies.rules.items import NEEDED, editable
from luoshi.ui.language import said

Data = Mapping[str, Any]
_SEPARATORS = re.compile(r"[、,\uff0c;\uff1b\n]+")
_RANGE = re.compile(r"\s*(-?[\d.]+)\s*(?:[\-–—~\uff5e至到]+)\s*([\d.]+)\s*\Z")
_NAMES_HINT = Phrase("几个名称用顿号或换行隔开", "part several names by 、 or line breaks")
_RANGE_HINT = Phrase("数字;幅度写作 10-15", "a number; a range as 10-15")
_FIRST = {
    "tasks": ("text", "leads", "participants", "deadline", "recurrence", "strength", "open_ended", "title"),
    "targets": ("indicator", "op", "value", "unit", "kind", "year", "base_year", "base_value", "owners", "text"),
}


@dataclass(frozen=True, slots=True)
class EditField:
    """One field of the form: what it is called, how it is written, what stands in it."""

    name: str
    label: str
    widget: Literal["text", "area", "names", "select", "check", "day", "number"]
    value: str = ""
    options: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    needed: bool = False
    error: str = ""
    was: str = ""  # as compiled, where a person has changed it
    words: tuple[str, ...] = field(default_factory=tuple)


def form_of(
    kind: str,
    data: Data,
    *,
    prefix: str = "",
    typed: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    base: Data | None = None,
) -> list[EditField]:
    """The fields of an item with what is in them; ``typed``: what the person wrote, ``errors`` by field."""
    out = []
    for name in _ordered(kind):
        shown = written(data.get(name))
        was = written(base.get(name)) if base is not None else shown
        value = typed.get(prefix + name, shown) if typed is not None else shown
        out.append(_field(kind, name, prefix, value, (errors or {}).get(name, ""), was if was != shown else ""))
    return out


def _ordered(kind: str) -> list[str]:
    names = editable(kind)
    first = [name for name in _FIRST.get(kind, ()) if name in names]
    return first + [name for name in names if name not in first]


def _field(kind: str, name: str, prefix: str, value: str, error: str, was: str) -> EditField:
    widget, options, hint = _shape(kind, name)
    return EditField(
        name=prefix + name, label=said(FIELD_WORDS.get(name, Phrase(name, name))), widget=widget, value=value,
        options=options, hint=hint, needed=name in NEEDED[kind], error=error, was=was,
    )  # fmt: skip


def _shape(kind: str, name: str) -> tuple[Any, tuple[tuple[str, str], ...], str]:
    """How a field is written: widget, options, hint; from its type in the model."""
    record = ITEM_LISTS[kind]
    options = options_of(_hint(kind, name))
    choices = KIND_CHOICES.get(kind, {}) if name == "kind" else CHOICES.get(name, {})
    if choices:
        empty = (("", "—"),) if type(None) in options else ()
        return "select", (*empty, *((key, said(words)) for key, words in choices.items())), ""
    if (record.__name__, name) in DATES:
        return (
            "day",
            (),
            said(Phrase("如 2018-06-30;持续推进写 ongoing", "such as 2018-06-30; ongoing for standing work")),
        )
    if bool in options:
        return "check", (), ""
    if _is_names(options):
        return "names", (), said(_NAMES_HINT)
    if _is_number(options):
        pair = any(typing.get_origin(o) is tuple for o in options)
        return "number", (), said(_RANGE_HINT) if pair else ""
    return ("area" if name in ("text", "condition") else "text"), (), ""


def _hint(kind: str, name: str) -> Any:
    record: Any = ITEM_LISTS[kind]
    return hints_of(record)[name]


def _is_names(options: tuple[Any, ...]) -> bool:
    return any(typing.get_origin(o) is tuple and typing.get_args(o)[0] is str for o in options)


def _is_number(options: tuple[Any, ...]) -> bool:
    flat = [a for o in options for a in (options_of(o) if isinstance(o, types.UnionType) else (o,))]
    return any(o in (int, float) for o in flat)


def written(value: Any) -> str:
    """A value of the model as a person writes it into a form.

    >>> written(["市发改委", "市财政局"]), written([10, 15]), written(0.5), written(None), written(True)
    ('市发改委、市财政局', '10-15', '0.5', '', 'true')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else ""
    if isinstance(value, (list, tuple)):
        if value and isinstance(value[0], (int, float)):
            return "-".join(written(v) for v in value)
        names = [str(v) for v in value]
        return ("\n" if any(_SEPARATORS.search(name) for name in names) else "、").join(names)
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".")
    return str(value)


def read(kind: str, typed: Mapping[str, str], prefix: str = "", data: Data | None = None) -> dict[str, Any]:
    """What was written into the form, as plain data; fields that were not sent are left out, and so are those that
    say what ``data`` says: a form saved as it was opened changes nothing.

    What cannot be a value of its field is passed on as it is, so that the service says what is wrong with it.
    """
    out: dict[str, Any] = {}
    for name in editable(kind):
        if _shape(kind, name)[0] == "check":
            if typed.get(prefix + name + "_sent") or prefix + name in typed:
                out[name] = bool(typed.get(prefix + name))
        elif prefix + name in typed:
            text = typed[prefix + name].replace("\r\n", "\n").strip()
            if data is None or text != written(data.get(name)).strip():
                out[name] = _value(kind, name, text)
    return out


def _value(kind: str, name: str, text: str) -> Any:
    options = options_of(_hint(kind, name))
    widget = _shape(kind, name)[0]
    if widget == "names":
        parts = text.split("\n") if "\n" in text else _SEPARATORS.split(text)
        return [part.strip() for part in parts if part.strip()]
    if not text:
        return None if type(None) in options else ""
    if widget == "number":
        found = _RANGE.match(text)
        return [_number(found[1]), _number(found[2])] if found else _number(re.sub(r"[,\uff0c]", "", text))
    return text


def _number(text: str) -> Any:
    try:
        return int(text)
    except ValueError:
        try:
            return float(text)
        except ValueError:
            return text
