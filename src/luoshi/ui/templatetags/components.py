"""The parts that screens are made of: ``{% load components %}``. README.md of this app shows each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from luoshi.ui.parts import Difference, Light, Moment, Quote, Trace, UnitName

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of the sprite (``assets/icons.txt``); with ``label`` it speaks for itself, else it is decoration."""
    source = f"{static('ui/dist/icons.svg')}#{name}"
    if label:
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>', label, source)
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"></use></svg>', source)


@register.inclusion_tag("ui/parts/light.html")
def light(light: Any, brief: bool = False) -> dict[str, Any]:
    """A light with its word, reason and "why"; ``brief`` leaves the reason out.

    Takes ``ui.parts.Light`` and any other light with ``colour``, ``word`` and ``reason`` (that of ``tasks.rules``).
    """
    if light is not None and not isinstance(light, Light):
        colour = {"grey": "gray"}.get(light.colour, light.colour)
        light = Light(colour, light.word, light.reason, why=getattr(light, "why", None))
    return {"light": light, "brief": brief}


@register.inclusion_tag("ui/parts/why.html")
def why(trace: Trace | None, label: str = "") -> dict[str, Any]:
    """A small "why" that opens the trace of a computed thing."""
    return {"trace": trace, "label": label}


@register.inclusion_tag("ui/parts/chip.html")
def chip(word: object, tone: str = "gray", icon: str = "", url: str = "") -> dict[str, Any]:
    """A short word in a rounded field; with ``url`` a link."""
    return {"word": word, "tone": tone, "icon": icon, "url": url}


@register.inclusion_tag("ui/parts/status.html")
def status(word: object, tone: str = "gray") -> dict[str, Any]:
    """The state of an object: a dot and its word."""
    return {"word": word, "tone": tone}


@register.inclusion_tag("ui/parts/unit.html")
def unit(unit: UnitName | str | None, formerly: str = "", url: str = "") -> dict[str, Any]:
    """A unit, with the one it continues."""
    if unit is None or isinstance(unit, UnitName):
        return {"unit": unit}
    return {"unit": UnitName(str(unit), formerly, url)}


@register.inclusion_tag("ui/parts/progress.html")
def progress(done: int | None, total: int | None, unit: str = "", label: str = "") -> dict[str, Any]:
    """Counted progress ``173 / 211 项``; without a total only the count, never a guessed percentage."""
    return {"done": done, "total": total, "unit": unit, "label": label}


@register.inclusion_tag("ui/parts/timeline.html")
def timeline(moments: Iterable[Moment]) -> dict[str, Any]:
    """Events as sentences, in the order given."""
    return {"moments": moments}


@register.inclusion_tag("ui/parts/quote.html")
def quote(quote: Quote | None) -> dict[str, Any]:
    """Words of a source with their clause and highlights."""
    return {"quote": quote}


@register.inclusion_tag("ui/parts/empty.html")
def empty(title: object, text: object = "", url: str = "", action: object = "", icon: str = "inbox") -> dict[str, Any]:
    """Nothing here yet: what to do first."""
    return {"title": title, "text": text, "url": url, "action": action, "icon": icon}


@register.inclusion_tag("ui/parts/skeleton.html")
def skeleton(rows: int = 5) -> dict[str, Any]:
    """The shape of what is being fetched."""
    return {"rows": range(rows)}


@register.inclusion_tag("ui/parts/difference.html")
def difference(difference: Difference) -> dict[str, Any]:
    """Two values of one fact: what went struck through, what came underlined."""
    return {"difference": difference}


@register.inclusion_tag("ui/parts/confirm.html", takes_context=True)
def confirm(
    context: template.Context, id: str, title: object, text: object, url: str, verb: object, tone: str = "action"
) -> dict[str, Any]:
    """A dialog that posts to ``url`` when confirmed; a button with ``data-open-dialog="ID"`` opens it."""
    return {
        "id": id,
        "title": title,
        "text": text,
        "url": url,
        "verb": verb,
        "tone": tone,
        "csrf_token": context.get("csrf_token"),
    }
