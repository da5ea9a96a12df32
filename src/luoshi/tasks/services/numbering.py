"""Numbers without gaps and without doubles: the row of a series stays locked until the transaction ends."""

from __future__ import annotations

from luoshi.tasks.models import NumberSeries
from luoshi.tasks.rules.numbers import Series, number


def take(jurisdiction: str, series: Series, year: int, count: int = 1) -> list[str]:
    """The next ``count`` numbers of a series. Taken back when the transaction is undone."""
    row = hold(jurisdiction, series, year)
    first = row.last + 1
    row.last += count
    row.save(update_fields=["last"])
    return [number(series, year, first + place) for place in range(count)]


def hold(jurisdiction: str, series: Series, year: int) -> NumberSeries:
    """The series, locked until the transaction ends: whoever takes its numbers waits."""
    NumberSeries.objects.get_or_create(jurisdiction=jurisdiction, series=series, year=year)
    row: NumberSeries = NumberSeries.objects.select_for_update().get(
        jurisdiction=jurisdiction, series=series, year=year
    )
    return row
