"""The grid of a month: every due report of a unit on one page, written in place."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from luoshi.console.reports import words
from luoshi.console.reports.forms import Figure, GridForm, figure
from luoshi.console.reports.grid import SHOWS, condition, due, tally
from luoshi.console.reports.periods import asked_period, choices, described, named_period
from luoshi.console.reports.saving import clash_of, keep
from luoshi.console.reports.sources import Source, sources_of
from luoshi.kernel.actors import OFFICE_ROLES, Actor
from luoshi.kernel.speech import Phrase
from luoshi.kernel.verdicts import Refused
from luoshi.tasks import queries, services
from luoshi.tasks.access import policy
from luoshi.tasks.models import Assignment, AssignmentState, Measure, Report
from luoshi.tasks.place import steps_of
from luoshi.tasks.queries import GridRow
from luoshi.tasks.rules import next_state
from luoshi.tasks.services.changing import ChangedMeanwhile
from luoshi.ui.guard import OfficialRequest, guard
from luoshi.ui.language import said
from luoshi.units.models import Unit

PAGE = 50
LARGEST_PAGE = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the grid."""

    row: GridRow
    form: GridForm | None  # None where nothing can be written now
    form_id: str
    source: Source | None
    next_state: str | None
    period: str

    @property
    def pk(self) -> int:
        return self.row.assignment.pk

    @property
    def figures(self) -> list[Figure]:
        return list(self.form.figures()) if self.form is not None else []

    @property
    def amounts(self) -> list[tuple[Measure, Decimal | None]]:
        """The quantities where they are only read."""
        return [(each.measure, figure(each.value, each.measure)) for each in self.row.measures]

    @property
    def state(self) -> tuple[Phrase, str]:
        return words.state_words(self.row.report)

    @property
    def next_words(self) -> Phrase | None:
        """Whose hand is next."""
        report = self.row.report
        if report is not None and report.state in words.WAITS_FOR:
            return words.WAITS_FOR[report.state]
        return words.NEXT_HAND.get(self.next_state or "")

    @property
    def pass_to(self) -> Phrase | None:
        return words.PASS_TO.get(self.next_state or "") if "pass_on" in self.row.acts else None

    @property
    def written(self) -> bool:
        """Whether there is something to pass on."""
        report = self.row.report
        return report is not None and bool(report.progress.strip() or report.no_change)

    @property
    def may_no_change(self) -> bool:
        report = self.row.report
        empty = report is None or not (report.progress or report.problems or report.next_steps)
        return self.form is not None and empty and all(each.value is None for each in self.row.measures)

    @property
    def version(self) -> int:
        return self.row.report.version if self.row.report is not None else 0


@guard(policy, "month")
def month(request: OfficialRequest) -> HttpResponse:
    """All due reports of a unit for a period; the office without a unit sees how far every unit has come."""
    actor = request.actor
    period = asked_period(actor, request.GET.get("period", ""))
    units = list(Unit.objects.of(actor).filter(pk__in=actor.units()).order_by("order", "name"))
    unit = _unit(actor, request.GET.get("unit", ""), units)
    if unit is None and not units:
        return redirect(f"{_status_address()}?period={period.key}")
    rows = due(actor, period.key, unit.pk if unit else None)
    counts = tally(actor, rows)
    show = request.GET.get("show", "all")
    show = show if show in SHOWS else "all"
    words_asked = request.GET.get("q", "").strip()[:60]
    narrowed = rows.filter(condition(actor, show))
    if words_asked:
        narrowed = narrowed.filter(task__title__icontains=words_asked)
    paginator = Paginator(narrowed.select_related("assignment", "task", "unit"), _size(request))
    page = paginator.get_page(request.GET.get("page"))
    lines = lines_of(actor, period.key, list(page.object_list))
    query = request.GET.copy()
    for name in ("show", "page", "lang"):
        query.pop(name, None)
    context = {
        "period": period,
        "periods": choices(actor, period.key),
        "unit": unit or (units[0] if len(units) == 1 else None),
        "units": units,
        "several": unit is None and len(units) > 1,
        "lines": lines,
        "page": page,
        "counts": counts,
        "shows": [
            (key, phrase, counts.shows.get(key, 0))
            for key, phrase in SHOWS.items()
            if counts.shows.get(key, 0) or key in ("all", show)
        ],
        "show": show,
        "words": words_asked,
        "query": query.urlencode(),
        "writable": any(line.form is not None for line in lines),
        "of_office": not units,
    }
    partly = bool(request.htmx) and request.htmx.target == "month-progress"
    template = "parts/month_progress" if partly else "month"
    return render(request, f"console/reports/{template}.html", context)


def _unit(actor: Actor, text: str, own: list[Unit]) -> Unit | None:
    """The unit asked for: one of the actor's, or for the office any of the place."""
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        return None
    for unit in own:
        if unit.pk == int(text):
            return unit
    return Unit.objects.of(actor).filter(pk=int(text)).first() if actor.has(*OFFICE_ROLES) else None


