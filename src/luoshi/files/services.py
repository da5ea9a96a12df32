"""The writers of files: take an upload in, attach it, read it, sweep what nobody owns."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from django.db import connection, models

from luoshi.files import disk
from luoshi.files.access import policy
from luoshi.files.inspection import inspected
from luoshi.files.models import Distribution, FileLink, Scan, StoredFile, TurnedAway
from luoshi.files.rules import EVIDENCE, LARGEST, MB, safe_name
from luoshi.journal.keys import open_bytes, seal_bytes
from luoshi.journal.services import act, record
from luoshi.kernel.actors import Actor
from luoshi.kernel.verdicts import Refused

ORPHAN_SECONDS = 24 * 3600.0


class Upload(Protocol):
    """What a form hands over (``django.core.files.uploadedfile.UploadedFile``)."""

    @property
    def name(self) -> str | None: ...

    def chunks(self) -> Iterable[bytes]: ...


class SecrecyMark(Refused):
    """The upload bore a secrecy mark. Its event is in the journal, whatever becomes of the act it belonged to."""


def store(
    actor: Actor,
    upload: Upload | bytes,
    *,
    name: str = "",
    distribution: str = Distribution.INTERNAL,
    subject: str = "",
    kinds: Sequence[str] = EVIDENCE,
    on: models.Model | None = None,
) -> StoredFile:
    """Keep an upload and attach it to ``on`` (a saved object of the actor's jurisdiction).

    The kind is told by the content and must be one of ``kinds``; ``name`` is given for bytes; with a ``subject``
    (``person:17``) the bytes are sealed with its key. Joins the running act. Raises ``Refused`` for what is empty, too
    large, of another kind, damaged or a bomb, and ``SecrecyMark``. The bytes are complete on disk before the row is.
    """
    _require(actor, "upload")
    given = name or getattr(upload, "name", "") or "file"
    came: Path | None = None
    try:
        came, sha256, size = disk.take_in((upload,) if isinstance(upload, bytes) else upload.chunks(), LARGEST)
        found = inspected(came, given, size, kinds)
        if found.mark is not None:
            _turn_away(actor, sha256, size, found.mark.level)
            raise SecrecyMark(
                f"文件带有密级标志“{found.mark.level}”,本网络不得存储、处理涉密文件。文件没有保存。"
                "请立即停止传递,并按保密规定向本单位保密部门报告;标志若属误标,由定密责任人核实后重新制作。",
                f"The file bears the secrecy mark {found.mark.level}; this network must not hold classified material. "
                "Nothing was stored. Stop passing the file on and report to your unit's secrecy office; if the mark is "
                "a mistake, have the classifying authority confirm it and issue the file anew.",
                field="file",
            )
        if subject:
            sealed = seal_bytes(subject, came.read_bytes())
            came.unlink()
            came, sha256, _ = disk.take_in((sealed,), LARGEST + MB)
        disk.move_in(came, actor.jurisdiction, sha256)
    except disk.TooLarge:
        raise Refused(
            f"文件超过 {LARGEST // MB} MB 的上限,没有保存。请压缩图片或拆分后上传。",
            f"The file is above the limit of {LARGEST // MB} MB and was not stored. Make its pictures smaller or split it.",
            field="file",
        ) from None
    finally:
        if came is not None:
            came.unlink(missing_ok=True)
    with act():
        file = StoredFile.objects.create(
            jurisdiction=actor.jurisdiction, sha256=sha256, size=size, media_type=found.kind.media_type,
            name=safe_name(given, found.kind), distribution=distribution, subject=subject,
            scan=Scan.CLEAN if found.read else Scan.UNREAD, uploaded_by=actor.opaque,
        )  # fmt: skip
        facts = {"sha256": sha256, "size": size, "media_type": file.media_type, "distribution": distribution}
        record(actor, "files.stored", file, after=facts, detail=facts | {"scan": str(file.scan)})
        if on is not None:
            attach(actor, file, on)
    return file


def attach(actor: Actor, file: StoredFile, on: models.Model) -> FileLink:
    """Let a file belong to an object; attaching twice changes nothing. For services that checked the act on ``on``.

    Raises ``Refused`` when the file is of another place or the actor may not see it.
    """
    if file.jurisdiction != actor.jurisdiction or getattr(on, "jurisdiction", actor.jurisdiction) != file.jurisdiction:
        raise Refused(
            "文件与对象不属于同一地区。", "The file and the object belong to different places.", forbidden=True
        )
    if not (actor.is_system or file.uploaded_by == actor.opaque):
        _require(actor, "view", file)
    link, _ = FileLink.objects.get_or_create(
        file=file, object_kind=on._meta.label_lower, object_id=on.pk, defaults={"jurisdiction": file.jurisdiction}
    )
    return link


def detach(actor: Actor, file: StoredFile, on: models.Model) -> None:
    """Take a file from an object, for services that checked the act on ``on``; the file and its event stay."""
    FileLink.objects.of(actor).filter(file=file, object_kind=on._meta.label_lower, object_id=on.pk).delete()


def path_of(file: StoredFile) -> Path:
    """Where the bytes lie; ciphertext for a file with a subject."""
    return disk.place_of(file.jurisdiction, file.sha256)


def content(file: StoredFile) -> bytes:
    """The bytes of a file, opened. Raises ``Refused`` when they are lost or their subject was erased."""
    return b"".join(pieces(file))


def pieces(file: StoredFile) -> Iterator[bytes]:
    """The bytes of a file piece by piece; opened. Raises ``Refused`` at once, before the first piece."""
    place = path_of(file)
    if not place.is_file():
        raise Refused(
            "文件内容已丢失,请联系系统管理员从备份恢复。",
            "The content of this file is lost; ask the system administrator to restore it from the backup.",
        )
    if not file.subject:
        return disk.read_chunks(place)
    opened = open_bytes(file.subject, place.read_bytes())
    if not isinstance(opened, bytes):
        raise Refused("文件内容已按规定清除。", "The content of this file was erased as the rules require.")
    return iter((opened,))


def note_download(actor: Actor, file: StoredFile) -> None:
    """Journal that a file was handed out."""
    with act():
        record(actor, "files.downloaded", file, detail={"sha256": file.sha256, "size": file.size})


def sweep(older_than: float = ORPHAN_SECONDS) -> int:
    """Remove what came in and never got a row, once it is a day old; how many files were removed."""
    removed = 0
    for jurisdiction, path in disk.stale(older_than):
        if jurisdiction and StoredFile.objects.filter(jurisdiction=jurisdiction, sha256=path.name).exists():
            continue
        with suppress(FileNotFoundError):
            path.unlink()
            removed += 1
    return removed


def _turn_away(actor: Actor, sha256: str, size: int, level: str) -> None:
    """Keep the event of a secrecy mark: in a transaction of its own, since the refusal undoes the running one."""
    if not any(not getattr(block, "_from_testcase", False) for block in connection.atomic_blocks):
        _note_mark(actor, sha256, size, level)
        return

    def apart() -> None:
        try:
            _note_mark(actor, sha256, size, level)
        finally:
            connection.close()

    threading.Thread(target=apart, name="secrecy-mark").start()  # on SQLite it waits until the running one is undone


def _note_mark(actor: Actor, sha256: str, size: int, level: str) -> None:
    with act():
        row = TurnedAway.objects.create(
            jurisdiction=actor.jurisdiction, sha256=sha256, size=size, level=level, uploaded_by=actor.opaque
        )
        record(actor, "files.turned_away", row, detail={"sha256": sha256, "size": size, "level": level})


def _require(actor: Actor, what: str, file: Any = None) -> None:
    verdict = policy.allows(actor, what, file)
    if not verdict and verdict.reason is not None:
        raise Refused(verdict.reason.zh, verdict.reason.en, forbidden=True)
