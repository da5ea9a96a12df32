"""Tables: grids read from every way of printing one, and the tasks in them."""

from luoshi.compiler.tables.grids import read_grids
from luoshi.compiler.tables.tasks import tasks_from_tables

__all__ = ["read_grids", "tasks_from_tables"]
