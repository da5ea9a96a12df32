"""A task, where it comes from, when it is due."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from luoshi.accounts.models import Post
from luoshi.journal.owned import Dated, Owned
from luoshi.policies.models import Policy
from luoshi.units.models import Area


class Task(Owned):
    """A piece of work. Its status is never stored by hand: see ``TaskState``."""

    class Origin(models.TextChoices):
        POLICY = "policy"
        INSTRUCTION = "instruction"  # a leader's written instruction (批示)
        MINUTES = "minutes"
        LETTER = "letter"  # from a superior
        SHEET = "sheet"  # from the spreadsheet used before
        OWN = "own"

    class Kind(models.TextChoices):
        TASK = "task"
        INSTRUMENT = "instrument"  # a document still to be written

    number = models.CharField(max_length=40)  # 2026-0123, or the assignment's 交办〔2026〕12号
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    origin = models.CharField(max_length=12, choices=Origin.choices)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.TASK)
    theme = models.CharField(max_length=100, blank=True)
    strength = models.CharField(max_length=12, blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="subtasks")
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT)
    open_ended = models.BooleanField(default=False)  # the list of units ends in 等
    given_on = models.DateField()  # when it became a task
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.CharField(max_length=40)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)
    token = models.CharField(max_length=64, blank=True)  # of the form it came from: a form sent twice makes one task
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "number"], name="task_number_once"),
            models.UniqueConstraint(
                fields=["jurisdiction", "token"], condition=~models.Q(token=""), name="task_form_once"
            ),
        ]
        indexes = [models.Index(fields=["jurisdiction", "-id"], name="task_newest")]

    def __str__(self) -> str:
        return self.title


class NumberSeries(Owned):
    """The last number given in a series of a year (``ledger``, ``assignment``); its row is locked while one is taken."""

    series = models.CharField(max_length=20)
    year = models.PositiveIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["jurisdiction", "series", "year"], name="number_series_once")]


class TaskSource(Owned):
    """One real task, many sources: the words of each, with document, clause and spans."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="sources")
    policy = models.ForeignKey(Policy, null=True, blank=True, on_delete=models.PROTECT, related_name="task_sources")
    item_key = models.CharField(max_length=40, blank=True)
    clause = models.CharField(max_length=200, blank=True)
    document_title = models.CharField(max_length=300, blank=True)  # for sources that are no policy here
    document_number = models.CharField(max_length=60, blank=True)
    document_date = models.DateField(null=True, blank=True)
    quote = models.TextField(blank=True)
    spans = models.JSONField(default=dict)  # per field, half-open, into the policy's raw text
    imported = models.BooleanField(default=False)  # from a sheet, matched to no clause
    primary = models.BooleanField(default=True)
    added_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["policy", "item_key"], name="source_by_item"),
        ]


class Deadline(Owned, Dated):
    """When a task is due, as decided at ``recorded_at``; the open row is in force, changes supersede."""

    class Kind(models.TextChoices):
        DATE = "date"
        STANDING = "standing"  # no end; has a review date
        RECURRING = "recurring"
        NONE = "none"  # the source gives none: recorded as a gap

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="deadlines")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    due_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    recurrence = models.CharField(max_length=12, blank=True)
    printed = models.CharField(max_length=100, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    decided_by = models.CharField(max_length=40, blank=True)


class Milestone(Owned):
    """A step on the way with its own date; progress counts the done ones."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="milestones")
    order = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)


class Instruction(Owned):
    """A leader's words on a task, encrypted under ``task:<id>``; their scan hangs on this row, not on the task."""

    task = models.OneToOneField(Task, on_delete=models.PROTECT, related_name="instruction")
    sealed = models.BinaryField()
    given_at = models.DateTimeField(default=timezone.now)


class InstructionRecipient(Owned):
    """A post to which the text of a leader's instruction is addressed; nobody else reads it."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="recipients")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "post"], name="recipient_once")]
