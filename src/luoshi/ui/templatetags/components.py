"""The parts that screens are made of: ``{% load components %}``. README.md of this app shows each."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from luoshi.kernel.speech import Phrase
from luoshi.ui.language import current
from luoshi.ui.parts import Difference, Light, Moment, Quote, Trace, UnitName

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of the sprite (``assets/icons.txt``); with ``label`` it speaks for itself, else it is decoration."""
    if label:
        source = f"{static('ui/dist/icons.svg')}#{name}"
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>', label, source)
    return _decoration(str(name))


@lru_cache(maxsize=500)
def _decoration(name: str) -> SafeString:
    """An icon without words; a page has hundreds, of a few kinds."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', static("ui/dist/icons.svg"), name
    )


def _part(name: str, **values: Any) -> SafeString:
    """A part by its template. The same lights, units and chips stand on every page many times over: those of plain
    words and numbers are rendered once for each language and kept."""
    given = tuple((key, type(value), value) for key, value in values.items())
    if all(_plain(value) for value in values.values()):
        return _kept(name, current(), given)
    return _rendered(name, values)


def _plain(value: Any) -> bool:
    """Whether equal values look the same: no marked-safe text, which equals the text that is not."""
    if isinstance(value, Light):
        return value.why is None and all(
            _plain(each) for each in (value.level, value.word, value.reason, value.exception)
        )
    if isinstance(value, UnitName):
        return all(_plain(each) for each in (value.name, value.formerly, value.url, value.note))
    return value is None or type(value) in (str, int, bool, Phrase)


@lru_cache(maxsize=4096)
def _kept(name: str, language: str, given: tuple[tuple[str, type, Any], ...]) -> SafeString:
    return _rendered(name, {key: value for key, _, value in given})


def _rendered(name: str, values: dict[str, Any]) -> SafeString:
    rendered: Any = get_template(f"ui/parts/{name}.html").render(values)
    return SafeString(rendered)


@register.simple_tag
def light(light: Any, brief: bool = False) -> SafeString:
    """A light with its word, reason and "why"; ``brief`` leaves the reason out.

    Takes ``ui.parts.Light`` and any other light with ``colour``, ``word`` and ``reason`` (that of ``tasks.rules``).
    """
    if light is not None and not isinstance(light, Light):
        colour = {"grey": "gray"}.get(light.colour, light.colour)
        light = Light(colour, light.word, light.reason, why=getattr(light, "why", None))
    return _part("light", light=light, brief=brief)


@register.inclusion_tag("ui/parts/why.html")
def why(trace: Trace | None, label: str = "") -> dict[str, Any]:
    """A small "why" that opens the trace of a computed thing."""
    return {"trace": trace, "label": label}


@register.simple_tag
def chip(word: object, tone: str = "gray", icon: str = "", url: str = "") -> SafeString:
    """A short word in a rounded field; with ``url`` a link."""
    return _part("chip", word=word, tone=tone, icon=icon, url=url)


@register.simple_tag
def status(word: object, tone: str = "gray") -> SafeString:
    """The state of an object: a dot and its word."""
    return _part("status", word=word, tone=tone)


@register.simple_tag
def unit(unit: UnitName | str | None, formerly: str = "", url: str = "") -> SafeString:
    """A unit, with the one it continues."""
    if unit is None or isinstance(unit, UnitName):
        return _part("unit", unit=unit)
    return _part("unit", unit=UnitName(str(unit), formerly, url))


@register.simple_tag
def progress(done: int | None, total: int | None, unit: str = "", label: str = "") -> SafeString:
    """Counted progress ``173 / 211 项``; without a total only the count, never a guessed percentage."""
    return _part("progress", done=done, total=total, unit=unit, label=label)


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
