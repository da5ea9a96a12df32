"""The documents of examples/ are moved in time as wholes: dates, numbers and citations together."""

from __future__ import annotations

from datetime import date

import pytest

from luoshi.compiler.assemble import assemble
from luoshi.compiler.pipeline import PASSES, draft_of
from luoshi.demo.days import Days, months_before
from luoshi.demo.documents import Paper, example, own
from luoshi.packs.model import Pack
from luoshi.texts.reading import read_bytes


def compiled(paper: Paper) -> Pack:
    return assemble(draft_of([read_bytes(paper.name, paper.content)], PASSES))


@pytest.mark.parametrize(
    ("number", "issued", "document_number"),
    [
        (1, "2025-03-20", "云政发〔2025〕6号"),
        (2, "2026-01-26", "云政办发〔2026〕3号"),
        (3, "2025-06-12", "云政办发〔2025〕15号"),
    ],
)
def test_a_moved_document_reads_as_issued_later(number: int, issued: str, document_number: str) -> None:
    facts = compiled(example(number, 2)).document
    assert (facts.issued, facts.number) == (issued, document_number)


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_moved_document_has_the_same_tasks(number: int) -> None:
    assert len(compiled(example(number, 3)).tasks) == len(compiled(example(number, 0)).tasks)


def test_the_damaged_citation_moves_and_the_national_one_stays() -> None:
    text = example(4, 2).content.decode()
    assert "云政发〔20256号" in text and "国办发201628号" in text


def test_the_plan_of_the_winter_gives_ten_tasks_with_leads() -> None:
    paper = own("冬春城市运行保障工作方案.txt", day="2026年11月13日", year="2026", next="2027")
    tasks = compiled(paper).tasks
    assert len(tasks) == 10 and all(task.leads for task in tasks)


@pytest.mark.parametrize("today", [date(2026, 11, 22), date(2027, 2, 3), date(2027, 10, 30), date(2030, 6, 1)])
def test_the_documents_were_issued_within_the_last_three_years(today: date) -> None:
    days = Days(today)
    assert months_before(today, 34) <= date(2023 + days.shift, 3, 20) <= months_before(today, 16)
    assert date(2024 + days.shift, 9, 14) <= today
