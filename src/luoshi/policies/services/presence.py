"""Who has a review open, and what they have written and not saved. No events: nothing of the policy changes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from luoshi.kernel.actors import Actor
from luoshi.kernel.verdicts import Refused
from luoshi.policies.models import EditDraft, Policy, ReviewItem, ReviewPresence
from luoshi.policies.services.acting import require

LONGEST_DRAFT = 100_000
MOST_DRAFTS = 200


def be_present(actor: Actor, policy: Policy, item: str = "") -> None:
    """Note that the actor has the review open, at an item (its key)."""
    require(actor, "review", policy)
    if actor.person is None:
        return
    facts = {"item": item[:40], "seen_at": timezone.now()}
    rows = ReviewPresence.objects.filter(policy=policy, person=actor.person)
    if rows.update(**facts):
        return
    try:
        with transaction.atomic():
            ReviewPresence.objects.create(jurisdiction=policy.jurisdiction, policy=policy, person=actor.person, **facts)
    except IntegrityError:  # another window of the same person
        rows.update(**facts)


def leave(actor: Actor, policy: Policy) -> None:
    """The actor closed the review."""
    ReviewPresence.objects.filter(policy=policy, person=actor.person or 0).delete()


def keep_draft(actor: Actor, item: ReviewItem, seen: int, fields: Mapping[str, Any]) -> None:
    """Keep what the actor is writing into an item. Raises ``Refused`` when it is too long."""
    require(actor, "review", item.policy)
    if actor.person is None:
        return
    if len(json.dumps(fields, ensure_ascii=False)) > LONGEST_DRAFT:
        raise Refused("草稿过长,没有自动保存。", "The draft is too long and was not kept.")
    own = EditDraft.objects.filter(policy=item.policy, person=actor.person)
    if not own.filter(item=item.key).exists() and own.count() >= MOST_DRAFTS:
        raise Refused("未保存的草稿太多,请先保存或放弃一些。", "Too many drafts are kept; save or drop some.")
    with transaction.atomic():
        EditDraft.objects.update_or_create(
            policy=item.policy, person=actor.person, item=item.key,
            defaults={"jurisdiction": item.jurisdiction, "seen": seen, "fields": dict(fields)},
        )  # fmt: skip


def drop_draft(actor: Actor, item: ReviewItem) -> None:
    """Forget what the actor had written and not saved."""
    EditDraft.objects.filter(policy=item.policy, person=actor.person or 0, item=item.key).delete()


def draft_of(actor: Actor, item: ReviewItem) -> EditDraft | None:
    """What the actor had written and not saved."""
    found: EditDraft | None = EditDraft.objects.filter(
        policy=item.policy_id, person=actor.person or 0, item=item.key
    ).first()
    return found
