"""Lint: what a careful reviewer would remark about one policy document, or about several side by side."""

from luoshi.compiler.lint.catalogue import CATALOGUE, check, explain, find_check
from luoshi.compiler.lint.model import Check, Checked

__all__ = ["CATALOGUE", "Check", "Checked", "check", "explain", "find_check"]
