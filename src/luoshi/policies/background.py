"""The work on policies that runs in the background."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from luoshi.jobs.handlers import handler
from luoshi.jobs.models import Job
from luoshi.jobs.progress import Progress
from luoshi.kernel.speech import Phrase
from luoshi.policies.compiling import Unreadable, compile_files
from luoshi.policies.models import Policy
from luoshi.policies.services.storing import store_failure, store_reading
from luoshi.policies.services.uploading import COMPILE, key_of


@handler(COMPILE, atomic=False)
def compile_policy(job: Job, progress: Progress) -> Mapping[str, Any] | None:
    """Read and compile the files of a policy, then keep everything at once.

    Killed before the end it leaves the policy compiling, with nothing half done, and is tried again. A wish that
    was overtaken by a newer one does nothing.
    """
    policy = Policy.objects.filter(pk=job.payload["policy"], jurisdiction=job.jurisdiction).first()
    if policy is None or policy.state != Policy.State.COMPILING or key_of(policy) != job.key:
        return {"overtaken": True}

    def told(done: int, total: int, words: Phrase, values: dict[str, object]) -> None:
        progress.report(done, total, words, **values)

    files = [row.file for row in policy.files.select_related("file").order_by("order")]
    try:
        reading = compile_files(files, told)
    except Unreadable as fault:
        with progress.completing() as outcome:
            store_failure(progress.actor, _current(policy), fault.phrase.zh, fault.phrase.en)
            outcome.result = {"failed": True}
        return None
    with progress.completing() as outcome:
        fresh = _current(policy)
        if fresh.state == Policy.State.COMPILING and key_of(fresh) == job.key:
            outcome.result = store_reading(progress.actor, fresh, reading)
        else:
            outcome.result = {"overtaken": True}
    return None


def _current(policy: Policy) -> Policy:
    return Policy.objects.select_for_update().get(pk=policy.pk)
