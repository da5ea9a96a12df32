"""A worker killed in the middle of keeping a compilation: real processes, on either database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from luoshi.jobs.models import Job
from luoshi.jobs.running import run_due
from luoshi.journal.models import Event
from luoshi.kernel.actors import Actor
from luoshi.policies.models import Policy
from luoshi.policies.services.uploading import upload
from tests.journal.processes import end_all, hear, start

from .conftest import SAMPLE, _text

pytestmark = pytest.mark.django_db(transaction=True)

WORKER = """
from pathlib import Path
from django.conf import settings
settings.FILES_ROOT = Path({files!r})
from luoshi.jobs.running import run_due
from luoshi.policies import background
real = background.store_reading
def and_wait(*given):
    real(*given)
    say("written")
    time.sleep(120)
background.store_reading = and_wait
run_due()
"""


@pytest.fixture(autouse=True)
def nothing_left_running() -> Iterator[None]:
    yield
    end_all()


def test_a_worker_killed_before_the_end_leaves_nothing_half_done_and_the_next_one_does_it_once(
    city: Any, editor: Actor
) -> None:
    policy = upload(editor, [_text(SAMPLE, "意见.txt")]).policy
    worker = start(WORKER.format(files=str(Path(settings.FILES_ROOT))))
    hear(worker, "written")
    worker.kill()
    worker.wait()
    policy.refresh_from_db()
    assert policy.state == Policy.State.COMPILING
    assert not policy.items.exists() and not policy.clauses.exists() and not policy.compilations.exists()
    assert not Event.objects.filter(act="policies.compiled").exists()
    Job.objects.update(lease_until=None)  # as time does it
    run_due()
    policy.refresh_from_db()
    assert policy.state == Policy.State.REVIEW and policy.compilations.count() == 1
    assert Event.objects.filter(act="policies.compiled").count() == 1
    assert Job.objects.get().attempts == 2
