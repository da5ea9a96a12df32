"""Repair takes any text: it never fails, loses nothing, and a hostile line takes a moment."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.texts.repairs import repair

FRAGMENTS = [
    "?。ㄒ唬﹦", "chuàng)", "創(chuàng)新", "發(fā)展產業", "澳门葡京网址", "、", "市科技局", "(责任单位:", "〔201713号", "20186",
    "完成时限", "\n", " ", "\xa0", "“互联网 政务服务”", "世界500强", "世界5002家", "8%12%", "分别", "第一章", "快", "负", "《", "》",
    ")", "落实“人才30”", "髙", "\u200b", "2017年1229日", "一、", "㐂", "\U00020000", "\x00", "\ud7ff", "\r\n", "\r",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=6)), max_size=40))
def test_the_raw_text_is_rebuilt_from_whatever_was_repaired(parts: list[str]) -> None:
    raw = "".join(parts)
    repaired = repair(raw)
    assert repaired.rebuild() == raw
    for found in repaired.repairs:
        assert found.before == found.span.of(raw) and found.reason


@pytest.mark.parametrize(
    "part", ["(", "〔", "2018", "?。ㄊ┩卣菇洕献餍驴臻", "澳门葡京网址、", "創(chuàng)", "重 ", "产業", "\n", "%8"]
)
def test_a_hostile_line_is_kept_whole(part: str) -> None:
    raw = part * (400_000 // len(part))
    assert repair(raw).rebuild() == raw


def test_carriage_returns_change_no_repair() -> None:
    text = "云溪市水利局\n20211229\n創(chuàng)新發(fā)展產業(yè)經濟實業\n完成时限\n"
    repaired = repair(text.replace("\n", "\r\n"))
    assert repaired.text == repair(text).text.replace("\n", "\r\n")


POLICIES = Path(__file__).parents[4] / "shared" / "policies"


@pytest.mark.skipif(not POLICIES.exists(), reason="the policies shared beside the repository are not here")
def test_the_damaged_pages_read_well() -> None:
    texts = {p.stem[:3]: repair(p.read_text("utf-8-sig")) for p in POLICIES.glob("*.txt")}
    assert "葡京" not in texts["001"].text
    assert not set("ㄒㄈㄋㄎㄊ﹦┩娀") & set(texts["002"].text) and "chuàng" not in texts["002"].text
    assert [line[:4] for line in texts["002"].text.split("\n") if line.startswith("(十")][-1] == "(十四)"
    assert "〔2017〕13号" in texts["004"].text and "〔201713号" not in texts["004"].text
    assert all(t.rebuild() == t.raw for t in texts.values())


def test_lone_surrogates_in_a_traditional_page_are_kept() -> None:
    raw = "\ud800全面推進產業轉型升級,優化\udfff營商環境,開發區發展。" * 20
    repaired = repair(raw)
    assert repaired.rebuild() == raw
    assert repaired.text.startswith("\ud800全面推进产业转型升级,优化\udfff营商环境")
