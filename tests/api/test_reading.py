"""Tasks and policies for programs: the same rows as on the pages, by cursor, in bounded queries."""

from __future__ import annotations

from typing import Any

from luoshi.policies.models import Clause, Policy
from luoshi.tasks import services
from tests.api.conftest import Ask, a_key
from tests.factories import CITY
from tests.tasks.city import City, a_submitted_report, a_task

TASKS = "/api/v1/tasks"


def a_policy(level: str = "internal", **fields: Any) -> Policy:
    from django.utils import timezone

    fields.setdefault("confirmed_at", timezone.now())
    fields.setdefault("state", "confirmed")
    row: Policy = Policy.objects.create(
        jurisdiction=CITY,
        title="优化营商环境的若干措施",
        number="云政发〔2026〕1号",
        level=level,
        created_by="system",
        **fields,
    )
    Clause.objects.create(
        jurisdiction=CITY, policy=row, order=1, path="一", kind="section", level=1, title="总则", text="一、总则",
        start=0, end=4, own_start=0, own_end=4,
    )  # fmt: skip
    return row


def test_a_task_as_the_office_sees_it(ask: Ask, city: City) -> None:
    task = a_task(city)
    (row,) = ask(TASKS, a_key(city.supervisor, "tasks:read")).json()["items"]
    assert (row["id"], row["title"], row["due_on"]) == (task.pk, task.title, "2026-12-31")
    assert [(part["unit"]["name"], part["role"]) for part in row["parts"]] == [
        ("市发改委", "lead"), ("市财政局", "participant"),
    ]  # fmt: skip
    assert row["light"]["reason"]["zh"]


def test_units_read_their_own_tasks_only(ask: Ask, city: City) -> None:
    task = a_task(city)
    mine, others = a_key(city.finance.drafter, "tasks:read"), a_key(city.science.drafter, "tasks:read")
    assert len(ask(TASKS, mine).json()["items"]) == 1
    assert ask(TASKS, others).json()["items"] == []
    assert ask(f"{TASKS}/{task.pk}", mine).status_code == 200
    hidden = ask(f"{TASKS}/{task.pk}", others)
    assert hidden.status_code == 404 == ask(f"{TASKS}/999999", others).status_code
    assert hidden.json() == ask(f"{TASKS}/999999", others).json()


def test_reports_are_those_the_person_may_read(ask: Ask, city: City) -> None:
    task = a_task(city)
    a_submitted_report(city.finance, task, progress="已拨付资金")
    lead, other = a_key(city.planning.drafter, "tasks:read"), a_key(city.supervisor, "tasks:read")
    assert [r["progress"] for r in ask(f"{TASKS}/{task.pk}", lead).json()["reports"]] == ["已拨付资金"]
    assert [r["unit"]["name"] for r in ask(f"{TASKS}/{task.pk}", other).json()["reports"]] == ["市财政局"]
    a_submitted_report(city.planning, task, progress="牵头进展")
    participant = ask(f"{TASKS}/{task.pk}", a_key(city.finance.drafter, "tasks:read")).json()
    assert [r["progress"] for r in participant["reports"]] == ["已拨付资金"]


def test_words_of_a_limited_document_are_left_out(ask: Ask, city: City) -> None:
    policy = a_policy("limited")
    source = services.SourceDraft(policy=policy, clause="一", quote="不得外传的话")
    task = a_task(city, sources=(source,))
    (shown,) = ask(f"{TASKS}/{task.pk}", a_key(city.supervisor, "tasks:read")).json()["sources"]
    assert shown["quote"] == "不得外传的话"
    (hidden,) = ask(f"{TASKS}/{task.pk}", a_key(city.finance.drafter, "tasks:read")).json()["sources"]
    assert hidden["quote"] is None


def test_pages_by_cursor_neither_skip_nor_repeat(ask: Ask, city: City) -> None:
    tasks = [a_task(city, f"任务{number}").pk for number in range(5)]
    key, seen, cursor = a_key(city.supervisor, "tasks:read"), [], ""
    while True:
        page = ask(TASKS, key, limit=2, cursor=cursor).json()
        seen += [row["id"] for row in page["items"]]
        a_task(city, "来得晚的")  # newer than the page: does not shift it
        cursor = page["next"]
        if cursor is None:
            break
    assert seen == sorted(tasks, reverse=True)


def test_filters_and_their_faults(ask: Ask, city: City) -> None:
    a_task(city)
    key = a_key(city.supervisor, "tasks:read")
    assert ask(TASKS, key, lead=city.science.unit.pk).json()["items"] == []
    assert len(ask(TASKS, key, lead=city.planning.unit.pk, text="企业").json()["items"]) == 1
    assert len(ask(TASKS, key, light=["normal", "due_soon", "behind", "overdue"]).json()["items"]) == 1
    for wrong in ({"due_from": "yesterday"}, {"cursor": "zzz"}, {"light": "purple"}, {"origin": "x"}, {"cursor": "版"}):
        answer = ask(TASKS, key, **wrong)
        assert answer.status_code == 422 and answer.json()["reason"]["zh"], wrong


def test_a_page_takes_a_bounded_number_of_queries(ask: Ask, city: City, django_assert_max_num_queries: Any) -> None:
    for number in range(20):
        a_task(city, f"任务{number}")
    key = a_key(city.finance.drafter, "tasks:read")
    ask(TASKS, key)
    with django_assert_max_num_queries(20):
        assert len(ask(TASKS, key).json()["items"]) == 20


def test_policies_by_their_level_with_clauses(ask: Ask, city: City) -> None:
    shown, limited = a_policy(), a_policy("limited")
    draft = a_policy(confirmed_at=None, state="review")
    office, unit = a_key(city.editor, "policies:read"), a_key(city.finance.drafter, "policies:read")
    assert [row["id"] for row in ask("/api/v1/policies", office).json()["items"]] == [draft.pk, limited.pk, shown.pk]
    assert [row["id"] for row in ask("/api/v1/policies", unit).json()["items"]] == [shown.pk]
    assert ask(f"/api/v1/policies/{limited.pk}", unit).status_code == 404
    whole = ask(f"/api/v1/policies/{shown.pk}", unit).json()
    assert [(clause["path"], clause["text"]) for clause in whole["clauses"]] == [("一", "一、总则")]
    assert len(ask("/api/v1/policies", office, limit=2).json()["items"]) == 2


def test_answers_are_not_kept_by_caches(ask: Ask, city: City) -> None:
    assert "no-store" in ask(TASKS, a_key(city.supervisor, "tasks:read")).headers["Cache-Control"]
