"""The page of a task, and the pages of its acts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from luoshi.console.tasks import words
from luoshi.console.tasks.deeds import DEEDS, ON_TASK, Deed
from luoshi.console.tasks.tracing import explained
from luoshi.files.queries import of_object
from luoshi.journal.services import act
from luoshi.kernel.speech import Phrase
from luoshi.kernel.verdicts import Refused
from luoshi.tasks import queries, services
from luoshi.tasks.access import policy
from luoshi.tasks.models import Assignment, Closure, InstructionRecipient, LightException, Objection, Task
from luoshi.tasks.queries import SourceShown, TaskBundle
from luoshi.ui.guard import OfficialRequest, guard
from luoshi.ui.language import current, said
from luoshi.ui.parts import Moment, Quote
from luoshi.units.calendar import calendar_for


@guard(policy, "view", model=Task)
def task(request: OfficialRequest, task: Task) -> HttpResponse:
    """What it is, who answers for it, its light with the reason, the next act; sources, parts, reports, history."""
    actor = request.actor
    bundle = queries.task_bundle(actor, task)
    context: dict[str, Any] = {
        "task": task,
        "bundle": bundle,
        "light": _light(request, bundle),
        "quotes": [(each, _quote(each)) for each in bundle.sources],
        "deeds": [(key, DEEDS[key]) for key in ON_TASK if _offered(request, task, bundle, key)],
        "parts": [(part, _part_deeds(request, part.assignment)) for part in bundle.assignments if part.open],
        "ended": [part for part in bundle.assignments if not part.open],
        "objections": [
            (part, objection, _objection_deeds(request, objection))
            for part in bundle.assignments
            for objection in part.objections
        ],
        "closures": [
            (row, _deeds(request, row, ("approve-close", "refuse-close"), asked(row))) for row in bundle.closures
        ],
        "exceptions": [(row, _exception_deeds(request, row)) for row in bundle.exceptions],
        "may_plan": bool(policy.offers(actor, "plan", task)),
        "may_supervise": bool(policy.offers(actor, "supervise", task)),
        "history": [
            Moment(told.when, told.sentence, tone="gray") for told in queries.history(actor, task, language=current())
        ],
        "files": of_object(actor, task),
        "instruction": task.origin == Task.Origin.INSTRUCTION,
        "may_read": bool(policy.offers(actor, "read_instruction", task)) and _has_instruction(task),
        "recipients": InstructionRecipient.objects.filter(task=task).select_related("post__unit"),
        "words": words,
    }
    return render(request, "console/tasks/task.html", context)


@require_POST
@guard(policy, "read_instruction", model=Task)
def instruction(request: OfficialRequest, task: Task) -> HttpResponse:
    """The words of a leader's instruction, for the posts named; the reading is journalled."""
    try:
        text = services.read_instruction(request.actor, task)
    except Refused as refused:
        return render(request, "ui/refused.html", {"reason": refused.phrase}, status=403)
    return render(request, "console/tasks/instruction.html", {"task": task, "text": text})


@guard(policy, "view", model=Task)
def deed(request: OfficialRequest, task: Task, name: str, of: int = 0) -> HttpResponse:
    """The page of one act: its form, and what it says when it is refused."""
    wanted = DEEDS.get(name)
    if wanted is None:
        raise Http404
    subject = _subject(request, task, wanted, of)
    verdict = policy.allows(request.actor, wanted.act, subject)
    if not verdict:
        return render(request, "ui/refused.html", {"reason": verdict.reason}, status=403)
    form = wanted.form(
        request.POST or None, request.FILES or None, of=subject, jurisdiction=request.actor.jurisdiction,
        version=getattr(subject, "version", None), initial=wanted.initial(subject),
    )  # fmt: skip
    if request.method == "POST" and (form.is_valid() or (not form.fields and not form.errors)):
        try:
            with act():
                if form.once(request.actor):
                    wanted.run(request.actor, subject, {**form.cleaned_data, "version": form.sent_version})
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, said(wanted.done))
            return redirect("console:task", pk=task.pk)
    context = {"task": task, "deed": wanted, "form": form, "subject": subject, "cancel_url": _address(task)}
    return render(request, "console/tasks/deed.html", context, status=422 if form.errors else 200)


def _subject(request: OfficialRequest, task: Task, wanted: Deed, of: int) -> Any:
    if wanted.model is None:
        return task
    rows = policy.visible(request.actor, wanted.model._default_manager.all())
    found = rows.filter(**{"pk": of, wanted.to_task: task}).first()
    if found is None:
        raise Http404
    return found


def _address(task: Task) -> str:
    return reverse("console:task", args=[task.pk])


def _light(request: OfficialRequest, bundle: TaskBundle) -> Any:
    if bundle.light is None:
        return None
    today = request.actor.on
    running = [
        row for row in bundle.exceptions
        if row.approved_at and not row.ended_at and row.since <= today and (row.until is None or today <= row.until)
    ]  # fmt: skip
    exception = said(Phrase(f"例外至 {running[0].until}", f"excepted until {running[0].until}")) if running else ""
    if bundle.own:
        return bundle.light
    area = bundle.state.area
    return explained(bundle.light, bundle.state, calendar_for(request.actor.jurisdiction, area), today, exception)


def _quote(shown: SourceShown) -> Quote | None:
    source = shown.source
    if not shown.readable:
        return None
    document = str(source.policy) if source.policy is not None else source.document_title
    url = ""
    if source.policy_id is not None:
        url = f"{reverse('console:policy', args=[source.policy_id])}?clause={source.clause}#item-{source.item_key}"
    return Quote(source.quote or "", (), document, source.clause or source.document_number, url)


def asked(row: Closure) -> bool:
    """Whether a closing waits for its decision."""
    return row.state == Closure.State.ASKED


def _offered(request: OfficialRequest, task: Task, bundle: TaskBundle, key: str) -> bool:
    ended = bundle.state.withdrawn or bundle.state.closed_on is not None
    if key == "reopen":
        return bundle.state.closed_on is not None and bool(policy.offers(request.actor, "approve_close", task))
    if key in ("edit", "source"):
        return bool(policy.offers(request.actor, DEEDS[key].act, task))
    return not ended and bool(policy.offers(request.actor, DEEDS[key].act, task))


def _deeds(request: OfficialRequest, row: Any, names: tuple[str, ...], possible: bool = True) -> list[tuple[str, Deed]]:
    if not possible:
        return []
    return [(name, DEEDS[name]) for name in names if policy.offers(request.actor, DEEDS[name].act, row)]


def _part_deeds(request: OfficialRequest, part: Assignment) -> list[tuple[str, Deed]]:
    answer = _deeds(request, part, ("acknowledge", "object"), part.state == Assignment.State.GIVEN)
    late = _deeds(request, part, ("object",), part.state == Assignment.State.ACKNOWLEDGED)
    return [*answer, *late, *_deeds(request, part, ("reassign", "release"))]


def _objection_deeds(request: OfficialRequest, row: Objection) -> list[tuple[str, Deed]]:
    return _deeds(request, row, ("rule", "take-back"), row.ruling == Objection.Ruling.OPEN)


def _exception_deeds(request: OfficialRequest, row: LightException) -> list[tuple[str, Deed]]:
    if row.refused_at or row.ended_at:
        return []
    names = ("end-exception",) if row.approved_at else ("approve-exception", "refuse-exception")
    return _deeds(request, row, names)


def _has_instruction(task: Task) -> bool:
    return InstructionRecipient.objects.filter(task=task).exists()
