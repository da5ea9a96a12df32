"""What a plan holds, decided without a database."""

from __future__ import annotations

from typing import Any

from luoshi.enactment.rules import ItemBefore, ItemNow, Like, basis_of, changed_fields, steps_of, undecided
from luoshi.enactment.task_facts import Reading, deadline_of, facts_of, measure_of, parts_of, theme_of, title_of
from luoshi.tasks.likeness import closest

KINDS = {"tasks": "tasks.task"}
PLACE = ("tasks", "t-1")


def now(key: str = "t-1", kind: str = "tasks", **facts: Any) -> ItemNow:
    return ItemNow(kind=kind, key=key, title="修路", clause="一/1", facts=facts or {"title": "修路"})


def before(key: str = "t-1", state: Any = "live", **facts: Any) -> ItemBefore:
    return ItemBefore(
        kind="tasks", key=key, title="修路", clause="一/1", state=state, object_kind="tasks.task", object_id=9,
        facts=facts or {"title": "修路"},
    )  # fmt: skip


def acts(*args: Any) -> list[str]:
    return [step.act for step in steps_of(*args)]


def test_a_new_item_is_created() -> None:
    assert acts([now()], [], {}, {}, KINDS) == ["create"]


def test_an_item_that_runs_unchanged_is_kept() -> None:
    (step,) = steps_of([now()], [before()], {}, {}, KINDS)
    assert (step.act, step.object_id) == ("keep", 9)


def test_a_changed_item_names_its_fields_and_what_people_changed_since() -> None:
    (step,) = steps_of([now(title="修桥")], [before()], {}, {PLACE: {"title": "修大桥", "parts": []}}, KINDS)
    assert step.act == "change"
    assert step.note == {"fields": ["title"], "drift": {"title": "修大桥"}}


def test_an_item_that_left_the_document_is_withdrawn_last() -> None:
    assert acts([now("t-2")], [before()], {}, {}, KINDS) == ["create", "withdraw"]


def test_what_was_withdrawn_before_is_not_withdrawn_again_and_may_come_back() -> None:
    assert acts([], [before(state="withdrawn")], {}, {}, KINDS) == []
    (step,) = steps_of([now()], [before(state="withdrawn")], {}, {}, KINDS)
    assert (step.act, step.note) == ("create", {"again": True})


def test_an_item_without_engine_waits_and_is_made_once_the_engine_is_there() -> None:
    waiting = ItemNow(kind="registers", key="r-1", title="名录", clause="二", facts=None)
    stood = ItemBefore(kind="registers", key="r-1", title="名录", clause="二", state="waiting")
    assert acts([waiting], [], {}, {}, KINDS) == ["wait"]
    assert acts([waiting], [stood], {}, {}, KINDS) == ["keep"]
    assert acts([now("r-1", "registers")], [stood], {}, {}, KINDS) == ["create"]


def test_a_likeness_proposes_a_link_and_chooses_only_when_it_is_near_certain() -> None:
    def like(share: float) -> dict[tuple[str, str], Like]:
        return {PLACE: Like(object_id=4, share=share, number="2026-0004", title="修公路", source="另一文件")}

    near = steps_of([now()], [], like(0.9), {}, KINDS)[0]
    far = steps_of([now()], [], like(0.6), {}, KINDS)[0]
    assert (near.act, near.object_id, near.choice) == ("link", 4, "link")
    assert far.choice == ""
    assert undecided([(near.act, near.choice), (far.act, far.choice)]) == 1


def test_fields_that_are_absent_and_empty_are_the_same() -> None:
    assert changed_fields({"a": None}, {}) == []


def test_the_basis_differs_when_anything_does() -> None:
    assert basis_of([1, ["a"]]) == basis_of([1, ["a"]]) != basis_of([1, ["b"]])


def test_the_likest_running_task_is_found_and_strangers_are_not() -> None:
    running = [(1, "建设全市一体化公共数据平台"), (2, "推进全市一体化公共数据平台建设工作"), (3, "修复湿地")]
    found = closest({"a": "建设全市一体化的公共数据平台", "b": "举办龙舟赛"}, running)
    assert found.keys() == {"a"}
    assert found["a"][0] == 1


def test_running_tasks_are_read_once() -> None:
    running = iter([(1, "建设全市一体化公共数据平台")])
    assert closest({"a": "建设全市一体化公共数据平台", "b": "建设全市一体化公共数据平台"}, running).keys() == {"a", "b"}


def test_the_first_lead_leads_and_the_others_lead_jointly() -> None:
    data = {"leads": ["市甲局", "市乙局"], "participants": ["市丙局", "各县市区", "市甲局"]}
    readings = {
        "市甲局": Reading(unit=1),
        "市乙局": Reading(unit=2),
        "市丙局": Reading(unit=3),
        "各县市区": Reading(group=7),
    }
    roles = [(part["role"], part["unit"], part["group"]) for part in parts_of(data, readings)]
    assert roles == [("lead", 1, None), ("joint_lead", 2, None), ("responsible", 3, None), ("responsible", None, 7)]


def test_gaps_are_recorded_not_guessed() -> None:
    facts = facts_of({"text": "做好宣传。", "participants": ["省某公司"]}, {}, (), clause="一", since=None)
    assert facts["gaps"] == ["no_lead", "outside", "no_deadline"]
    assert facts["deadline"]["due_on"] is None


def test_a_date_inside_the_text_is_shown_but_is_no_deadline() -> None:
    assert deadline_of({"text_deadline": "2020-12-31"}, None)["kind"] == "none"
    assert "2020-12-31" in deadline_of({"text_deadline": "2020-12-31"}, None)["printed"]


def test_titles_are_cut_at_the_sentence_also_with_full_width_marks() -> None:
    assert title_of({"text": "加强监管\uff1b完善制度\u3002"}) == "加强监管"
    assert title_of({"title": "保障", "text": "保障\u3002落实经费\u3002"}) == "保障:落实经费"
    assert len(title_of({"text": "长" * 500})) == 60


def test_themes_lose_their_number_also_in_full_width_brackets() -> None:
    assert theme_of(["\uff08二\uff09优化服务"]) == "优化服务"
    assert theme_of(["第三章 保障措施"]) == "保障措施"
    assert theme_of([]) == ""


def test_only_what_can_be_counted_becomes_a_quantity() -> None:
    assert measure_of({"indicator": "专利", "value": 2.5, "unit": "万元", "kind": "level"}) == {
        "name": "专利", "unit": "万元", "decimals": 1, "target": 25,
    }  # fmt: skip
    assert measure_of({"indicator": "占比", "value": 60, "unit": "%", "kind": "level"}) is None
    assert measure_of({"indicator": "企业", "value": [2, 3], "unit": "家", "kind": "level"}) is None
    assert measure_of({"indicator": "产值", "value": 2, "unit": "亿元", "kind": "growth"}) is None
