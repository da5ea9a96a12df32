"""The words of pages: both languages side by side, values escaped."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import TemplateSyntaxError, engines
from django.utils import translation

from luoshi.kernel.speech import Phrase


def shown(source: str, language: str = "zh-hans", **context: object) -> str:
    with translation.override(language):
        return engines["django"].from_string(source).render(context)


def test_the_current_language_is_said() -> None:
    source = '{% say "共{n}项" "{n} {n:item|items}" n=n %}'
    assert shown(source, n=3) == "共3项"
    assert shown(source, "en", n=3) == "3 items"
    assert shown(source, "en", n=1) == "1 item"
    assert shown(source, "en", n="1,001") == "1,001 items"


def test_values_are_escaped_and_braces_in_them_stay() -> None:
    assert shown('{% say "好{x}" "a{x}" x=x %}', x="<b>{y}</b>") == "好&lt;b&gt;{y}&lt;/b&gt;"


def test_a_phrase_as_value_follows_the_language() -> None:
    source = '{% say "甲{x}" "A {x}" x=x %}'
    assert shown(source, "en", x=Phrase("乙", "B")) == "A B"


def test_a_sentence_can_be_kept() -> None:
    assert shown('{% say "甲{x}" "A{x}" x=x as kept %}[{{ kept }}]', x="<") == "[甲&lt;]"


@pytest.mark.parametrize(
    "source",
    ['{% say "只有中文" %}', '{% say "缺{n}" "missing {n}" %}', '{% say zh "English" %}', '{% say "" "English" %}'],
)
def test_an_incomplete_sentence_fails_when_compiled(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        shown(source)


def test_dates_numbers_and_amounts() -> None:
    assert shown("{{ d|day }} {{ d|weekday }}", d=date(2018, 6, 30)) == "2018-06-30 周六"
    assert shown("{{ d|weekday }}", "en", d=date(2018, 6, 30)) == "Sat"
    late = datetime(2018, 6, 30, 17, 5, tzinfo=UTC)  # the next day in Shanghai
    assert shown("{{ d|day }} {{ d|moment }} {{ d|clock }}", d=late) == "2018-07-01 2018-07-01 01:05 01:05"
    assert shown("{{ n|thousands }}/{{ none|thousands }}", n=1284, none=None) == "1,284/"
    assert shown("{{ f|yuan }} {{ f|wan }}", f=1_260_000_000) == "12,600,000.00 1,260"
    assert shown("{{ n|thousands }}", n=Decimal("1284.50")) == "1,284.50"
    assert shown("{{ a|filesize }} {{ b|filesize }}", a=18_400, b=2_400_000) == "18 kB 2.4 MB"


def test_a_phrase_with_braces_of_someones_text_is_shown_as_it_stands() -> None:
    assert shown("{{ p|said }}", p=Phrase("标题{未填}", "title {open}")) == "标题{未填}"
