"""Stretches of validity: half-open, from a first day to before a last one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Stretch:
    """From ``start`` (included) to ``end`` (excluded; None: open)."""

    start: date
    end: date | None = None

    def holds(self, day: date) -> bool:
        """Whether ``day`` is inside."""
        return self.start <= day and (self.end is None or day < self.end)

    def meets(self, other: Stretch) -> bool:
        """Whether both have a day in common.

        >>> early, late = Stretch(date(2010, 1, 1), date(2019, 1, 1)), Stretch(date(2019, 1, 1))
        >>> early.meets(late), early.meets(Stretch(date(2018, 12, 31)))
        (False, True)
        """
        return (self.end is None or other.start < self.end) and (other.end is None or self.start < other.end)
