"""How far each unit has come with one task: the reports a lead or the office may read, side by side."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpResponse
from django.shortcuts import render

from luoshi.console.reports.forms import figure
from luoshi.console.reports.periods import described
from luoshi.console.reports.words import period_words, state_words
from luoshi.console.tasks.words import ROLES
from luoshi.files.models import StoredFile
from luoshi.files.queries import of_objects
from luoshi.kernel.speech import Phrase
from luoshi.tasks.access import policy
from luoshi.tasks.models import Assignment, AssignmentState, Measure, Report, ReportQuantity, Task
from luoshi.tasks.rules import Light, light, period_of
from luoshi.ui.guard import OfficialRequest, guard


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit's part with its light, where it may be seen, and its report of the period, where it may be read."""

    part: Assignment
    role: Phrase
    light: Light | None
    report: Report | None
    state: tuple[Phrase, str]
    amounts: tuple[tuple[Measure, Decimal | None], ...]
    files: tuple[StoredFile, ...]


@guard(policy, "view", model=Task)
def task_reports(request: OfficialRequest, task: Task) -> HttpResponse:
    """Every part of the task with what its unit reported for a period."""
    actor = request.actor
    seen = policy.visible(actor, Report.objects.filter(task=task))
    known = list(seen.order_by("-period").values_list("period", flat=True).distinct()[:36])
    now = period_of(actor.on)
    asked = request.GET.get("period", "")
    key = asked if asked in known else (known[0] if known else now)
    reports = {row.assignment_id: row for row in seen.filter(period=key)}
    parts = list(
        Assignment.objects.filter(task=task, valid_to__isnull=True).select_related("unit").order_by("role", "pk")
    )
    order = Assignment.Role.values
    parts.sort(key=lambda part: (order.index(part.role), part.unit.order, part.pk))
    lights = {row.pk: row for row in policy.visible(actor, AssignmentState.objects.filter(task=task))}
    measures = list(Measure.objects.filter(task=task, removed_at__isnull=True).order_by("order", "pk"))
    values: dict[int, dict[int, int]] = defaultdict(dict)
    ids = [row.pk for row in reports.values()]
    for report, measure, value in ReportQuantity.objects.filter(report__in=ids).values_list(
        "report", "measure", "value"
    ):
        values[report][measure] = value
    files = of_objects(actor, Report._meta.label_lower, ids)
    lines = [
        UnitLine(
            part, ROLES[part.role], light(lights[part.pk], actor.on) if part.pk in lights else None,
            reports.get(part.pk), state_words(reports.get(part.pk)),
            tuple((each, figure(values[reports[part.pk].pk].get(each.pk), each)) for each in measures)
            if part.pk in reports else (),
            tuple(files.get(reports[part.pk].pk, ())) if part.pk in reports else (),
        )
        for part in parts
    ]  # fmt: skip
    context = {
        "task": task,
        "lines": lines,
        "period": described(actor, key),
        "periods": [(each, period_words(each)) for each in dict.fromkeys([key, *known])],
        "told": sum(1 for line in lines if line.report is not None),
    }
    return render(request, "console/reports/task_reports.html", context)
