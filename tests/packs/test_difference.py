"""What differs between two packs of an invented document."""

from __future__ import annotations

from dataclasses import replace

from luoshi.kernel.spans import NOWHERE
from luoshi.packs.difference import FieldChange, compare
from luoshi.packs.keys import carry_keys, give_keys
from luoshi.packs.model import ClauseRecord, DocumentFacts, Pack, Task

ROWS = (
    ("一", "", "一、政务服务"),
    ("一/1", "一", "1.推进企业开办全程网办,一日办结"),
    ("一/2", "一", "2.建立云溪市惠企政策库,逐项公布"),
    ("一/3", "一", "3.设立企业诉求受理专窗"),
    ("二", "", "二、要素保障"),
    ("二/1", "二", "1.组织清源县茶叶企业参加广交会"),
)


def pack_of(rows: tuple[tuple[str, str, str], ...] = ROWS, **facts: str) -> Pack:
    clauses, tasks = [], []
    for path, parent, text in rows:
        marker = text[: text.index("、") + 1] if not parent else text[:2]
        clauses.append(
            ClauseRecord(path=path, kind="item" if parent else "heading", level=1, number=None, marker=marker, title="",
                         span=NOWHERE, own=NOWHERE, parent=parent or None, text=text + "\n")
        )  # fmt: skip
        if parent:
            tasks.append(Task(text=text[2:], clause=path, leads=("市政务局",), deadline="2025-06-30"))
    document = replace(DocumentFacts(title="云溪市实施意见"), **facts)  # type: ignore[arg-type]  # all facts here are text
    return give_keys(Pack(compiler="x", sources=(), document=document, clauses=tuple(clauses), tasks=tuple(tasks)))


def test_a_pack_does_not_differ_from_itself() -> None:
    difference = compare(pack_of(), pack_of())
    assert not difference


def test_added_and_removed_items_and_clauses_are_told_apart_from_renumbered_ones() -> None:
    old = pack_of()
    new_rows = (
        ROWS[0],
        ROWS[1],
        ("一/2", "一", "2.设立企业诉求受理专窗"),
        *ROWS[4:],
        ("二/2", "二", "2.实施人才安居工程"),
    )
    difference = compare(old, carry_keys(old, pack_of(new_rows)))
    tasks = difference.lists["tasks"]
    assert [t.text for t in tasks.added] == ["实施人才安居工程"]
    assert [t.text for t in tasks.removed] == ["建立云溪市惠企政策库,逐项公布"]
    assert tasks.changed == ()
    assert [c.path for c in difference.clauses.added] == ["二/2"]
    assert [c.path for c in difference.clauses.removed] == ["一/2"]
    assert difference.clauses.moved == ()
    assert [(a.path, b.path) for a, b in difference.clauses.renumbered] == [("一/3", "一/2")]


def test_a_changed_item_shows_its_fields() -> None:
    old, new = pack_of(), pack_of(issuer="云溪市人民政府")
    new = replace(new, tasks=(replace(new.tasks[0], leads=("市税务局",), id="t009"), *new.tasks[1:]))
    difference = compare(old, new)
    (change,) = difference.lists["tasks"].changed
    assert change.fields == (FieldChange("leads", ("市政务局",), ("市税务局",)),)
    assert difference.document == (FieldChange("issuer", None, "云溪市人民政府"),)


def test_a_clause_under_another_heading_has_moved() -> None:
    rows = (ROWS[0], *ROWS[2:], ("二/2", "二", "2.推进企业开办全程网办,一日办结"))
    difference = compare(pack_of(), pack_of(rows))
    assert [(a.path, b.path) for a, b in difference.clauses.moved] == [("一/1", "二/2")]
    assert difference.clauses.reworded == ()
    assert not difference.lists["tasks"]


def test_a_clause_in_another_order_has_moved_alone() -> None:
    rows = (ROWS[0], ("一/1", "一", "1.设立企业诉求受理专窗"), ("一/2", "一", "2.推进企业开办全程网办,一日办结"),
            ("一/3", "一", "3.建立云溪市惠企政策库,逐项公布"), *ROWS[4:])  # fmt: skip
    difference = compare(pack_of(), pack_of(rows))
    assert [(a.path, b.path) for a, b in difference.clauses.moved] == [("一/3", "一/1")]


def test_a_reworded_clause_is_shown_with_both_texts() -> None:
    rows = (*ROWS[:2], ("一/2", "一", "2.建立健全云溪市惠企政策库,逐条公布"), *ROWS[3:])
    old = pack_of()
    difference = compare(old, carry_keys(old, pack_of(rows)))
    ((before, after),) = difference.clauses.reworded
    assert (before.text, after.text) == ("2.建立云溪市惠企政策库,逐项公布\n", "2.建立健全云溪市惠企政策库,逐条公布\n")
    (change,) = difference.lists["tasks"].changed
    assert [c.field for c in change.fields] == ["text"]


def test_items_without_common_keys_are_still_recognised() -> None:
    old, new = pack_of(), pack_of()
    new = replace(new, tasks=tuple(replace(t, key=f"t-new{i}") for i, t in enumerate(new.tasks)))
    assert not compare(old, new).lists["tasks"]
