"""The file of corrections that stands beside a pack: ``NAME.corrections.yaml``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from luoshi.kernel.speech import Phrase
from luoshi.packs.corrections import FACTS, WHOLE, Correction, correctable
from luoshi.packs.fields import read_field, read_record, unknown
from luoshi.packs.files import as_data, read_text, write_text
from luoshi.packs.model import ITEM_LISTS, DocumentFacts
from luoshi.packs.nodes import Mapping, Node, PackError, Scalar, plain_value, read_yaml
from luoshi.packs.nodes import Sequence as Nodes

FORMAT = "luoshi.corrections/1"
HEAD = (
    "# 人工更正记录:每次编译都会重放。一般不用手改,改政策包文件后重新编译即可。\n"
    "# Corrections made by people, replayed on every compilation. Edit the pack file and compile again instead.\n"
)
RECORD_FIELDS = ("key", "list", "field", "from", "to", "who", "why", "on", "about")

OTHER_FORMAT = Phrase(
    "更正记录的格式是“{found}”,本版本只认识 {known}。请升级 luoshi;更正记录未作任何改动",
    'the corrections have format "{found}"; this version knows {known}. Upgrade luoshi; nothing was changed',
)
NOT_RECORDS = Phrase("这不是更正记录文件", "this is not a file of corrections")
MISSING = Phrase("更正记录缺少“{name}”", 'the record lacks "{name}"')
NO_LIST = Phrase("没有“{name}”这一类条目", 'there is no list "{name}"')


def dump_corrections(corrections: Sequence[Correction]) -> str:
    """The records as YAML, in the order given."""
    import yaml

    records = [_data(correction) for correction in corrections]
    dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    content = {"format": FORMAT, "corrections": records}
    text: str = yaml.dump(content, Dumper=dumper, allow_unicode=True, sort_keys=False, width=1_000_000)
    return HEAD + text


def _data(correction: Correction) -> dict[str, Any]:
    values = {
        "key": correction.key, "list": correction.section, "field": correction.field,
        "from": as_data(correction.was), "to": as_data(correction.to),
        "who": correction.who, "why": correction.why, "on": correction.on, "about": correction.about or None,
    }  # fmt: skip
    return {name: value for name, value in values.items() if value is not None or name in ("from", "to")}


def parse_corrections(text: str) -> tuple[Correction, ...]:
    """The records written in ``text``. Raises ``PackError`` with line and column."""
    root = read_yaml(text)
    records = root.fields.get("corrections") if isinstance(root, Mapping) else None
    form = root.fields.get("format") if isinstance(root, Mapping) else None
    if form is not None and (not isinstance(form, Scalar) or form.text != FORMAT):
        raise PackError(OTHER_FORMAT, form.place, found=str(plain_value(form))[:40], known=FORMAT)
    if not isinstance(records, Nodes):
        raise PackError(NOT_RECORDS, root.place)
    return tuple(_correction(record) for record in records.items)


def _correction(node: Node) -> Correction:
    if not isinstance(node, Mapping):
        raise PackError(NOT_RECORDS, node.place)
    for name in node.fields:
        if name not in RECORD_FIELDS:
            raise unknown(name, RECORD_FIELDS, node.places[name])
    words = {n: v.text for n, v in node.fields.items() if isinstance(v, Scalar) and not v.empty}
    for name in ("key", "list", "field"):
        if name not in words:
            raise PackError(MISSING, node.place, name=name)
    for name in ("from", "to"):
        if name not in node.fields:
            raise PackError(MISSING, node.place, name=name)
    section, field = words["list"], words["field"]
    if section != FACTS and section not in ITEM_LISTS:
        raise PackError(NO_LIST, node.fields["list"].place, name=section)
    record = DocumentFacts if section == FACTS else ITEM_LISTS[section]
    if field != WHOLE and field not in correctable(record):
        raise unknown(field, correctable(record), node.fields["field"].place)
    was, to = (_value(record, field, node.fields[name]) for name in ("from", "to"))
    return Correction(
        key=words["key"], section=section, field=field, was=was, to=to,
        who=words.get("who"), why=words.get("why"), on=words.get("on"), about=words.get("about", ""),
    )  # fmt: skip


def _value(record: type, field: str, node: Node) -> Any:
    if field != WHOLE:
        return read_field(record, field, node)
    return None if isinstance(node, Scalar) and node.empty else read_record(record, node)


def load_corrections(path: Path) -> tuple[Correction, ...]:
    """The records of a file; none where there is no file."""
    if not path.exists():
        return ()
    try:
        return parse_corrections(read_text(path))
    except PackError as error:
        error.file = str(path)
        raise


def save_corrections(path: Path, corrections: Sequence[Correction]) -> None:
    """Write the records whole; a file without records is written only where one stood before."""
    if corrections or path.exists():
        write_text(path, dump_corrections(corrections))
