"""The ledger and the page of a task, as people of different posts see them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import CITY, actor_of, make_official, make_unit, sign_in

from luoshi.kernel.actors import Role
from luoshi.tasks import services
from luoshi.tasks.models import Assignment, Task, TaskState
from luoshi.tasks.services.drafts import DeadlineDraft, PartDraft, SourceDraft, TaskDraft

pytestmark = pytest.mark.django_db


class City:
    """Two bureaux, an office, their people, and one task led by the first bureau."""

    def __init__(self) -> None:
        self.office = make_official(make_unit("市政府督查室", kind="office"), Role.SUPERVISOR)
        self.lead_unit, self.other_unit = make_unit("市商务局"), make_unit("市教育局")
        self.lead = make_official(self.lead_unit, Role.DRAFTER)
        self.other = make_official(self.other_unit, Role.DRAFTER)
        self.task = services.create_task(actor_of(self.office), self.draft("办好边贸互市"))

    def draft(self, title: str, **more: Any) -> TaskDraft:
        return TaskDraft(
            title=title, origin="minutes", sources=(SourceDraft(document_title="市政府常务会议纪要", quote="要办好边贸互市"),),
            deadline=DeadlineDraft(due_on=date(2030, 6, 28)), parts=(PartDraft(role="lead", unit=self.lead_unit),), **more,
        )  # fmt: skip


@pytest.fixture
def city(db: None) -> City:
    return City()


def get(client: Client, who: Any, name: str, *args: Any, **query: Any) -> Any:
    sign_in(client, who)
    return client.get(reverse(f"console:{name}", args=args), query)


def test_the_office_sees_the_task_in_the_ledger_with_its_light(client: Client, city: City) -> None:
    page = get(client, city.office, "tasks").content.decode()
    assert "办好边贸互市" in page and "正常" in page and "市商务局" in page


def test_a_unit_without_a_part_sees_neither_row_nor_page(client: Client, city: City) -> None:
    assert "办好边贸互市" not in get(client, city.other, "tasks").content.decode()
    assert get(client, city.other, "task", city.task.pk).status_code == 404


def test_the_page_says_what_it_is_who_answers_and_why_its_light(client: Client, city: City) -> None:
    page = get(client, city.lead, "task", city.task.pk).content.decode()
    for words in ("要办好边贸互市", "市商务局", "2030-06-28", "按期推进", "签收"):
        assert words in page


def test_the_ledger_takes_a_bounded_number_of_queries(
    client: Client, city: City, django_assert_max_num_queries: Any
) -> None:
    services.create_tasks(actor_of(city.office), [city.draft(f"任务{n}") for n in range(60)])
    sign_in(client, city.office)
    with django_assert_max_num_queries(30):
        client.get(reverse("console:tasks"), {"size": "50", "light": "normal", "due_from": "2030-01-01"})


def test_the_page_of_a_task_takes_a_bounded_number_of_queries(
    client: Client, city: City, django_assert_max_num_queries: Any
) -> None:
    sign_in(client, city.office)
    with django_assert_max_num_queries(60):
        client.get(reverse("console:task", args=[city.task.pk]))


def test_every_tile_opens_exactly_the_rows_it_counted(client: Client, city: City) -> None:
    services.create_tasks(actor_of(city.office), [city.draft(f"任务{n}") for n in range(4)])
    sign_in(client, city.office)
    response = client.get(reverse("console:tasks"))
    for kind, _, _, count in response.context["tiles"]:
        opened = client.get(reverse("console:tasks"), {"light": kind})
        assert opened.context["list"].total == count


def test_a_unit_acknowledges_through_the_page(client: Client, city: City) -> None:
    part = Assignment.objects.get(task=city.task)
    sign_in(client, city.lead)
    address = reverse("console:deed_of", args=[city.task.pk, "acknowledge", part.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"form_token": "a1"}).status_code == 302
    part.refresh_from_db()
    assert part.state == "acknowledged"


def test_an_objection_without_reason_is_refused_beside_its_field(client: Client, city: City) -> None:
    part = Assignment.objects.get(task=city.task)
    sign_in(client, city.lead)
    response = client.post(reverse("console:deed_of", args=[city.task.pk, "object", part.pk]), {"form_token": "a2"})
    assert response.status_code == 422
    assert "请填写此项" in response.content.decode()


def test_the_office_rules_an_objection_and_the_task_moves(client: Client, city: City) -> None:
    part = Assignment.objects.get(task=city.task)
    objection = services.object_to(actor_of(city.lead), part, "不是本单位职责", city.other_unit)
    sign_in(client, city.office)
    address = reverse("console:deed_of", args=[city.task.pk, "rule", objection.pk])
    sent = {"form_token": "a3", "upheld": "yes", "reason": "按三定规定", "reassign_to": city.other_unit.pk}
    assert client.post(address, sent).status_code == 302
    assert get(client, city.other, "task", city.task.pk).status_code == 200


def test_an_act_that_is_not_ones_duty_is_refused_with_its_reason(client: Client, city: City) -> None:
    response = get(client, city.lead, "deed", city.task.pk, "deadline")
    assert response.status_code == 403
    assert "职责" in response.content.decode()


def test_every_act_has_a_page_that_opens_or_says_why_not(client: Client, city: City) -> None:
    from luoshi.console.tasks.deeds import DEEDS, ON_TASK

    for name in ON_TASK:
        response = get(client, city.office, "deed", city.task.pk, name)
        assert response.status_code in (200, 403), name
        assert DEEDS[name].words.en


def entry(city: City, **more: Any) -> dict[str, Any]:
    return {
        "form_token": "new-1", "title": "研究跨境电商扶持办法", "origin": "instruction", "document_title": "李市长批示",
        "lead": city.lead_unit.pk, "due_on": "2030-03-01", **more,
    }  # fmt: skip


def test_an_assignment_is_entered_numbered_and_sent_only_once(client: Client, city: City) -> None:
    sign_in(client, city.office)
    for _ in range(2):
        assert client.post(reverse("console:task_new"), entry(city)).status_code == 302
    (made,) = Task.objects.filter(title="研究跨境电商扶持办法")
    assert made.number.startswith("交办〔")
    assert TaskState.objects.get(pk=made.pk).due_on == date(2030, 3, 1)


def test_the_leaders_words_are_read_by_named_posts_only(client: Client, city: City) -> None:
    sign_in(client, city.office)
    sent = entry(city, instruction="请务必于春节前拿出方案", recipients=[city.lead.post.pk])
    assert client.post(reverse("console:task_new"), sent).status_code == 302
    made = Task.objects.get(title="研究跨境电商扶持办法")
    sign_in(client, city.lead)
    assert "春节前" not in client.get(reverse("console:task", args=[made.pk])).content.decode()
    assert "春节前" in client.post(reverse("console:instruction", args=[made.pk])).content.decode()
    sign_in(client, city.office)
    assert client.post(reverse("console:instruction", args=[made.pk])).status_code == 403


def test_words_without_readers_are_refused(client: Client, city: City) -> None:
    sign_in(client, city.office)
    response = client.post(reverse("console:task_new"), entry(city, instruction="请抓紧"))
    assert response.status_code == 422
    assert not Task.objects.filter(title="研究跨境电商扶持办法").exists()


def test_the_ledger_goes_out_as_a_workbook_with_the_same_rows(client: Client, city: City) -> None:
    from io import BytesIO

    from openpyxl import load_workbook

    response = get(client, city.office, "tasks", format="xlsx")
    sheet = load_workbook(BytesIO(b"".join(response) if response.streaming else response.content)).active
    assert sheet is not None
    words = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert "办好边贸互市" in words and CITY
