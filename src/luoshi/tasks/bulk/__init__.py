"""Loading years of history at once: for demonstrations, measurements and taking over another system's data."""

from luoshi.tasks.bulk.history import (
    HistoricDeadline,
    HistoricMilestone,
    HistoricPart,
    HistoricReport,
    HistoricStep,
    HistoricTask,
)
from luoshi.tasks.bulk.loading import LoadCount, load

__all__ = [
    "HistoricDeadline",
    "HistoricMilestone",
    "HistoricPart",
    "HistoricReport",
    "HistoricStep",
    "HistoricTask",
    "LoadCount",
    "load",
]
