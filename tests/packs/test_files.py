"""Pack files: what is written comes back the same, and what cannot be taken is said with its place."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from luoshi.kernel.spans import Span
from luoshi.packs.files import FORMAT, as_data, dump_yaml, load, parse, write_text
from luoshi.packs.model import ClauseRecord, DocumentFacts, Pack, SourceRecord, Target, Task
from luoshi.packs.nodes import PackError

TASK = Task(
    id="t001", key="t-7k2m9qxc", text="推进企业开办全程网办", leads=("市政务服务局",),
    participants=("市税务局", "市公安局"),
    deadline="2025-06-30", number="01", clause="一/1", span=Span(10, 20), spans={"leads": (Span(21, 27),)},
)  # fmt: skip
PACK = Pack(
    compiler="luoshi/0.1.0",
    sources=(SourceRecord(name="no", sha256="0", reader="text/1", start=0, length=40),),
    document=DocumentFacts(title="云溪市优化营商环境实施意见", number="云政发〔2025〕1号", issued="2025-01-02"),
    clauses=(ClauseRecord(path="一/1", kind="item", level=2, number="1", marker="1.", title="", span=Span(0, 40),
                          own=Span(0, 40), text="1.推进企业开办全程网办。\n(市政务服务局牵头)\n"),),
    tasks=(TASK,),
    targets=(Target(id="g001", key="g-1", indicator="办理时限", op="<=", value=(0.5, 1), unit="日", text="半日至1日"),),
)  # fmt: skip


def test_yaml_is_for_people() -> None:
    written = dump_yaml(PACK, base="f00", head="云溪市优化营商环境实施意见\n第二行")
    assert written.startswith(f"## 云溪市优化营商环境实施意见\n## 第二行\nformat: {FORMAT}\nbase: f00\n")
    assert "participants: [市税务局, 市公安局]" in written
    assert "deadline: '2025-06-30'" in written
    assert "number: '01'" in written
    assert "span: [10, 20]" in written
    assert "text: |\n    1.推进企业开办全程网办。\n    (市政务服务局牵头)\n" in written
    assert "&" not in written
    assert written.index("tasks:") < written.index("clauses:")
    assert dump_yaml(PACK) == dump_yaml(PACK)


def test_a_person_may_leave_out_the_quotes() -> None:
    written = dump_yaml(PACK).replace("'2025-06-30'", "2025-12-31").replace("'01'", "02")
    task = parse(written).pack.tasks[0]
    assert (task.deadline, task.number) == ("2025-12-31", "02")


def test_notes_beside_an_item_are_kept_apart_from_it() -> None:
    written = dump_yaml(PACK).replace("  leads:", "  why: 云政办来函更正\n  by: 张三\n  leads:")
    loaded = parse(written)
    assert loaded.pack == PACK
    note = loaded.notes["tasks", 0]
    assert (note.by, note.why) == ("张三", "云政办来函更正")


@pytest.mark.parametrize(
    ("before", "after", "place", "words"),
    [
        ("leads: [市政务服务局]", "leads: 市政务服务局", "第18行第10列", "列表"),
        ("leads:", "lead:", "第18行第3列", "“lead”这个字段(是不是“leads”?)"),
        ("deadline: '2025-06-30'", "deadline: 2025年6月底", "第20行第13列", "日期"),
        ("deadline: '2025-06-30'", "deadline: 2025-06-31", "第20行第13列", "日期"),
        ("confidence: high", "confidence: 高", "", "high / low"),
        ("value: [0.5, 1]", "value: [0.5]", "", "一对数字"),
        ("value: [0.5, 1]", "value: 半天", "", "数字"),
        ("value: [0.5, 1]", "value: 1e999", "", "数字"),
        ("value: [0.5, 1]", "value: " + "9" * 5000, "", "数字"),
        ("deadline: '2025-06-30'", "deadline: 20250630", "第20行第13列", "日期"),
        ("deadline: '2025-06-30'", "deadline: 2025-W05-1", "第20行第13列", "日期"),
        ("format: luoshi.pack/1", "? [a, b]\n: c\nformat: luoshi.pack/1", "第1行第3列", "字段名应当是文字"),
        ("format: luoshi.pack/1", "--- {document: {}}\n---\nformat: luoshi.pack/1", "第2行第1列", "几份政策包"),
        ("leads: [市政务服务局]", "leads: [市政务服务局", "", "不是完整的 YAML"),
        ("text: 推进企业开办全程网办", "text: 'x", "", "不是完整的 YAML"),
        ("key: t-7k2m9qxc", "key: t-7k2m9qxc\n  key: t-2", "", "写了两次"),
        ("leads: [市政务服务局]", "leads: &a [市政务服务局]\n  scope: *a", "", "锚点"),
        ("format: luoshi.pack/1", "format: luoshi.pack/9", "第1行第9列", "luoshi.pack/9"),
        ("span: [10, 20]", "span: [20, 10]", "", "颠倒"),
        ("document:", "documents:", "第1行", "不是政策包"),
    ],
)  # fmt: skip
def test_a_fault_is_shown_where_it_stands(before: str, after: str, place: str, words: str) -> None:
    written = dump_yaml(PACK)
    assert before in written
    with pytest.raises(PackError) as caught:
        parse(written.replace(before, after, 1))
    assert place in caught.value.say("zh")
    assert words in caught.value.say("zh")
    assert caught.value.say("en").isascii() or "“" not in caught.value.say("en")


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("deadline: '2025-06-30'", "deadline：2025-06-30", "冒号"),
        ("number: '01'", "number: 一: 二", "冒号"),
        ("number: '01'", "number: '01", "引号"),
        ("number: '01'", "\tnumber: 1", "制表符"),
        ("number: '01'", "number: @1", "加引号"),
        ("number: '01'", "   number: 1", "冒号"),
        ("number: '01'", " number: 1", "缩进"),
        ("number: '01'", "number: *甲", "加引号"),
        ("participants: [市税务局, 市公安局]", "participants: [市税务局, 市公安局", "方括号"),
    ],
)
def test_a_slip_of_the_pen_is_explained(before: str, after: str, words: str) -> None:
    written = dump_yaml(PACK)
    assert before in written
    with pytest.raises(PackError) as caught:
        parse(written.replace(before, after, 1))
    assert words in caught.value.say("zh")
    assert caught.value.place is not None
    assert "“" not in caught.value.say("en").replace("“- ”", "")


def test_a_file_saved_by_another_editor_is_the_same_pack(tmp_path: Path) -> None:
    """A byte order mark and Windows line ends, as a plain editor leaves them."""
    path = tmp_path / "a.pack.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + dump_yaml(PACK, head="说明").replace("\n", "\r\n").encode("utf-8"))
    assert load(path).pack == PACK


def test_a_fault_in_json_is_shown_by_its_path() -> None:
    data = as_data(PACK) | {"tasks": [as_data(TASK) | {"leads": "市税务局"}]}
    with pytest.raises(PackError, match=r"tasks\[0\]\.leads"):
        parse(json.dumps(data))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "title: x",
        "a\nb: c",
        "\x01",
        "document: 3",
        "{" * 5000,
        "- " * 5000,
        "document: " + "[" * 200_000,
        '{"a": ' + "9" * 5000 + "}",
    ],
)
def test_what_is_no_pack_is_refused(text: str) -> None:
    with pytest.raises(PackError):
        parse(text)


def test_a_missing_file_a_folder_and_other_bytes_are_named(tmp_path: Path) -> None:
    (tmp_path / "gbk.yaml").write_bytes("标题".encode("gb18030"))
    for path, words in (
        (tmp_path / "none.yaml", "没有这个文件"),
        (tmp_path, "文件夹"),
        (tmp_path / "gbk.yaml", "UTF-8"),
    ):
        with pytest.raises(PackError, match=words) as caught:
            load(path)
        assert str(path) in caught.value.say("en")


def test_writing_leaves_the_old_file_when_it_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.pack.yaml"
    write_text(path, "旧")

    def refuse(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(PackError, match="No space left"):
        write_text(path, "新")
    assert path.read_text(encoding="utf-8") == "旧"
    assert [p.name for p in tmp_path.iterdir()] == ["a.pack.yaml"]
