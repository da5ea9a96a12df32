"""Organisations by name."""

from __future__ import annotations

from collections.abc import Iterable

from luoshi.parties.models import Party


def reporting_units(jurisdiction: str, names: Iterable[str]) -> dict[str, int]:
    """For printed names of organisations the unit (id) that reports for them; those without one are left out."""
    rows = Party.objects.of(jurisdiction).filter(name__in=set(names), represented_by__isnull=False)
    return dict(rows.values_list("name", "represented_by_id"))
