"""The published schema and the format page follow the model."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from luoshi.packs import model
from luoshi.packs.descriptions import FIELDS, RECORDS, described
from luoshi.packs.fields import hints_of
from luoshi.packs.files import as_data
from luoshi.packs.model import DocumentFacts, Pack, Task
from luoshi.packs.schema import FORMAT_PAGE, SCHEMA_FILE, schema, schema_text, with_tables

ROOT = Path(__file__).parents[2]
AGAIN = "run: python -m luoshi.packs.schema"


def test_the_published_schema_is_current() -> None:
    assert (ROOT / SCHEMA_FILE).read_text(encoding="utf-8") == schema_text(), AGAIN


def test_the_format_page_is_current() -> None:
    page = (ROOT / FORMAT_PAGE).read_text(encoding="utf-8")
    assert with_tables(page) == page, AGAIN


@pytest.mark.parametrize("record", sorted(RECORDS))
def test_every_field_is_described_in_both_languages(record: str) -> None:
    own = hints_of(getattr(model, record))
    for name in own:
        said = described(record, name)
        assert said is not None, f"{record}.{name} has no description in packs/descriptions.py"
        assert said.en and said.zh and said.en != said.zh
    assert set(FIELDS[record]) <= set(own)


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema())


def with_task(**changes: Any) -> dict[str, Any]:
    pack = Pack(compiler="x", sources=(), document=DocumentFacts(), tasks=(Task(text="x"),))
    data: dict[str, Any] = as_data(pack)
    data["tasks"][0] |= changes
    return data


@pytest.mark.parametrize(
    "changes",
    [
        {"leads": "市财政局"},
        {"deadline": "六月底"},
        {"lead": []},
        {"confidence": "sure"},
        {"span": [1]},
        {"text": None},
    ],
)
def test_what_the_reader_refuses_the_schema_refuses_too(changes: dict[str, Any]) -> None:
    check = Draft202012Validator(schema())
    assert check.is_valid(with_task(deadline="ongoing", why="来函"))
    assert not check.is_valid(with_task(**changes))
