"""The way of an office's table into the ledger: read, mapped, checked, applied as one act; or left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from luoshi.files.models import StoredFile
from luoshi.files.services import content
from luoshi.journal.services import act, record, record_many
from luoshi.kernel.actors import Actor
from luoshi.kernel.verdicts import Refused
from luoshi.policies.models import Policy
from luoshi.tasks.access import policy
from luoshi.tasks.models import ColumnMapping, SheetImport, Task
from luoshi.tasks.services import DeadlineDraft, PartDraft, SourceDraft, TaskDraft, add_source, create_tasks
from luoshi.tasks.services.changing import demand_version, fresh
from luoshi.tasks.sheets.checking import checked_rows
from luoshi.tasks.sheets.tables import FIELDS, Table, guess, open_book, read_table
from luoshi.units.models import Unit, UnitGroup

State = SheetImport.State
CHOICES = ("create", "link", "skip")


@dataclass(frozen=True, slots=True)
class AppliedSheet:
    """What an import made of its rows."""

    imported: SheetImport
    created: tuple[Task, ...]
    linked: int
    skipped: int


def sheet_names(file: StoredFile) -> list[str]:
    """The visible sheets of a stored workbook."""
    book, _ = open_book(file.name, content(file))
    return [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]


def read_sheet(actor: Actor, file: StoredFile, sheet: str = "") -> SheetImport:
    """Read a stored workbook: its headings are found, its columns mapped as they were mapped before or as their words
    say, its rows checked. Raises ``Refused`` for what cannot be read."""
    policy.require(actor, "import")
    table = read_table(file.name, content(file), sheet)
    with act():
        known = ColumnMapping.objects.filter(jurisdiction=actor.jurisdiction, signature=table.signature).first()
        columns = {int(place): name for place, name in known.columns.items()} if known else guess(table.headings)
        made = SheetImport.objects.create(
            jurisdiction=actor.jurisdiction, kind=SheetImport.Kind.TASKS, file=file, sheet=table.sheet,
            heading_row=table.heading_row, mapping=known, headings=list(table.headings), columns=_stored(columns),
            remarks=[[remark.zh, remark.en] for remark in table.remarks], created_by=actor.opaque,
        )  # fmt: skip
        _check(actor, made, table)
        made.save()
        record(
            actor,
            "tasks.sheet_read",
            made,
            detail={"sheet": table.sheet, "rows": len(made.rows), "faults": len(made.faults)},
        )
        return made


def map_columns(actor: Actor, imported: SheetImport, version: int | None, columns: Mapping[int, str]) -> SheetImport:
    """Say which column is which field (``FIELDS``; empty for none); remembered for sheets with the same headings."""
    wanted = {place: name for place, name in columns.items() if name}
    if set(wanted.values()) - FIELDS.keys() or "title" not in wanted.values():
        raise Refused("须指明哪一列是任务。", "Say which column is the task.", field="columns")
    if len(set(wanted.values())) != len(wanted):
        raise Refused("一个字段只能对应一列。", "Each field is one column.", field="columns")
    with act():
        now = _open(actor, imported, version)
        table = _table(now)
        now.columns = _stored(wanted)
        now.mapping, _ = ColumnMapping.objects.update_or_create(
            jurisdiction=actor.jurisdiction, signature=table.signature,
            defaults={
                "headings": list(table.headings), "columns": now.columns, "changed_by": actor.opaque,
                "changed_at": timezone.now(),
            },
        )  # fmt: skip
        _check(actor, now, table)
        _save(now)
        record(actor, "tasks.columns_mapped", now, detail={"columns": now.columns})
        return now


def resolve_name(
    actor: Actor, imported: SheetImport, version: int | None, printed: str, *, unit: Unit | None = None,
    group: UnitGroup | None = None,
) -> SheetImport:  # fmt: skip
    """Say what a printed name means in this sheet: a unit, a group, or (neither) nobody of this place."""
    chosen = unit or group
    if chosen is not None and chosen.jurisdiction != actor.jurisdiction:
        raise Refused("单位不属于本地区。", "The unit belongs to another place.", field="unit")
    with act():
        now = _open(actor, imported, version)
        key = "unit" if unit is not None else "group"
        now.names = {**now.names, printed: {key: chosen.pk} if chosen is not None else {"outside": True}}
        _check(actor, now, _table(now))
        _save(now)
        return now


def decide_row(actor: Actor, imported: SheetImport, version: int | None, row: int, choice: str) -> SheetImport:
    """What becomes of a row: ``create`` a task, ``link`` to the running task it is like, or ``skip`` it."""
    if choice not in CHOICES:
        raise Refused("没有这种选择。", "There is no such choice.", field="choice")
    with act():
        now = _open(actor, imported, version)
        found = next((one for one in now.rows if one["row"] == row), None)
        if found is None or (choice == "link" and found["duplicate"] is None):
            raise Refused("该行没有可关联的任务。", "There is no task to link this row to.", field="choice")
        found["choice"], found["decided"] = choice, True
        _save(now)
        return now


def check(actor: Actor, imported: SheetImport) -> SheetImport:
    """Check all rows again: units, policies and running tasks may have changed since. Choices people made stay."""
    with act():
        now = _open(actor, imported, None)
        _check(actor, now, _table(now))
        _save(now)
        return now


def apply(actor: Actor, imported: SheetImport, version: int | None = None) -> AppliedSheet:
    """Make tasks of the rows, all of them or none, as one act. Twice changes nothing.

    Raises ``Refused`` while a row that is not skipped has a fault.
    """
    with act():
        now = _locked(actor, imported)
        policy.require(actor, "apply", now)
        if now.state == State.APPLIED:
            return AppliedSheet(now, (), 0, 0)
        demand_version(now, version, now.created_by)
        if now.state == State.LEFT:
            raise Refused("这次导入已放弃。", "This import was left.")
        _check(actor, now, _table(now))
        rows = [row for row in now.rows if row["choice"] != "skip"]
        wrong = {row["row"] for row in rows if row["choice"] == "create"} & {fault["row"] for fault in now.faults}
        if wrong:
            raise Refused(
                f"还有 {len(wrong)} 行有错,全部改正或跳过后才能导入。",
                f"{len(wrong)} rows still have faults; correct or skip them first. Nothing was imported.",
            )
        policies = Policy.objects.in_bulk({row["match"]["policy"] for row in rows if row["match"]})
        create = [row for row in rows if row["choice"] == "create"]
        made = create_tasks(actor, [_draft(now, row, policies) for row in create])
        linked = [row for row in rows if row["choice"] == "link"]
        tasks = Task.objects.in_bulk([row["duplicate"]["task"] for row in linked])
        for row in linked:
            add_source(actor, tasks[row["duplicate"]["task"]], _source(now, row, policies, primary=False))
        now.state, now.applied_at = State.APPLIED, timezone.now()
        _save(now)
        told = [{"row": row["row"], "task": task.pk} for row, task in zip(create, made, strict=True)]
        told += [{"row": row["row"], "linked": row["duplicate"]["task"]} for row in linked]
        record_many(actor, "tasks.imported", now, told, detail={"sheet": now.sheet})
        return AppliedSheet(now, tuple(made), len(linked), len(now.rows) - len(rows))


def leave(actor: Actor, imported: SheetImport) -> SheetImport:
    """Give an import up; nothing was made of it. Twice changes nothing."""
    with act():
        now = _locked(actor, imported)
        policy.require(actor, "edit", now)
        if now.state in (State.LEFT, State.APPLIED):
            return now
        now.state = State.LEFT
        _save(now)
        record(actor, "tasks.sheet_left", now)
        return now


def _check(actor: Actor, imported: SheetImport, table: Table) -> None:
    columns = {int(place): name for place, name in imported.columns.items()}
    outcome = checked_rows(actor.jurisdiction, table, columns, imported.names, actor.on)
    decided = {row["row"]: row["choice"] for row in imported.rows if row.get("decided")}
    for row in outcome.rows:
        if row["row"] in decided and (decided[row["row"]] != "link" or row["duplicate"]):
            row["choice"], row["decided"] = decided[row["row"]], True
    imported.rows, imported.faults, imported.state = outcome.rows, outcome.faults, State.CHECKED


def _draft(imported: SheetImport, row: Mapping[str, Any], policies: Mapping[int, Policy]) -> TaskDraft:
    deadline = row["deadline"]
    due = date.fromisoformat(deadline["due_on"]) if deadline["due_on"] else None
    return TaskDraft(
        title=row["title"], text=row["text"], origin=Task.Origin.SHEET, theme=row["theme"],
        open_ended=row["open_ended"], sources=(_source(imported, row, policies),),
        deadline=DeadlineDraft(
            kind=deadline["kind"], due_on=due, printed=deadline["printed"], recurrence=deadline.get("recurrence", "")
        ),
        parts=tuple(
            PartDraft(role=part["role"], unit=part["unit"], group=part["group"], printed=part["printed"])
            for part in row["parts"]
            if part["unit"] is not None or part["group"] is not None
        ),
    )  # fmt: skip


def _source(
    imported: SheetImport, row: Mapping[str, Any], policies: Mapping[int, Policy], *, primary: bool = True
) -> SourceDraft:
    match = row["match"]
    if match is not None and match["policy"] in policies:
        return SourceDraft(
            policy=policies[match["policy"]], item_key=match["item_key"], clause=match["clause"], quote=match["quote"],
            primary=primary,
        )  # fmt: skip
    return SourceDraft(
        document_title=row["source"] or imported.file.name, clause=row["clause"] or f"第{row['row']}行", quote=row["text"],
        imported=True, primary=primary,
    )  # fmt: skip


def _table(imported: SheetImport) -> Table:
    return read_table(imported.file.name, content(imported.file), imported.sheet)


def _locked(actor: Actor, imported: SheetImport) -> SheetImport:
    fresh(actor, imported)
    return SheetImport.objects.select_for_update(of=("self",)).get(pk=imported.pk)


def _open(actor: Actor, imported: SheetImport, version: int | None) -> SheetImport:
    now = _locked(actor, imported)
    policy.require(actor, "edit", now)
    demand_version(now, version, now.created_by)
    if now.state in (State.APPLIED, State.LEFT):
        raise Refused("这次导入已经结束。", "This import has ended.")
    return now


def _save(imported: SheetImport) -> None:
    imported.version += 1
    imported.save()


def _stored(columns: Mapping[int, str]) -> dict[str, str]:
    return {str(place): name for place, name in sorted(columns.items())}
