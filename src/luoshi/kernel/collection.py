"""Rest for the collector of cycles while very many objects are made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Keep the collector of cycles from running inside the block.

    For work that piles up objects without cycles, such as the clauses of a long document: the collector would walk
    them over and over and find nothing. Inside another such block, or where the caller has switched it off, it changes
    nothing.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
