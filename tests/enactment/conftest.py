"""A confirmed policy of four tasks in a city with a group of one county."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from tests.factories import CITY, an_actor
from tests.policies.conftest import *  # noqa: F403 (the same city, people and documents)
from tests.policies.conftest import SAMPLE, _text

from luoshi.jobs.running import run_due
from luoshi.kernel.actors import Actor, Role
from luoshi.policies.models import Policy, ReviewItem
from luoshi.policies.services.confirming import confirm, submit
from luoshi.policies.services.deciding import accept
from luoshi.policies.services.naming import settle_name
from luoshi.policies.services.uploading import upload
from luoshi.units.models import GroupMember, Unit


@pytest.fixture
def supervisor() -> Actor:
    return an_actor(Role.SUPERVISOR, person=31, on=date(2025, 3, 10))


Confirmed = Callable[..., Policy]


@pytest.fixture
def confirmed(city: dict[str, Unit], group: Any, editor: Actor, confirmer: Actor) -> Confirmed:
    """Upload, review and confirm a text; ``previous`` makes it the new version of another policy."""
    GroupMember.objects.create(jurisdiction=CITY, group=group, unit=city["东河县"], valid_from=date(2001, 1, 1))

    def make(text: str = SAMPLE, previous: Policy | None = None) -> Policy:
        policy = upload(editor, [_text(text, "意见.txt")], previous=previous).policy
        run_due()
        for reading in policy.unit_readings.filter(unit=None, group=None, outside=False):
            settle_name(editor, policy, reading.printed, outside=True)
        for item in policy.items.filter(state=ReviewItem.State.PENDING, confidence="low"):
            accept(editor, item, item.version, "对照原文无误")
        submit(editor, policy, accept_rest=True)
        confirm(confirmer, policy)
        policy.refresh_from_db()
        return policy

    return make
