"""A process killed in the middle of applying a plan leaves nothing half done, and the plan can be approved again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.jobs.processes import kill, start, wait_until

from luoshi.enactment.models import Enacted, Plan
from luoshi.enactment.queries import tally
from luoshi.enactment.services import approve, make_plan
from luoshi.journal.models import Event
from luoshi.kernel.actors import Actor
from luoshi.tasks.models import Assignment, Task

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("where", ["_remember_all", "record"])
def test_a_killed_approval_leaves_nothing_and_can_be_done_again(
    confirmed: Any, editor: Actor, confirmer: Actor, tmp_path: Path, where: str
) -> None:
    plan = make_plan(editor, confirmed())
    events = Event.objects.count()
    process = start("tests.enactment.an_approver", str(plan.pk), str(plan.version), str(tmp_path / "here"), where)
    wait_until((tmp_path / "here").exists, alive=[process])
    kill(process)
    plan.refresh_from_db()
    assert (plan.state, Task.objects.count(), Enacted.objects.count()) == (Plan.State.DRAFT, 0, 0)
    assert Event.objects.count() == events
    approve(confirmer, plan, version=plan.version)
    assert Task.objects.count() == tally(plan)["create"]
    assert Assignment.objects.exists()
