"""From a form to a service: once, with refusals beside their fields."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from luoshi.journal.services import act
from luoshi.kernel.actors import Actor
from luoshi.kernel.speech import Phrase
from luoshi.kernel.verdicts import Refused
from luoshi.ui.forms import OfficialForm
from luoshi.ui.language import said


def carried_out(form: OfficialForm, actor: Actor, service: Callable[[dict[str, Any]], object]) -> bool:
    """Whether a sent form is done with: ``service`` was given its values, now or when it was sent the first time."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        with act():
            if form.once(actor):
                service(form.cleaned_data)
    except Refused as refused:
        form.refuse(refused)
        return False
    return True


def done(request: HttpRequest, phrase: Phrase, to: Any, *args: Any) -> HttpResponse:
    """Say what was done, and go on."""
    messages.success(request, said(phrase))
    return redirect(to, *args)


def attempted(request: HttpRequest, phrase: Phrase, service: Callable[[], object], to: Any, *args: Any) -> HttpResponse:
    """An act of one button: done and said, or refused and said."""
    try:
        service()
    except Refused as refused:
        messages.error(request, said(refused.phrase))
        return redirect(to, *args)
    return done(request, phrase, to, *args)
