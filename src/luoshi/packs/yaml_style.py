"""How a pack looks as YAML: for people, and for git.

Fields keep one order; what says nothing is left out, but what an official may want to fill in always stands there;
long text is a literal block, which needs no quoting when it is edited; lists that fit a line and all places in the
text stand on one line. Nothing is written that another YAML reader could take for a number, a date or a yes.
"""

from __future__ import annotations

import dataclasses
import re
from functools import cache
from typing import Any

from luoshi.kernel.collection import collector_at_rest
from luoshi.kernel.spans import Span
from luoshi.packs.model import DocumentFacts, Item, Pack

FIRST = ("id", "key", "number", "title", "indicator", "service", "name", "text")
LAST = ("confidence", "reasons", "corrected", "printed", "part", "path", "clause", "span", "spans")
# written even when empty, because a person may have to fill them in
ALWAYS = frozenset((
    "id", "key", "number", "text", "leads", "participants", "deadline", "indicator", "op", "value", "unit",
    "kind", "year", "scope", "who", "condition", "amount", "cap", "rate", "service", "days", "day_kind", "name",
    "bearer", "convenors", "members", "relation", "confidence", "clause", "span",
))  # fmt: skip
LONG = 60  # characters from which text is a literal block
FIT = 100  # characters of a list that stands on one line

# what some reader of YAML (1.1 or 1.2) could take for something other than text
_AMBIGUOUS = re.compile(
    r"[-+.]?[0-9]|[-+]?\.(?:inf|nan)\Z|~\Z|=\Z|<<\Z|(?:y|n|yes|no|on|off|true|false|null)\Z", re.IGNORECASE
)
_UNSAFE_BLOCK = re.compile(
    "[^\\n\\x20-\\x7e\\xa0-\\u2027\\u202a-\\ud7ff\\ue000-\\ufefe\\uff00-\\ufffd\\U00010000-\\U0010ffff]|[ ]\\n|[ ]\\Z"
)
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")  # no file can hold one; only a text from a program has it


def to_yaml(pack: Pack, envelope: dict[str, str]) -> str:
    """The pack as one YAML document, ``envelope`` fields (format, base) first."""
    import yaml

    with collector_at_rest():
        fields = [(_text(name), _text(value)) for name, value in envelope.items()]
        fields += [(_text(name), _section(name, getattr(pack, name))) for name in section_order()]
        root = yaml.MappingNode("tag:yaml.org,2002:map", fields, flow_style=False)
        dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
        written: str = yaml.serialize(root, Dumper=dumper, allow_unicode=True, width=1_000_000, indent=2)
    return written


def section_order() -> tuple[str, ...]:
    """The sections of a pack file: what people read first, what programs need last."""
    last = ("consultation", "findings", "repairs", "clauses", "sources", "compiler")
    first = tuple(f.name for f in dataclasses.fields(Pack) if f.name not in last)
    return (*first, *last)


def _section(name: str, value: Any) -> Any:
    return _text(value) if name == "compiler" else _value(value)


@cache
def field_order(record: type) -> tuple[tuple[str, Any, bool], ...]:
    """Name, default and whether it is written even at its default, of every field in the order of the file."""
    fields = {f.name: f for f in dataclasses.fields(record)}
    if issubclass(record, Item):
        names = [n for n in FIRST if n in fields]
        names += [n for n in fields if n not in FIRST and n not in LAST]
        names += [n for n in LAST if n in fields]
    else:
        names = list(fields)
    out = []
    for name in names:
        f = fields[name]
        default = f.default_factory() if f.default_factory is not dataclasses.MISSING else f.default
        always = (issubclass(record, Item) and name in ALWAYS) or record is DocumentFacts
        out.append((name, default, always))
    return tuple(out)


def _value(value: Any) -> Any:
    import yaml

    if isinstance(value, str):
        return _text(value)
    if value is None:
        return yaml.ScalarNode("tag:yaml.org,2002:null", "null")
    if isinstance(value, bool):
        return yaml.ScalarNode("tag:yaml.org,2002:bool", "true" if value else "false")
    if isinstance(value, int):
        return yaml.ScalarNode("tag:yaml.org,2002:int", str(value))
    if isinstance(value, float):
        return yaml.ScalarNode("tag:yaml.org,2002:float", _float(value))
    if isinstance(value, Span):
        return _list([_value(value.start), _value(value.end)], flow=True)
    if isinstance(value, dict):
        pairs = [(_text(str(name)), _value(inner)) for name, inner in value.items()]
        places = all(isinstance(inner, tuple) for inner in value.values())
        return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=places or not pairs)
    if isinstance(value, (tuple, list)):
        short = all(not dataclasses.is_dataclass(v) or isinstance(v, Span) for v in value)
        fits = short and sum(len(str(v)) + 2 for v in value if not isinstance(v, Span)) <= FIT
        return _list([_word(v) if isinstance(v, str) and fits else _value(v) for v in value], flow=fits or not value)
    return _record(value)


def _list(nodes: list[Any], flow: bool) -> Any:
    import yaml

    return yaml.SequenceNode("tag:yaml.org,2002:seq", nodes, flow_style=flow)


def _record(record: Any) -> Any:
    import yaml

    pairs = []
    kind: type = type(record)
    for name, default, always in field_order(kind):
        value = getattr(record, name)
        if always or value != default:
            pairs.append((_text(name), _value(value)))
    return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=False)


def _float(value: float) -> str:
    """A float so that YAML 1.1 and 1.2 both read it as one: an exponent needs a point and a sign in 1.1."""
    written = repr(value)
    if "e" in written and "." not in written:
        written = written.replace("e", ".0e")
    return written


def _text(text: str) -> Any:
    import yaml

    if _UNSAFE_BLOCK.search(text):
        style: str | None = '"'
        text = _HALF_CHARACTER.sub("\ufffd", text)
    elif "\n" in text or len(text) > LONG:
        style = "|"
    else:
        style = "'" if _AMBIGUOUS.match(text) else None
    return yaml.ScalarNode("tag:yaml.org,2002:str", text, style=style)


def _word(text: str) -> Any:
    """Text inside a list on one line, where no block can stand."""
    node = _text(text)
    if node.style == "|":
        node.style = '"' if "\n" in text else None
    return node
