"""What is known to be in two of the founding policies is found, what adds up raises nothing (real texts, if at hand)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from luoshi.compiler.assemble import assemble
from luoshi.compiler.lint import Checked, check
from luoshi.compiler.pipeline import draft_of
from luoshi.packs.model import Finding
from luoshi.texts.reading import read

POLICIES = Path(__file__).parents[4] / "shared/policies"

pytestmark = pytest.mark.skipif(not POLICIES.is_dir(), reason="the founding policies are not beside the repository")


def compiled(stem: str) -> Checked:
    draft = draft_of([read(next(POLICIES.glob(f"{stem}*.txt")))])
    return Checked(draft, assemble(draft), stem)


@cache
def report() -> tuple[Finding, ...]:
    return check([compiled("000"), compiled("004")])


def told(code: str, *words: str, document: str | None = None) -> list[Finding]:
    return [
        finding
        for finding in report()
        if finding.code == code
        and all(word in finding.message + finding.clause for word in words)
        and document in (None, finding.document)
    ]


def clauses(code: str, document: str) -> set[str]:
    return {f.clause.rsplit("/", 1)[-1] for f in report() if f.code == code and f.document == document}


@pytest.mark.parametrize(
    ("number", "code", "words"),
    [
        ("O1", "LS205", ("2.8%", "2020年", "2021年")),
        ("O2", "LS104", ("58亿美元", "16%")),
        ("O3", "LS206", ("60%", "30%", "50%")),
        ("O4", "LS409", ("2018-12-31", "2020")),
        ("O6", "LS407", ("国家一级",)),
        ("O7", "LS406", ("探索推行",)),
        ("O8", "LS408", ("4类", "3类")),
        ("O10", "LS207", ("20家", "14个")),
        ("O12", "LS404", ("税收30%",)),
        ("O16", "LS109", ("10亿美元", "9.2545亿美元")),
        ("O17", "LS103", ("7.99%",)),
        ("O17", "LS103", ("11.94%",)),
        ("O17", "LS103", ("8.85%",)),
        ("O19", "LS210", ("翻番",)),
        ("O20", "LS111", ("46%", "38.8%")),
        ("O21", "LS110", ("115.44%",)),
        ("O22", "LS208", ("14个", "20亿元")),
        ("O22", "LS201", ("28.59亿美元",)),
        ("O22", "LS310", ("2018年",)),
        ("O23", "LS107", ("至少有10个",)),
        ("O24", "LS104", ("2.07倍",)),
        ("O25", "LS304", ("13项任务", "2017-12-31", "2018-01-31")),
        ("O26", "LS302", ("全部158项",)),
        ("O26", "LS305", ("33项",)),
        ("O27", "LS303", ("158项",)),
        ("O28", "LS204", ("人均地区生产总值",)),
        ("O28", "LS403", ("第十七条", "第三十二条", "第三十三条")),
        ("O29", "LS402", ("83",)),
        ("O30", "LS306", ("3个时限", "3个单位")),
        ("O31", "LS308", ("市人社局",)),
        ("O31", "LS502", ("市发改委", "市经信委")),
        ("O31", "LS309", ("85",)),
        ("O32", "LS209", ("10-15",)),
        ("O33", "LS211", ("5年内",)),
        ("O36", "LS701", ("优先供应土地",)),
        ("O36", "LS701", ("30%",)),
        ("9.5", "LS503", ("国税局", "税务局", "2018年07月")),
        ("9.5", "LS503", ("检验检疫局", "海关", "2018年04月")),
        ("9.5", "LS503", ("监察局", "2018年03月")),
        ("9.5", "LS503", ("县", "2018年06月19日")),
    ],
)
def test_what_the_inventory_lists_is_found(number: str, code: str, words: tuple[str, ...]) -> None:
    assert told(code, *words), f"{number} is not among the findings of {code}"


def test_rows_that_differ_from_the_body_are_found() -> None:  # O13, O14, and a row with a lost word
    assert clauses("LS401", "000") == {"4~5", "6", "7~2", "7~3", "9~4", "10~6", "27"}
    assert clauses("LS401", "004") == {"26", "34", "35", "38", "42", "43", "47", "48", "57", "68", "82"}


def test_totals_that_add_up_raise_nothing() -> None:  # O15
    assert [f for f in report() if f.code in ("LS101", "LS102", "LS105", "LS106", "LS108")] == []


def test_the_rows_that_must_be_split_are_among_those_shown() -> None:  # O30
    assert {"6", "25", "82", "88"} <= clauses("LS306", "004")


# Pairs of the two documents whose lead changes, as tasks of the first and clauses of the second (inventory 9.3);
# three of the fifteen share no rare words and are not found.
PAIRS = {
    14: ("五/44", "五/47"),
    20: ("文3/二/4",),
    24: ("五/55",),
    62: ("六/61",),
    73: ("文2/二/7",),
    81: ("文3/一/2",),
    102: ("文4/二/三/7",),
    106: ("一/9",),
    109: ("七/84",),
    111: ("二/13", "二/26", "二/27"),
    113: ("八/87",),
    147: ("三/36",),
}


def test_the_same_work_under_another_lead_is_found_in_twelve_of_fifteen_cases() -> None:
    tasks = compiled("000").pack.tasks
    pairs = {(f.related[-1], f.clause) for f in report() if f.code == "LS404" and f.related}
    missed = [
        number
        for number, ends in PAIRS.items()
        if not any((tasks[number - 1].key, clause) in pairs for _, clause in pairs if clause.endswith(ends))
    ]
    assert missed == []


def test_the_report_stays_short_enough_to_read_and_has_few_errors() -> None:
    assert len(report()) < 240
    assert [f.code for f in report() if f.severity == "error"] == ["LS304"]
