"""Targets: figures to be reached, read from sentences and from target tables."""

from luoshi.compiler.targets.sentences import targets_from_text
from luoshi.compiler.targets.tables import targets_from_tables

__all__ = ["targets_from_tables", "targets_from_text"]
