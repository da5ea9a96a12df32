"""The choices of a place that lights, limits and reports depend on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Counts are working days unless named otherwise. A jurisdiction's dated settings change the defaults."""

    due_soon_workdays: int = 10  # before the deadline the light turns 临近
    answer_workdays: int = 3  # to acknowledge or object
    ruling_workdays: int = 5  # for the office to rule
    report_months: int = 1  # a report every so many months
    report_due_day: int = 25  # of the period's last month; on a day of rest, the next working day
    first_report_days: int = 10  # calendar days a unit has at least before its first report is due
    late_at_birth_days: int = 7  # due so few calendar days after it was given: late at birth
    late_at_birth_workdays: int = 10  # how long such a task is not red
    participants_report: bool = True


DEFAULTS = Thresholds()
