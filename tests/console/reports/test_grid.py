"""The grid of a month in a browser: written in place, saved by the row, passed on, never another unit's."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.urls import reverse

from luoshi.tasks import services
from luoshi.tasks.models import Measure, Report
from luoshi.tasks.services import MeasureDraft, ReportContent
from tests.console.reports.city import BEFORE, PERIOD, City, a_report, a_task, browser, of, part_of, sent

HTMX: dict[str, Any] = {"HTTP_HX_REQUEST": "true"}


def row_url(city: City, task: Any = None) -> str:
    return reverse("console:month_row", args=[part_of(task or city.tasks[0], city.planning.unit).pk, PERIOD])


def fields(city: City, task: Any = None, **values: str) -> dict[str, str]:
    """What one row of the grid posts."""
    part = part_of(task or city.tasks[0], city.planning.unit)
    return {
        "version" if name == "version" else "act" if name == "act" else f"a{part.pk}-{name}": v
        for name, v in values.items()
    }


def test_the_grid_shows_every_due_task_with_its_light_source_and_last_period(city: City) -> None:
    source = services.SourceDraft(document_title="优化环境导则", clause="第四条", quote="不得设立附加条件")
    task = a_task(city, "清理附加条件", sources=(source,))
    sent(city.planning, task, BEFORE, "上期清理了三十件")
    page = browser(city.planning.drafter).get(reverse("console:month")).content.decode()
    for word in ("清理附加条件", "优化环境导则 第四条", "上期清理了三十件", "未填报", "正常"):
        assert word in page


@pytest.mark.parametrize("language", ["zh", "en"])
def test_pages_hold_no_inline_script_or_style(city: City, language: str) -> None:
    a_task(city)
    body = browser(city.planning.drafter).get(reverse("console:month"), {"lang": language}).content.decode()
    assert "<script>" not in body
    assert 'style="' not in body


def test_leaving_a_cell_saves_the_row_and_says_so(city: City) -> None:
    task = a_task(city)
    data = fields(city, progress="已出台方案", problems="", next_steps="", version="0")
    answer = browser(city.planning.drafter).post(row_url(city), data, **HTMX)
    report = Report.objects.get(task=task)
    assert (report.progress, report.state) == ("已出台方案", "draft")
    assert "已保存" in answer.content.decode()
    assert f'name="version" value="{report.version}"' in answer.content.decode()


def test_an_empty_row_makes_no_report(city: City) -> None:
    a_task(city)
    browser(city.planning.drafter).post(row_url(city), fields(city, progress="", version="0"), **HTMX)
    assert not Report.objects.exists()


def test_a_letter_in_a_number_is_named_and_the_words_beside_it_are_kept(city: City) -> None:
    task = a_task(city, measures=(MeasureDraft(name="清理文件", unit="件"),))
    measure = Measure.objects.get(task=task)
    data = fields(city, progress="清理了一批", version="0", **{f"m{measure.pk}": "23l"})
    answer = browser(city.planning.drafter).post(row_url(city), data, **HTMX).content.decode()
    assert "不是整数" in answer
    assert "最后一个字符是字母" in answer
    report = Report.objects.get(task=task)
    assert report.progress == "清理了一批"
    assert not report.quantities.exists()


def test_quantities_are_kept_as_counted_and_shown_again(city: City) -> None:
    measures = (MeasureDraft(name="清理文件", unit="件"), MeasureDraft(name="减费", unit="万元", decimals=2))
    task = a_task(city, measures=measures)
    count, money = Measure.objects.filter(task=task).order_by("pk")
    client = browser(city.planning.drafter)
    data = {f"m{count.pk}": "1,231", f"m{money.pk}": "12.50"}
    client.post(row_url(city), fields(city, progress="已清理", version="0", **data), **HTMX)
    report = Report.objects.get(task=task)
    assert dict(report.quantities.values_list("measure", "value")) == {count.pk: 1231, money.pk: 1250}
    page = client.get(reverse("console:month")).content.decode()
    assert 'value="1231"' in page
    assert 'value="12.50"' in page


def test_two_drafters_on_one_row_the_second_is_told_and_loses_nothing(city: City) -> None:
    task = a_task(city)
    report = a_report(city.planning, task, progress="甲的文字")
    seen = report.version
    services.save_draft(of(city.planning.unit_head), report, seen, ReportContent(progress="局长改过的文字"))
    client = browser(city.planning.drafter)
    answer = client.post(row_url(city), fields(city, progress="我的文字", version=str(seen)), **HTMX).content.decode()
    report.refresh_from_db()
    assert report.progress == "局长改过的文字"
    assert "市发改委局长" in answer
    assert "局长改过的文字" in answer
    assert "我的文字" in answer
    again = fields(city, progress="我的文字", version=str(report.version))
    client.post(row_url(city), again, **HTMX)
    report.refresh_from_db()
    assert report.progress == "我的文字"


def test_one_click_says_no_change_and_passes_it_to_the_section_head(city: City) -> None:
    task = a_task(city)
    answer = browser(city.planning.drafter).post(row_url(city), {"act": "no_change"}, **HTMX)
    report = Report.objects.get(task=task)
    assert (report.no_change, report.state) == (True, "section")
    assert answer["HX-Trigger"] == "month-changed"
    assert answer.content.decode().strip().startswith("<tr")


def test_a_row_is_saved_and_passed_in_one_act_and_without_scripts_leads_back(city: City) -> None:
    task = a_task(city)
    data = fields(city, progress="已办结", version="0", act="pass")
    answer = browser(city.planning.drafter).post(row_url(city), data)
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("console:month"))
    assert Report.objects.get(task=task).state == "section"


def test_chosen_rows_are_previewed_then_passed_once_however_often_the_form_is_sent(city: City) -> None:
    first, second, empty = a_task(city, "甲"), a_task(city, "乙"), a_task(city, "丙")
    a_report(city.planning, first)
    a_report(city.planning, second)
    client = browser(city.planning.drafter)
    parts = [part_of(task, city.planning.unit).pk for task in (first, second, empty)]
    preview = client.post(reverse("console:month_pass"), {"period": PERIOD, "part": parts}).content.decode()
    assert "将办理 2 项" in preview
    assert "还没有填写本期进展" in preview
    form = {"period": PERIOD, "row": parts, "confirmed": "1", "form_token": str(uuid.uuid4())}
    client.post(reverse("console:month_pass"), form)
    client.post(reverse("console:month_pass"), form)
    assert [row.state for row in Report.objects.order_by("pk")] == ["section", "section"]
    assert sum(row.steps.filter(step="passed").count() for row in Report.objects.all()) == 2


def test_chosen_rows_without_change_go_on_together(city: City) -> None:
    tasks = [a_task(city, f"任务{n}") for n in range(3)]
    parts = [part_of(task, city.planning.unit).pk for task in tasks]
    form = {"period": PERIOD, "row": parts, "confirmed": "1", "form_token": str(uuid.uuid4())}
    browser(city.planning.drafter).post(reverse("console:month_no_change"), form)
    assert Report.objects.filter(no_change=True, state="section").count() == 3


def test_a_count_opens_exactly_its_rows(city: City) -> None:
    tasks = [a_task(city, f"任务{n}") for n in range(5)]
    a_report(city.planning, tasks[0])
    sent(city.planning, tasks[1])
    services.mark_no_change(of(city.planning.drafter), part_of(tasks[2], city.planning.unit), PERIOD)
    client = browser(city.planning.drafter)
    page = client.get(reverse("console:month"))
    shown = {key: count for key, _, count in page.context["shows"]}
    assert shown == {"all": 5, "mine": 3, "open": 4, "none": 2, "draft": 1, "inside": 1, "sent": 1}
    for key, count in shown.items():
        assert len(client.get(reverse("console:month"), {"show": key}).context["lines"]) == count


def test_another_units_row_is_not_found_and_a_peers_is_refused(city: City) -> None:
    a_task(city)
    assert browser(city.archive.drafter).post(row_url(city), {"act": "no_change"}).status_code == 404
    assert browser(city.finance.drafter).post(row_url(city), {"act": "no_change"}).status_code == 403
    assert not Report.objects.exists()


def test_a_units_grid_holds_only_its_own_even_when_another_is_asked_for(city: City) -> None:
    a_task(city)
    page = browser(city.finance.drafter).get(reverse("console:month"), {"unit": city.planning.unit.pk})
    assert {line.row.unit for line in page.context["lines"]} == {city.finance.unit}


def test_the_office_reads_a_units_month_but_no_drafts(city: City) -> None:
    task = a_task(city)
    a_report(city.planning, task, progress="还没写完的话")
    page = browser(city.supervisor).get(reverse("console:month"), {"unit": city.planning.unit.pk})
    assert page.status_code == 200
    assert "还没写完的话" not in page.content.decode()
    assert page.context["lines"][0].form is None


def test_administrators_see_no_grid(city: City) -> None:
    assert browser(city.admin).get(reverse("console:month")).status_code == 403


def test_the_queries_of_the_grid_do_not_grow_with_its_rows(city: City, django_assert_max_num_queries: Any) -> None:
    for n in range(3):
        a_task(city, f"任务{n}", measures=(MeasureDraft(name="件数", unit="件"),))
    client = browser(city.planning.drafter)
    client.get(reverse("console:month"))
    with django_assert_max_num_queries(60) as few:
        client.get(reverse("console:month"))
    for n in range(20):
        task = a_task(city, f"更多{n}", measures=(MeasureDraft(name="件数", unit="件"),))
        sent(city.planning, task, BEFORE)
        a_report(city.planning, task)
    with django_assert_max_num_queries(len(few.captured_queries) + 3):
        client.get(reverse("console:month"))
