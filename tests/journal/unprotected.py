"""How tests get past the triggers of the journal; nothing in the product can."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.test import TransactionTestCase

from luoshi.journal.triggers import create_triggers, drop_triggers


@contextmanager
def unprotected() -> Iterator[Any]:
    """A cursor behind the application's back: no triggers, no foreign keys."""
    drop_triggers()
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys=OFF" if sqlite else "SET session_replication_role = replica")
        try:
            yield cursor
        finally:
            cursor.execute("PRAGMA foreign_keys=ON" if sqlite else "SET session_replication_role = origin")
            create_triggers()


def let_tests_empty_the_database() -> None:
    """After a test with real transactions Django empties all tables, which the journal refuses: take it off first."""
    case: Any = TransactionTestCase  # its teardown is not among the typed names
    empty = case._fixture_teardown

    def teardown(running: TransactionTestCase) -> None:
        drop_triggers()
        try:
            empty(running)
        finally:
            create_triggers()

    case._fixture_teardown = teardown
