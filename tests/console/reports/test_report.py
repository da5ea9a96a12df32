"""The page of a report: written with autosave, evidence beside it, passed from hand to hand, verified or returned."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from luoshi.files.models import FileLink, StoredFile, TurnedAway
from luoshi.tasks import services
from luoshi.tasks.models import Measure, Report
from luoshi.tasks.services import MeasureDraft, ReportContent
from tests.console.reports.city import BEFORE, PERIOD, City, a_report, a_task, browser, of, part_of, sent

HTMX: dict[str, Any] = {"HTTP_HX_REQUEST": "true"}


def address(city: City, name: str = "report_of") -> str:
    return reverse(f"console:{name}", args=[part_of(city.tasks[0], city.planning.unit).pk, PERIOD])


def act(report: Report, name: str) -> str:
    return reverse("console:report_act", args=[report.pk, name])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_shows_source_last_period_the_offices_words_and_the_way(city: City, language: str) -> None:
    source = services.SourceDraft(document_title="优化环境导则", clause="第四条", quote="不得设立附加条件")
    task = a_task(city, sources=(source,))
    last = sent(city.planning, task, BEFORE, "上期清理了三十件")
    services.verify(of(city.supervisor), last, last.version, "请附清单")
    page = browser(city.planning.drafter).get(address(city), {"lang": language}).content.decode()
    for word in ("不得设立附加条件", "第四条", "上期清理了三十件", "请附清单"):
        assert word in page
    assert ("送科室负责人审核" if language == "zh" else "Pass to the section head") in page
    assert "<script>" not in page


def test_what_is_typed_is_kept_by_itself(city: City) -> None:
    task = a_task(city)
    client = browser(city.planning.drafter)
    data = {"version": "0", "progress": "写到一半", "problems": "", "next_steps": ""}
    answer = client.post(address(city, "report_save"), data, **HTMX).content.decode()
    assert "已自动保存" in answer
    assert Report.objects.get(task=task).progress == "写到一半"


def test_saving_and_passing_on_is_one_act_even_when_the_form_is_sent_twice(city: City) -> None:
    task = a_task(city)
    client = browser(city.planning.drafter)
    data = {"version": "0", "progress": "已办结", "completes": "on", "act": "pass", "form_token": str(uuid.uuid4())}
    first, second = client.post(address(city), data), client.post(address(city), data)
    report = Report.objects.get(task=task)
    assert (first.status_code, second.status_code) == (302, 302)
    assert (report.state, report.completes) == ("section", True)
    assert report.steps.filter(step="passed").count() == 1


def test_nothing_is_passed_on_while_a_number_is_wrong_and_all_words_stay_in_the_form(city: City) -> None:
    task = a_task(city, measures=(MeasureDraft(name="清理文件", unit="件"),))
    measure = Measure.objects.get(task=task)
    data = {"version": "0", "progress": "已清理", f"m{measure.pk}": "23l", "act": "pass"}
    answer = browser(city.planning.drafter).post(address(city), data)
    assert answer.status_code == 422
    assert "不是整数:最后一个字符是字母" in answer.content.decode()
    assert "已清理" in answer.content.decode()
    assert not Report.objects.exists()


def test_an_empty_report_is_not_passed_on(city: City) -> None:
    a_task(city)
    answer = browser(city.planning.drafter).post(address(city), {"version": "0", "progress": "", "act": "pass"})
    assert answer.status_code == 422
    assert "请填写本期进展" in answer.content.decode()


def test_the_second_of_two_writers_sees_both_texts_and_decides(city: City) -> None:
    task = a_task(city)
    report = a_report(city.planning, task)
    seen = report.version
    report = services.save_draft(of(city.planning.unit_head), report, seen, ReportContent(progress="局长的文字"))
    client = browser(city.planning.drafter)
    answer = client.post(address(city), {"version": str(seen), "progress": "我的文字", "act": "save"})
    body = answer.content.decode()
    assert answer.status_code == 409
    assert "局长的文字" in body
    assert "我的文字" in body
    assert f'name="version" value="{report.version}"' in body
    client.post(address(city), {"version": str(report.version), "progress": "我的文字", "act": "save"})
    report.refresh_from_db()
    assert report.progress == "我的文字"


def test_three_hands_pass_it_and_another_verifies(city: City) -> None:
    task = a_task(city)
    report = a_report(city.planning, task)
    for hand in (city.planning.drafter, city.planning.section_head, city.planning.unit_head):
        report.refresh_from_db()
        answer = browser(hand).post(act(report, "pass"), {"version": report.version, "comment": "同意"})
        assert answer.status_code == 302
    report.refresh_from_db()
    assert report.state == "submitted"
    browser(city.supervisor).post(act(report, "verify"), {"version": report.version})
    report.refresh_from_db()
    assert report.state == "verified"
    page = browser(city.planning.drafter).get(reverse("console:report", args=[report.pk])).content.decode()
    assert "核验通过" in page
    assert "督查甲" in page


def test_the_office_returns_with_a_comment_that_the_unit_reads(city: City) -> None:
    report = sent(city.planning, a_task(city))
    client = browser(city.supervisor)
    client.post(act(report, "return"), {"version": report.version, "comment": ""})
    report.refresh_from_db()
    assert report.state == "submitted"
    client.post(act(report, "return"), {"version": report.version, "comment": "请补清单"})
    page = browser(city.planning.drafter).get(reverse("console:report", args=[report.pk])).content.decode()
    assert "请补清单" in page


def test_a_unit_withdraws_before_verification_and_not_after(city: City) -> None:
    report = sent(city.planning, a_task(city))
    browser(city.planning.drafter).post(act(report, "withdraw"), {})
    report.refresh_from_db()
    assert report.state == "withdrawn"
    verified = sent(city.planning, a_task(city, "另一项"))
    services.verify(of(city.supervisor), verified, verified.version)
    answer = browser(city.planning.drafter).post(act(verified, "withdraw"), {}, follow=True)
    assert "已核验,不能撤回" in answer.content.decode()


def test_a_version_not_seen_is_not_verified(city: City) -> None:
    report = sent(city.planning, a_task(city))
    answer = browser(city.supervisor).post(act(report, "verify"), {"version": report.version - 1}, follow=True)
    report.refresh_from_db()
    assert report.state == "submitted"
    assert "已修改" in answer.content.decode()


def test_evidence_is_stored_shown_and_taken_away(city: City) -> None:
    task = a_task(city)
    client = browser(city.planning.drafter)
    upload = SimpleUploadedFile("清查清单.txt", "清理文件三十件".encode())
    answer = client.post(address(city, "report_evidence"), {"files": [upload]}, **HTMX).content.decode()
    assert "清查清单.txt" in answer
    file = StoredFile.objects.get()
    assert FileLink.objects.get().object_id == Report.objects.get(task=task).pk
    answer = client.post(address(city, "report_evidence"), {"drop": file.pk}, **HTMX).content.decode()
    assert "清查清单.txt" not in answer
    assert not FileLink.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_file_with_a_secrecy_mark_is_refused_beside_the_field_and_the_others_stay() -> None:
    from tests.console.reports.city import a_city

    city = a_city()
    a_task(city)
    good = SimpleUploadedFile("清单.txt", "三十件".encode())
    bad = SimpleUploadedFile("内参.txt", "机密★10年\n内容".encode())
    answer = browser(city.planning.drafter).post(address(city, "report_evidence"), {"files": [good, bad]}, **HTMX)
    body = answer.content.decode()
    assert "带有密级标志" in body
    assert [file.name for file in StoredFile.objects.all()] == ["清单.txt"]
    assert TurnedAway.objects.count() == 1


def test_without_scripts_the_words_are_kept_when_a_file_is_uploaded(city: City) -> None:
    task = a_task(city)
    upload = SimpleUploadedFile("清单.txt", "三十件".encode())
    data = {"files": [upload], "version": "0", "progress": "已写的话", "problems": "", "next_steps": ""}
    answer = browser(city.planning.drafter).post(address(city, "report_evidence"), data)
    assert answer.status_code == 302
    assert Report.objects.get(task=task).progress == "已写的话"


def test_others_do_not_find_it(city: City) -> None:
    task = a_task(city)
    report = a_report(city.planning, task)
    page = reverse("console:report", args=[report.pk])
    for stranger in (city.archive.drafter, city.finance.drafter, city.supervisor, city.admin):
        client = browser(stranger)
        assert client.get(page).status_code == 404
        assert client.get(address(city)).status_code == 404
        assert client.post(act(report, "withdraw"), {}).status_code == 404
    assert browser(city.archive.drafter).post(address(city, "report_save"), {"progress": "x"}).status_code == 404
    assert browser(city.finance.drafter).post(address(city, "report_save"), {"progress": "x"}).status_code == 403


def test_the_lead_reads_what_participants_sent_and_participants_only_their_own(city: City) -> None:
    task = a_task(city)
    sent(city.finance, task, progress="财政局的进展")
    sent(city.planning, task, progress="发改委的进展")
    page = reverse("console:task_reports", args=[task.pk])
    lead = browser(city.planning.drafter).get(page).content.decode()
    assert "财政局的进展" in lead
    peer = browser(city.finance.drafter).get(page).content.decode()
    assert "财政局的进展" in peer
    assert "发改委的进展" not in peer
    assert browser(city.archive.drafter).get(page).status_code == 404


def test_a_period_that_is_none_is_not_found(city: City) -> None:
    task = a_task(city)
    part = part_of(task, city.planning.unit)
    assert (
        browser(city.planning.drafter).get(reverse("console:report_of", args=[part.pk, "2026-13"])).status_code == 404
    )


def test_neighbours_lead_through_the_month(city: City) -> None:
    tasks = [a_task(city, f"任务{n}") for n in range(3)]
    middle = part_of(tasks[1], city.planning.unit)
    page = browser(city.planning.drafter).get(reverse("console:report_of", args=[middle.pk, PERIOD]))
    assert (page.context["neighbours"]["at"], page.context["neighbours"]["of"]) == (2, 3)
    assert page.context["neighbours"]["before"]
    assert page.context["neighbours"]["after"]


def test_the_page_asks_a_bounded_number_of_questions(city: City, django_assert_max_num_queries: Any) -> None:
    task = a_task(city, measures=tuple(MeasureDraft(name=f"数{n}", unit="件") for n in range(6)))
    a_report(city.planning, task)
    client = browser(city.planning.drafter)
    client.get(address(city))
    with django_assert_max_num_queries(45):
        client.get(address(city))
