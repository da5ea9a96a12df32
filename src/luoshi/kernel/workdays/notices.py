"""The State Council's yearly notices on public holidays, as far as they are published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module

from luoshi.kernel.speech import Phrase

SATURDAY = 5

# The package's names for the occasions, and how the notices call them.
_NAMES = {
    "New Year's Day": Phrase("元旦", "New Year's Day"),
    "Spring Festival": Phrase("春节", "Spring Festival"),
    "Tomb-sweeping Day": Phrase("清明节", "Tomb-Sweeping Day"),
    "Labour Day": Phrase("劳动节", "Labour Day"),
    "Dragon Boat Festival": Phrase("端午节", "Dragon Boat Festival"),
    "Mid-autumn Festival": Phrase("中秋节", "Mid-Autumn Festival"),
    "National Day": Phrase("国庆节", "National Day"),
    "Anti-Fascist 70th Day": Phrase("抗战胜利70周年纪念日", "70th anniversary of victory"),
}

# Where the package (1.11) differs from a notice, the notice counts. 国办发明电〔2005〕35号 on 2006:
# "将12月31日(星期六)、1月1日(星期日)两个公休日调至1月2日(星期一)、3日(星期二),12月31日(星期六)上班".
_MADE_UP_BESIDES = {date(2005, 12, 31): "New Year's Day"}


@dataclass(frozen=True, slots=True)
class Notices:
    """Public ``holidays`` and ``made_up`` working days at weekends by date, each with its occasion.

    All days from ``first`` to ``last`` are settled. The last week of the last published year is not: the next
    year's notice may move days around New Year's Day (2018-12-31 became a day of rest by the notice for 2019).
    """

    holidays: Mapping[date, Phrase]
    made_up: Mapping[date, Phrase]
    first: date
    last: date

    def is_workday(self, day: date) -> bool:
        """Whether the notices, or where they are silent the day of the week, make ``day`` a working day."""
        return day in self.made_up or (day.weekday() < SATURDAY and day not in self.holidays)


@cache
def published() -> Notices:
    """The notices, read when first asked for: few commands count working days."""
    constants = import_module("chinese_calendar.constants")
    holidays: Mapping[date, str] = constants.holidays
    made_up: Mapping[date, str] = constants.workdays
    years = {day.year for day in holidays}
    return Notices(
        {day: occasion(name) for day, name in holidays.items()},
        {day: occasion(name) for day, name in (_MADE_UP_BESIDES | dict(made_up)).items()},
        date(min(years), 1, 1),
        date(max(years), 12, 24),
    )


def occasion(name: str) -> Phrase:
    """The name of a public holiday in both languages; one that is new here is called what the package calls it.

    >>> occasion("Mid-autumn Festival").zh
    '中秋节'
    """
    return _NAMES.get(name) or literal(name)


def literal(zh: str, en: str = "") -> Phrase:
    """Words somebody wrote, as a phrase that is said as it stands, braces included."""
    return Phrase(*(text.replace("{", "{{").replace("}", "}}") for text in (zh, en or zh)))
