"""Provisions keep what the body obliges, how strongly, and whom."""

from __future__ import annotations

import pytest

from luoshi.compiler.draft import Draft
from luoshi.compiler.lexicons.strength import strength_of
from luoshi.compiler.lines import split_lines, split_sentences
from luoshi.compiler.outline import outline
from luoshi.compiler.pipeline import draft_of
from luoshi.compiler.provisions import read_provisions
from luoshi.kernel.spans import Span
from luoshi.packs.model import Strength, Task
from luoshi.texts.model import Source


def drafted(text: str, tasks: tuple[Task, ...] = ()) -> Draft:
    source = Source(name="t.txt", raw=text, sha256="", reader="text/1")
    draft = draft_of([source], (split_lines, outline, split_sentences))
    return read_provisions(draft.having(tasks=tasks))


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("审批部门不得擅自增设前置条件。", "prohibit"),
        ("严禁以任何形式指定中介机构。", "prohibit"),
        ("无依据的事项一律取消。", "must"),
        ("各单位要明确专人负责。", "must"),
        ("招标人应当公开评审结果。", "must"),
        ("全面推行一窗受理。", "full"),
        ("推广智能监测设备。", "promote"),
        ("探索建立跨区域协作制度。", "explore"),
        ("力争两年内建成通车。", "strive"),
        ("鼓励企业参与标准制定。", "encourage"),
        ("加快园区建设,鼓励企业上市。", "promote"),
        ("主要任务和重要指标见附件。", "plain"),
        ("相应的需求信息在网站查询。", "plain"),
        ("按要求报送。", "plain"),
    ],
)
def test_the_words_decide_how_strongly_a_text_obliges(text: str, strength: Strength) -> None:
    assert strength_of(text) == strength


@pytest.mark.parametrize(
    ("text", "bearer"),
    [
        ("各级各部门要加强协作,形成合力。", "各级各部门"),
        ("审批部门不得擅自增设前置条件。", "审批部门"),
        ("任何单位和个人不得干预评审活动。", "任何单位和个人"),
        ("对重点项目,市财政局应当优先安排资金。", "市财政局"),
        ("加快推进项目,各县区要每月报送进度。", "各县区"),
        ("全面推行一窗受理、集成服务。", None),
    ],
)
def test_who_is_bound_is_named_where_the_words_name_it(text: str, bearer: str | None) -> None:
    (provision,) = drafted(text).provisions
    assert provision.bearer == bearer
    if bearer:
        assert provision.spans["bearer"][0].of(text) == bearer


@pytest.mark.parametrize(
    "text",
    [
        "近年来,全县农业生产水平稳步提升。",
        "为加快推进园区建设,制定本方案。",
        "这项工作具有重要意义。",
        "现将实施方案印发给你们,请认真贯彻执行。",
        "本办法自印发之日起施行。",
    ],
)
def test_a_sentence_that_only_states_is_no_provision(text: str) -> None:
    assert drafted(text).provisions == ()


def test_the_text_of_a_task_is_no_provision() -> None:
    text = "建立河湖巡查制度。\n各部门要密切配合。"
    draft = drafted(text, (Task(text=text[:9], span=Span(0, 9)),))
    assert [p.text for p in draft.provisions] == ["各部门要密切配合。"]


def test_a_sentence_that_an_annex_gives_out_as_a_task_is_no_provision() -> None:
    elsewhere = Task(text="建立河湖巡查制度。加强宣传。", span=Span(500, 520))
    draft = drafted("建立河湖巡查制度。\n各部门要密切配合。", (elsewhere,))
    assert [p.text for p in draft.provisions] == ["各部门要密切配合。"]
