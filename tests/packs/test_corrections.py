"""An official edits the pack in an editor and compiles again: nothing is lost, whatever the compiler says next."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from luoshi.packs.correction_files import load_corrections
from luoshi.packs.files import write_text
from luoshi.packs.folder import HIDDEN, corrections_path, pack_path
from luoshi.packs.model import DocumentFacts
from luoshi.packs.nodes import PackError
from tests.packs.edited_pack import NAME, RAW, TEXTS, compiled, edit, item_block, run


def test_compiling_twice_changes_nothing(tmp_path: Path) -> None:
    run(tmp_path)
    first = pack_path(tmp_path, NAME).read_text(encoding="utf-8")
    settled = run(tmp_path)
    assert pack_path(tmp_path, NAME).read_text(encoding="utf-8") == first
    assert settled.corrections == ()
    assert not corrections_path(tmp_path, NAME).exists()
    assert len(list((tmp_path / HIDDEN).iterdir())) == 1


def test_an_edit_becomes_a_record_and_stays(tmp_path: Path) -> None:
    run(tmp_path)
    edit(tmp_path, "deadline: '2025-06-30'", "deadline: 2025-09-30")
    settled = run(tmp_path)
    (record,) = settled.new
    assert (record.key, record.field, record.was, record.to) == (
        compiled().tasks[0].key, "deadline", "2025-06-30", "2025-09-30",
    )  # fmt: skip
    assert (record.who, record.why, record.on) == ("王五", "核对原件", "2025-03-01")
    assert settled.pack.tasks[0].deadline == "2025-09-30"
    assert settled.pack.tasks[0].corrected == ("deadline",)
    again = run(tmp_path)
    assert again.new == ()
    assert again.pack == settled.pack
    assert load_corrections(corrections_path(tmp_path, NAME)) == settled.corrections


def test_a_note_beside_the_item_signs_its_corrections_and_leaves_the_file(tmp_path: Path) -> None:
    run(tmp_path)
    edit(tmp_path, "leads: [市政务局]", "leads: [市政务服务局]\n  why: 机构改革\n  by: 赵六")
    (record,) = run(tmp_path).new
    assert (record.who, record.why, record.to) == ("赵六", "机构改革", ("市政务服务局",))
    assert "赵六" not in pack_path(tmp_path, NAME).read_text(encoding="utf-8")


def test_setting_a_value_back_withdraws_the_record(tmp_path: Path) -> None:
    run(tmp_path)
    edit(tmp_path, "deadline: '2025-06-30'", "deadline: 2025-09-30")
    run(tmp_path)
    edit(tmp_path, "deadline: '2025-09-30'", "deadline: 2025-06-30")
    settled = run(tmp_path)
    assert settled.corrections == ()
    assert settled.pack.tasks[0].corrected == ()


def test_correcting_twice_keeps_what_the_compiler_gave(tmp_path: Path) -> None:
    run(tmp_path)
    for before, after in (("2025-06-30", "2025-09-30"), ("2025-09-30", "2025-12-31")):
        edit(tmp_path, f"deadline: '{before}'", f"deadline: '{after}'")
        run(tmp_path)
    (record,) = load_corrections(corrections_path(tmp_path, NAME))
    assert (record.was, record.to) == ("2025-06-30", "2025-12-31")


def correct_second(folder: Path) -> None:
    run(folder)
    block = item_block(folder, 2)
    edit(folder, block, block.replace("leads: [市政务局]", "leads: [市工信局]"))
    run(folder)


def test_a_correction_holds_quietly_when_the_compiler_comes_to_agree(tmp_path: Path) -> None:
    correct_second(tmp_path)
    settled = run(tmp_path, compiled(leads=("市工信局",)))
    assert settled.conflicts == ()
    assert settled.pack.tasks[1].leads == ("市工信局",)
    assert len(settled.corrections) == 1


def test_a_conflict_is_shown_and_the_person_prevails(tmp_path: Path) -> None:
    correct_second(tmp_path)
    settled = run(tmp_path, compiled(leads=("市财政局",)))
    (conflict,) = settled.conflicts
    assert (conflict.correction.was, conflict.correction.to, conflict.now) == (
        ("市政务局",),
        ("市工信局",),
        ("市财政局",),
    )
    task = settled.pack.tasks[1]
    assert task.leads == ("市工信局",)
    assert task.confidence == "low"
    assert "leads" in task.reasons[0]
    assert run(tmp_path, compiled(leads=("市财政局",))).conflicts == settled.conflicts


def test_setting_confidence_to_high_settles_a_conflict(tmp_path: Path) -> None:
    correct_second(tmp_path)
    run(tmp_path, compiled(leads=("市财政局",)))
    edit(tmp_path, "confidence: low", "confidence: high")
    settled = run(tmp_path, compiled(leads=("市财政局",)))
    assert settled.conflicts == ()
    assert (settled.pack.tasks[1].leads, settled.pack.tasks[1].confidence) == (("市工信局",), "high")
    assert [(r.field, r.was) for r in settled.corrections] == [("leads", ("市财政局",))]


def test_a_correction_follows_its_item_when_the_clause_is_reworded(tmp_path: Path) -> None:
    correct_second(tmp_path)
    settled = run(tmp_path, compiled(text="建立健全云溪市惠企政策库", deadline="2025-12-31"))
    assert (settled.pack.tasks[1].leads, settled.pack.tasks[1].deadline) == (("市工信局",), "2025-12-31")


def test_the_correction_of_an_item_that_has_gone_is_kept_and_comes_back_with_it(tmp_path: Path) -> None:
    correct_second(tmp_path)
    without = compiled()
    without = replace(without, tasks=(without.tasks[0], without.tasks[2]))
    settled = run(tmp_path, without)
    assert [r.to for r in settled.orphans] == [("市工信局",)]
    assert len(load_corrections(corrections_path(tmp_path, NAME))) == 1


def test_a_removed_item_stays_away_and_can_be_put_back(tmp_path: Path) -> None:
    run(tmp_path)
    block = item_block(tmp_path, 3)
    edit(tmp_path, block, "")
    settled = run(tmp_path)
    assert [t.text for t in settled.pack.tasks] == list(TEXTS[:2])
    (record,) = settled.new
    assert (record.field, record.was.text, record.to) == ("item", TEXTS[2], None)
    assert [t.text for t in run(tmp_path).pack.tasks] == list(TEXTS[:2])
    edit(tmp_path, "targets:", block + "targets:")
    settled = run(tmp_path)
    assert settled.corrections == ()
    assert [t.text for t in settled.pack.tasks] == list(TEXTS)


def test_an_added_item_finds_its_place_and_keeps_its_key(tmp_path: Path) -> None:
    run(tmp_path)
    edit(tmp_path, "tasks:\n", "tasks:\n- text: 惠企政策库\n  leads: [市司法局]\n  clause: '2'\n")
    settled = run(tmp_path)
    added = next(t for t in settled.pack.tasks if t.text == "惠企政策库")
    assert added.key.startswith("t-") and added.key not in {t.key for t in compiled().tasks}
    assert added.id == "t004"
    assert added.span.of(RAW) == "惠企政策库"
    assert [t.clause for t in settled.pack.tasks] == ["1", "2", "2", "3"]
    block = item_block(tmp_path, 4)
    edit(tmp_path, block, block.replace("市司法局", "市财政局"))
    settled = run(tmp_path)
    (record,) = settled.corrections
    assert (record.was, record.to.leads) == (None, ("市财政局",))
    assert next(t for t in settled.pack.tasks if t.text == "惠企政策库").key == added.key
    edit(tmp_path, item_block(tmp_path, 4), "")
    assert run(tmp_path).corrections == ()


def test_the_document_s_own_facts_are_corrected_too(tmp_path: Path) -> None:
    run(tmp_path)
    edit(tmp_path, "  issuer: null", "  issuer: 云溪市人民政府")
    settled = run(tmp_path)
    assert settled.pack.document.issuer == "云溪市人民政府"
    assert [(r.section, r.field) for r in settled.corrections] == [("document", "issuer")]


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("key: t-", "key: t-zzz", "没有键为“t-zzz"),
        ("leads: [市政务局]", "leads: [市政务局", "YAML"),
        ("leads: [市政务局]", "leads: 市政务局", "列表"),
        ("kind: item", "kind: article", "clauses"),
        ("- id: t002", "- text: 新\n  clause: 九/9\n- id: t002", "没有“九/9”这一条款"),
        ("clause: '2'", "clause: 九/9", "没有“九/9”这一条款"),
        ("leads: [市政务局]", "leads: [市政务局，市财政局]", "看来是几个单位"),
        ("leads: [市政务局]", "leads: [市政务局、市财政局]", "看来是几个单位"),
        ("- id: t002", "- text: 新\n  leads: [市政务局，市财政局]\n- id: t002", "看来是几个单位"),
    ],
)
def test_a_fault_in_the_edited_file_stops_the_run_and_changes_nothing(
    tmp_path: Path, before: str, after: str, words: str
) -> None:
    run(tmp_path)
    edit(tmp_path, before, after)
    files = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    with pytest.raises(PackError) as caught:
        run(tmp_path)
    assert words in caught.value.say("zh")
    assert "意见.pack.yaml" in caught.value.say("en")
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == files


def test_an_item_copied_with_its_key_is_refused(tmp_path: Path) -> None:
    run(tmp_path)
    edit(tmp_path, "targets:", item_block(tmp_path, 1) + "targets:")
    with pytest.raises(PackError, match="出现两次"):
        run(tmp_path)


@pytest.mark.parametrize("written", ["corrections", "base", "pack"])
def test_a_run_cut_off_between_two_files_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    """The new compilation differs, an edit is waiting, and the process dies after the first, second or third file."""
    run(tmp_path)
    edit(tmp_path, "deadline: '2025-06-30'", "deadline: 2025-09-30")
    import luoshi.packs.folder as module

    after = {"corrections": "save_base", "base": "write_text", "pack": "_bases"}[written]
    if written == "base":
        monkeypatch.setattr(module, "write_text", lambda p, t: write_text(p, t) if HIDDEN in p.parts else 1 / 0)
    else:
        monkeypatch.setattr(module, after, lambda *_: 1 / 0)
    new = compiled(leads=("市财政局",))
    with pytest.raises(ZeroDivisionError):
        run(tmp_path, new)
    monkeypatch.undo()
    settled = run(tmp_path, new)
    assert [(r.field, r.was, r.to) for r in settled.corrections] == [("deadline", "2025-06-30", "2025-09-30")]
    assert settled.pack.tasks[1].leads == ("市财政局",)


def test_without_the_last_compilation_the_edits_are_still_found(tmp_path: Path) -> None:
    run(tmp_path)
    edit(tmp_path, "deadline: '2025-06-30'", "deadline: 2025-09-30")
    for path in (tmp_path / HIDDEN).iterdir():
        path.unlink()
    settled = run(tmp_path)
    assert [(r.field, r.to) for r in settled.corrections] == [("deadline", "2025-09-30")]
    assert settled.remarks


def test_without_the_last_compilation_another_edition_can_still_be_compiled(tmp_path: Path) -> None:
    """The pack came by mail, without the hidden folder, and the document has changed since."""
    run(tmp_path)
    edit(tmp_path, "deadline: '2025-06-30'", "deadline: 2025-09-30")
    edit(tmp_path, "targets:", "- text: 惠企政策库\n  clause: '2'\ntargets:")
    for path in (tmp_path / HIDDEN).iterdir():
        path.unlink()
    given = compiled()
    other = replace(given, tasks=given.tasks[:2], clauses=given.clauses[:2], document=DocumentFacts(title="修订稿"))
    settled = run(tmp_path, other)
    assert settled.remarks
    assert settled.pack.tasks[0].deadline == "2025-09-30"
    assert {task.text for task in settled.pack.tasks} == {*TEXTS, "惠企政策库"}  # nothing is lost
    assert len({task.key for task in settled.pack.tasks}) == 4
    assert settled.pack.clauses == given.clauses[:2]
    assert run(tmp_path, other).new == ()


def test_another_document_by_the_same_name_does_not_take_the_place_of_a_pack(tmp_path: Path) -> None:
    run(tmp_path)
    before = pack_path(tmp_path, NAME).read_bytes()
    given = compiled()
    words = "对首次入选的企业给予一次性奖励五十万元"
    other = replace(
        given,
        document=DocumentFacts(title="清源县若干措施"),
        clauses=tuple(replace(clause, text=words) for clause in given.clauses),
        tasks=(replace(given.tasks[0], text=words),),
    )
    with pytest.raises(PackError, match=r"意见.pack.yaml：这里已有另一份文件.*云溪市实施意见.*清源县若干措施"):
        run(tmp_path, other)
    assert pack_path(tmp_path, NAME).read_bytes() == before
    run(tmp_path, replace(given, document=DocumentFacts(title="云溪市实施意见(修订)")))  # another edition does
    run(tmp_path, replace(other, document=DocumentFacts(title="云溪市实施意见(修订)")))  # and a text written anew


def test_an_empty_pack_file_says_how_to_get_it_back(tmp_path: Path) -> None:
    run(tmp_path)
    pack_path(tmp_path, NAME).write_bytes(b"")
    with pytest.raises(PackError, match=r"意见.pack.yaml：文件是空的。请从备份恢复"):
        run(tmp_path)


def test_words_replaced_throughout_are_refused_with_the_clause(tmp_path: Path) -> None:
    run(tmp_path)
    edit(tmp_path, "惠企政策库", "惠企政策目录", -1)
    with pytest.raises(PackError, match=r"“clauses”由编译器写出.*改动在 2"):
        run(tmp_path)
