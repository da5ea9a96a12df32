"""Copies tasks with all that hangs on them inside the database, by plain SQL that both databases understand.

Keys of the n-th copy are those of the original, moved up by n times the original's greatest key. The copies of events
keep the digests of their originals: the journal of such a database does not verify, and is not meant to.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.models import Max

from luoshi.journal.models import Event
from luoshi.tasks.models import (
    Assignment,
    AssignmentState,
    Closure,
    Deadline,
    Measure,
    Milestone,
    Report,
    ReportQuantity,
    ReportStep,
    Task,
    TaskSource,
    TaskState,
)

MODELS: tuple[type[models.Model], ...] = (
    Task, TaskSource, Deadline, Milestone, Measure, Closure, Assignment, Report, ReportStep, ReportQuantity, TaskState,
    AssignmentState, Event,
)  # fmt: skip


def greatest_keys() -> dict[str, int]:
    """By table the greatest key now: what ``copy`` takes as the original."""
    return {model._meta.db_table: model._default_manager.aggregate(top=Max("pk"))["top"] or 0 for model in MODELS}


def copy(number: int, tops: Mapping[str, int]) -> None:
    """Make the copy ``number`` (1, 2, …) of all rows up to ``tops``; what is there already is left as it is."""
    for model in MODELS:
        _copy(model, number, tops)


def _copy(model: type[models.Model], number: int, tops: Mapping[str, int]) -> None:
    top = tops[model._meta.db_table]
    if not top or model._default_manager.filter(pk__gt=number * top, pk__lte=(number + 1) * top).exists():
        return

    def quote(name: str | None) -> str:
        return str(connection.ops.quote_name(name or ""))

    fields = model._meta.concrete_fields
    columns = ", ".join(quote(field.column) for field in fields)
    values = ", ".join(_value(model, field, number, tops) for field in fields)
    key = quote(model._meta.pk.column)
    table = quote(model._meta.db_table)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({columns}) SELECT {values} FROM {table} WHERE {key} <= {top}"
        )  # names and numbers of the models
    print(f"  {model._meta.label_lower} {number}", file=sys.stderr, flush=True)


def _value(model: type[models.Model], field: models.Field[Any, Any], number: int, tops: Mapping[str, int]) -> str:
    column = connection.ops.quote_name(field.column or "")
    target = model if field.primary_key and field.remote_field is None else field.related_model
    if model is Event and field.name == "object_id":
        target = Task
    if isinstance(target, type) and target._meta.db_table in tops:
        return f"{column} + {number * tops[target._meta.db_table]}"
    if model is Task and field.name == "number":
        return f"{column} || '-{number}'"
    return column


def follow_keys() -> None:
    """Let the database give keys above the copies'."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(MODELS)):
            cursor.execute(statement)
