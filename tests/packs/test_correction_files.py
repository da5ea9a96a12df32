"""Comments that people leave in a pack, and the file of records: both come back as they were."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from luoshi.packs.correction_files import dump_corrections, parse_corrections
from luoshi.packs.corrections import Correction, replay
from luoshi.packs.folder import pack_path
from luoshi.packs.nodes import PackError
from tests.packs.edited_pack import NAME, compiled, edit, run


def test_comments_of_people_stay_with_their_items(tmp_path: Path) -> None:
    run(tmp_path)
    edit(tmp_path, "deadline: '2025-06-30'", "deadline: 2025-09-30  # 张副市长口头要求")
    edit(tmp_path, "- id: t002", "# 与财政局再核\n- id: t002")
    edit(tmp_path, "tasks:", "# 任务共三项\ntasks:")
    edit(tmp_path, "tasks:\n", "tasks:\n# 新的一项\n- text: 惠企政策库\n  clause: '2'\n")
    run(tmp_path)
    text = pack_path(tmp_path, NAME).read_text(encoding="utf-8")
    assert "# 任务共三项\ntasks:\n# 张副市长口头要求\n- id: t001" in text
    assert "# 与财政局再核\n- id: t002" in text
    assert "# 新的一项\n- id: t004" in text
    again = run(tmp_path, compiled(text="建立健全云溪市惠企政策库"))
    assert again.new == ()
    after = pack_path(tmp_path, NAME).read_text(encoding="utf-8")
    assert [line for line in after.splitlines() if line.startswith("# ")] == [
        line for line in text.splitlines() if line.startswith("# ")
    ]
    assert "# 与财政局再核\n- id: t002" in after


def test_the_comment_of_an_item_that_has_gone_is_kept(tmp_path: Path) -> None:
    run(tmp_path)
    edit(tmp_path, "- id: t003", "# 重要\n- id: t003")
    without = compiled()
    run(tmp_path, replace(without, tasks=without.tasks[:2]))
    assert "# 重要\ndocument:" in pack_path(tmp_path, NAME).read_text(encoding="utf-8")


def test_what_looks_like_a_comment_inside_text_is_none(tmp_path: Path) -> None:
    long = "# 井号开头的长文字" * 8
    pack = compiled(text=f"{long}\n# 第二行 #三", number="# 1", scope="甲 # 乙", leads=("局 # 一", "#二"))
    run(tmp_path, pack)
    before = pack_path(tmp_path, NAME).read_text(encoding="utf-8")
    settled = run(tmp_path, pack)
    assert settled.comments == {}
    assert pack_path(tmp_path, NAME).read_text(encoding="utf-8") == before


def test_records_come_back_from_their_file() -> None:
    task = compiled().tasks[0]
    records = (
        Correction(key=task.key, section="tasks", field="leads", was=("甲局",), to=(), who="王五", why="a: b", on="2025-03-01", about="x"),
        Correction(key=task.key, section="tasks", field="item", was=task, to=None),
        Correction(key="document", section="document", field="number", was=None, to="017"),
        Correction(key="g-1", section="targets", field="value", was=1.5, to=(1, 2)),
    )  # fmt: skip
    assert parse_corrections(dump_corrections(records)) == records


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("field: number", "field: nummer", "number"),
        ("field: number", "field: span", "span"),
        ("list: document", "list: tusks", "tusks"),
        ("  to: '017'\n", "", "to"),
        ("to: '017'", "to: [1]", "文字"),
        ("corrections:", "records:", "不是更正记录"),
        ("luoshi.corrections/1", "luoshi.corrections/9", "只认识 luoshi.corrections/1"),
    ],
)
def test_a_broken_record_is_shown_with_its_line(before: str, after: str, words: str) -> None:
    text = dump_corrections([Correction(key="document", section="document", field="number", was=None, to="017")])
    assert before in text
    with pytest.raises(PackError) as caught:
        parse_corrections(text.replace(before, after))
    assert words in caught.value.say()
    assert caught.value.place is not None and caught.value.place.line


def test_replaying_no_corrections_changes_nothing() -> None:
    assert replay(compiled(), ()).pack == compiled()
