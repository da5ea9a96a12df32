"""The choices of a place that lights, limits and reports depend on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Counts are working days unless named otherwise; 0 switches a cause of 落后 off. See ``units.settings``."""

    due_soon_workdays: int = 10  # before the deadline the light turns 临近
    acknowledgement_workdays: int = 3
    objection_workdays: int = 5
    ruling_workdays: int = 5
    reply_workdays: int = 10  # of an assignment that names no limit
    review_months: int = 6  # between two reviews of a standing task
    missed_reports: int = 1  # missed in a row that make a task behind
    percent_short: int = 10  # points below the even path that make a counted task behind
    milestone_workdays: int = 0  # grace after a missed milestone
    report_months: int = 1  # a report every so many months
    report_day: int = 25  # of the period's last month; on a day of rest, the next working day
    first_report_days: int = 10  # calendar days a unit has at least before its first report is due
    late_at_birth_days: int = 7  # due so few calendar days after it was given: late at birth
    late_at_birth_workdays: int = 10  # how long such a task is not red
    participants_report: bool = True


DEFAULTS = Thresholds()
