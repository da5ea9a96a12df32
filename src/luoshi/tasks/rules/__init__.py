"""Pure decisions about tasks: dates, lights, reporting periods, the way of a report, progress, numbers. No queries."""

from luoshi.tasks.rules.counting import Counted, Progress, progress
from luoshi.tasks.rules.dates import PartDates, TaskDates, derive
from luoshi.tasks.rules.facts import LEADS, DeadlineFacts, MilestoneFacts, PartFacts, TaskFacts
from luoshi.tasks.rules.flow import next_state, possible_acts
from luoshi.tasks.rules.lights import LIGHTS, Light, LightKind, light
from luoshi.tasks.rules.months import due_day_of, first_period, next_period, period_of
from luoshi.tasks.rules.thresholds import DEFAULTS, Thresholds

__all__ = [
    "DEFAULTS",
    "LEADS",
    "LIGHTS",
    "Counted",
    "DeadlineFacts",
    "Light",
    "LightKind",
    "MilestoneFacts",
    "PartDates",
    "PartFacts",
    "Progress",
    "TaskDates",
    "TaskFacts",
    "Thresholds",
    "derive",
    "due_day_of",
    "first_period",
    "light",
    "next_period",
    "next_state",
    "period_of",
    "possible_acts",
    "progress",
]
