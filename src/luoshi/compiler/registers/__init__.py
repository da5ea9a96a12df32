"""Registers: libraries, lists, platforms, mechanisms and indices that the text says are to be built, kept or run."""

from __future__ import annotations

from luoshi.compiler.registers.reading import read_registers

__all__ = ["read_registers"]
