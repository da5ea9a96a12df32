"""The list of policies, uploading, progress, and the page of one policy."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from luoshi.accounts.queries import names_for
from luoshi.console.policies import tree
from luoshi.console.policies.forms import UploadForm
from luoshi.console.policies.lists import PolicyList
from luoshi.console.policies.naming import names_of
from luoshi.console.policies.words import LEVELS, STATE_TONES, STATES
from luoshi.enactment.queries import enacted_of
from luoshi.files.downloads import download
from luoshi.journal.history import history
from luoshi.journal.services import act
from luoshi.kernel.verdicts import Refused
from luoshi.policies import queries
from luoshi.policies.access import access, of_policy
from luoshi.policies.models import Policy, PolicyFile
from luoshi.policies.services.confirming import withdraw
from luoshi.policies.services.uploading import job_of, reorder, start_compile, upload
from luoshi.ui.guard import OfficialRequest, guard, unattended
from luoshi.ui.language import current, said

State = Policy.State


@guard(access, "list")
def policies(request: OfficialRequest) -> HttpResponse:
    """Every policy the person may open."""
    return PolicyList(request).respond()


@guard(access, "upload")
def new(request: OfficialRequest) -> HttpResponse:
    """Upload the files of a policy; ``?previous=`` names the version that it follows."""
    previous = _previous(request)
    initial = {"level": previous.level, "theme": previous.theme} if previous else {"level": Policy.Level.INTERNAL}
    form = UploadForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            with act():
                if not form.once(request.actor):
                    return redirect("console:policies")
                made = upload(
                    request.actor, form.ordered_files(), level=data["level"], theme=data["theme"], previous=previous
                )
        except Refused as refused:
            form.refuse(refused)
        else:
            for twin in made.twins:
                messages.warning(request, _twin_words(twin))
            return redirect("console:policy_progress", pk=made.policy.pk)
    status = 422 if form.errors else 200
    return render(request, "console/policies/new.html", {"form": form, "previous": previous}, status=status)


def _previous(request: OfficialRequest) -> Policy | None:
    asked = request.GET.get("previous", "")
    if not asked.isdecimal() or len(asked) > 18:
        return None
    return queries.visible(request.actor).filter(pk=int(asked)).first()


def _twin_words(twin: Policy) -> str:
    if current() == "zh":
        return f"《{twin.title}》里已有内容相同的文件,请确认不是重复上传。"
    return f"“{twin.title}” already holds a file of the same content; make sure this is no duplicate."


@unattended
@guard(access, "view_draft", model=Policy)
def progress(request: OfficialRequest, policy: Policy) -> HttpResponse:
    """How far reading and compiling is; asked again by itself, can be left and found again."""
    job = job_of(policy)
    if policy.state not in (State.UPLOADED, State.COMPILING, State.FAILED):
        answer: HttpResponse = redirect(
            "console:policy_review" if policy.state == State.REVIEW else "console:policy", pk=policy.pk
        )
        if request.htmx:
            answer = HttpResponse(headers={"HX-Redirect": answer["Location"]})
        return answer
    files = policy.files.select_related("file").order_by("order")
    context = {
        "policy": policy, "job": job, "files": files, "broken": job is not None and job.state in ("failed", "cancelled", "unknown"),
        "may_order": policy.state in (State.UPLOADED, State.FAILED) and len(files) > 1 and bool(access.allows(request.actor, "upload", policy)),
        "may_compile": bool(access.allows(request.actor, "compile", policy)),
    }  # fmt: skip
    template = "console/policies/parts/progress.html" if request.htmx else "console/policies/progress.html"
    return render(request, template, context)


@require_POST
@guard(access, "compile", model=Policy)
def compile_again(request: OfficialRequest, policy: Policy) -> HttpResponse:
    """Compile (again); what people decided is carried over."""
    try:
        start_compile(request.actor, policy)
    except Refused as refused:
        messages.error(request, said(refused.phrase))
        return redirect("console:policy", pk=policy.pk)
    return redirect("console:policy_progress", pk=policy.pk)


@require_POST
@guard(access, "upload", model=Policy)
def order(request: OfficialRequest, policy: Policy) -> HttpResponse:
    """Move the file ``up`` one place forward."""
    keys = list(policy.files.order_by("order").values_list("pk", flat=True))
    text = request.POST.get("up", "")
    place = keys.index(int(text)) if text.isdecimal() and len(text) < 18 and int(text) in keys else 0
    if place:
        keys[place - 1], keys[place] = keys[place], keys[place - 1]
        try:
            reorder(request.actor, policy, keys)
        except Refused as refused:
            messages.error(request, said(refused.phrase))
    return redirect("console:policy_progress", pk=policy.pk)


@guard(access, "view", model=Policy)
def policy(request: OfficialRequest, policy: Policy) -> HttpResponse:
    """One policy: its facts, clauses with their items, versions, findings, files and history."""
    if policy.state in (State.UPLOADED, State.COMPILING, State.FAILED):
        return redirect("console:policy_progress", pk=policy.pk)
    actor = request.actor
    office = bool(access.allows(actor, "view_draft", policy))
    events = (
        history(policy.jurisdiction, "policies.policy", policy.pk, names_of, language=current(), limit=60)
        if office
        else []
    )
    clauses, loose = tree.clauses_with_items(policy, drafts=office)
    rounds = policy.opinion_rounds.order_by("number") if office else ()
    versions = list(access.visible(actor, queries.versions(policy)))
    context = {
        "policy": policy, "office": office, "state_words": STATES[policy.state], "tone": STATE_TONES[State(policy.state)],
        "level_words": LEVELS[Policy.Level(policy.level)], "tally": queries.tally(policy), "clauses": clauses, "loose": loose,
        "versions": versions, "findings": list(policy.findings.order_by("order")) if office else [],
        "files": policy.files.select_related("file").order_by("order"), "events": events, "rounds": rounds,
        "may": {name: bool(access.allows(actor, name, policy)) for name in ("review", "confirm", "withdraw", "upload", "ask_opinions")},
        "names": names_for({n for n in (policy.created_by, policy.submitted_by, policy.confirmed_by) if n}),
        "enacted": enacted_of(policy).count() if office else 0, "language": current(),
    }  # fmt: skip
    return render(request, "console/policies/policy.html", context)


@require_POST
@guard(access, "withdraw", model=Policy)
def withdraw_policy(request: OfficialRequest, policy: Policy) -> HttpResponse:
    """Take a policy out of use."""
    try:
        withdraw(request.actor, policy, request.POST.get("reason", ""))
    except Refused as refused:
        messages.error(request, said(refused.phrase))
    return redirect("console:policy", pk=policy.pk)


@guard(of_policy, "download", model=PolicyFile)
def policy_file(request: OfficialRequest, row: PolicyFile) -> HttpResponse:
    """A file of the policy as it was uploaded."""
    try:
        return cast("HttpResponse", download(request.actor, row.file))
    except Refused as refused:
        raise Http404(said(refused.phrase)) from None
