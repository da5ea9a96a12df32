"""What is read once for one request: settings, the calendar's version, the index of names.

Inside a request a loaded value is kept until its end; outside (jobs, commands, tests) nothing is kept unless a
``with remembered():`` block says so. Writers call ``forget()``.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar, cast

from django.core.signals import request_finished, request_started

Value = TypeVar("Value")
_KEPT: ContextVar[dict[Hashable, Any] | None] = ContextVar("kept", default=None)


def once(key: Hashable, load: Callable[[], Value]) -> Value:
    """The value of ``key``, loaded when it is not yet known to this request."""
    kept = _KEPT.get()
    if kept is None:
        return load()
    if key not in kept:
        kept[key] = load()
    return cast("Value", kept[key])


def forget() -> None:
    """Drop what was read: something was written."""
    kept = _KEPT.get()
    if kept is not None:
        kept.clear()


@contextmanager
def remembered() -> Iterator[None]:
    """Keep what is read until the end of the block: for jobs that ask the same things for many rows."""
    if _KEPT.get() is not None:
        yield
        return
    token = _KEPT.set({})
    try:
        yield
    finally:
        _KEPT.reset(token)


def _begin(**_: object) -> None:
    _KEPT.set({})


def _end(**_: object) -> None:
    _KEPT.set(None)


def connect() -> None:
    """Keep values for the length of a request."""
    request_started.connect(_begin, dispatch_uid="units.remembering.begin")
    request_finished.connect(_end, dispatch_uid="units.remembering.end")
