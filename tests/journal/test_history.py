"""What happened to an object reads as sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from luoshi.journal import sentences
from luoshi.journal.access import policy
from luoshi.journal.erasure import erase
from luoshi.journal.history import history
from luoshi.journal.models import Event
from luoshi.journal.services import act, record
from luoshi.kernel.actors import Role
from luoshi.kernel.speech import Phrase
from tests.factories import CITY, NEIGHBOUR, an_actor, the_system
from tests.journal.deeds import a_deed, a_thing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _words() -> Iterator[None]:
    before = dict(sentences._WORDS)
    sentences.register("things.turned", Phrase("{actor}把它转向{way}", "{actor} turned it {way}"))
    sentences.register("things.called", Phrase("{actor}联系了{name}", "{actor} called {name}"))
    yield
    sentences._WORDS.clear()
    sentences._WORDS.update(before)


def told(**more: Any) -> list[str]:
    return [one.sentence for one in history(CITY, "journal.cursor", a_thing().pk, names, **more)]


def names(actors: frozenset[str]) -> Mapping[str, str]:
    return {"person:1": "市政府办赵科长"} if "person:1" in actors else {}


def test_the_newest_comes_first_with_names_and_details() -> None:
    first = a_deed(detail={"way": "左"})
    a_deed(detail={"way": "右"})
    assert told() == ["市政府办赵科长把它转向右", "市政府办赵科长把它转向左"]
    assert told(language="en") == ["市政府办赵科长 turned it 右", "市政府办赵科长 turned it 左"]
    assert history(CITY, "journal.cursor", a_thing().pk)[-1].when == first.recorded_at


def test_an_unknown_act_or_actor_falls_back_to_its_name() -> None:
    with act():
        record(an_actor(person=2), "things.melted", a_thing())
        record(the_system(), "things.turned", a_thing(), detail={"way": "左"})
    assert told() == ["系统把它转向左", "person:2:things.melted"]


def test_what_an_event_lacks_is_shown_as_an_ellipsis() -> None:
    a_deed()
    assert told() == ["市政府办赵科长把它转向…"]


def test_lists_are_joined_and_values_are_never_taken_for_places() -> None:
    a_deed(detail={"way": ["左", "{actor.__class__}"]})
    assert told() == ["市政府办赵科长把它转向左、{actor.__class__}"]


def test_personal_values_are_shown_only_to_who_may_see_them_and_until_they_are_erased() -> None:
    a_deed("things.called", subject="person:5", secret={"name": "钱云溪"})
    assert told() == ["市政府办赵科长联系了(不公开)"]
    assert told(reveal=True) == ["市政府办赵科长联系了钱云溪"]
    erase(an_actor(Role.SECURITY_ADMIN), "person:5", "申请")
    assert told(reveal=True) == ["市政府办赵科长联系了已清除"]
    assert told(reveal=True, language="en") == ["市政府办赵科长 called erased"]


def test_a_history_takes_two_queries_however_long(django_assert_num_queries: Any) -> None:
    thing = a_thing()
    for n in range(20):
        a_deed("things.called", subject=f"person:{n}", secret={"name": n})
    with django_assert_num_queries(2):
        assert len(history(CITY, "journal.cursor", thing.pk, names, reveal=True)) == 20


def test_a_history_comes_in_pages() -> None:
    events = [a_deed().pk for _ in range(5)]
    pages = [history(CITY, "journal.cursor", a_thing().pk, limit=3)]
    pages.append(history(CITY, "journal.cursor", a_thing().pk, limit=3, before=pages[0][-1].event.pk))
    assert [one.event.pk for page in pages for one in page] == events[::-1]


def test_a_history_is_that_of_one_object_in_one_jurisdiction() -> None:
    a_deed(), a_deed(jurisdiction=NEIGHBOUR)
    assert history(CITY, "journal.cursor", a_thing(NEIGHBOUR).pk) == []
    assert history(CITY, "tasks.task", a_thing().pk) == []
    assert len(told()) == 1


def test_an_act_has_one_sentence() -> None:
    sentences.register("things.turned", Phrase("{actor}把它转向{way}", "{actor} turned it {way}"))
    with pytest.raises(ValueError, match="already has a sentence"):
        sentences.register("things.turned", Phrase("另一句", "another"))


def test_only_the_audit_administrator_reads_the_whole_journal_and_only_of_the_own_place() -> None:
    a_deed(), a_deed(jurisdiction=NEIGHBOUR)
    for role in Role:
        seen = policy.visible(an_actor(role), Event.objects.all())
        assert [event.jurisdiction for event in seen] == ([CITY] if role is Role.AUDIT_ADMIN else [])
        assert bool(policy.allows(an_actor(role), "journal.read")) == (role is Role.AUDIT_ADMIN)
