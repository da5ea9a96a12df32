"""What the words that head a column say of it."""

from __future__ import annotations

from luoshi.compiler.tables.columns import ColumnKind, column_kind


def test_a_column_of_units_with_their_officers_is_a_column_of_units() -> None:
    assert column_kind("责任单位及责任人") is ColumnKind.UNITS
    assert column_kind("牵头单位及负责人") is ColumnKind.LEAD
    assert column_kind("责任人") is ColumnKind.PERSON
