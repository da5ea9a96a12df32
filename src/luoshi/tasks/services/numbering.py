"""Numbers without gaps and without doubles: the row of a series stays locked until the transaction ends."""

from __future__ import annotations

from luoshi.tasks.models import NumberSeries
from luoshi.tasks.rules.numbers import Series, number


def take(jurisdiction: str, series: Series, year: int, count: int = 1) -> list[str]:
    """The next ``count`` numbers of a series. Taken back when the transaction is undone."""
    NumberSeries.objects.get_or_create(jurisdiction=jurisdiction, series=series, year=year)
    row = NumberSeries.objects.select_for_update().get(jurisdiction=jurisdiction, series=series, year=year)
    first = row.last + 1
    row.last += count
    row.save(update_fields=["last"])
    return [number(series, year, first + place) for place in range(count)]
