"""Words on pages, in both languages side by side. Builtin: no ``{% load %}`` is needed.

``{% say "共{n}项" "{n} {n:item|items}" n=count %}`` chooses the current language and escapes the values.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.template.base import FilterExpression, Node, Parser, Token, token_kwargs
from django.template.context import Context
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from luoshi.kernel.speech import Phrase
from luoshi.ui.filling import PLACE, filled
from luoshi.ui.language import current, said

register = template.Library()

_WEEKDAYS = {
    "zh": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}


def _escaped(text: str) -> SafeString:
    return mark_safe(filled(text, {}))  # noqa: S308  # a sentence of a template, escaped


class SayNode(Node):
    """One sentence of a page in both languages."""

    def __init__(self, phrase: Phrase, values: dict[str, FilterExpression], name: str) -> None:
        self.phrase = phrase
        self.values = values
        self.name = name
        self.fixed = {} if values else {"zh": _escaped(phrase.zh), "en": _escaped(phrase.en)}

    def render(self, context: Context) -> str:
        if self.fixed and context.autoescape and not self.name:
            return self.fixed[current()]
        text = self.phrase.zh if current() == "zh" else self.phrase.en
        values = {key: value.resolve(context) for key, value in self.values.items()}
        shown = filled(text, values, escape=context.autoescape)
        if context.autoescape:
            shown = mark_safe(shown)  # noqa: S308  # text and values were escaped one by one
        if self.name:
            context[self.name] = shown
            return ""
        return shown


@register.tag("say")
def say(parser: Parser, token: Token) -> SayNode:
    """``{% say "中文" "English" name=value … [as variable] %}``; a place without its value fails when compiled."""
    tag, *bits = token.split_contents()
    if len(bits) < 2:
        raise template.TemplateSyntaxError(f'{tag} needs "中文" and "English"')
    zh, en = _quoted(bits.pop(0)), _quoted(bits.pop(0))
    name = ""
    if len(bits) >= 2 and bits[-2] == "as":
        name = bits.pop()
        bits.pop()
    values = token_kwargs(bits, parser)
    if bits:
        raise template.TemplateSyntaxError(f"{tag}: not understood: {' '.join(bits)}")
    for text in (zh, en):
        missing = {found.group(1) for found in PLACE.finditer(text)} - set(values)
        if missing:
            raise template.TemplateSyntaxError(f"{tag} {text!r}: no value for {', '.join(sorted(missing))}")
    return SayNode(Phrase(zh, en), values, name)


def _quoted(bit: str) -> str:
    if len(bit) < 3 or bit[0] not in "\"'" or bit[-1] != bit[0]:
        raise template.TemplateSyntaxError(f"say: {bit} must be a text in quotation marks")
    quote = bit[0]
    return bit[1:-1].replace("\\" + quote, quote)


@register.filter("said")
def said_filter(phrase: object) -> str:
    """A kernel ``Phrase`` in the current language."""
    return said(phrase)


@register.filter
def day(value: date | datetime | None) -> str:
    """``2018-06-30``; an instant is shown by its local day; nothing for None."""
    if not isinstance(value, date):
        return ""
    return _local(value).isoformat()


@register.filter
def weekday(value: date | datetime | None) -> str:
    """``周六`` / ``Sat``."""
    return _WEEKDAYS[current()][_local(value).weekday()] if isinstance(value, date) else ""


@register.filter
def moment(value: datetime | None) -> str:
    """``2018-06-30 14:21`` in local time."""
    return timezone.localtime(value).strftime("%Y-%m-%d %H:%M") if isinstance(value, datetime) else ""


@register.filter
def clock(value: datetime | None) -> str:
    """``14:21`` in local time."""
    return timezone.localtime(value).strftime("%H:%M") if isinstance(value, datetime) else ""


def _local(value: date) -> date:
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


@register.filter
def thousands(value: int | float | Decimal | None) -> str:
    """``1,284``; decimals are kept as they are; nothing for None."""
    return "" if value is None or value == "" else f"{value:,}"


@register.filter
def yuan(fen: int | None) -> str:
    """An amount of integer fen in yuan: ``12,600,000.00``; the page names the unit."""
    return "" if fen is None else f"{Decimal(fen) / 100:,.2f}"


@register.filter
def wan(fen: int | None) -> str:
    """An amount of integer fen in 万元 without needless zeros: ``1,260``."""
    if fen is None:
        return ""
    text = f"{Decimal(fen) / 1_000_000:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@register.filter
def filesize(size: int | None) -> str:
    """``18 kB``, ``2.4 MB`` of a count of bytes."""
    if size is None:
        return ""
    if size < 1000:
        return f"{size} B"
    return f"{size / 1000:.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"


@register.filter
def named(names: dict[str, object], key: str) -> str:
    """The name of an opaque id in a mapping that the view resolved (``accounts.queries.names_for``)."""
    return said(names.get(key, key))


@register.filter
def item(mapping: dict[object, object], key: object) -> object:
    """The value of a key in a mapping; the key itself when it has none."""
    return mapping.get(key, key)
