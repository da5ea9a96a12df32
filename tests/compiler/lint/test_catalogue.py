"""The catalogue, its handbook, and findings as text and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from luoshi.compiler.lint import CATALOGUE, check, explain
from luoshi.compiler.lint.reports import as_json, as_text, handbook
from luoshi.packs.model import Task
from tests.compiler.lint.invented import make_document

ROOT = Path(__file__).parents[3]


def test_codes_are_unique_and_every_entry_says_something_in_both_languages() -> None:
    assert len({entry.code for entry in CATALOGUE}) == len(CATALOGUE)
    for entry in CATALOGUE:
        assert (entry.single is None) != (entry.cross is None)
        for words in (entry.title, entry.explanation, entry.example):
            assert words.say("zh")
            assert words.say("en")
            assert not any("\u4e00" <= sign <= "\u9fff" for sign in entry.title.say("en"))


def test_every_check_is_tried_in_these_tests() -> None:
    tests = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    assert [entry.code for entry in CATALOGUE if f'"{entry.code}"' not in tests] == []


def test_an_explanation_has_title_severity_and_example() -> None:
    assert explain("ls304").startswith("LS304 时限早于或紧接成文、公开日期\n级别:错误")
    assert "Example: " in explain("LS304", "en")
    with pytest.raises(KeyError, match=r"没有检查“LS999”.*LS101"):
        explain("LS999")


def test_the_handbook_is_in_step_with_the_catalogue() -> None:
    assert (ROOT / "docs/lint.md").read_text(encoding="utf-8") == handbook()


def many() -> list[Task]:
    return [
        Task(
            text=f"事项{n}:开展专项检查工作。推动问题整改落实。加强政策宣传引导。",
            leads=("市甲局",),
            deadline="2030-12-31",
        )
        for n in range(30)
    ]


def test_a_check_lists_its_weightiest_findings_and_counts_the_rest() -> None:
    document = make_document(rows=many())
    short = [f for f in check([document]) if f.code == "LS306"]
    whole = [f for f in check([document], shorten=False) if f.code == "LS306"]
    assert len(whole) == 30
    assert len(short) < 30
    assert f"另有{30 - len(short) + 1}处" in short[-1].message


def test_errors_come_first() -> None:
    document = make_document(rows=[Task(text="开展检查。", deadline="2019-01-01")])
    severities = [f.severity for f in check([document])]
    assert severities[0] == "error"
    assert severities == sorted(severities, key=["error", "warning", "note"].index)


def test_the_text_report_groups_by_document_and_counts() -> None:
    document = make_document(rows=[Task(text="开展检查。", deadline="2019-01-01")])
    report = as_text(check([document]))
    assert report.startswith("甲.txt\n  LS304 错误 表1/1: ")
    assert "错误1" in report
    assert "1 errors" in as_text(check([document]), "en")
    assert as_text(()) == "没有发现问题。\n"


def test_the_json_report_is_a_list_of_objects() -> None:
    document = make_document(rows=[Task(text="开展检查。", deadline="2019-01-01")])
    first = json.loads(as_json(check([document])))[0]
    assert {"code", "severity", "document", "clause", "message", "related"} <= set(first)
    assert first["code"] == "LS304"
