"""Keys of programs and subscriptions: shown once, hashed, limited, expiring, revocable."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone
from tests import factories

from luoshi.accounts import services
from luoshi.accounts.models import ApiToken, FeedKey
from luoshi.accounts.tokens import actor_for_token, bearer_of, feed_of
from luoshi.journal.models import Event
from luoshi.kernel.actors import Role
from luoshi.kernel.verdicts import Refused

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


@pytest.fixture
def drafter() -> factories.Official:
    return factories.make_official(factories.make_unit(), Role.DRAFTER)


def _token(official: factories.Official) -> tuple[ApiToken, str]:
    actor = factories.actor_of(official)
    return services.create_token(actor, official.person, name="台账对接", scopes=["tasks:read"], lasting=WEEK)


def test_a_token_acts_for_its_person_within_its_scopes(drafter: factories.Official) -> None:
    token, key = _token(drafter)
    actor = actor_for_token(key)
    assert actor is not None
    assert (actor.person, actor.channel, actor.scopes) == (drafter.person.pk, "token", frozenset({"tasks:read"}))
    assert actor.has(Role.DRAFTER)
    token.refresh_from_db()
    assert token.last_used_on == timezone.localdate()


def test_the_key_itself_is_kept_nowhere(drafter: factories.Official) -> None:
    token, key = _token(drafter)
    assert key not in str(ApiToken.objects.filter(pk=token.pk).values().get())
    assert key not in str(list(Event.objects.values()))


def test_a_revoked_an_expired_and_an_unknown_token_are_nobody(drafter: factories.Official) -> None:
    token, key = _token(drafter)
    services.revoke_token(factories.actor_of(drafter), token)
    other, expired = _token(drafter)
    ApiToken.objects.filter(pk=other.pk).update(expires_at=timezone.now())
    assert [actor_for_token(each) for each in (key, expired, key + "x", "lsh_", "")] == [None] * 5


def test_a_locked_account_closes_its_tokens_and_feeds(drafter: factories.Official) -> None:
    _, key = _token(drafter)
    _, feed_key = services.create_feed_key(factories.actor_of(drafter), drafter.person, kind="deadlines")
    assert feed_of(feed_key) is not None
    services.lock_account(factories.the_system(), drafter.user, reason="离职")
    assert actor_for_token(key) is None
    assert feed_of(feed_key) is None


def test_a_token_loses_the_rights_of_a_post_with_it(drafter: factories.Official) -> None:
    _, key = _token(drafter)
    today = timezone.localdate()
    services.end_holding(factories.the_system(on=today), drafter.person.holdings.get(), on=today)
    actor = actor_for_token(key)
    assert actor is not None and not actor.grants


def test_a_revoked_feed_opens_nothing(drafter: factories.Official) -> None:
    feed, key = services.create_feed_key(factories.actor_of(drafter), drafter.person, kind="unit")
    services.revoke_feed_key(factories.actor_of(drafter), feed)
    assert feed_of(key) is None
    assert FeedKey.objects.get().hash != key


@pytest.mark.parametrize(("scopes", "days"), [([], 7), (["everything"], 7), (["tasks:read"], 400), (["tasks:read"], 0)])
def test_a_token_without_limits_is_refused(drafter: factories.Official, scopes: list[str], days: int) -> None:
    with pytest.raises(Refused):
        services.create_token(
            factories.actor_of(drafter), drafter.person, name="x", scopes=scopes, lasting=timedelta(days=days)
        )


def test_the_key_is_read_from_the_authorization_header() -> None:
    request = RequestFactory().get("/", headers={"Authorization": "Bearer lsh_abc"})
    assert bearer_of(request) == "lsh_abc"
    assert bearer_of(RequestFactory().get("/", headers={"Authorization": "Basic lsh_abc"})) == ""
