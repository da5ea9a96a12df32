"""Routes of the screens themselves: saved views, drafts, the style guide."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luoshi.kernel.speech import Phrase
from luoshi.kernel.verdicts import Refused
from luoshi.ui import services, styleguide
from luoshi.ui.access import own_things
from luoshi.ui.guard import OfficialRequest, guard, public
from luoshi.ui.language import said
from luoshi.ui.models import Draft, SavedView

_NOT_CONTENT = {"csrfmiddlewaretoken", "draft_key", "form_token"}


def _back(request: HttpRequest) -> HttpResponseRedirect:
    wanted = request.POST.get("next", "/")
    inside = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return HttpResponseRedirect(wanted if inside else "/")


@guard(own_things, "save_view")
@require_POST
def save_view(request: OfficialRequest) -> HttpResponse:
    """Keep the list that is shown."""
    data = request.POST
    try:
        view = services.save_view(
            request.actor,
            data.get("page", "")[:40],
            data.get("name", ""),
            data.get("query", ""),
            shared=data.get("shared") == "1",
        )
    except Refused as refused:
        messages.error(request, said(refused.phrase))
        return _back(request)
    messages.success(request, said(Phrase(f"已保存视图“{view.name}”", f"Saved the view “{view.name}”")))
    answer = _back(request)
    answer["Location"] += f"?{view.query}" if view.query and "?" not in answer["Location"] else ""
    return answer


@guard(own_things, "drop_view", model=SavedView)
@require_POST
def drop_view(request: OfficialRequest, view: SavedView) -> HttpResponse:
    """Forget a view."""
    services.drop_view(request.actor, view.pk)
    messages.success(request, said(Phrase(f"已删除视图“{view.name}”", f"Deleted the view “{view.name}”")))
    return _back(request)


@guard(own_things, "draft")
@require_http_methods(["GET", "POST", "DELETE"])
def draft(request: OfficialRequest) -> JsonResponse:
    """Autosave: POST keeps the fields of a form under ``draft_key``, GET gives them back, DELETE forgets them."""
    key = (request.POST if request.method == "POST" else request.GET).get("draft_key", "")[:120].replace("\x00", "")
    if request.method == "POST":
        content = {name: request.POST.getlist(name) for name in request.POST if name not in _NOT_CONTENT}
        try:
            return JsonResponse({"saved_at": services.save_draft(request.actor, key, content).isoformat()})
        except Refused as refused:
            return JsonResponse({"refused": said(refused.phrase)}, status=409)
    if request.method == "DELETE":
        services.drop_draft(request.actor, key)
        return JsonResponse({})
    kept = own_things.visible(request.actor, Draft.objects.filter(key=key)).first()
    if kept is None:
        return JsonResponse({"content": None})
    return JsonResponse({"content": kept.content, "saved_at": kept.saved_at.isoformat()})


@public("the style guide of the product, open while developing only")
@require_GET
def style_guide(request: HttpRequest) -> HttpResponse:
    """All parts on one page."""
    if not settings.DEBUG:
        raise Http404
    return render(request, "ui/styleguide.html", styleguide.context(request))


@public("the units of the style guide, invented, open while developing only")
@require_GET
def style_guide_units(request: HttpRequest) -> HttpResponse:
    """What a picker asks for."""
    if not settings.DEBUG:
        raise Http404
    return JsonResponse(styleguide.options(request.GET.get("q", "")), safe=False)
