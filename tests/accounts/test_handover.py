"""Duties belong to posts: a handover moves them in one act."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests import factories

from luoshi.accounts import handover, services
from luoshi.accounts.handover import Item, Moving
from luoshi.accounts.models import Person, Post
from luoshi.journal.models import Event
from luoshi.journal.services import rows_of
from luoshi.kernel.actors import Actor, Role
from luoshi.kernel.speech import Phrase
from luoshi.kernel.verdicts import Refused

pytestmark = pytest.mark.django_db
MARCH = date(2026, 3, 2)


@pytest.fixture
def drafts() -> Iterator[dict[str, int]]:
    """An app above that has drafts bound to a person."""
    owner = {"draft": 0}

    def listed(actor: Actor, post: Post, only: Collection[int] | None) -> Iterable[Item]:
        return [Item(pk, f"草稿{pk}") for pk in (7, 8) if only is None or pk in only]

    def moved(actor: Actor, post: Post, giver: Person, taker: Person) -> None:
        owner["draft"] = taker.pk

    before = dict(handover._REGISTERED)
    handover.register(Moving("tests.draft", Phrase("草稿", "Drafts"), listed, moved))
    yield owner
    handover._REGISTERED.clear()
    handover._REGISTERED.update(before)


def test_a_handover_ends_one_holding_begins_another_and_lists_what_moved(drafts: dict[str, int]) -> None:
    unit = factories.make_unit()
    leaving = factories.make_official(unit, Role.DRAFTER)
    coming = factories.make_person("李敏")
    event = services.hand_over(factories.the_system(on=MARCH), leaving.post, leaving.person, coming, MARCH)
    assert [(h.person_id, h.valid_from, h.valid_to) for h in leaving.post.holdings.order_by("valid_from")] == [
        (leaving.person.pk, factories.LONG_AGO, MARCH),
        (coming.pk, MARCH, None),
    ]
    assert [row for row in rows_of(event) if row["kind"] == "tests.draft"] == [
        {"kind": "tests.draft", "id": 7},
        {"kind": "tests.draft", "id": 8},
    ]
    assert drafts["draft"] == coming.pk
    assert Event.objects.filter(act_id=event.act_id).count() == 3


def test_the_old_holder_has_no_rights_from_that_day_and_the_new_one_has() -> None:
    unit = factories.make_unit()
    leaving, coming = factories.make_official(unit, Role.UNIT_HEAD), factories.make_person()
    services.hand_over(factories.the_system(on=MARCH), leaving.post, leaving.person, coming, MARCH)
    from luoshi.accounts.sessions import actor_of

    assert actor_of(leaving.person, MARCH - timedelta(days=1)).has(Role.UNIT_HEAD)
    assert not actor_of(leaving.person, MARCH).has(Role.UNIT_HEAD)
    assert actor_of(coming, MARCH).has(Role.UNIT_HEAD, unit=unit.pk)


def test_the_sessions_of_someone_left_without_a_post_end(client: Client) -> None:
    today = timezone.localdate()
    leaving = factories.make_official(factories.make_unit(), Role.DRAFTER)
    factories.sign_in(client, leaving)
    services.hand_over(factories.the_system(on=today), leaving.post, leaving.person, factories.make_person(), today)
    assert client.get("/me/").status_code == 302


def test_a_handover_of_a_post_one_does_not_hold_changes_nothing() -> None:
    unit = factories.make_unit()
    holder, stranger = factories.make_official(unit, Role.DRAFTER), factories.make_person()
    with pytest.raises(Refused) as refused:
        services.hand_over(factories.the_system(), holder.post, stranger, factories.make_person(), MARCH)
    assert refused.value.field == "on"
    assert holder.post.holdings.count() == 1


def test_a_refusal_half_way_leaves_everything_as_it_was() -> None:
    unit = factories.make_unit()
    leaving, administrator = (
        factories.make_official(unit, Role.DRAFTER),
        factories.make_official(unit, Role.AUDIT_ADMIN),
    )
    with pytest.raises(Refused):
        services.hand_over(factories.the_system(), leaving.post, leaving.person, administrator.person, MARCH)
    assert leaving.post.holdings.get().valid_to is None


def test_a_second_holder_of_the_same_part_is_refused() -> None:
    holder = factories.make_official(factories.make_unit(), Role.DRAFTER)
    with pytest.raises(Refused) as refused:
        services.hold(factories.the_system(), holder.post, factories.make_person(), on=MARCH)
    assert "A角" in refused.value.phrase.zh


def test_a_new_stand_in_takes_the_place_of_the_one_before() -> None:
    unit = factories.make_unit()
    head, first, second = (
        factories.make_official(unit, Role.UNIT_HEAD),
        factories.make_person(),
        factories.make_person(),
    )
    system = factories.the_system()
    services.stand_in(system, head.post, first, on=MARCH, until=date(2026, 4, 1))
    services.stand_in(system, head.post, second, on=date(2026, 3, 16), until=date(2026, 4, 1))
    assert [(h.person_id, h.valid_to) for h in head.post.holdings.filter(part="B").order_by("valid_from")] == [
        (first.pk, date(2026, 3, 16)),
        (second.pk, date(2026, 4, 1)),
    ]
