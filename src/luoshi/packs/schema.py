"""The published JSON Schema of a pack, and the tables of docs/pack-format.md, both made from the model.

``python -m luoshi.packs.schema`` writes them again under ``docs/`` of the working directory.
"""

from __future__ import annotations

import dataclasses
import json
import re
import typing
from pathlib import Path
from typing import Any, Literal

from luoshi.kernel.spans import Span
from luoshi.kernel.speech import Phrase
from luoshi.packs.descriptions import FIELDS, RECORDS, described
from luoshi.packs.fields import DATES, hints_of, options_of, required
from luoshi.packs.files import FORMAT, NOTES
from luoshi.packs.model import ITEM_LISTS, Item, Pack
from luoshi.packs.yaml_style import field_order, section_order

SCHEMA_FILE = Path("docs/schema/pack.schema.json")
FORMAT_PAGE = Path("docs/pack-format.md")
BEGIN, END = "<!-- fields: made by python -m luoshi.packs.schema -->", "<!-- end of fields -->"

_NOTE = {
    "by": Phrase("更正人(读入后移入更正记录)", "who corrected it (moved to the corrections)"),
    "why": Phrase("更正理由(读入后移入更正记录)", "why (moved to the corrections)"),
}
_DAY = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) that pack files in YAML and JSON follow."""
    definitions: dict[str, Any] = {}
    properties: dict[str, Any] = {
        "format": {"const": FORMAT, "description": "版本 | version of the format"},
        "base": {"type": "string", "description": "所依据的编译结果 | the compilation it shows"},
    }
    properties |= {name: _property("Pack", name, hints_of(Pack)[name], definitions) for name in section_order()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:luoshi:pack:1",
        "title": "Luoshi policy pack",
        "description": _both(RECORDS["Pack"]),
        "type": "object",
        "properties": properties,
        "required": ["document"],
        "additionalProperties": False,
        "$defs": dict(sorted(definitions.items())),
    }


def _both(phrase: Phrase) -> str:
    return f"{phrase.zh} | {phrase.en}"


def _property(record: str, name: str, hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    made = _type(hint, definitions)
    if (record, name) in DATES:
        words = list(DATES[record, name])
        made = {"anyOf": [{"type": "string", "pattern": _DAY}, *([{"enum": words}] if words else []), {"type": "null"}]}
    said = described(record, name)
    return made | ({"description": _both(said)} if said else {})


def _type(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    options = options_of(hint)
    if len(options) > 1:
        made = [_type(option, definitions) for option in options]
        simple = {m["type"]: None for m in made if set(m) == {"type"}}
        if "number" in simple:
            simple.pop("integer", None)
        rest = [m for m in made if set(m) != {"type"}]
        if not rest:
            return {"type": list(simple)}
        return {"anyOf": [*rest, *({"type": name} for name in simple)]}
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin is tuple and arguments[-1] is Ellipsis:
        return {"type": "array", "items": _type(arguments[0], definitions)}
    if origin is tuple:
        items = [_type(a, definitions) for a in arguments]
        return {"type": "array", "prefixItems": items, "items": False, "minItems": len(items)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _type(arguments[1], definitions)}
    if hint is Span:
        place = {"type": "integer", "minimum": 0}
        definitions["Span"] = {"type": "array", "prefixItems": [place, place], "items": False, "minItems": 2}
        return {"$ref": "#/$defs/Span"}
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        _define(hint, definitions)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    names = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}
    return {"type": names[hint]}


def _define(record: type, definitions: dict[str, Any]) -> None:
    name = record.__name__
    if name in definitions:
        return
    definitions[name] = {}
    hints = hints_of(record)
    properties = {f: _property(name, f, hints[f], definitions) for f, _, _ in field_order(record)}
    if issubclass(record, Item):
        properties |= {note: {"type": "string", "description": _both(_NOTE[note])} for note in sorted(NOTES)}
    definitions[name] = {
        "description": _both(RECORDS[name]),
        "type": "object",
        "properties": properties,
        "required": list(required(record)),
        "additionalProperties": False,
    }


def schema_text() -> str:
    """The schema as published."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def tables() -> str:
    """The tables of the format page: every field with its type and its meaning in both languages."""
    own_lists = {record.__name__: name for name, record in ITEM_LISTS.items()}
    parts = []
    for record, fields in FIELDS.items():
        where = f" `{own_lists[record]}`" if record in own_lists else ""
        parts.append(
            f"### {RECORDS[record].zh}{where}\n\n{RECORDS[record].en}.\n\n| 字段 Field | 说明 | Meaning |\n|---|---|---|"
        )
        parts[-1] += "".join(f"\n| `{name}` | {said.zh} | {said.en} |" for name, said in fields.items())
    return "\n\n".join(parts)


def with_tables(page: str) -> str:
    """The format page with its tables made anew between the two marks."""
    pattern = re.escape(BEGIN) + r".*?" + re.escape(END)
    return re.sub(pattern, lambda _: f"{BEGIN}\n\n{tables()}\n\n{END}", page, flags=re.DOTALL)


def main() -> None:
    SCHEMA_FILE.parent.mkdir(parents=True, exist_ok=True)
    SCHEMA_FILE.write_text(schema_text(), encoding="utf-8")
    FORMAT_PAGE.write_text(with_tables(FORMAT_PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
