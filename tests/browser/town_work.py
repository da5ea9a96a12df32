"""Some work in the town, by the services that people use: a policy in force, one in review, tasks in every light, reports
on every step. ``places.json`` in the home names what the pages of the tests open."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from luoshi.accounts.models import Person, Post
from luoshi.accounts.sessions import actor_of
from luoshi.enactment.services import approve, make_plan
from luoshi.jobs.handlers import discover
from luoshi.jobs.running import run_due
from luoshi.kernel.actors import Actor
from luoshi.policies.models import Policy, ReviewItem
from luoshi.policies.services import asking, confirming, deciding, naming
from luoshi.policies.services.uploading import upload
from luoshi.tasks import services
from luoshi.tasks.models import Assignment, Task
from luoshi.tasks.services.drafts import (
    ClosingDraft,
    DeadlineDraft,
    MeasureDraft,
    MilestoneDraft,
    PartDraft,
    ReportContent,
    SourceDraft,
    TaskDraft,
)
from luoshi.units.models import Unit
from tests.browser.town import CODE, EXAMPLES, wait_weeks


def work() -> None:
    """Put the work in and write where it is."""
    discover()
    places: dict[str, int] = {}
    done = _policy("1-制造业实施意见.html", "先进制造业")
    _review(done)
    approve(_of("confirmer"), made := make_plan(_of("editor"), done), version=made.version)
    places |= {"policy": done.pk, "plan": made.pk}
    places["draft_plan"] = make_plan(_of("editor"), done, withdraw=True, reason="政策到期").pk
    places["review"] = _policy("4-成果转化征求意见-受损网页.txt", "科技成果转化").pk
    asked = _policy("2-开放型经济行动计划.docx", "开放型经济")
    places["round"] = asking.open_round(_of("editor"), asked, workdays=5, note="请于5个工作日内反馈。").pk
    places["asked"] = asked.pk
    places["task"] = _task("开展老旧电梯安全隐患排查,建立“一梯一档”", days=60, measured=True).pk
    places["objected"] = _task("建立重点企业服务专员制度", days=5).pk
    places["closing"] = _task("修订市级科技计划项目管理办法", days=20).pk
    wait_weeks()
    _answers(places)
    _reports(places)
    places["unit"] = Unit.objects.get(jurisdiction=CODE, short_name="市科技局").pk
    places["person"] = Person.objects.get(jurisdiction=CODE, number="drafter").pk
    places["post"] = Post.objects.get(jurisdiction=CODE, title="局长").pk
    run_due()
    (Path(settings.HOME) / "places.json").write_text(json.dumps(places), "ascii")


def _of(username: str) -> Actor:
    return actor_of(Person.objects.get(jurisdiction=CODE, number=username))


def _policy(name: str, theme: str) -> Policy:
    file: Any = SimpleUploadedFile(name, (EXAMPLES / name).read_bytes())
    made = upload(_of("editor"), [file], theme=theme).policy
    run_due()
    made.refresh_from_db()
    return made


def _review(policy: Policy) -> None:
    editor = _of("editor")
    for reading in policy.unit_readings.filter(unit__isnull=True, group__isnull=True, outside=False):
        naming.settle_name(editor, policy, reading.printed, outside=True)
    for item in ReviewItem.objects.filter(policy=policy, state="pending", confidence="low"):
        deciding.accept(editor, item, item.version, "已对照原文核对")
    policy.refresh_from_db()
    confirming.submit(editor, policy, accept_rest=True)
    policy.refresh_from_db()
    confirming.confirm(_of("confirmer"), policy)
    policy.refresh_from_db()


def _task(title: str, *, days: int, measured: bool = False) -> Task:
    science, industry = (Unit.objects.get(jurisdiction=CODE, short_name=name) for name in ("市科技局", "市工信局"))
    today = date.today()
    draft = TaskDraft(
        title=title,
        origin="instruction",
        text="摸清底数,逐项建档,按期完成整改。",
        sources=(SourceDraft(document_title="陈市长在市民来信上的批示", document_date=today),),
        deadline=DeadlineDraft(due_on=today + timedelta(days=days)),
        parts=(PartDraft(role="lead", unit=science), PartDraft(role="responsible", unit=industry)),
        milestones=(MilestoneDraft(title="完成排查", due_on=today + timedelta(days=days // 2)),),
        measures=(MeasureDraft(name="建档电梯", unit="台", target=1284),) if measured else (),
        instruction="请科技局牵头,一个月内拿出办法。" if measured else "",
        recipients=(Post.objects.get(jurisdiction=CODE, title="督查联络员").pk,) if measured else (),
        series="assignment",
    )
    return services.create_task(_of("office"), draft)


def _part(task: int, unit: str) -> Assignment:
    return Assignment.objects.get(task=task, unit__short_name=unit, valid_to__isnull=True)


def _answers(places: dict[str, int]) -> None:
    services.acknowledge(_of("drafter"), _part(places["task"], "市科技局"))
    objection = services.object_to(_of("other"), _part(places["objected"], "市工信局"), "企业服务由市商务局主管", None)
    places["objection"] = objection.pk


def _reports(places: dict[str, int]) -> None:
    """One that waits for the office, one that came back, one verified with its closing asked for, one with its head."""
    month = f"{date.today():%Y-%m}"
    waiting = _sent(places["closing"], month)
    verified = services.verify(_of("office"), waiting, waiting.version, "属实")
    places["verified"] = verified.pk
    task = Task.objects.get(pk=places["closing"])
    places["closure"] = services.ask_closing(
        _of("office"), task, ClosingDraft(kind="completed", reason="办法已印发")
    ).pk
    back = _sent(places["objected"], month)
    places["returned"] = services.return_report(_of("office"), back, back.version, "请补充数据").pk
    places["part"] = _part(places["objected"], "市科技局").pk
    places["report"] = _sent(places["task"], month).pk
    policy_part = Assignment.objects.filter(
        jurisdiction=CODE, unit__short_name="市科技局", task__origin="policy", valid_to__isnull=True
    ).order_by("pk")[0]
    other = services.open_report(_of("drafter"), policy_part, month)
    other = services.save_draft(_of("drafter"), other, other.version, ReportContent(progress="已起草初稿"))
    places["passing"] = services.pass_report(_of("drafter"), other, other.version).pk


def _sent(task: int, month: str) -> Any:
    report = services.open_report(_of("drafter"), _part(task, "市科技局"), month)
    content = ReportContent(progress="已逐台登记,建立档案", problems="部分产权单位已注销", next_steps="协调属地补登")
    report = services.save_draft(_of("drafter"), report, report.version, content)
    for who in ("drafter", "section", "head"):
        report = services.pass_report(_of(who), report, report.version)
    return report
