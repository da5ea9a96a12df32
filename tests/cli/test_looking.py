"""``luoshi show``, ``diff``, ``lint`` and ``corrections``: looking at documents and packs."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from luoshi.cli import main
from luoshi.cli.terminal import Terminal

TEXT = """云溪市人民政府关于优化营商环境的实施意见

一、深化政务服务改革
1.推进企业开办全程网办。压缩企业开办时间至1个工作日以内。(牵头单位:市政务服务局;责任单位:市税务局、市公安局)
2.建立云溪市惠企政策库。逐项公布申报条件。(牵头单位:市工业和信息化局;责任单位:市财政局)
二、强化要素保障
3.加大人才引进力度。到2026年,引进高层次人才200名。(牵头单位:市人力资源社会保障局)
"""
HEAVY = (
    "lxml",
    "docx",
    "openpyxl",
    "pdfplumber",
    "opencc",
    "jinja2",
    "yaml",
    "luoshi.compiler",
    "luoshi.packs",
    "jieba",
)


@pytest.fixture
def opinion(tmp_path: Path) -> Path:
    path = tmp_path / "意见.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def run(*arguments: object) -> int:
    return main([str(argument) for argument in arguments])


def test_show_lists_the_outline_as_a_tree(opinion: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("show", opinion) == 0
    out = capsys.readouterr().out
    assert "云溪市人民政府关于优化营商环境的实施意见" in out.splitlines()[0]
    lines = {line.strip().split("  ")[0]: line for line in out.splitlines()}
    assert "深化政务服务改革" in lines["一"]
    assert any(path.startswith("一/") and line.startswith("  ") for path, line in lines.items())


def test_show_says_what_was_read_from_a_clause(opinion: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("compile", opinion, "--format", "json")
    pack = json.loads(capsys.readouterr().out)
    clause = next(c for c in pack["clauses"] if "惠企政策库" in c["text"])
    assert run("show", opinion, clause["path"]) == 0
    out = capsys.readouterr().out
    assert "│" in out and "逐项公布申报条件" in out
    assert "企业开办全程网办" not in out


def test_show_reads_packs_too_and_names_near_clauses(
    opinion: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("compile", opinion, "-o", tmp_path)
    capsys.readouterr()
    assert run("show", tmp_path / "意见.pack.yaml", "一") == 0
    assert "深化政务服务改革" in capsys.readouterr().out
    assert run("show", tmp_path / "意见.pack.yaml", "一/9999") == 2
    assert "没有“一/9999”这一条款" in capsys.readouterr().err


def test_diff_answers_like_diff(opinion: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("compile", opinion, "-o", tmp_path)
    capsys.readouterr()
    pack = tmp_path / "意见.pack.yaml"
    assert run("diff", pack, pack) == 0
    assert "没有差别" in capsys.readouterr().out
    final = tmp_path / "定稿.txt"
    final.write_text(TEXT.replace("逐项公布申报条件", "逐项公布申报条件和兑付时间"), encoding="utf-8")
    assert run("diff", pack, final) == 1
    out = capsys.readouterr().out
    assert "公布申报条件{+和兑付时间+}。" in out and "条款" in out
    assert run("diff", opinion, final, "--format", "json") == 1
    data = json.loads(capsys.readouterr().out)
    assert set(data) == {"document", "items", "clauses"}
    assert [pair["to"]["text"] for pair in data["clauses"]["reworded"] if "兑付" in pair["to"]["text"]]
    assert run("diff", pack, tmp_path / "没有.yaml") == 2
    assert "没有这个文件" in capsys.readouterr().err


def test_diff_shows_the_corrections_of_an_edited_pack(
    opinion: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("compile", opinion, "-o", tmp_path)
    pack = tmp_path / "意见.pack.yaml"
    edited = tmp_path / "改.yaml"
    text = pack.read_text(encoding="utf-8")
    edited.write_text(text.replace("  distribution: null", "  distribution: 公开发布", 1), encoding="utf-8")
    capsys.readouterr()
    assert run("diff", pack, edited) == 1
    assert "distribution: (空) → 公开发布" in capsys.readouterr().out


def test_the_counter_rewrites_its_line_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")

    class Watched(io.StringIO):
        def isatty(self) -> bool:
            return True

    stream = Watched()
    counter = Terminal("zh", io.StringIO(), stream).counter(2)
    counter.step("甲.txt")
    counter.step("乙.txt")
    counter.clear()
    assert "\r\x1b[K[2/2] 乙.txt" in stream.getvalue()
    assert "\n" not in stream.getvalue()


def test_lint_reports_as_json_and_sarif(opinion: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("lint", opinion, "--format", "json")
    findings = json.loads(capsys.readouterr().out)
    assert all(set(f) >= {"code", "severity", "document", "clause", "message", "related"} for f in findings)
    assert all(f["document"] == "意见.txt" for f in findings)
    run("lint", opinion, "--format", "sarif")
    report = json.loads(capsys.readouterr().out)
    assert report["version"] == "2.1.0"
    (result,) = report["runs"]
    assert result["tool"]["driver"]["name"] == "luoshi"
    assert len(result["results"]) == len(findings)
    for found in result["results"]:
        assert result["tool"]["driver"]["rules"][found["ruleIndex"]]["id"] == found["ruleId"]
        assert found["level"] in ("error", "warning", "note")
        assert found["message"]["text"]


def test_sarif_places_findings_of_a_text_file_in_its_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "意 见.txt"
    path.write_text(TEXT.replace("到2026年,", "到2026年"), encoding="utf-8")
    run("lint", path, "--format", "sarif")
    (report,) = json.loads(capsys.readouterr().out)["runs"]
    assert report["artifacts"][0]["location"]["uri"].endswith("%20%E8%A7%81.txt")
    regions = [r["locations"][0]["physicalLocation"].get("region") for r in report["results"]]
    assert all(1 <= region["startLine"] <= region["endLine"] <= len(TEXT.splitlines()) for region in regions if region)


def test_explain_lists_the_checks_and_explains_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("lint", "--explain") == 0
    codes = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert codes
    assert run("lint", "--explain", codes[0].lower()) == 0
    assert codes[0] in capsys.readouterr().out
    assert run("lint", "--explain", "LS0") == 2
    assert "没有代码为“LS0”的检查" in capsys.readouterr().err


def test_lint_without_files_says_what_it_needs(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("lint") == 2
    assert "请给出要检查的文件" in capsys.readouterr().err


def test_lint_of_an_unreadable_file_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("lint", tmp_path / "没有.txt", "--format", "json") == 1
    out, err = capsys.readouterr()
    assert json.loads(out) == []
    assert "没有这个文件" in err


def test_corrections_asks_for_a_pack(opinion: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("corrections", opinion) == 2
    assert "不是 NAME.pack.yaml" in capsys.readouterr().err


def test_starting_up_imports_nothing_heavy() -> None:
    code = f"import sys, luoshi.cli; luoshi.cli.main(['--version']); print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_reader_that_stops_early_is_no_fault(opinion: Path) -> None:
    command = f'"{sys.executable}" -m luoshi.cli compile --format json "{opinion}" | head -c 10'
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("{")
    assert "Traceback" not in done.stderr
