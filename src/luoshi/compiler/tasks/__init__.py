"""Tasks: who is to do what by when."""

from luoshi.compiler.tasks.from_text import tasks_from_text

__all__ = ["tasks_from_text"]
