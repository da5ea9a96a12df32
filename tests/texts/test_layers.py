"""The raw text is never lost: whatever layers are stacked, spans lead back to what was printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.kernel.spans import Span
from luoshi.texts.layers import Edit, RepairedText, Substitution

ALPHABET = "甲乙丙丁一二12( )\n"


@st.composite
def edits_of(draw: st.DrawFn, text: str) -> list[Edit]:
    """Edits of ``text`` that do not overlap: deletions, insertions, replacements, also side by side."""
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    edits: list[Edit] = []
    for number, (low, high) in enumerate(zip(cuts[::2], cuts[1::2], strict=False)):
        if edits and edits[-1].span == Span(low, high):
            continue
        after = draw(st.text(ALPHABET, max_size=3))
        edits.append(Edit(Span(low, high), after, f"code{number}", f"理由{number}"))
    return edits


@st.composite
def stacks(draw: st.DrawFn) -> RepairedText:
    text = RepairedText(draw(st.text(ALPHABET, max_size=30)))
    for _ in range(draw(st.integers(0, 4))):
        if draw(st.integers(0, 3)):
            text = text.apply(draw(edits_of(text.text)))
        else:
            text = text.substitute(Substitution(text.text.replace("甲", "申").replace("1", "l"), "script", "字形"))
    return text


def expected(text: str, edits: list[Edit]) -> str:
    for edit in sorted(edits, key=lambda e: e.span, reverse=True):
        text = text[: edit.span.start] + edit.after + text[edit.span.end :]
    return text


@given(st.data())
def test_a_layer_gives_the_text_that_its_edits_ask_for(data: st.DataObject) -> None:
    text = data.draw(stacks())
    edits = data.draw(edits_of(text.text))
    assert text.apply(edits).text == expected(text.text, edits)


@given(stacks())
def test_the_raw_text_can_be_rebuilt_from_any_stack_of_layers(text: RepairedText) -> None:
    assert text.rebuild() == text.raw


@given(stacks())
def test_the_repairs_quote_the_raw_and_the_repaired_words(text: RepairedText) -> None:
    end = 0
    for repair in text.repairs:
        assert repair.before == repair.span.of(text.raw)
        assert repair.after == repair.place.of(text.text)
        assert repair.span.start >= end
        end = repair.span.end


@given(stacks())
def test_text_without_repairs_is_the_raw_text(text: RepairedText) -> None:
    if not text.repairs:
        assert text.text == text.raw or not text.text


@given(stacks())
def test_spans_side_by_side_lead_to_raw_spans_in_order_that_leave_no_word_out(text: RepairedText) -> None:
    whole = text.to_raw(Span(0, len(text.text)))
    for cut in range(1, len(text.text)):
        left, right = text.to_raw(Span(0, cut)), text.to_raw(Span(cut, len(text.text)))
        assert whole.covers(left) and whole.covers(right)
        assert left.start <= right.start and left.end <= right.end


@given(stacks(), st.data())
def test_a_span_is_found_again_from_its_raw_words(text: RepairedText, data: st.DataObject) -> None:
    low, high = sorted((data.draw(st.integers(0, len(text.text))), data.draw(st.integers(0, len(text.text)))))
    raw = text.to_raw(Span(low, high))
    assert 0 <= raw.start <= raw.end <= len(text.raw)
    if len(raw):
        back = text.from_raw(raw)
        assert back.start <= high and back.end >= low
        if not text.repairs:
            assert back == Span(low, high)


@given(stacks())
def test_every_raw_character_has_its_place(text: RepairedText) -> None:
    before = 0
    for at in range(len(text.raw)):
        place = text.from_raw(Span(at, at + 1))
        assert place.start >= before and place.end <= len(text.text)
        before = place.start


def test_a_later_layer_that_cuts_into_a_repair_keeps_the_raw_words_and_both_reasons() -> None:
    text = RepairedText("责任单位:□□局负责").apply([Edit(Span(5, 8), "市水务局", "spam", "按上下文补", "low")])
    text = text.apply([Edit(Span(8, 10), "厅牵", "word", "改字")])
    [repair] = text.repairs
    assert text.text == "责任单位:市水务厅牵责"
    assert (repair.before, repair.after) == ("□□局负", "市水务厅牵")
    assert repair.reason == "按上下文补;改字" and repair.confidence == "low" and repair.code == "spam"


def test_a_deletion_is_not_forgotten_by_the_layers_after_it() -> None:
    text = RepairedText("創(chuàng)新驅動").apply([Edit(Span(1, 9), "", "gloss", "注音")])
    text = text.apply([Edit(Span(1, 2), "造", "word", "改字")])
    assert [r.before for r in text.repairs] == ["(chuàng)", "新"]
    assert text.rebuild() == "創(chuàng)新驅動"


def test_a_substitution_is_one_repair_and_maps_every_character_to_its_own() -> None:
    text = RepairedText("東港區產業規劃").substitute(Substitution("东港区产业规划", "script", "繁体转简体"))
    [repair] = text.repairs
    assert (repair.before, repair.after) == ("東", "东")
    assert text.to_raw(Span(3, 5)).of(text.raw) == "產業"
    assert text.from_raw(Span(5, 7)).of(text.text) == "规划"


def test_overlapping_edits_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        RepairedText("云溪市").apply([Edit(Span(0, 2), "", "a", ""), Edit(Span(1, 3), "", "b", "")])
    with pytest.raises(ValueError, match="leave"):
        RepairedText("云溪市").apply([Edit(Span(2, 4), "", "a", "")])
    with pytest.raises(ValueError, match="length"):
        RepairedText("云溪市").substitute(Substitution("云溪", "a", ""))


def test_ten_thousand_edits_of_a_million_characters_keep_their_places() -> None:
    text = RepairedText("甲乙丙丁戊己庚辛壬癸" * 100_000)
    for layer in range(4):
        text = text.apply([Edit(Span(i, i + 2), "申" * (layer + 1), "a", "b") for i in range(0, 980_000, 98)])
    places = [text.to_raw(Span(i, i + 30)) for i in range(0, 1_000_000, 100)]
    assert [text.from_raw(p).start for p in places] == sorted(text.from_raw(p).start for p in places)
    assert text.rebuild() == text.raw
