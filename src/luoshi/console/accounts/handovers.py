"""Handing a post over: the form with what moves, and the sheet."""

from __future__ import annotations

from io import BytesIO
from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from openpyxl import Workbook
from openpyxl.styles import Font

from luoshi.accounts import services
from luoshi.accounts.access import policy
from luoshi.accounts.handover import Section, sections_of
from luoshi.accounts.models import Post, PostHolding
from luoshi.accounts.queries import names_for
from luoshi.accounts.sheets.writing import TYPE
from luoshi.console.accounts.acting import carried_out, done
from luoshi.console.accounts.forms import HandoverForm
from luoshi.console.accounts.posts import post_form
from luoshi.journal.models import Event
from luoshi.journal.owned import valid_on
from luoshi.journal.services import rows_of
from luoshi.kernel.speech import Phrase
from luoshi.ui.guard import OfficialRequest, guard
from luoshi.ui.language import said


@guard(policy, "manage_posts", model=Post)
def hand_over(request: OfficialRequest, post: Post) -> HttpResponse:
    """Hand a post over; the page lists what moves."""
    actor = request.actor
    holding = PostHolding.objects.filter(valid_on(actor.on), post=post, part="A").select_related("person").first()
    if holding is None:
        return redirect("console:appoint", post.pk)
    form = HandoverForm(request.POST or None, actor=actor, initial={"on": actor.on})
    made: list[Event] = []
    if carried_out(form, actor, lambda v: made.append(
        services.hand_over(actor, post, holding.person, v["to_person"], v["on"])
    )):  # fmt: skip
        if not made:
            return redirect("console:post", post.pk)
        return done(
            request, Phrase("交接已办理", "The post was handed over"), "console:handover_sheet", post.pk, made[0].pk
        )
    more = {"holder": holding.person, "sections": sections_of(actor, post)}
    return post_form(request, post, form, Phrase("岗位交接", "Hand the post over"), **more)


@guard(policy, "view_post", model=Post)
def sheet(request: OfficialRequest, post: Post, event: int) -> HttpResponse:
    """The handover sheet: who, when, and everything that moved; as a page to print, or as a workbook."""
    found = _event(post, event)
    names = names_for([found.detail["from"], found.detail["to"], found.actor])
    context = {
        "post": post,
        "event": found,
        "giver": names[found.detail["from"]],
        "taker": names[found.detail["to"]],
        "by": names[found.actor],
        "on": found.detail["on"],
        "sections": moved(request, post, found),
    }
    if request.GET.get("format") == "xlsx":
        return _workbook(context)
    return render(request, "accounts/handover_sheet.html", context)


def moved(request: OfficialRequest, post: Post, event: Event) -> list[Section]:
    """What moved in a handover, kind by kind, with its titles of today."""
    only: dict[str, list[int]] = {}
    for row in rows_of(event):
        only.setdefault(row["kind"], []).append(row["id"])
    return sections_of(request.actor, post, only)


def _event(post: Post, pk: int) -> Event:
    found = Event.objects.filter(
        pk=pk, jurisdiction=post.jurisdiction, object_kind=post._meta.label_lower, object_id=post.pk, act=services.HANDED_OVER
    ).first()  # fmt: skip
    if found is None:
        raise Http404
    return found


def _workbook(context: dict[str, object]) -> HttpResponse:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = said(Phrase("交接单", "Handover"))
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 24, 70
    post = context["post"]
    assert isinstance(post, Post)
    heads = (Phrase("岗位", "Post"), Phrase("移交人", "From"), Phrase("接任人", "To"), Phrase("交接日", "On"))
    values = (f"{post.unit} {post.title}", context["giver"], context["taker"], context["on"])
    for head, value in zip(heads, values, strict=True):
        page.append([said(head), said(value)])
        page.cell(page.max_row, 2).data_type = "s"  # a name is never a formula
    for section in context["sections"]:  # type: ignore[attr-defined]  # a list of sections
        page.append([])
        page.append([f"{said(section.name)} ({len(section.items)})"])
        page.cell(page.max_row, 1).font = Font(bold=True)
        for item in section.items:
            page.append([item.due.isoformat() if item.due else "", said(item.title), said(item.note)])
            page.cell(page.max_row, 2).data_type = page.cell(page.max_row, 3).data_type = "s"
    out = BytesIO()
    book.save(out)
    response = HttpResponse(out.getvalue(), content_type=TYPE)
    name = quote(f"{said(Phrase('交接单', 'handover'))}-{post.title}-{context['on']}.xlsx")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response
