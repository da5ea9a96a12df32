"""The desks: heads pass, the office verifies; one by one or together; and how far the units have come."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.urls import reverse

from luoshi.tasks import services
from luoshi.tasks.models import Report
from tests.console.reports.city import BEFORE, PERIOD, City, a_report, a_task, browser, of, part_of, sent

VERIFY = "/verify/"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_office_reads_the_longest_waiting_first_beside_the_last_period(city: City, language: str) -> None:
    task = a_task(city)
    old = sent(city.planning, task, BEFORE, "上期做的事")
    services.verify(of(city.supervisor), old, old.version)
    sent(city.planning, task, progress="本期做的事")
    sent(city.finance, task, progress="财政做的事")
    page = browser(city.supervisor).get(reverse("console:verify"), {"lang": language})
    body = page.content.decode()
    assert "本期做的事" in body
    assert "上期做的事" in body
    assert (page.context["at"], page.context["total"]) == (1, 2)
    assert 'data-key="v"' in body
    assert 'data-key="j"' in body


def test_after_verifying_the_next_one_is_open(city: City) -> None:
    task = a_task(city)
    first, second = sent(city.planning, task), sent(city.finance, task)
    client = browser(city.supervisor)
    page = client.get(reverse("console:verify"))
    answer = client.post(
        reverse("console:report_act", args=[first.pk, "verify"]),
        {"version": first.version, "next": page.context["next"]},
    )
    assert f"report={second.pk}" in answer["Location"]


def test_a_foreign_address_to_go_next_is_not_followed(city: City) -> None:
    report = sent(city.planning, a_task(city))
    answer = browser(city.supervisor).post(
        reverse("console:report_act", args=[report.pk, "verify"]),
        {"version": report.version, "next": "https://elsewhere.example/"},
    )
    assert answer["Location"] == reverse("console:report", args=[report.pk])


def test_the_queue_narrows_by_period_unit_and_no_change(city: City) -> None:
    task = a_task(city)
    sent(city.planning, task)
    sent(city.finance, task, BEFORE)
    head = of(city.finance.unit_head)
    services.mark_no_change(head, part_of(task, city.finance.unit), PERIOD)
    client = browser(city.supervisor)
    for query, count in (({"period": PERIOD}, 2), ({"unit": city.finance.unit.pk}, 2), ({"plain": "1"}, 1)):
        assert client.get(reverse("console:verify"), query).context["total"] == count


def test_chosen_reports_are_verified_together_and_those_changed_meanwhile_are_left(city: City) -> None:
    task = a_task(city)
    first, second = sent(city.planning, task), sent(city.finance, task)
    client = browser(city.supervisor)
    rows = {"row": [first.pk, second.pk]}
    preview = client.post(reverse("console:verify_many"), rows).content.decode()
    assert "将办理 2 项" in preview
    services.withdraw_report(of(city.finance.drafter), second)
    form = {
        **rows, "confirmed": "1", "form_token": str(uuid.uuid4()),
        f"version-{first.pk}": first.version, f"version-{second.pk}": second.version,
    }  # fmt: skip
    client.post(reverse("console:verify_many"), form)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("verified", "withdrawn")


def test_units_do_not_verify_and_the_office_does_not_pass(city: City) -> None:
    sent(city.planning, a_task(city))
    assert browser(city.planning.unit_head).get(reverse("console:verify")).status_code == 403
    assert browser(city.planning.unit_head).post(reverse("console:verify_many"), {}).status_code == 403


def test_heads_see_only_what_waits_for_their_step(city: City) -> None:
    task = a_task(city)
    report = a_report(city.planning, task, progress="给科长看的话")
    services.pass_report(of(city.planning.drafter), report, report.version)
    assert "给科长看的话" in browser(city.planning.section_head).get(reverse("console:to_pass")).content.decode()
    for other in (city.planning.unit_head, city.finance.section_head):
        page = browser(other).get(reverse("console:to_pass"))
        assert page.context["all"] == 0
        assert "没有等您审签的报告" in page.content.decode()


def test_a_head_sends_back_with_a_comment(city: City) -> None:
    report = a_report(city.planning, a_task(city))
    report = services.pass_report(of(city.planning.drafter), report, report.version)
    url = reverse("console:report_act", args=[report.pk, "send-back"])
    browser(city.planning.section_head).post(url, {"comment": "数字不对"})
    report.refresh_from_db()
    assert (report.state, report.comment) == ("returned", "数字不对")


def test_a_head_passes_several_at_once(city: City) -> None:
    reports = []
    for n in range(3):
        report = a_report(city.planning, a_task(city, f"任务{n}"))
        reports.append(services.pass_report(of(city.planning.drafter), report, report.version))
    form = {"row": [row.pk for row in reports], "confirmed": "1", "form_token": str(uuid.uuid4())}
    browser(city.planning.section_head).post(reverse("console:pass_many"), form)
    assert {row.state for row in Report.objects.all()} == {"head"}


def test_the_office_sees_who_reported_how_many_of_how_many_and_units_do_not(city: City) -> None:
    tasks = [a_task(city, f"任务{n}") for n in range(3)]
    sent(city.planning, tasks[0])
    client = browser(city.supervisor)
    page = client.get(reverse("console:month_status"))
    found = {row.unit: (row.sent, row.due) for row in page.context["rows"]}
    assert found == {city.planning.unit: (1, 3), city.finance.unit: (0, 3)}
    assert client.get(reverse("console:month_status"), {"only": "missing", "lang": "en"}).status_code == 200
    assert browser(city.planning.unit_head).get(reverse("console:month_status")).status_code == 403


def test_the_desk_and_the_standings_ask_a_bounded_number_of_questions(
    city: City, django_assert_max_num_queries: Any
) -> None:
    sent(city.planning, a_task(city))
    client = browser(city.supervisor)
    for name in ("verify", "month_status"):
        client.get(reverse(f"console:{name}"))
        with django_assert_max_num_queries(60) as few:
            client.get(reverse(f"console:{name}"))
        for n in range(6):
            sent(city.planning, a_task(city, f"{name}{n}"))
        with django_assert_max_num_queries(len(few.captured_queries) + 2):
            client.get(reverse(f"console:{name}"))


def test_the_workbook_goes_out_comes_back_and_is_entered(city: City) -> None:
    from io import BytesIO

    from openpyxl import load_workbook

    from luoshi.tasks.sheets.month_layout import COLUMNS, HEAD_ROW

    task = a_task(city)
    client = browser(city.planning.drafter)
    out = client.get(reverse("console:workbook", args=[PERIOD]))
    assert "spreadsheetml" in out["Content-Type"]
    book = load_workbook(BytesIO(out.content))
    place = [column.key for column in COLUMNS].index("progress") + 1
    book.worksheets[0].cell(HEAD_ROW + 1, place).value = "表里写的进展"
    filled = BytesIO()
    book.save(filled)
    filled.seek(0)
    filled.name = "填报.xlsx"
    back = reverse("console:workbook_back", args=[PERIOD])
    page = client.post(back, {"file": filled, "unit": city.planning.unit.pk})
    assert "表里写的进展" in page.content.decode()
    assert not Report.objects.exists()
    form = {"stored": page.context["stored"].pk, "unit": city.planning.unit.pk, "act": "pass"}
    form["form_token"] = str(uuid.uuid4())
    client.post(back, form)
    client.post(back, form)
    report = Report.objects.get(task=task)
    assert (report.progress, report.state) == ("表里写的进展", "section")


def test_a_file_that_is_no_workbook_is_refused_in_words(city: City) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    a_task(city)
    upload = SimpleUploadedFile("填报.xlsx", b"not a workbook")
    back = reverse("console:workbook_back", args=[PERIOD])
    answer = browser(city.planning.drafter).post(back, {"file": upload})
    assert answer.status_code == 422
    assert browser(city.supervisor).get(back).status_code == 404
