"""The database itself refuses to change the journal, and migrations cannot quietly take that away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import DatabaseError, connection, migrations, models, transaction
from django.db.migrations.state import ProjectState

from luoshi.journal.models import Event, EventDetail, Seal, Sealing, Unsealed
from luoshi.journal.sealing import seal
from luoshi.journal.triggers import PROTECTED, check_triggers, create_triggers, drop_triggers, triggers
from luoshi.journal.verification import verify
from tests.factories import CITY
from tests.journal.deeds import a_bulk_deed, some_deeds


@pytest.fixture
def filled(transactional_db: None) -> None:
    some_deeds(3)
    a_bulk_deed(200)
    seal(CITY)


@pytest.mark.parametrize("model", PROTECTED)
@pytest.mark.parametrize(
    "deed",
    [
        lambda model: model.objects.update(**{_some_column(model): "00"}),
        lambda model: model.objects.all().delete(),
        lambda model: model.objects.all()._raw_delete("default"),
        lambda model: _sql(f"DELETE FROM {model._meta.db_table}"),
    ],
    ids=["update", "delete", "raw delete", "sql"],
)
def test_rows_of_the_journal_are_never_changed_or_removed(
    filled: None, model: type[models.Model], deed: Callable[[Any], Any]
) -> None:
    before = list(model._default_manager.values())
    assert before
    with pytest.raises((DatabaseError, models.ProtectedError)), transaction.atomic():
        deed(model)
    assert list(model._default_manager.values()) == before


@pytest.mark.parametrize("model", PROTECTED)
def test_rows_are_never_removed_all_at_once_or_replaced(filled: None, model: type[models.Model]) -> None:
    table = model._meta.db_table
    on_sqlite = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"
    statement = on_sqlite if connection.vendor == "sqlite" else f"TRUNCATE {table} CASCADE"
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        _sql(statement)


def test_a_session_that_replays_changes_is_refused_too(filled: None) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL has such sessions")
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        _sql("SET LOCAL session_replication_role = replica")
        _sql("UPDATE journal_event SET act = 'nothing'")


def test_every_event_waits_for_its_seal_whatever_way_it_came(transactional_db: None) -> None:
    made = some_deeds(2)
    for event in made:
        event.pk = None
    Event.objects.bulk_create(made)
    assert sorted(Unsealed.objects.values_list("event_id", flat=True)) == sorted(
        Event.objects.values_list("pk", flat=True)
    )


def test_a_missing_trigger_is_noticed_and_made_again_by_the_next_migrate(transactional_db: None) -> None:
    assert check_triggers() == []
    first = triggers(connection.vendor)[0]
    _sql(f"DROP TRIGGER {first.name}" + (f" ON {first.table}" if connection.vendor == "postgresql" else ""))
    assert check_triggers() == [first.name]
    assert [w.id for w in run_checks(tags=["database"], databases=["default"]) if w.id == "journal.W001"] == [
        "journal.W001"
    ]
    call_command("migrate", verbosity=0)
    assert check_triggers() == []


def test_a_trigger_that_is_switched_off_or_emptied_counts_as_missing(transactional_db: None) -> None:
    name = "journal_event_no_delete" if connection.vendor == "sqlite" else "journal_event_no_change"
    if connection.vendor == "sqlite":
        _sql(f"DROP TRIGGER {name}")
        _sql(f"CREATE TRIGGER {name} BEFORE DELETE ON journal_event BEGIN SELECT 1; END")
    else:
        _sql(f"ALTER TABLE journal_event DISABLE TRIGGER {name}")
    assert check_triggers() == [name]
    create_triggers()
    assert check_triggers() == []
    if connection.vendor == "postgresql":
        _sql(
            "CREATE OR REPLACE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$"
        )
        assert name in check_triggers()
        create_triggers()
        assert check_triggers() == []


def test_a_migration_that_rebuilds_the_table_does_not_leave_it_open(filled: None) -> None:
    """On SQLite adding a constraint rebuilds the table, and its triggers are gone until migrate has ended."""
    state = ProjectState.from_apps(__import__("django.apps").apps.apps)
    rebuild = migrations.AddConstraint(
        "event", models.CheckConstraint(condition=models.Q(object_id__gte=0), name="objects_have_numbers")
    )
    after = state.clone()
    rebuild.state_forwards("journal", after)
    try:
        _apply(rebuild, state, after)
        if connection.vendor == "sqlite":
            assert check_triggers() != []
        call_command("migrate", verbosity=0)
        assert check_triggers() == []
        with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
            _sql("UPDATE journal_event SET act = 'nothing'")
    finally:
        drop_triggers()
        with connection.schema_editor() as editor:
            rebuild.database_backwards("journal", editor, after, state)
        create_triggers()
    assert Event.objects.count() == 4
    assert verify(CITY).ok


def _apply(operation: migrations.AddConstraint, before: ProjectState, after: ProjectState) -> None:
    with connection.schema_editor() as editor:
        operation.database_forwards("journal", editor, before, after)


def _sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _some_column(model: type[models.Model]) -> str:
    return {Event: "act", EventDetail: "text", Seal: "head", Sealing: "link"}[model]
