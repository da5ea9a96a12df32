"""How tasks are numbered."""

from __future__ import annotations

from typing import Literal

Series = Literal["ledger", "assignment"]


def number(series: Series, year: int, count: int) -> str:
    """The number of the ``count``-th task of a year in its series.

    >>> number("ledger", 2026, 123), number("assignment", 2026, 12)
    ('2026-0123', '交办〔2026〕12号')
    """
    return f"交办〔{year}〕{count}号" if series == "assignment" else f"{year}-{count:04d}"
