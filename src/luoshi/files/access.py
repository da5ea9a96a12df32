"""Who may read a file: who may see an object it belongs to, as the app of that object says; else who uploaded it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models

from luoshi.files.models import FileLink, StoredFile
from luoshi.kernel.actors import Actor
from luoshi.kernel.verdicts import YES, Verdict, no

Visible = Callable[[Actor], models.QuerySet[Any]]
"""Gives the objects of a kind that an actor may see; their ``pk`` is what links name."""

ACTS = ("view", "download", "upload")
_KINDS: dict[str, Visible] = {}


def register(kind: str, visible: Visible) -> None:
    """Let an app say which of its objects of ``kind`` (``tasks.report``) an actor sees; files linked to them follow.

    Said once, in ``ready`` of the app: ``register("tasks.report", lambda actor: policy.visible(actor, Report.objects))``.
    """
    _KINDS[kind] = visible


class FilePolicy:
    """The rights of files are those of the objects they hang on."""

    def allows(self, actor: Actor, act: str, subject: Any = None) -> Verdict:
        if act not in ACTS:
            return no("没有这种操作。", "There is no such act.")
        if act == "upload":
            if actor.person is None and not actor.is_system:
                return no("请先登录再上传。", "Sign in before uploading.")
            return YES
        if subject is None:
            return YES
        if self.visible(actor, StoredFile.objects.filter(pk=subject.pk)).exists():
            return YES
        return no("你没有查看这个文件的权限。", "You have no right to see this file.")

    def visible(self, actor: Actor, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Files of the jurisdiction that hang on an object the actor sees, and own uploads that hang on nothing yet."""
        rows = rows.filter(jurisdiction=actor.jurisdiction)
        if actor.is_system:
            return rows
        links = FileLink.objects.filter(jurisdiction=actor.jurisdiction)
        seen = models.Q(pk__in=())
        for kind, visible in _KINDS.items():
            objects = visible(actor).filter(jurisdiction=actor.jurisdiction).order_by().values("pk")
            seen |= models.Q(object_kind=kind, object_id__in=objects)
        allowed = models.Q(pk__in=links.filter(seen).values("file"))
        if actor.person is not None:
            loose = ~models.Exists(links.filter(file=models.OuterRef("pk")))
            allowed |= models.Q(uploaded_by=actor.opaque) & models.Q(loose)
        return rows.filter(allowed)


policy = FilePolicy()
