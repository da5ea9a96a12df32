"""Who may use what the screens remember: every signed-in person their own."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from luoshi.kernel.actors import Actor
from luoshi.kernel.verdicts import YES, Verdict, no


class OwnThings:
    """Views and drafts belong to their person; shared views are read by everyone of the place."""

    def allows(self, actor: Actor, act: str, subject: Any = None) -> Verdict:
        if actor.person is None:
            return no("这里只供人员使用", "This is for people, not programs")
        if subject is not None and subject.person_id != actor.person:
            return no("这是他人保存的内容", "This belongs to another person")
        return YES

    def visible(self, actor: Actor, rows: QuerySet[Any]) -> QuerySet[Any]:
        own = Q(person_id=actor.person)
        if hasattr(rows.model, "shared"):
            own |= Q(shared=True)
        return rows.filter(own, jurisdiction=actor.jurisdiction)


own_things = OwnThings()
