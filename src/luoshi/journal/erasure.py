"""Erasing a subject's values, and replacing the master key."""

from __future__ import annotations

from django.db import connection, transaction
from django.utils import timezone

from luoshi.journal import keys
from luoshi.journal.access import policy
from luoshi.journal.models import Event, SubjectKey
from luoshi.journal.services import act, record
from luoshi.kernel.actors import Actor
from luoshi.kernel.verdicts import Refused


def erase(actor: Actor, subject: str, reason: str) -> Event:
    """Destroy the key of a subject: its values in events, facts and files read as 已清除 from then on, for good.

    ``reason`` stands in the journal: the legal ground, without personal values. The seals stay valid, since they cover
    the ciphertext. Raises ``Refused`` when the actor may not, or when there is nothing to erase.
    """
    verdict = policy.allows(actor, "journal.erase", subject)
    if verdict.reason is not None:
        raise Refused(verdict.reason.zh, verdict.reason.en, forbidden=True)
    if not reason.strip():
        raise Refused("请写明清除的依据", "say on what ground the values are erased", field="reason")
    with act():
        _forget_freed_pages()
        row = SubjectKey.objects.select_for_update().filter(subject=subject).first()
        if row is None:
            raise Refused(f"没有“{subject}”的个人信息", f"there are no personal values of {subject}", field="subject")
        if row.destroyed_at is not None:
            raise Refused(
                f"“{subject}”的个人信息已于{row.destroyed_at:%Y-%m-%d}清除",
                f"the personal values of {subject} were erased on {row.destroyed_at:%Y-%m-%d}",
                field="subject",
            )
        row.wrapped, row.destroyed_at = b"", timezone.now()
        row.save(update_fields=["wrapped", "destroyed_at"])
        return record(actor, "journal.subject_erased", row, detail={"subject": subject, "reason": reason.strip()})


def rewrap(batch: int = 500) -> int:
    """Wrap every key that a replaced master key wraps by the current one; how many. Can be stopped and run again.

    To replace the master key: put the old one into SUBJECT_MASTER_KEYS_OLD and a new one into SUBJECT_MASTER_KEY,
    restart, run this, and take the old one away. Raises ``keys.Unreadable`` for a key that no known master key wraps.
    """
    master, done = keys.fingerprint(keys.current_master()), 0
    old = SubjectKey.objects.filter(destroyed_at=None).exclude(master=master).order_by("pk")
    while True:
        with transaction.atomic():
            rows = list(old.select_for_update()[:batch])
            for row in rows:
                row.wrapped, row.master = keys.wrap(row.subject, keys.unwrap(row)), master
            SubjectKey.objects.bulk_update(rows, ["wrapped", "master"])
        if not rows:
            return done
        done += len(rows)


def _forget_freed_pages() -> None:
    """Have SQLite overwrite what it frees, so that the destroyed key does not stay behind in the file."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete=ON")
