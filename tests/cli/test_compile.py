"""``luoshi compile`` as it is used: files in, packs out, faults said and the rest carried on."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml
from openpyxl import load_workbook

from luoshi import __version__
from luoshi.cli import main
from luoshi.compiler.draft import Draft
from luoshi.packs.files import parse
from luoshi.texts.model import Source

TEXT = """云溪市人民政府关于优化营商环境的实施意见

一、深化政务服务改革
1.推进企业开办全程网办。压缩企业开办时间至1个工作日以内。(牵头单位:市政务服务局;责任单位:市税务局、市公安局;完成时限:2025年6月底)
2.建立云溪市惠企政策库。逐项公布申报条件。(牵头单位:市工业和信息化局;责任单位:市财政局)
二、强化要素保障
3.加大人才引进力度。到2026年,引进高层次人才200名。(牵头单位:市人力资源社会保障局)
"""


@pytest.fixture
def opinion(tmp_path: Path) -> Path:
    path = tmp_path / "意见.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LUOSHI_WHO", "王五")
    monkeypatch.delenv("LUOSHI_LANG", raising=False)


def run(*arguments: object) -> int:
    return main([str(argument) for argument in arguments])


def test_json_on_standard_output_has_the_keys_of_the_labels(opinion: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("compile", opinion, "--format", "json") == 0
    out, err = capsys.readouterr()
    pack = json.loads(out)
    assert err == ""
    assert {
        "document",
        "tasks",
        "targets",
        "incentives",
        "time_limits",
        "registers",
        "clauses",
        "repairs",
        "findings",
    } <= set(pack)
    for name in ("tasks", "targets", "incentives", "time_limits", "registers"):
        for item in pack[name]:
            assert {"id", "key", "clause", "span", "confidence", "reasons", "text"} <= set(item)
            assert item["key"]
    assert {clause["path"] for clause in pack["clauses"]}


def test_several_files_give_a_line_of_json_each(opinion: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = opinion.with_name("导则.txt")
    other.write_text(TEXT.replace("意见", "导则"), encoding="utf-8")
    assert run("compile", "--format=json", opinion, other) == 0
    packs = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [pack["sources"][0]["name"] for pack in packs] == ["意见.txt", "导则.txt"]


def test_yaml_is_the_default_and_several_are_one_stream(opinion: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("compile", opinion) == 0
    out = capsys.readouterr().out
    assert out.startswith("## ")
    assert parse(out).pack.sources[0].name == "意见.txt"
    assert run("compile", opinion, opinion) == 0
    assert len(list(yaml.safe_load_all(capsys.readouterr().out))) == 2


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("yaml", "意见.pack.yaml"),
        ("json", "意见.pack.json"),
        ("xlsx", "意见.ledger.xlsx"),
        ("html", "意见.review.html"),
    ],
)
def test_each_format_is_written_into_the_folder(opinion: Path, tmp_path: Path, form: str, name: str) -> None:
    folder = tmp_path / "新" / "文件夹"
    assert run("compile", opinion, "-o", folder, "--format", form) == 0
    path = folder / name
    assert path.exists()
    if form == "xlsx":
        assert "任务台账" in load_workbook(path).sheetnames
    elif form == "html":
        assert "<html" in path.read_text(encoding="utf-8")
    else:
        assert parse(path.read_text(encoding="utf-8")).pack.sources[0].name == "意见.txt"


def test_without_a_folder_papers_go_into_the_current_one(
    opinion: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "当前").mkdir()
    monkeypatch.chdir(tmp_path / "当前")
    assert run("compile", opinion, "--format", "html") == 0
    assert run("compile", opinion, "--format", "xlsx") == 0
    assert "云溪市人民政府关于优化营商环境的实施意见" in Path("意见.review.html").read_text(encoding="utf-8")
    assert Path("意见.ledger.xlsx").exists()
    assert capsys.readouterr().err.count("已写入") == 2


def test_several_files_can_be_one_document(opinion: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    annex = tmp_path / "附件.txt"
    annex.write_text("附件\n名词解释\n", encoding="utf-8")
    assert run("compile", opinion, annex, "--together", "--format", "json") == 0
    pack = json.loads(capsys.readouterr().out)
    assert [source["name"] for source in pack["sources"]] == ["意见.txt", "附件.txt"]
    assert pack["sources"][1]["start"] >= len(TEXT)


def test_files_called_the_same_do_not_overwrite_each_other(opinion: Path, tmp_path: Path) -> None:
    for folder in ("甲", "乙"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "意见.txt").write_text(TEXT, encoding="utf-8")
    out = tmp_path / "out"
    assert run("compile", tmp_path / "甲" / "意见.txt", tmp_path / "乙" / "意见.txt", "-o", out) == 0
    assert len(list(out.glob("*.pack.yaml"))) == 2


def test_one_bad_file_does_not_stop_the_others(
    opinion: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "空文件夹").mkdir()
    out = tmp_path / "out"
    assert run("compile", tmp_path / "没有.txt", tmp_path / "空文件夹", opinion, "-o", out) == 1
    assert (out / "意见.pack.yaml").exists()
    err = capsys.readouterr().err
    assert "没有.txt:没有这个文件" in err
    assert "空文件夹:这是文件夹" in err
    assert "共 3 份:1 份完成,2 份失败" in err


def test_a_crash_of_the_compiler_is_said_and_does_not_stop_the_others(
    opinion: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import luoshi.compiler.pipeline as pipeline

    real = pipeline.draft_of

    def fragile(sources: Sequence[Source]) -> Draft:
        if sources[0].name == "坏.txt":
            raise ValueError("no such thing")
        return real(sources)

    monkeypatch.setattr(pipeline, "draft_of", fragile)
    bad = tmp_path / "坏.txt"
    bad.write_text("一、坏", encoding="utf-8")
    assert run("compile", bad, opinion, "-o", tmp_path / "out") == 1
    assert "坏.txt:编译时出错(ValueError:no such thing)" in capsys.readouterr().err
    assert (tmp_path / "out" / "意见.pack.yaml").exists()


def test_a_crash_of_lint_does_not_lose_what_was_read(
    opinion: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr("luoshi.compiler.lint.check", fail)
    assert run("compile", opinion, "--format", "json") == 1
    out, err = capsys.readouterr()
    assert json.loads(out)["clauses"]
    assert "检查时出错(KeyError: 'x')" in err


def test_a_file_that_may_not_be_read_is_named(
    opinion: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert run("compile", opinion) == 1
    assert "没有权限读取" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["compile"], "缺少参数:FILE"),
        (["compile", "a.txt", "--format", "pdf"], "没有 'pdf'"),
        (["compile", "a.txt", "--formt", "json"], "不认识的参数:--formt"),
        (["compile", "a.txt", "-o"], "后面缺少值"),
        (["compil", "a.txt"], "没有“compil”这个命令"),
    ],
)
def test_wrong_usage_is_said_in_chinese(arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    try:
        status = run(*arguments)
    except SystemExit as stopped:
        status = stopped.code if isinstance(stopped.code, int) else -1
    assert status == 2
    assert words in capsys.readouterr().err


def test_a_pack_given_as_document_is_refused(opinion: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("compile", opinion, "-o", tmp_path)
    assert run("compile", tmp_path / "意见.pack.yaml") == 1
    assert "这已是政策包" in capsys.readouterr().err


def test_a_file_where_a_folder_should_be_is_refused(opinion: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("compile", opinion, "-o", opinion) == 2
    assert "不是文件夹" in capsys.readouterr().err


def test_an_edit_is_kept_and_reported(opinion: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("compile", opinion, "-o", tmp_path)
    pack = tmp_path / "意见.pack.yaml"
    before = pack.read_text(encoding="utf-8")
    assert "  issued: null" in before or "issued:" in before
    edited = before.replace("  distribution: null", "  distribution: 公开发布", 1)
    assert edited != before
    pack.write_text(edited, encoding="utf-8")
    assert run("corrections", pack) == 0
    assert "未入档" in capsys.readouterr().out
    assert run("compile", opinion, "-o", tmp_path, "--why", "核对公文") == 0
    assert "意见:记下 1 条新的人工更正" in capsys.readouterr().err
    assert "  distribution: 公开发布" in pack.read_text(encoding="utf-8")
    records = (tmp_path / "意见.corrections.yaml").read_text(encoding="utf-8")
    assert "who: 王五" in records and "why: 核对公文" in records
    assert run("corrections", pack, "--format", "json") == 0
    (record,) = json.loads(capsys.readouterr().out)
    assert (record["field"], record["to"], record["recorded"]) == ("distribution", "公开发布", True)


def test_the_ledger_shows_what_was_corrected_in_the_pack(
    opinion: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Another format leaves the pack and the records alone, but uses them."""
    run("compile", opinion, "-o", tmp_path)
    pack = tmp_path / "意见.pack.yaml"
    text = pack.read_text(encoding="utf-8")
    title = parse(text).pack.document.title
    pack.write_text(text.replace(f"  title: {title}", "  title: 更正后的名称", 1), encoding="utf-8")
    before = pack.read_bytes()
    assert run("compile", opinion, "-o", tmp_path, "--format", "xlsx") == 0
    assert str(load_workbook(tmp_path / "意见.ledger.xlsx")["任务台账"]["A1"].value).startswith("更正后的名称")
    assert pack.read_bytes() == before
    assert not (tmp_path / "意见.corrections.yaml").exists()
    assert "意见:已采用政策包中 1 条尚未入档的人工更正" in capsys.readouterr().err


