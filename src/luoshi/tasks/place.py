"""What a place has chosen: thresholds, steps of reports, the calendar its limits are counted by."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from luoshi.accounts.models import RoleGrant
from luoshi.journal.owned import valid_on
from luoshi.kernel.actors import UNIT_ROLES, Role
from luoshi.kernel.workdays import Calendar
from luoshi.tasks.rules import Thresholds
from luoshi.units.calendar import calendar_for
from luoshi.units.models import Area
from luoshi.units.settings import value, values


def thresholds_of(jurisdiction: str, on: date) -> Thresholds:
    """The thresholds in force on a day; one query."""
    chosen = values(jurisdiction, on)
    return Thresholds(
        due_soon_workdays=chosen["due_soon_workdays"],
        acknowledgement_workdays=chosen["acknowledgement_days"],
        objection_workdays=chosen["objection_days"],
        ruling_workdays=chosen["ruling_days"],
        reply_workdays=chosen["reply_days"],
        review_months=chosen["standing_review_months"],
        missed_reports=chosen["behind_after_missed_reports"],
        percent_short=chosen["behind_percent_short"],
        milestone_workdays=chosen["behind_milestone_days"],
        report_day=chosen["report_day"],
    )


def steps_of(jurisdiction: str, unit: int, on: date) -> tuple[str, ...]:
    """The hands a unit's reports go through before they leave it: those the place asks for, as far as posts of the
    unit bear the role. A unit of one person has fewer."""
    wanted = value(jurisdiction, "report_steps", on)
    granted = set(
        RoleGrant.objects.filter(valid_on(on), unit=unit, role__in=[str(role) for role in UNIT_ROLES]).values_list(
            "role", flat=True
        )
    )
    return tuple(step for step in wanted if step == Role.DRAFTER or step in granted)


def calendars_of(jurisdiction: str, areas: Iterable[int | None]) -> dict[int | None, Calendar]:
    """The calendar of each area (None: the whole jurisdiction)."""
    wanted = set(areas)
    rows = Area.objects.in_bulk([area for area in wanted if area is not None]) if wanted - {None} else {}
    return {area: calendar_for(jurisdiction, None if area is None else rows[area]) for area in wanted}
