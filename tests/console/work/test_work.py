"""My work: each role sees what waits for it, each count opens exactly its rows; answering several in one act."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from luoshi.accounts.models import Portfolio
from luoshi.kernel.actors import Role
from luoshi.tasks import services
from luoshi.tasks.models import Assignment
from luoshi.tasks.services import ClosingDraft
from tests.console.reports.city import (
    TODAY,
    City,
    a_report,
    a_task,
    browser,
    of,
    part_of,
    sent,
)
from tests.factories import CITY, LONG_AGO, Official, make_official, make_unit


def blocks(official: Official) -> dict[str, Any]:
    return {block.key: block for block in browser(official).get("/").context["blocks"]}


def rows_behind(client: Client, url: str) -> int:
    """How many rows the page shows that a count leads to."""
    context = client.get(url).context
    if "list" in context:
        return int(context["list"].total)
    return len(context["lines"]) if "lines" in context else int(context["total"])


def test_a_stranger_is_led_to_the_sign_in(db: None) -> None:
    assert Client().get("/").status_code == 302


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_role_opens_the_first_page_in_both_languages(city: City, language: str) -> None:
    a_task(city)
    for official in (city.supervisor, city.confirmer, city.planning.drafter, city.planning.unit_head, city.admin):
        answer = browser(official).get("/", {"lang": language})
        assert answer.status_code == 200
        assert "<script>" not in answer.content.decode()


def test_a_drafter_sees_what_to_acknowledge_to_report_and_what_came_back(city: City) -> None:
    task, other = a_task(city, given_on=TODAY), a_task(city)
    report = sent(city.planning, other)
    services.return_report(of(city.supervisor), report, report.version, "请补清单")
    found = blocks(city.planning.drafter)
    assert list(found)[:2] == ["returned", "to_answer"]
    assert found["to_answer"].count == 2
    assert found["returned"].entries[0].note == "请补清单"
    assert task.title in {entry.title for entry in found["to_answer"].entries}


def test_each_count_opens_exactly_its_rows(city: City) -> None:
    tasks = [a_task(city, f"任务{n}") for n in range(6)]
    report = sent(city.planning, tasks[0])
    services.return_report(of(city.supervisor), report, report.version, "补")
    report = a_report(city.planning, tasks[1])
    services.pass_report(of(city.planning.drafter), report, report.version)
    sent(city.planning, tasks[2])
    services.object_to(of(city.planning.drafter), part_of(tasks[3], city.planning.unit), "不属本单位")
    services.ask_closing(of(city.supervisor), tasks[4], ClosingDraft(kind="completed", reason="已办结"))
    services.ask_exception(of(city.supervisor), tasks[5], "灾情", TODAY, None)
    for official in (city.planning.drafter, city.planning.section_head, city.other_supervisor, city.confirmer):
        client = browser(official)
        shown = client.get("/").context["blocks"]
        assert shown
        for block in shown:
            assert rows_behind(client, block.url) == block.count, block.key


def test_the_office_sees_reports_to_verify_and_objections_to_rule(city: City) -> None:
    task = a_task(city)
    sent(city.planning, task)
    services.object_to(of(city.finance.drafter), part_of(task, city.finance.unit), "不属本单位职责")
    found = blocks(city.supervisor)
    assert (found["to_verify"].count, found["to_rule"].count) == (1, 1)
    assert "不属本单位职责" in str(found["to_rule"].entries[0].note)


def test_who_asked_for_a_closing_does_not_decide_it(city: City) -> None:
    task = a_task(city)
    services.ask_closing(of(city.supervisor), task, ClosingDraft(kind="completed", reason="已办结"))
    assert "to_close" not in blocks(city.supervisor)
    assert blocks(city.other_supervisor)["to_close"].count == 1


def test_a_leader_sees_what_is_late_in_the_portfolio_and_no_more(city: City) -> None:
    from datetime import timedelta

    late = services.DeadlineDraft(due_on=TODAY - timedelta(days=5))
    a_task(city, "逾期的事", deadline=late)
    office = make_unit("市政府")
    leader, other = make_official(office, Role.LEADER), make_official(office, Role.LEADER)
    Portfolio.objects.create(jurisdiction=CITY, post=leader.post, unit=city.planning.unit, valid_from=LONG_AGO)
    found = blocks(leader)
    assert found["light=overdue"].count == 1
    assert rows_behind(browser(leader), found["light=overdue"].url) == 1
    assert not blocks(other)


def test_an_administrator_sees_the_own_area_and_nothing_of_the_business(city: City) -> None:
    a_task(city, "机要事项")
    page = browser(city.admin).get("/")
    assert "机要事项" not in page.content.decode()
    assert page.context["blocks"] == []
    assert page.context["places"]


def test_empty_pages_say_what_to_do(city: City) -> None:
    assert "看本单位的任务" in browser(city.archive.drafter).get("/").content.decode()


def test_several_tasks_are_acknowledged_in_one_act_after_a_preview(city: City) -> None:
    tasks = [a_task(city, f"任务{n}") for n in range(3)]
    parts = [part_of(task, city.planning.unit).pk for task in tasks]
    client = browser(city.planning.drafter)
    assert client.get(reverse("console:to_answer"), {"lang": "en"}).status_code == 200
    preview = client.post(reverse("console:acknowledge"), {"row": parts, "lang": "zh"})
    assert len(preview.context["preview"].accepted) == 3
    form = {"row": parts, "confirmed": "1", "form_token": str(uuid.uuid4())}
    client.post(reverse("console:acknowledge"), form)
    client.post(reverse("console:acknowledge"), form)
    assert Assignment.objects.filter(unit=city.planning.unit, state="acknowledged").count() == 3
    assert Assignment.objects.filter(unit=city.finance.unit, state="given").count() == 3


def test_the_ledgers_choice_is_acknowledged_for_the_own_unit_only(city: City) -> None:
    mine = a_task(city)
    done = a_task(city, "已签收")
    services.acknowledge(of(city.planning.drafter), part_of(done, city.planning.unit))
    client = browser(city.planning.drafter)
    preview = client.post(reverse("console:acknowledge_many"), {"row": [mine.pk, done.pk]}).context["preview"]
    assert (len(preview.accepted), len(preview.held)) == (1, 1)
    form = {"row": [mine.pk], "confirmed": "1", "form_token": str(uuid.uuid4())}
    client.post(reverse("console:acknowledge_many"), form)
    assert part_of(mine, city.planning.unit).state == "acknowledged"
    assert part_of(mine, city.finance.unit).state == "given"


def test_another_units_parts_are_not_acknowledged(city: City) -> None:
    task = a_task(city)
    part = part_of(task, city.planning.unit)
    form = {"row": [part.pk], "confirmed": "1", "form_token": str(uuid.uuid4())}
    browser(city.archive.drafter).post(reverse("console:acknowledge"), form)
    assert part_of(task, city.planning.unit).state == "given"


def test_only_the_office_opens_the_lists_of_decisions(city: City) -> None:
    for name in ("to_rule", "to_close", "to_except"):
        assert browser(city.supervisor).get(reverse(f"console:{name}")).status_code == 200
        assert browser(city.planning.drafter).get(reverse(f"console:{name}")).status_code == 403
        assert browser(city.admin).get(reverse(f"console:{name}")).status_code == 403


def test_the_first_page_asks_a_bounded_number_of_questions(city: City, django_assert_max_num_queries: Any) -> None:
    a_task(city)
    client = browser(city.planning.section_head)
    client.get("/")
    with django_assert_max_num_queries(70) as few:
        client.get("/")
    for n in range(12):
        a_task(city, f"更多{n}")
    with django_assert_max_num_queries(len(few.captured_queries) + 3):
        client.get("/")
