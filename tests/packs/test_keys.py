"""An item keeps its key whatever becomes of the document: the document here is invented."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.kernel.spans import Span
from luoshi.packs.keys import all_keys, carry_keys, give_keys, retire
from luoshi.packs.model import DocumentFacts, Pack, Target, Task

TASKS = (
    ("一、营商环境", "推进企业开办全程网办,压缩办理时限,实现一次不用跑"),
    ("一、营商环境", "建立云溪市惠企政策库,逐项公布申报条件和兑付时间"),
    ("一、营商环境", "加强督促检查"),
    ("二、产业发展", "支持东港区建设新材料中试基地,引进三家检测机构"),
    ("二、产业发展", "组织清源县茶叶企业参加广交会,扩大出口"),
    ("二、产业发展", "加强督促检查"),
    ("三、民生保障", "新建改建农村公路,打通乡镇断头路"),
)


def pack_of(rows: tuple[tuple[str, str], ...], targets: tuple[Target, ...] = ()) -> Pack:
    """A pack as the compiler gives it: every item with its heading and clause, keyed afresh."""
    numbers: dict[str, int] = {}
    tasks = []
    for place, (heading, text) in enumerate(rows):
        numbers[heading] = numbers.get(heading, 0) + 1
        clause = f"{heading[0]}/{numbers[heading]}"
        tasks.append(Task(text=text, path=(heading,), clause=clause, span=Span(place * 100, place * 100 + len(text))))
    facts = DocumentFacts(title="云溪市实施意见")
    return give_keys(Pack(compiler="test", sources=(), document=facts, tasks=tuple(tasks), targets=targets))


def keys(pack: Pack) -> list[str]:
    return [task.key for task in pack.tasks]


def test_keys_are_short_unique_and_the_same_on_every_run() -> None:
    first, second = pack_of(TASKS), pack_of(TASKS)
    assert keys(first) == keys(second)
    assert len(all_keys(first)) == len(TASKS)
    assert all(len(key) == 10 and key.startswith("t-") for key in keys(first))


def test_a_key_does_not_depend_on_punctuation_or_width() -> None:
    wide = tuple((heading, text.replace(",", "，")) for heading, text in TASKS)
    assert keys(pack_of(wide)) == keys(pack_of(TASKS))


def test_inserting_a_clause_leaves_all_keys_and_gives_one_new() -> None:
    old = pack_of(TASKS)
    new = carry_keys(old, pack_of((TASKS[0], ("一、营商环境", "设立企业诉求受理专窗,当日转办"), *TASKS[1:])))
    assert [keys(new)[0], *keys(new)[2:]] == keys(old)
    assert keys(new)[1] not in keys(old)


@pytest.mark.parametrize("gone", range(len(TASKS)))
def test_deleting_any_clause_leaves_the_keys_of_the_others(gone: int) -> None:
    old = pack_of(TASKS)
    new = carry_keys(old, pack_of(TASKS[:gone] + TASKS[gone + 1 :]))
    assert keys(new) == keys(old)[:gone] + keys(old)[gone + 1 :]


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (0, "推进企业开办全程网办,进一步压缩办理时限,实现一次都不用跑"),
        (1, "建设云溪市惠企政策库,公布申报条件、兑付标准和兑付时间"),
        (3, "支持东港区建设新材料中试基地和检测中心,引进五家检测机构"),
        (4, "组织清源县茶叶企业参加广交会、进博会,扩大出口规模"),
        (6, "新建改建提质农村公路,打通乡镇之间的断头路和瓶颈路"),
    ],
)
def test_a_reworded_clause_keeps_its_key(place: int, text: str) -> None:
    old = pack_of(TASKS)
    new = carry_keys(old, pack_of((*TASKS[:place], (TASKS[place][0], text), *TASKS[place + 1 :])))
    assert keys(new) == keys(old)


def test_a_clause_moved_under_another_heading_keeps_its_key() -> None:
    old = pack_of(TASKS)
    moved = ("三、民生保障", TASKS[0][1])
    new = carry_keys(old, pack_of((*TASKS[1:], moved)))
    assert keys(new) == [*keys(old)[1:], keys(old)[0]]


def test_a_clause_moved_and_reworded_keeps_its_key() -> None:
    old = pack_of(TASKS)
    moved = ("三、民生保障", "推进企业开办全程网办,大幅压缩办理时限,实现一次不用跑腿")
    new = carry_keys(old, pack_of((*TASKS[1:], moved)))
    assert keys(new) == [*keys(old)[1:], keys(old)[0]]


def test_all_changes_at_once() -> None:
    old = pack_of(TASKS)
    rows = (
        ("一、营商环境", "设立企业诉求受理专窗,当日转办"),  # inserted
        ("一、营商环境", "推进企业开办全程网办,压缩办理时限至一天,实现一次不用跑"),  # reworded
        TASKS[2],  # TASKS[1] deleted
        ("二、开放型经济", TASKS[4][1]),  # heading renamed, order changed
        ("二、开放型经济", TASKS[3][1]),
        ("二、开放型经济", TASKS[5][1]),
        TASKS[6],
    )
    new = carry_keys(old, pack_of(rows))
    assert [keys(old).index(k) if k in keys(old) else None for k in keys(new)] == [None, 0, 2, 4, 3, 5, 6]


def test_the_key_of_a_deleted_item_is_not_given_to_another() -> None:
    first = pack_of(TASKS)
    second = carry_keys(first, pack_of(TASKS[:-1]))
    retired = retire(first, second)
    assert retired == {keys(first)[-1]}
    third = carry_keys(second, pack_of((*TASKS[:-1], ("三、民生保障", "实施老旧小区加装电梯补助"))), retired)
    assert keys(third)[-1] not in all_keys(first)


def test_an_item_worded_like_a_renamed_one_does_not_take_its_key() -> None:
    """The reworded item holds the key; the old words, printed again for new work, get another."""
    first = pack_of(TASKS[:2])
    reworded = (TASKS[0][0], "推进企业开办全程网办,大幅压缩办理时限,实现一次不用跑")
    second = carry_keys(first, pack_of((reworded, TASKS[1])))
    assert keys(second) == keys(first)
    third = carry_keys(second, pack_of((reworded, TASKS[1], TASKS[0])))
    assert keys(third)[:2] == keys(first)
    assert keys(third)[2] not in keys(first)


def target(scope: str, year: int, value: float) -> Target:
    text = f"{scope} {value}"
    return Target(indicator="进出口总额", scope=scope, year=year, value=value, unit="亿元", text=text, clause="附件/1")


def test_a_row_deleted_from_a_target_table_does_not_shift_the_keys_below_it() -> None:
    rows = tuple(target(scope, year, 3.5) for scope in ("东港区", "清源县", "云溪市") for year in (2024, 2025))
    old = pack_of((), rows)
    new = carry_keys(old, pack_of((), rows[:2] + rows[4:]))
    assert [t.key for t in new.targets] == [old.targets[i].key for i in (0, 1, 4, 5)]


def test_another_place_in_the_row_of_a_target_table_is_another_target() -> None:
    old = pack_of((), (target("东港区", 2025, 3.5), target("清源县", 2025, 2.0)))
    new = carry_keys(old, pack_of((), (target("东港区", 2025, 3.5), target("南屏县", 2025, 2.0))))
    assert new.targets[0].key == old.targets[0].key
    assert new.targets[1].key not in all_keys(old)


def test_a_target_whose_figure_changes_keeps_its_key() -> None:
    old = pack_of((), (target("东港区", 2025, 3.5), target("清源县", 2025, 2.0)))
    new = carry_keys(old, pack_of((), (target("东港区", 2025, 4.5), target("清源县", 2025, 2.0))))
    assert [t.key for t in new.targets] == [t.key for t in old.targets]


def test_a_thousand_items_all_alike_and_all_reworded_keep_their_keys() -> None:
    rows = tuple(("一、任务", f"推进第{i}号项目建设,由{i * 7919 % 9973}工作专班负责,按期完成验收") for i in range(1000))
    reworded = tuple((heading, text.replace("按期完成", "如期完成")) for heading, text in rows)
    old, fresh = pack_of(rows), pack_of(reworded)
    new = carry_keys(old, fresh)
    assert sum(a == b for a, b in zip(keys(old), keys(new), strict=True)) > 990


WORK = tuple(f"{verb}{thing},{end}" for verb in ("推进", "建立", "完善") for thing in ("企业开办网办", "惠企政策库", "人才公寓")
             for end in ("年底前完成", "定期公布进展"))  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.sampled_from(WORK), max_size=8), min_size=2, max_size=5))
def test_through_any_history_keys_stay_unique_and_mean_one_item(editions: list[list[str]]) -> None:
    """Editions of a document with any tasks in any order, also several times the same words."""
    retired: frozenset[str] = frozenset()
    before: Pack | None = None
    for edition in editions:
        pack = pack_of(tuple(("一、任务", text) for text in edition))
        if before is not None:
            after = carry_keys(before, pack, retired)
            unchanged = Counter(t.text for t in before.tasks) & Counter(edition)
            kept = Counter(t.text for t in after.tasks if t.key in all_keys(before) and t.text in unchanged)
            assert all(kept[text] >= count for text, count in unchanged.items())
            assert not all_keys(after) & retired
            retired = retire(before, after, retired)
            pack = after
        assert len(all_keys(pack)) == len(edition)
        before = pack
