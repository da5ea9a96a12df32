"""The two founding policies of one city, read from the shared folder and enacted: every row of their tables runs."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories import CITY, an_actor, the_system

from luoshi.enactment.queries import tally
from luoshi.enactment.services import approve, choose, make_plan
from luoshi.jobs.running import run_due
from luoshi.kernel.actors import Actor, Role
from luoshi.policies.models import Policy, Repair, ReviewItem
from luoshi.policies.services.confirming import confirm, submit
from luoshi.policies.services.deciding import accept
from luoshi.policies.services.judging import judge_repair
from luoshi.policies.services.naming import settle_name
from luoshi.policies.services.uploading import upload
from luoshi.tasks.models import Assignment, Task, TaskSource, TaskState
from luoshi.units.models import Unit
from luoshi.units.services.founding import NewUnit, found_unit
from luoshi.units.services.groups import define_group

SHARED = Path(__file__).resolve().parents[3] / "shared" / "policies"
ANNEX_OF_THE_OPINIONS, ANNEX_OF_THE_GUIDELINE = 158, 88
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the founding policies are not beside the repository"),
]
COLLECTIVE = ("各县市区", "各县(市)区", "各县市区人民政府", "各县市区政府", "各园区")


@pytest.fixture
def editor() -> Actor:
    return an_actor(Role.EDITOR, person=11, on=date(2018, 2, 1))


@pytest.fixture
def confirmer() -> Actor:
    return an_actor(Role.CONFIRMER, person=21, on=date(2018, 2, 1))


def confirmed(editor: Actor, confirmer: Actor, file: Path) -> Policy:
    policy = upload(editor, [SimpleUploadedFile(file.name, file.read_bytes())]).policy
    run_due()
    policy.refresh_from_db()
    assert policy.state == Policy.State.REVIEW, policy.failure
    for reading in list(policy.unit_readings.filter(unit=None, group=None, outside=False)):
        if reading.printed.startswith("各"):
            settle_name(editor, policy, reading.printed, outside=True)
            continue
        unit = found_unit(the_system(), NewUnit(name=reading.printed, kind=Unit.Kind.BUREAU), on=date(2001, 1, 1))
        settle_name(editor, policy, reading.printed, unit=unit)
    for repair in policy.repairs.filter(state=Repair.State.DOUBTFUL):
        judge_repair(editor, policy, repair, holds=True)
    for item in policy.items.filter(state=ReviewItem.State.PENDING, confidence="low"):
        accept(editor, item, None, "对照原文核对")
    submit(editor, policy, accept_rest=True)
    confirm(confirmer, policy)
    policy.refresh_from_db()
    return policy


@pytest.fixture
def city(db: Any, settings: Any, tmp_path: Path, editor: Actor) -> Any:
    settings.FILES_ROOT = tmp_path / "files"
    from luoshi.units.models import Jurisdiction

    Jurisdiction.objects.create(code=CITY, name="云岭市", short_name="云岭", name_en="Yunling")
    counties = [
        found_unit(the_system(), NewUnit(name=name, kind=Unit.Kind.COUNTY), on=date(2001, 1, 1))
        for name in ("东河县人民政府", "西岭区人民政府", "南浦区人民政府")
    ]
    define_group(the_system(), name=COLLECTIVE[0], aliases=COLLECTIVE[1:-1], members=counties, on=date(2001, 1, 1))
    return counties


def test_every_row_of_both_annexes_runs_with_its_clause_and_its_units(
    city: list[Unit], editor: Actor, confirmer: Actor
) -> None:
    """158 and 88 rows, counted in the inventory; what both documents ask for is linked or made, never lost."""
    for pattern, least in (("000_*.txt", ANNEX_OF_THE_OPINIONS), ("004_*.txt", ANNEX_OF_THE_GUIDELINE)):
        (file,) = SHARED.glob(pattern)
        policy = confirmed(editor, confirmer, file)
        plan = make_plan(editor, policy)
        links = plan.steps.filter(act="link").values_list("pk", flat=True)
        plan = choose(editor, plan, dict.fromkeys(links, "link"), version=plan.version)
        approve(confirmer, plan, version=plan.version)
        counts = tally(plan)
        accepted = policy.items.filter(kind="tasks", state=ReviewItem.State.ACCEPTED).count()
        assert counts.get("create", 0) + counts.get("link", 0) == accepted >= least
        sources = TaskSource.objects.filter(policy=policy, withdrawn_at=None)
        assert sources.exclude(clause="").count() == accepted
    assert not TaskState.objects.filter(task__isnull=True).exists()
    roles = Counter(Assignment.objects.values_list("role", flat=True))
    assert roles["lead"] > 200
    for county in city:
        assert Assignment.objects.filter(unit=county, group__isnull=False).exists()


def test_rows_due_before_the_document_was_published_are_named_late_at_birth(
    city: list[Unit], editor: Actor, confirmer: Actor
) -> None:
    (file,) = SHARED.glob("004_*.txt")
    policy = confirmed(editor, confirmer, file)
    plan = make_plan(editor, policy)
    approve(confirmer, plan, version=plan.version)
    late = TaskState.objects.filter(due_on=date(2017, 12, 31))
    assert late.count() >= 13
    assert not late.filter(late_at_birth=False).exists()
    assert Task.objects.count() >= ANNEX_OF_THE_GUIDELINE
