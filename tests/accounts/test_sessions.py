"""Who acts: rights from posts held, stood in for and lent, of today."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone
from tests import factories

from luoshi.accounts import services
from luoshi.accounts.models import PostHolding
from luoshi.accounts.sessions import actor_for, actor_of
from luoshi.kernel.actors import Role

pytestmark = pytest.mark.django_db


def test_an_official_acts_through_the_post_in_the_unit() -> None:
    unit = factories.make_unit()
    drafter = factories.make_official(unit, Role.DRAFTER)
    actor = factories.actor_of(drafter)
    assert actor.jurisdiction == factories.CITY
    assert actor.has(Role.DRAFTER, unit=unit.pk)
    assert actor.posts() == {drafter.post.pk}
    assert not actor.has(Role.SUPERVISOR)


def test_rights_end_on_the_day_the_post_ends() -> None:
    drafter = factories.make_official(factories.make_unit(), Role.DRAFTER)
    PostHolding.objects.update(valid_to=date(2026, 3, 2))
    assert actor_of(drafter.person, date(2026, 3, 1)).grants
    assert not actor_of(drafter.person, date(2026, 3, 2)).grants


def test_a_stand_in_acts_in_the_post_for_the_time_given() -> None:
    unit = factories.make_unit()
    head, colleague = factories.make_official(unit, Role.UNIT_HEAD), factories.make_official(unit, Role.DRAFTER)
    services.stand_in(factories.the_system(), head.post, colleague.person, on=date(2026, 3, 2), until=date(2026, 3, 9))
    assert actor_of(colleague.person, date(2026, 3, 8)).has(Role.UNIT_HEAD, unit=unit.pk)
    assert not actor_of(colleague.person, date(2026, 3, 9)).has(Role.UNIT_HEAD)
    assert actor_of(head.person, date(2026, 3, 8)).has(Role.UNIT_HEAD)


def test_a_lent_role_says_who_lent_it_and_ends_with_the_right_of_the_lender() -> None:
    unit = factories.make_unit()
    head, colleague = factories.make_official(unit, Role.UNIT_HEAD), factories.make_official(unit, Role.DRAFTER)
    services.lend_role(
        factories.the_system(), head.post, colleague.post, Role.UNIT_HEAD, on=date(2026, 3, 2), until=date(2026, 3, 9)
    )
    lent = actor_of(colleague.person, date(2026, 3, 3)).through(Role.UNIT_HEAD)
    assert lent is not None and (lent.post, lent.delegated_from, lent.unit) == (
        colleague.post.pk, head.post.pk, unit.pk,
    )  # fmt: skip
    grant = head.post.grants.get()
    services.end_grant(factories.the_system(), grant, on=date(2026, 3, 5))
    assert not actor_of(colleague.person, date(2026, 3, 5)).has(Role.UNIT_HEAD)


def test_an_abolished_post_gives_nothing() -> None:
    drafter = factories.make_official(factories.make_unit(), Role.DRAFTER)
    drafter.post.abolished_on = date(2026, 1, 1)
    drafter.post.save()
    assert not factories.actor_of(drafter).grants


def test_the_actor_of_a_request_costs_at_most_four_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    unit = factories.make_unit()
    official = factories.make_official(unit, Role.DRAFTER, Role.SECTION_HEAD)
    factories.sign_in(client, official)
    from django.contrib.auth.middleware import AuthenticationMiddleware
    from django.contrib.sessions.middleware import SessionMiddleware
    from django.http import HttpResponse

    request = RequestFactory().get("/")
    request.COOKIES.update({name: morsel.value for name, morsel in client.cookies.items()})
    seen: list[Any] = []

    def view(entered: Any) -> HttpResponse:
        seen.extend([actor_for(entered), actor_for(entered)])
        return HttpResponse()

    with django_assert_max_num_queries(4):
        SessionMiddleware(AuthenticationMiddleware(view))(request)
    assert seen[0] is seen[1] and seen[0].has(Role.DRAFTER)


def test_nobody_signed_in_is_no_actor_and_costs_nothing(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert client.get("/me/").status_code == 302


def test_whoever_loses_the_last_post_is_signed_out_at_once(client: Client) -> None:
    official = factories.make_official(factories.make_unit(), Role.DRAFTER)
    factories.sign_in(client, official)
    assert client.get("/me/").status_code == 200
    today = timezone.localdate()
    services.end_holding(factories.the_system(on=today), official.person.holdings.get(), on=today)
    assert client.get("/me/").status_code == 302


def test_a_session_rests_half_an_hour_at_most(client: Client) -> None:
    official = factories.make_official(factories.make_unit(), Role.DRAFTER)
    factories.sign_in(client, official)
    session = client.session
    session["seen_at"] = (timezone.now() - timedelta(minutes=31)).isoformat()
    session.save()
    page = client.get("/me/", follow=True)
    assert "30 分钟" in page.content.decode()
