"""Tables: grids read from every way of printing one, and the tasks in them."""

from luoshi.compiler.tables.grids import read_grids

__all__ = ["read_grids"]