def test_a_broken_pack_is_not_overwritten(opinion: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("compile", opinion, "-o", tmp_path)
    pack = tmp_path / "意见.pack.yaml"
    pack.write_text(pack.read_text(encoding="utf-8").replace("document:", "document: [", 1), encoding="utf-8")
    broken = pack.read_bytes()
    assert run("compile", opinion, "-o", tmp_path) == 1
    assert pack.read_bytes() == broken
    err = capsys.readouterr().err
    assert "意见.pack.yaml" in err and "行" in err and "列" in err


def test_progress_is_shown_when_asked_for_and_quiet_otherwise(
    opinion: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("compile", opinion, opinion, "--format", "json")
    assert capsys.readouterr().err == ""
    run("compile", opinion, "--format", "json", "--progress")
    assert capsys.readouterr().err == f"[1/1] {opinion}\n"


def test_help_speaks_both_languages(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for arguments, words in (
        (["compile", "-h"], "用法: luoshi compile"),
        (["compile", "-h", "--lang", "en"], "usage: luoshi compile"),
    ):
        with pytest.raises(SystemExit) as stopped:
            run(*arguments)
        assert stopped.value.code == 0
        assert words in capsys.readouterr().out
    monkeypatch.setenv("LUOSHI_LANG", "en")
    with pytest.raises(SystemExit):
        run("--help")
    out = capsys.readouterr().out
    assert "commands:" in out
    assert all(name in out for name in ("compile", "lint", "show", "diff"))


def test_errors_speak_english_when_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--lang", "en", "compile", tmp_path / "none.txt") == 1
    assert "no such file" in capsys.readouterr().err


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--version") == 0
    assert capsys.readouterr().out == f"luoshi {__version__}\n"
