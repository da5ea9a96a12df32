"""Taking policy documents in: their files in order, facts to start with, and the wish to have them compiled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from luoshi.files.models import Distribution, StoredFile
from luoshi.files.rules import DOCUMENTS
from luoshi.files.services import attach, store
from luoshi.jobs.models import ENDED, Job
from luoshi.jobs.queries import of_key
from luoshi.jobs.services import enqueue
from luoshi.journal.services import act, record
from luoshi.kernel.actors import Actor
from luoshi.kernel.verdicts import Refused
from luoshi.policies.access import access
from luoshi.policies.models import Policy, PolicyFile
from luoshi.policies.services.acting import demand_state, locked, require

MOST_FILES = 30
MOST_BYTES = 200 * 1024 * 1024
KINDS = (*DOCUMENTS, "xlsx", "xls")
COMPILE = "policies.compile"


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A policy made of files, and the policies that hold a file of the same content already."""

    policy: Policy
    twins: tuple[Policy, ...] = ()


def upload(
    actor: Actor,
    files: Sequence[Any],
    *,
    title: str = "",
    level: str = Policy.Level.INTERNAL,
    theme: str = "",
    previous: Policy | None = None,
    start: bool = True,
) -> Uploaded:
    """Make a policy of ``files`` (uploads or stored files of the actor), in order, and ask for its compilation.

    ``previous``: the version that this one follows. Raises ``Refused`` for no file, too many, too large, files of
    other kinds, the same file twice, and secrecy marks.
    """
    require(actor, "upload")
    _check_count(files)
    if level not in Policy.Level.values:
        raise Refused("请选择发放范围。", "Choose who the document is meant for.", field="level")
    with act():
        if previous is not None:
            previous = locked(actor, previous)
            _check_previous(actor, previous)
        name = getattr(files[0], "name", "") or "未命名"
        policy = Policy.objects.create(
            jurisdiction=actor.jurisdiction, title=(title.strip() or _stem(name))[:300], level=level, theme=theme.strip()[:60],
            created_by=actor.opaque, previous=previous,
            family=(previous.family or previous.pk) if previous is not None else None,
        )  # fmt: skip
        stored = [_stored(actor, file, policy) for file in files]
        _check_twice(stored)
        for order, file in enumerate(stored):
            PolicyFile.objects.create(jurisdiction=actor.jurisdiction, policy=policy, file=file, order=order)
        twins = _twins(actor, policy, stored)
        record(
            actor, "policies.uploaded", policy, after={"files": [f.sha256 for f in stored], "level": level},
            detail={"files": len(stored), "level": str(level), "version_of": previous.pk if previous else None},
        )  # fmt: skip
        if start:
            start_compile(actor, policy)
    policy.refresh_from_db()
    return Uploaded(policy, tuple(twins))


def reorder(actor: Actor, policy: Policy, order: Sequence[int]) -> None:
    """Put the files of a policy in another order (ids of its ``PolicyFile``); before it is under review."""
    with act():
        row = locked(actor, policy)
        require(actor, "upload", row)
        demand_state(row, Policy.State.UPLOADED, Policy.State.FAILED)
        known = {file.pk: file for file in row.files.all()}
        if sorted(order) != sorted(known):
            raise Refused("文件列表已变,请刷新后再排序。", "The list of files has changed; reload and order it again.")
        row.files.update(order=F("order") + 10_000)
        for place, pk in enumerate(order):
            PolicyFile.objects.filter(pk=pk).update(order=place)
        record(actor, "policies.files_ordered", row, after={"order": list(order)})


def start_compile(actor: Actor, policy: Policy) -> Job:
    """Ask for a compilation. One that is under way is the answer to a second wish. Raises ``Refused``."""
    with act():
        row = locked(actor, policy)
        require(actor, "compile", row)
        if row.state == Policy.State.COMPILING:
            job = job_of(row)
            if job is not None and job.state not in ENDED:
                return job
        else:
            demand_state(row, Policy.State.UPLOADED, Policy.State.FAILED, Policy.State.REVIEW)
        row.attempt += 1
        row.version += 1
        row.state, row.failure, row.failure_en = Policy.State.COMPILING, "", ""
        row.save(update_fields=["attempt", "version", "state", "failure", "failure_en"])
        record(actor, "policies.compile_asked", row, detail={"attempt": row.attempt})
        return enqueue(actor, COMPILE, {"policy": row.pk}, key=key_of(row))


def key_of(policy: Policy) -> str:
    """The key of the job of the latest wish."""
    return f"{COMPILE}:{policy.pk}:{policy.attempt}"


def job_of(policy: Policy) -> Job | None:
    """The job of the latest wish; None before the first."""
    return of_key(policy.jurisdiction, key_of(policy)) if policy.attempt else None


def _check_count(files: Sequence[Any]) -> None:
    if not files:
        raise Refused("请至少选择一个文件。", "Choose at least one file.", field="files")
    if len(files) > MOST_FILES:
        raise Refused(
            f"一份政策最多 {MOST_FILES} 个文件,这里有 {len(files)} 个。请合并附件,或分成几份政策。",
            f"A policy takes at most {MOST_FILES} files; these are {len(files)}. Merge annexes or make several policies.",
            field="files",
        )
    size = sum(int(getattr(file, "size", 0) or 0) for file in files)
    if size > MOST_BYTES:
        raise Refused(
            f"全部文件共 {size // 1048576} MB,超过 {MOST_BYTES // 1048576} MB。请压缩图片或分成几份。",
            f"The files are {size // 1048576} MB together, above {MOST_BYTES // 1048576} MB. Make pictures smaller or split them.",
            field="files",
        )


def _check_previous(actor: Actor, previous: Policy) -> None:
    if previous.jurisdiction != actor.jurisdiction or not access.allows(actor, "view", previous):
        raise Refused("没有可以接续的上一版。", "There is no such earlier version.", field="previous")
    demand_state(previous, Policy.State.CONFIRMED, Policy.State.WITHDRAWN)
    newer = previous.following.exclude(state=Policy.State.WITHDRAWN).first()
    if newer is not None:
        raise Refused(
            f"这份政策已有新版本《{newer.title[:40]}》。请在最新一版上继续。",
            f"This policy already has a newer version ({newer.title[:40]}). Go on from the latest one.",
            field="previous",
        )


def _stored(actor: Actor, file: Any, policy: Policy) -> StoredFile:
    if isinstance(file, StoredFile):
        attach(actor, file, policy)
        return file
    return store(actor, file, kinds=KINDS, distribution=Distribution(policy.level), on=policy)


def _check_twice(stored: Sequence[StoredFile]) -> None:
    seen: dict[str, str] = {}
    for file in stored:
        if file.sha256 in seen:
            raise Refused(
                f"“{file.name}”与“{seen[file.sha256]}”内容完全相同。请去掉一个。",
                f'"{file.name}" and "{seen[file.sha256]}" have the very same content. Leave one out.',
                field="files",
            )
        seen[file.sha256] = file.name


def _twins(actor: Actor, policy: Policy, stored: Sequence[StoredFile]) -> list[Policy]:
    rows = access.visible(actor, Policy.objects.exclude(pk=policy.pk))
    return list(rows.filter(files__file__sha256__in=[f.sha256 for f in stored]).distinct().order_by("-id")[:5])


def _stem(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return stem if dot and len(ending) <= 6 else name
