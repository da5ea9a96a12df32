"""What the database itself sees to: the journal is only added to, and every event waits for its seal.

The triggers are made by a migration, made again after every migrate (SQLite rebuilds a table to change it, and drops
its triggers), and looked at by ``check_triggers`` before the product serves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from luoshi.journal.models import Event, EventDetail, Seal, Sealing, Unsealed

PROTECTED: tuple[type[models.Model], ...] = (Event, EventDetail, Seal, Sealing)
REFUSAL = "the journal is only added to"  # what the database answers
_EVENTS, _WAITING = Event._meta.db_table, Unsealed._meta.db_table


@dataclass(frozen=True, slots=True)
class Trigger:
    """One trigger: its table, its name, the statement that makes it."""

    table: str
    name: str
    statement: str


def create_triggers(using: str = "default") -> None:
    """Make all triggers anew, on the tables that are there."""
    connection = connections[using]
    there = set(connection.introspection.table_names())
    with transaction.atomic(using=using), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for function in _functions():
                cursor.execute(function)
        for trigger in triggers(connection.vendor):
            if trigger.table in there:
                cursor.execute(_removal(trigger, connection.vendor))
                cursor.execute(trigger.statement)
                if connection.vendor == "postgresql":  # not even a replaying session may pass it by
                    cursor.execute(f"ALTER TABLE {trigger.table} ENABLE ALWAYS TRIGGER {trigger.name}")


def drop_triggers(using: str = "default") -> None:
    """Take all triggers away: for a migration that must rebuild the journal, and for emptying test databases."""
    connection = connections[using]
    there = set(connection.introspection.table_names())
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for trigger in triggers(connection.vendor):
            if trigger.table in there:
                cursor.execute(_removal(trigger, connection.vendor))


def check_triggers(using: str = "default") -> list[str]:
    """The names of triggers that are missing, switched off or not as they should be; of tables not yet made, none."""
    connection = connections[using]
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        found = _found_postgresql(cursor) if connection.vendor == "postgresql" else _found_sqlite(cursor)
    wanted = [trigger for trigger in triggers(connection.vendor) if trigger.table in there]
    return [t.name for t in wanted if found.get((t.table, t.name)) != _plain(t, connection)]


def triggers(vendor: str) -> tuple[Trigger, ...]:
    """All triggers of the journal in the words of a database."""
    return tuple(_postgresql() if vendor == "postgresql" else _sqlite())


def _removal(trigger: Trigger, vendor: str) -> str:
    where = f" ON {trigger.table}" if vendor == "postgresql" else ""
    return f"DROP TRIGGER IF EXISTS {trigger.name}{where}"


def _sqlite() -> Iterator[Trigger]:
    for model in PROTECTED:
        table = model._meta.db_table
        refuse = f"SELECT RAISE(ABORT, '{REFUSAL}')"
        for verb in ("UPDATE", "DELETE"):
            name = f"{table}_no_{verb.lower()}"
            yield Trigger(table, name, f"CREATE TRIGGER {name} BEFORE {verb} ON {table} BEGIN {refuse}; END")
        # INSERT OR REPLACE removes the row in its way without asking the trigger against DELETE
        same = " OR ".join(_unique_together(model))
        name = f"{table}_no_replace"
        yield Trigger(
            table, name,
            f"CREATE TRIGGER {name} BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "  # noqa: S608 (names of our own models)
            f"BEGIN {refuse}; END",
        )  # fmt: skip
    name = f"{_EVENTS}_awaits_seal"
    yield Trigger(
        _EVENTS, name,
        f"CREATE TRIGGER {name} AFTER INSERT ON {_EVENTS} BEGIN "  # noqa: S608 (as above)
        f"INSERT INTO {_WAITING} (event_id, jurisdiction) VALUES (NEW.id, NEW.jurisdiction); END",
    )  # fmt: skip


def _unique_together(model: type[models.Model]) -> Iterator[str]:
    pk = model._meta.pk
    assert pk is not None
    yield f"{pk.column} = NEW.{pk.column}"
    for constraint in model._meta.total_unique_constraints:
        columns = [f.column for f in model._meta.concrete_fields if f.name in constraint.fields]
        yield "(" + " AND ".join(f"{column} = NEW.{column}" for column in columns) + ")"


_BODIES = {
    "journal_refuse": f" BEGIN RAISE EXCEPTION '{REFUSAL} (% of %)', TG_OP, TG_TABLE_NAME USING ERRCODE = '23001'; END ",
    "journal_await_seal": (
        f" BEGIN INSERT INTO {_WAITING} (event_id, jurisdiction) SELECT id, jurisdiction FROM added; RETURN NULL; END "  # noqa: S608 (as above)
    ),
}


def _functions() -> Iterator[str]:
    for name, body in _BODIES.items():
        yield f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$"


def _postgresql() -> Iterator[Trigger]:
    for model in PROTECTED:
        table = model._meta.db_table
        for verbs, each in (("DELETE OR UPDATE", "ROW"), ("TRUNCATE", "STATEMENT")):
            name = f"{table}_no_{'truncate' if verbs == 'TRUNCATE' else 'change'}"
            yield Trigger(
                table, name,
                f"CREATE TRIGGER {name} BEFORE {verbs} ON {table} FOR EACH {each} "
                "EXECUTE FUNCTION journal_refuse()",
            )  # fmt: skip
    name = f"{_EVENTS}_awaits_seal"
    yield Trigger(
        _EVENTS, name,
        f"CREATE TRIGGER {name} AFTER INSERT ON {_EVENTS} REFERENCING NEW TABLE AS added "
        "FOR EACH STATEMENT EXECUTE FUNCTION journal_await_seal()",
    )  # fmt: skip


def _plain(trigger: Trigger, connection: BaseDatabaseWrapper) -> str:
    return trigger.statement + (" A" if connection.vendor == "postgresql" else "")


def _found_sqlite(cursor: Any) -> dict[tuple[str, str], str]:
    cursor.execute("SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger'")
    return {(table, name): sql for table, name, sql in cursor.fetchall()}


def _found_postgresql(cursor: Any) -> dict[tuple[str, str], str]:
    """By table and name: the statement that would make the trigger again, and whether it is always on."""
    cursor.execute(
        "SELECT c.relname, t.tgname, pg_get_triggerdef(t.oid), n.nspname, t.tgenabled::text, p.proname, p.prosrc "
        "FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace "
        "JOIN pg_proc p ON p.oid = t.tgfoid WHERE NOT t.tgisinternal AND pg_table_is_visible(c.oid)"
    )
    return {
        (table, name): f"{made.replace(f' ON {schema}.', ' ON ', 1)} {on}"
        for table, name, made, schema, on, function, body in cursor.fetchall()
        if body == _BODIES.get(function)  # a function that refuses nothing is no protection
    }
