"""One byte lost in GBK: the heading is found again, and what was guessed says so."""

from __future__ import annotations

import pytest

from luoshi.texts.repairs import repair
from luoshi.texts.repairs.gbk_shift import undo_shift
from luoshi.texts.repairs.shifted_bytes import shifted

BODY = (
    "一、总体要求\n(一)指导思想。深入实施创新驱动发展战略,加快构建现代产业体系,优化营商环境。\n"
    "坚持统筹协调,强化企业主体地位,促进成果转化,培养各类人才,完善服务体系,健全工作机制。\n"
)


def damaged(heading: str) -> str:
    """What a page prints of a heading that lost the first byte of its space; the rest of the line stays whole."""
    return "?" + shifted("　" + heading)


@pytest.mark.parametrize(
    "heading",
    ["（二）强化企业主体地位", "（二）优化营商环境", "（二）培养各类人才"],
)
def test_a_heading_in_simplified_script_is_read_again(heading: str) -> None:
    text = BODY + damaged(heading) + "\n(三)加强监管。落实责任。\n"
    repaired = repair(text)
    assert repaired.text.replace("(", "（").replace(")", "）").split("\n")[3] == heading
    assert repaired.rebuild() == text


def test_the_numbers_go_on_from_the_heading_before() -> None:
    lines = [damaged("（二）优化营商环境"), damaged("（三）强化企业主体地位"), damaged("（四）培养各类人才")]
    repaired = repair(BODY + "\n".join(lines) + "\n")
    assert [line[:3] for line in repaired.text.split("\n")[3:6]] == ["(二)", "(三)", "(四)"]


def test_the_undamaged_rest_of_the_line_is_left_alone() -> None:
    printed = "?" + shifted("　（二）優化營商環").removesuffix("h")
    text = BODY + printed + "(jìng)境。加快建設產業園區,推進開發區體制機制創新,優化營商環境。\n"
    [edit] = undo_shift(text)
    assert edit.after.startswith("(二)優")
    assert text[edit.span.end :].endswith("優化營商環境。\n")


def test_a_shift_up_to_the_end_of_a_line_is_doubtful() -> None:
    """Bytes that vanished at the very end leave no mark."""
    [found] = repair(BODY + damaged("（二）健全工作机制") + "\n").repairs
    assert found.after.startswith("(二)健全工作机")
    assert found.confidence == "low" and "行末" in found.reason


def test_every_shift_that_was_undone_is_a_repair_with_its_printed_words() -> None:
    printed = damaged("（二）优化营商环境")
    [found] = [r for r in repair(BODY + printed + "\n").repairs if r.code == "gbk-shift"]
    assert found.before == printed and "移位" in found.reason


def test_sound_text_with_question_marks_and_bopomofo_is_left_alone() -> None:
    for text in ("怎么办?。见附件", "注音符号ㄅㄆㄇ见附表", "增长率是多少?(一)看总量。(二)看结构。"):
        assert list(undo_shift(text)) == []