def _size(request: OfficialRequest) -> int:
    text = request.GET.get("size", "")
    return min(max(int(text), 10), LARGEST_PAGE) if text.isascii() and text.isdigit() and len(text) < 5 else PAGE


def _status_address() -> str:
    return reverse("console:month_status")


def lines_of(
    actor: Actor, period: str, page: list[AssignmentState], data: Any = None, *, beside: bool = True
) -> list[Line]:
    """The rows of one page as the grid shows them; a fixed number of queries and one or two for each unit. ``beside``:
    with what stands beside the fields, the source and the last report."""
    rows = queries.grid(actor, period, page, last=beside)
    sources = sources_of(actor, [row.task.pk for row in rows]) if beside else {}
    hands = {
        unit: steps_of(actor.jurisdiction, unit, actor.on) for unit in {row.unit.pk for row in rows} & actor.units()
    }
    return [_line(actor, period, row, sources.get(row.task.pk), hands.get(row.unit.pk), data) for row in rows]


def _line(
    actor: Actor, period: str, row: GridRow, source: Source | None, hands: tuple[str, ...] | None, data: Any
) -> Line:
    pk = row.assignment.pk
    form_id = f"f{pk}"
    form = None
    if row.acts & {"edit", "open"}:
        values = {each.measure.pk: each.value for each in row.measures if each.value is not None}
        form = GridForm(
            data, kept=row.report, measures=[each.measure for each in row.measures], values=values, prefix=f"a{pk}",
            title=row.task.title, form_id=form_id,
        )  # fmt: skip
    roles = {grant.role for grant in actor.grants if grant.unit == row.unit.pk}
    state = row.report.state if row.report else "draft"
    following = next_state(state, hands, roles) if hands is not None else None
    return Line(row, form, form_id, source, following, period)


def one_line(actor: Actor, part: Assignment, period: str, data: Any = None, *, beside: bool = True) -> Line:
    """The row of one part."""
    found = AssignmentState.objects.select_related("assignment", "task", "unit").get(pk=part.pk)
    return lines_of(actor, period, [found], data, beside=beside)[0]


@require_POST
@guard(policy, "report", model=Assignment)
def month_row(request: OfficialRequest, part: Assignment, period: str) -> HttpResponse:
    """Save, mark or pass on one row. Scripts get the row's last cell back; without them the grid is shown again."""
    period = named_period(period)
    actor, wanted = request.actor, request.POST.get("act", "save")
    line = one_line(actor, part, period, request.POST, beside=False)
    context: dict[str, Any] = {"period": described(actor, period), "version": line.version}
    form = line.form
    try:
        if wanted == "no_change":
            services.mark_no_change(actor, part, period)
        elif form is None:
            raise Refused("报告处在当前环节时不能修改。", "At its present step the report cannot be changed.")
        else:
            context |= _saved(actor, part, period, form, wanted)
    except ChangedMeanwhile as changed:
        assert form is not None
        context["clash"] = clash_of(form, changed)
        context["version"] = context["clash"].version
    except Refused as refused:
        context["refused"] = refused.phrase
    if not request.htmx:
        return _shown_again(request, period, part, context, form)
    moved = wanted != "save" and "refused" not in context and "clash" not in context and "faults" not in context
    fresh = one_line(actor, part, period, beside=moved)
    if "clash" not in context:
        context["version"] = fresh.version
    template = "row" if moved else "row_state"
    response = render(request, f"console/reports/parts/{template}.html", {**context, "line": fresh, "form": form})
    if moved:
        response["HX-Trigger"] = "month-changed"
    else:
        response["HX-Retarget"] = f"#state-{part.pk}"
    return response


def _saved(actor: Actor, part: Assignment, period: str, form: GridForm, wanted: str) -> dict[str, Any]:
    """Keep the row; pass it on when that was asked for and nothing is wrong with it."""
    valid = form.is_valid()
    kept: Report | None = None
    if not form.blank or form.kept is not None:
        kept = keep(actor, part, period, form)
    if not valid:
        return {"faults": form.faults}
    if wanted == "pass":
        if kept is None:
            raise Refused(
                "请填写本期进展,或选择“无变化”。",
                "Write what was done, or mark that nothing changed.",
                field="progress",
            )
        services.pass_report(actor, kept, kept.version)
    return {"saved_at": timezone.now()} if kept is not None else {}


def _shown_again(
    request: OfficialRequest, period: str, part: Assignment, context: dict[str, Any], form: GridForm | None
) -> HttpResponse:
    """Without scripts: back to the grid, or to the page of the report where something is wrong with it."""
    for fault in context.get("faults", ()):
        messages.error(request, f"{fault.label}:{fault.text}")
    if "refused" in context:
        messages.error(request, said(context["refused"]))
    if "clash" in context and form is not None:
        context |= {"line": one_line(request.actor, part, period, request.POST), "part": part}
        return render(request, "console/reports/row_clash.html", context, status=409)
    return redirect(f"{reverse('console:month')}?period={period}&unit={part.unit_id}#row-{part.pk}")
