"""Which function does which kind of work. An app registers its own in its module ``background``.

    @handler("units.import")
    def import_units(job, progress):            # short work on the database
        ...
        return {"units": 12}

By default the handler runs inside one transaction together with the completion of its job: killed at any moment, it
has either done everything or nothing. While it runs it holds the write lock of SQLite and its progress is not seen,
so this is for work of seconds. Long work says ``atomic=False``, computes outside of any transaction, tells its
progress, and writes at the end, again in one transaction with the completion:

    @handler("policies.compile", atomic=False)
    def compile_policy(job, progress):
        for place, file in enumerate(files):
            progress.report(place, len(files), Phrase("正在读第{n}份", "reading file {n}"), n=place + 1)
            ...
        with progress.completing() as outcome:
            store(...)
            outcome.result = {"items": 40}

Work on something outside (mail, a webhook) cannot be in our transaction. Where doing it twice does harm, say
``repeatable=False``: if its worker vanishes in the middle, the job ends as "outcome unknown" for a person to decide.

A handler raises ``Refused`` for what trying again will not mend, ``Later`` to be tried again at a time of its choice;
any other exception is tried again with growing waits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils.module_loading import autodiscover_modules

from luoshi.kernel.speech import Phrase

if TYPE_CHECKING:
    from luoshi.jobs.models import Job
    from luoshi.jobs.progress import Progress

Handle = Callable[["Job", "Progress"], Mapping[str, Any] | None]


class Later(Exception):
    """Not now: try again after ``wait``. Counts as an attempt."""

    def __init__(self, zh: str, en: str, wait: timedelta) -> None:
        super().__init__(en)
        self.phrase, self.wait = Phrase(zh, en), wait


class UnknownKind(LookupError):
    """No handler is registered for a kind."""


@dataclass(frozen=True, slots=True)
class Handler:
    """A function with how it is to be run."""

    kind: str
    handle: Handle
    atomic: bool = True
    repeatable: bool = True
    max_attempts: int = 5
    longest: timedelta = timedelta(minutes=30)  # after that the lease is no longer renewed: it is taken to hang


_HANDLERS: dict[str, Handler] = {}


def handler(
    kind: str,
    *,
    atomic: bool = True,
    repeatable: bool = True,
    max_attempts: int = 5,
    longest: timedelta = timedelta(minutes=30),
) -> Callable[[Handle], Handle]:
    """Register a function as the handler of ``kind`` (``app.what``)."""

    def bind(handle: Handle) -> Handle:
        known = _HANDLERS.get(kind)
        if known is not None and known.handle.__qualname__ != handle.__qualname__:
            raise ValueError(f"{kind} has two handlers: {known.handle.__qualname__}, {handle.__qualname__}")
        _HANDLERS[kind] = Handler(kind, handle, atomic, repeatable, max_attempts, longest)
        return handle

    return bind


def discover() -> None:
    """Import the module ``background`` of every app."""
    autodiscover_modules("background")


def known(kind: str) -> Handler | None:
    """The handler of a kind, or None."""
    if kind not in _HANDLERS:
        discover()
    return _HANDLERS.get(kind)


def find(kind: str) -> Handler:
    """The handler of a kind. Raises ``UnknownKind``."""
    found = known(kind)
    if found is None:
        raise UnknownKind(kind)
    return found
