"""What every request has before its view: a language and an actor."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from luoshi.accounts.sessions import actor_for
from luoshi.kernel.speech import Language, Phrase
from luoshi.ui.language import COOKIE, DJANGO_CODES

Handler = Callable[[HttpRequest], HttpResponse]
NULL = Phrase(
    "提交的内容含有不能保存的字符,没有保存。", "What was sent holds a character that cannot be kept; nothing was saved."
)
_YEAR = 365 * 24 * 3600


class LanguageMiddleware:
    """The language of the screens: ``?lang=`` (remembered in a cookie), else the cookie, else Chinese.

    The translation of Django is activated too, so that its own messages follow.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = _known(request.GET.get("lang"))
        language = asked or _known(request.COOKIES.get(COOKIE)) or "zh"
        with translation.override(DJANGO_CODES[language]):
            request.LANGUAGE_CODE = DJANGO_CODES[language]
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", "zh-Hans" if language == "zh" else "en")
        if asked:
            response.set_cookie(COOKIE, asked, max_age=_YEAR, httponly=True, samesite="Lax", secure=request.is_secure())
        return response


def _known(text: str | None) -> Language | None:
    return {"zh": "zh", "en": "en"}.get(text or "")  # type: ignore[return-value]  # the values are the two languages


class ActorMiddleware:
    """``request.actor``: who acts, or None for someone not signed in (no session costs no query)."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = actor_for(request)  # type: ignore[attr-defined]  # declared by ui.guard.OfficialRequest
        return self.get_response(request)


class PlainFieldsMiddleware:
    """Refuses a form with a null character in a name or a value: no keyboard types one, and no database keeps it."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        if request.method != "POST" or not any(
            "\x00" in text for name, values in request.POST.lists() for text in (name, *values)
        ):
            return None
        return render(request, "ui/refused.html", {"reason": NULL}, status=400)
