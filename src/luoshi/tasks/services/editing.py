"""Words, sources and withdrawal of a task; the text of an instruction."""

from __future__ import annotations

from django.utils import timezone

from luoshi.journal.keys import Erased, open_bytes
from luoshi.journal.services import act, record
from luoshi.kernel.actors import Actor
from luoshi.kernel.verdicts import Refused
from luoshi.tasks.access import policy
from luoshi.tasks.models import Instruction, Task, TaskSource
from luoshi.tasks.services.changing import changing, demand_reason, demand_version, fresh
from luoshi.tasks.services.creating import TITLE, basis, source_row
from luoshi.tasks.services.drafts import SourceDraft
from luoshi.units.models import Area


def edit_task(
    actor: Actor, task: Task, version: int | None, *, title: str, text: str, theme: str = "", area: Area | None = None,
    kind: str = "task",
) -> Task:  # fmt: skip
    """Change the words of a task. ``version``: the one the person saw. Raises ``ChangedMeanwhile``."""
    with changing(task.pk):
        now = fresh(actor, task)
        policy.require(actor, "edit", now)
        if not title.strip():
            raise Refused("请填写任务名称。", "Give the task a title.", field="title")
        if area is not None and area.jurisdiction != actor.jurisdiction:
            raise Refused("区划不属于本地区。", "The area belongs to another place.", field="area")
        before = _words(now)
        title, text, theme = title.strip()[:TITLE], text.strip(), theme.strip()[:100]
        after = _words(Task(title=title, text=text, theme=theme, area=area, kind=kind))
        if before == after:
            return now
        demand_version(now, version)
        now.title, now.text, now.theme, now.area, now.kind = title, text, theme, area, kind
        now.version += 1
        now.save(update_fields=["title", "text", "theme", "area", "kind", "version"])
        fields = [name for name in after if before[name] != after[name]]
        record(actor, "tasks.edited", now, before=before, after=after, detail={"fields": fields, "title": now.title})
        return now


def withdraw_task(actor: Actor, task: Task, reason: str) -> Task:
    """Take a task out of the ledger's work; its history stays. Twice changes nothing."""
    with changing(task.pk):
        now = fresh(actor, task)
        policy.require(actor, "withdraw", now)
        if now.withdrawn_on is not None:
            return now
        now.withdrawn_on, now.withdrawn_reason = actor.on, demand_reason(reason)[:300]
        now.version += 1
        now.save(update_fields=["withdrawn_on", "withdrawn_reason", "version"])
        record(actor, "tasks.withdrawn", now, detail={"reason": now.withdrawn_reason})
        return now


def add_source(actor: Actor, task: Task, source: SourceDraft) -> TaskSource:
    """One more document or clause that a task comes from. The same item or quotation again changes nothing."""
    with changing(task.pk):
        now = fresh(actor, task)
        policy.require(actor, "supervise", now)
        known = _same(now, source)
        if known is not None:
            return known
        row = source_row(actor.jurisdiction, now, source)
        row.save()
        title = str(source.policy) if source.policy is not None else source.document_title
        record(
            actor, "tasks.source_added", now, detail={"source": row.pk, "document": title, "clause": source.clause},
            clause=basis(source),
        )  # fmt: skip
        return row


def withdraw_source(actor: Actor, source: TaskSource, reason: str) -> TaskSource:
    """A document no longer stands behind a task (withdrawn, or replaced by a new version). Twice changes nothing."""
    with changing(source.task_id):
        now = fresh(actor, source)
        policy.require(actor, "supervise", now.task)
        if now.withdrawn_at is not None:
            return now
        now.withdrawn_at = timezone.now()
        now.save(update_fields=["withdrawn_at"])
        title = str(now.policy) if now.policy is not None else now.document_title
        record(
            actor, "tasks.source_withdrawn", now.task,
            detail={"source": now.pk, "document": title, "clause": now.clause, "reason": demand_reason(reason)},
        )  # fmt: skip
        return now


def read_instruction(actor: Actor, task: Task) -> str:
    """The text of a leader's instruction, for the posts it names; that it was read is journalled.

    Empty where there is none. Raises ``Refused`` for anybody else, and when the text was erased.
    """
    policy.require(actor, "read_instruction", task)
    row = Instruction.objects.of(actor).filter(task=task).first()
    if row is None:
        return ""
    opened = open_bytes(f"task:{task.pk}", bytes(row.sealed))
    if isinstance(opened, Erased):
        raise Refused("批示内容已清除。", "The text of the instruction was erased.")
    with act():
        record(actor, "tasks.instruction_read", task)
    return opened.decode()


def _words(task: Task) -> dict[str, object]:
    return {
        "title": task.title, "text": task.text, "theme": task.theme, "area": task.area_id, "kind": str(task.kind)
    }  # fmt: skip


def _same(task: Task, source: SourceDraft) -> TaskSource | None:
    rows = TaskSource.objects.filter(task=task, withdrawn_at__isnull=True)
    if source.policy is not None:
        return rows.filter(policy=source.policy, item_key=source.item_key, clause=source.clause[:200]).first()
    return rows.filter(
        policy__isnull=True, document_title=source.document_title[:300],
        document_number=source.document_number[:60], quote=source.quote,
    ).first()  # fmt: skip
