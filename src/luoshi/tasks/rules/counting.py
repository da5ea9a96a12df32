"""Progress exists only where something was counted: milestones, or quantities against their target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Counted:
    """A quantity: its verified value so far and its target, both scaled by ``10**decimals``, in ``unit``."""

    name: str
    unit: str
    value: int
    target: int | None
    decimals: int = 0

    @property
    def amount(self) -> Decimal:
        return Decimal(self.value).scaleb(-self.decimals)

    @property
    def goal(self) -> Decimal | None:
        return None if self.target is None else Decimal(self.target).scaleb(-self.decimals)


@dataclass(frozen=True, slots=True)
class Progress:
    """``done`` of ``whole`` in ``unit`` (节点 for milestones); ``share`` from 0 to 1, at most 1."""

    done: Decimal
    whole: Decimal
    unit: str
    name: str = ""

    @property
    def share(self) -> float:
        return float(min(self.done / self.whole, Decimal(1))) if self.whole else 0.0

    @property
    def percent(self) -> int:
        """Whole percent, rounded down: 100 only when it is reached."""
        return int(self.share * 100)


def progress(milestones_done: int, milestones_all: int, quantities: Sequence[Counted] = ()) -> Progress | None:
    """What is counted: the first quantity with a target, else milestones, else None. Nothing is estimated.

    >>> progress(1, 4).percent, progress(0, 0) is None
    (25, True)
    >>> progress(0, 0, [Counted("办件", "件", 1735, 2110, 1)]).percent
    82
    """
    for one in quantities:
        if one.target:
            return Progress(one.amount, Decimal(one.target).scaleb(-one.decimals), one.unit, one.name)
    return Progress(Decimal(milestones_done), Decimal(milestones_all), "节点") if milestones_all else None
