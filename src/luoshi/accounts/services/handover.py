"""Handing a post over, in one act."""

from __future__ import annotations

from datetime import date

from luoshi.accounts.handover import registered, sections_of
from luoshi.accounts.models import Person, Post, PostHolding
from luoshi.accounts.services.posts import end_holding, hold
from luoshi.journal.models import Event
from luoshi.journal.owned import valid_on
from luoshi.journal.services import act, record_many
from luoshi.kernel.actors import Actor
from luoshi.kernel.verdicts import Refused

HANDED_OVER = "accounts.post_handed_over"


def hand_over(actor: Actor, post: Post, from_person: Person, to_person: Person, on: date) -> Event:
    """``to_person`` takes ``post`` over from ``from_person`` on ``on``, the first day of the new holder.

    One act: the old holding ends, the new one begins, everything registered in ``accounts.handover`` moves, sessions
    of someone left without a post are void. Gives the event, whose rows list what moved; it is the handover sheet.
    """
    if from_person.pk == to_person.pk:
        raise Refused("交接双方不能是同一人", "Nobody hands a post over to themselves", field="to_person")
    holding = PostHolding.objects.filter(valid_on(on), post=post, person=from_person, part="A").first()
    if holding is None:
        raise Refused(
            "移交人在交接日不担任该岗位。请核对日期。",
            "The person handing over does not hold this post on that day. Check the date.",
            field="on",
        )
    if holding.valid_from >= on:
        raise Refused(
            "交接日应晚于移交人的任职日",
            "The day must come after the one on which the holder took the post",
            field="on",
        )
    with act():
        rows = [{"kind": section.kind, "id": item.pk} for section in sections_of(actor, post) for item in section.items]
        until = holding.valid_to
        end_holding(actor, holding, on=on)
        hold(actor, post, to_person, on=on, until=until)
        for moving in registered():
            if moving.move is not None:
                moving.move(actor, post, from_person, to_person)
        return record_many(
            actor,
            HANDED_OVER,
            post,
            rows,
            detail={"from": from_person.subject, "to": to_person.subject, "on": on.isoformat()},
        )
