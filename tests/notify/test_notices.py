"""Events become notices: for whom, once, and never about what the reader may not see."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from luoshi.accounts.models import Person, PostHolding
from luoshi.journal.feed import reading
from luoshi.journal.models import Cursor
from luoshi.journal.sealing import seal
from luoshi.kernel.actors import Actor
from luoshi.notify.models import Notice
from luoshi.notify.queries import notices_of, unread_count
from luoshi.notify.reading import CONSUMER, places_behind, read_on
from luoshi.notify.telling import tell
from luoshi.tasks import services
from luoshi.tasks.models import Task
from tests.factories import CITY
from tests.tasks.city import City, a_submitted_report, a_task, part_of


def told(actor: Actor) -> list[tuple[str, str]]:
    """What a person was told, oldest first: kind and sentence."""
    rows = list(notices_of(actor).order_by("id"))
    return [(each.notice.kind, each.sentence) for each in tell(actor, rows)]


def kinds(actor: Actor) -> list[str]:
    return [kind for kind, _ in told(actor)]


def caught_up() -> int:
    """Seal what happened and read it."""
    seal(CITY)
    return read_on(CITY)


@pytest.fixture
def task(city: City) -> Task:
    task = a_task(city)
    caught_up()
    return task


def test_a_new_task_is_told_to_those_who_acknowledge_for_its_units(city: City, task: Task) -> None:
    sentence = told(city.planning.drafter)[0][1]
    assert sentence.startswith("市发改委承担任务“新开办企业手续3个工作日内办结”,请在 2026-03-")
    assert kinds(city.finance.drafter) == ["assigned"]
    for other in (city.planning.unit_head, city.science.drafter, city.supervisor, city.leader, city.system_admin):
        assert kinds(other) == []


def test_a_report_is_told_from_hand_to_hand(city: City, task: Task) -> None:
    a_submitted_report(city.planning, task)
    caught_up()
    # the notices of steps that are over are not made: the report has reached the office
    assert kinds(city.planning.section_head) == kinds(city.planning.unit_head) == []
    assert kinds(city.supervisor) == kinds(city.second_supervisor) == ["to_verify"]
    assert told(city.supervisor)[0][1] == "市发改委报送了 2026-03 关于“新开办企业手续3个工作日内办结”的进展"


def test_the_next_hand_is_told_while_the_report_waits_for_it(city: City, task: Task) -> None:
    report = services.open_report(city.planning.drafter, part_of(task, city.planning.unit), "2026-03")
    report = services.save_draft(
        city.planning.drafter, report, report.version, services.ReportContent(progress="有进展")
    )
    services.pass_report(city.planning.drafter, report, report.version)
    caught_up()
    assert kinds(city.planning.section_head) == ["to_pass"]
    assert kinds(city.planning.unit_head) == kinds(city.finance.section_head) == []


def test_a_returned_report_is_urgent_for_its_drafter_and_for_nobody_else(city: City, task: Task) -> None:
    report = a_submitted_report(city.planning, task)
    report.refresh_from_db()
    services.return_report(city.supervisor, report, report.version, "请补充数据")
    caught_up()
    notice = Notice.objects.get(kind="returned")
    assert (notice.person_id, notice.urgent) == (city.planning.drafter.person, True)
    assert "请补充数据" not in str(notice.values)


def test_an_objection_goes_to_the_office_and_its_ruling_back(city: City, task: Task) -> None:
    objection = services.object_to(city.finance.drafter, part_of(task, city.finance.unit), "不属于我局职责")
    caught_up()
    assert kinds(city.supervisor) == ["objected"]
    services.rule(city.supervisor, objection, upheld=False, reason="按分工应由财政局配合")
    caught_up()
    assert kinds(city.finance.drafter) == ["assigned", "ruled"]
    assert kinds(city.supervisor) == ["objected"]


def test_nobody_is_told_of_what_they_did_themselves(city: City, task: Task) -> None:
    services.ask_closing(city.supervisor, task, services.ClosingDraft(kind="stopped", reason="政策调整"))
    caught_up()
    assert kinds(city.supervisor) == []
    assert kinds(city.second_supervisor) == kinds(city.confirmer) == ["closing_asked"]


def test_a_changed_deadline_says_from_when_to_when(city: City, task: Task) -> None:
    draft = services.DeadlineDraft(due_on=task.given_on + timedelta(days=400))
    services.set_deadline(city.supervisor, task, draft, "延期")
    caught_up()
    assert told(city.finance.drafter)[-1][1].endswith("的期限由 2026-12-31 改为 2027-04-06")


def test_events_take_effect_once_however_often_they_are_read(city: City, task: Task) -> None:
    before = Notice.objects.count()
    assert caught_up() == 0
    assert Notice.objects.count() == before == 2


def test_a_reader_that_fails_leaves_nothing_and_gets_the_events_again(city: City) -> None:
    a_task(city)
    seal(CITY)
    with pytest.raises(RuntimeError), reading(CONSUMER, CITY) as batch:
        from luoshi.notify.reading import make_notices

        assert make_notices(CITY, batch, timezone.now())
        raise RuntimeError
    assert Notice.objects.count() == 0
    assert places_behind() == [CITY]
    read_on(CITY)
    assert (Notice.objects.count(), places_behind()) == (2, [])
    assert Cursor.objects.get(name=CONSUMER, jurisdiction=CITY).position > 0


def test_history_that_is_loaded_tells_nobody_anything(city: City) -> None:
    a_task(city)
    seal(CITY)
    read_on(CITY, now=timezone.now() + timedelta(days=30))
    assert Notice.objects.count() == 0


def test_who_left_the_post_is_told_nothing(city: City) -> None:
    PostHolding.objects.filter(person=city.finance.drafter.person).update(valid_to=timezone.localdate())
    a_task(city)
    caught_up()
    assert kinds(city.finance.drafter) == []
    assert kinds(city.planning.drafter) == ["assigned"]


def test_a_notice_does_not_name_what_its_reader_may_no_longer_see(city: City, task: Task) -> None:
    actor = city.planning.drafter
    PostHolding.objects.filter(person=actor.person).update(valid_to=timezone.localdate())
    from luoshi.accounts.sessions import actor_of

    now = actor_of(Person.objects.get(pk=actor.person or 0))
    (each,) = tell(now, list(notices_of(now)))
    assert "新开办企业" not in each.sentence and "已不在您的职责范围内" in each.sentence
    assert not each.seen


def test_the_sentence_follows_the_language_of_the_reader(city: City, task: Task) -> None:
    (each,) = tell(city.planning.drafter, list(notices_of(city.planning.drafter)), "en")
    assert "has a part in" in each.sentence


def test_telling_a_page_takes_a_fixed_number_of_queries(city: City, django_assert_max_num_queries: Any) -> None:
    for number in range(12):
        a_task(city, f"任务{number}")
    caught_up()
    rows = list(notices_of(city.planning.drafter))
    assert len(rows) == 12
    with django_assert_max_num_queries(6):
        tell(city.planning.drafter, rows)
    with django_assert_max_num_queries(1):
        assert unread_count(city.planning.drafter) == 12
