"""Policies: uploaded, compiled, reviewed, sent for opinion, confirmed by another person, enacted by a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from luoshi.demo.documents import Paper, example, own, spoken
from luoshi.demo.story import Story, answers, lives
from luoshi.enactment.models import Enacted, Plan
from luoshi.enactment.services import approve, choose, make_plan
from luoshi.files.rules import DOCUMENTS
from luoshi.files.services import store
from luoshi.jobs.handlers import discover
from luoshi.jobs.running import run_due
from luoshi.kernel.verdicts import Refused
from luoshi.policies import queries
from luoshi.policies.models import Finding, OpinionRound, Policy, ReviewItem
from luoshi.policies.services import asking, confirming, correcting, deciding, judging, naming, uploading
from luoshi.tasks.models import Task

REASONS = (  # why a doubtful item is taken as read, by words of its doubt
    ("适用范围", "已对照上下文,适用范围无误"), ("任务表", "以附件任务表为准,正文差异已报起草科室"), ("年均还是累计", "经与起草科室核实,为累计降幅"),
    ("起算年", "自印发当年起算"), ("指标名称取自表题", "表题即指标名称,无误"), ("小时", "以小时计的时限照录"), ("年份", "年份与完成时限一致"),
    ("承前", "与前句同为年度目标"), ("可能是标准", "作为过程性要求保留"),
)  # fmt: skip


@dataclass(frozen=True)
class Script:
    """What people do with one document. Corrections by clause: fields and why; rejected by kind and clause."""

    key: str
    paper: Paper
    uploaded: date
    theme: str
    corrections: Mapping[str, tuple[Mapping[str, Any], str]] = field(default_factory=dict)
    rejected: Sequence[tuple[str, str, str]] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    opinions: Mapping[str, tuple[str, str, str, str, str]] = field(
        default_factory=dict
    )  # unit: clause, stance, text, outcome, why
    returned: str = ""
    upto: str = "enacted"


TOGETHER = "工程建设项目审批改革由市住建局统筹,测绘环节由市自然资源和规划局负责。"
NAMES = {
    "市乡村振兴局": "nync",
    "市地方金融监督管理局": "jrb",
    "中国人民银行云溪市中心支行": "rh",
    "云溪银保监分局": "jgfj",
}


def plan(story: Story) -> None:
    """The scripts, each from its day of upload."""
    discover()
    for script in scripts(story):
        if script.uploaded <= story.days.today:
            story.timeline.on(script.uploaded, lambda script=script: upload(story, script), hour=9)  # type: ignore[misc]  # bound now


def scripts(story: Story) -> list[Script]:
    """The four documents of examples/ and one of last week."""
    years, today = story.days.shift, story.days.today
    week = story.timeline.working(today - timedelta(days=9))
    return [
        Script(
            "industry", example(1, years), date(2023 + years, 3, 25), "先进制造业",
            corrections={
                "附件/表1/二/7": ({"deadline": f"{2023 + years}-09-30"}, "原文期限早于印发日期,经与市政府办核实系笔误"),
                "附件/表1/四/14": ({"leads": ["市农业农村局"]}, "机构改革后职责划入市农业农村局"),
                "附件/表1/一/3": ({"participants": ["市财政局", "市生态环境局"]}, "牵头单位重复列为责任单位"),
            },
            rejected=(("registers", "二/1", "一般表述,不单独建库"), ("provisions", "二/1", "与任务表第1项重复")),
            names=NAMES,
            opinions={
                "scjg": ("附件/表1/二/9", "suggests", "建议增列市财政局为责任单位,政府采购环节的公平竞争审查需共同落实。", "adopted", ""),
                "zjj": ("附件/表1/二/6", "objects", "联合测绘由市自然资源和规划局主管,建议改由其牵头。", "declined", TOGETHER),
                "rsj": ("附件/表1/五/18", "suggests", "高技能人才培养周期长,建议明确分年度目标。", "partly", "分年度目标在年度工作要点中明确。"),
            },
            returned="第14项牵头单位请再核对机构改革后的职责;有两处低置信度条目理由过于简单。",
        ),
        Script("support", example(3, years), date(2023 + years, 6, 15), "惠企政策"),
        Script(
            "open", example(2, years), date(2024 + years, 1, 29), "开放型经济",
            corrections={
                "二/五/14": ({"leads": ["市商务局"], "participants": ["市人力资源和社会保障局"]}, "原文未写牵头单位,经秘书长明确由市商务局牵头"),
                "二/二/5": ({"deadline": f"{2025 + years}-12-31"}, "文中写明12月底前提交申报材料"),
                "二/四/12": ({"deadline": "ongoing"}, "机制类任务,长期坚持"),
            },
            names=NAMES,
            opinions={
                "hg": ("二/三/9", "suggests", "整体通关时间受口岸作业影响,建议增列港口经营单位配合。", "partly", "由市交通运输局协调港口经营单位。"),
                "gsl": ("二/四/11", "objects", "我会人手有限,建议由市招商促进事务中心共同承担。", "adopted", ""),
            },
        ),
        Script("science", example(4, years), date(2024 + years, 9, 14), "科技成果转化", names=NAMES, upto="reviewing"),
        Script(
            "winter", own("冬春城市运行保障工作方案.txt", day=spoken(week), year=str(week.year), next=str(week.year + 1)),
            week + timedelta(days=2), "城市运行", names=NAMES, upto="submitted",
        ),
    ]  # fmt: skip


def upload(story: Story, script: Script) -> None:
    """The editor uploads the document; it is compiled in the background at once."""
    actor = story.cast.actor("policy.editor")
    level = Policy.Level.PUBLIC if script.key in ("industry", "support") else Policy.Level.INTERNAL
    file = store(actor, script.paper.content, name=script.paper.name, kinds=(*DOCUMENTS, "xlsx"))
    story.policies[script.key] = uploading.upload(actor, [file], level=level, theme=script.theme).policy
    story.timeline.after(0, lambda: _compile(story, script))


def _compile(story: Story, script: Script) -> None:
    run_due()
    policy = story.policies[script.key]
    policy.refresh_from_db()
    if policy.state != Policy.State.REVIEW:
        raise RuntimeError(f"{script.paper.name}: {policy.state} {policy.failure}")
    story.timeline.after(1, lambda: review(story, script))


def review(story: Story, script: Script) -> None:
    """The editor settles names and repairs, corrects, rejects and accepts; a colleague answers findings."""
    editor, colleague, policy = (
        story.cast.actor("policy.editor"),
        story.cast.actor("policy.second"),
        _fresh(story, script),
    )
    partly = script.upto == "reviewing"
    for printed, key in script.names.items():
        if policy.unit_readings.filter(printed=printed).exists():
            naming.settle_name(editor, policy, printed, unit=story.city.units[key])
    repairs = list(queries.doubtful_repairs(policy))
    for repair in repairs[: len(repairs) // 2 if partly else None]:
        judging.judge_repair(editor, policy, repair, holds="〔" not in repair.after, seen=repair.state)
        story.timeline.clock.tick(40)
    for clause, (changes, why) in script.corrections.items():
        item = ReviewItem.objects.filter(policy=policy, kind="tasks", clause=clause).first()
        if item is not None:
            correcting.correct(editor, item, item.version, changes, why=why, accepting=True)
            story.timeline.clock.tick(120)
    for kind, clause, reason in script.rejected:
        item = ReviewItem.objects.filter(
            policy=policy, kind=kind, clause=clause, confidence="low", state="pending"
        ).first()
        if item is not None:
            deciding.reject(editor, item, item.version, reason)
    _accept_doubtful(story, policy, 4 if partly else None)
    for finding in list(Finding.objects.filter(policy=policy).order_by("order"))[: 3 if partly else 8]:
        judging.answer_finding(colleague, policy, finding, _answer(finding.code))
        story.timeline.clock.tick(60)
    if partly:
        deciding.accept_sure(editor, policy, kind="registers")
        return
    if script.opinions:
        story.timeline.after(1, lambda: ask(story, script))
    else:
        story.timeline.after(2, lambda: submit(story, script))


def _accept_doubtful(story: Story, policy: Policy, most: int | None) -> None:
    editor = story.cast.actor("policy.editor")
    rows = ReviewItem.objects.filter(policy=policy, state="pending", confidence="low").order_by("kind", "order")
    for item in list(rows)[:most]:
        doubt = "".join(item.data.get("reasons") or ())
        why = next((reason for words, reason in REASONS if words in doubt), "已对照原文核对,照录")
        deciding.accept(editor, item, item.version, why)
        story.timeline.clock.tick(25)


def _answer(code: str) -> str:
    return {
        "LS2": "指标口径已与主管部门核对,按附件执行", "LS3": "经与起草科室核实,按更正后的期限和分工执行", "LS4": "正文与附件差异已作说明",
        "LS5": "单位名称已按机构改革后的名称认定", "LS1": "表内合计有误,已请市商务局更正", "LS7": "已转市市场监管局进行公平竞争审查",
    }.get(code[:3], "已阅,不影响执行")  # fmt: skip


def ask(story: Story, script: Script) -> None:
    """The draft division goes to the units named in it."""
    try:
        made = asking.open_round(
            story.cast.actor("policy.editor"),
            _fresh(story, script),
            workdays=5,
            note="请于5个工作日内反馈,逾期视为无意见。",
        )
    except Refused as refused:
        story.refusal("opinions", refused)
        story.timeline.after(1, lambda: submit(story, script))
        return
    for unit in made.opinions.values_list("unit", flat=True).distinct():
        if story.cast.speaks_for(unit) and not story.chance(0.12):
            wait = story.random.choice((1, 2, 3, 4, 4, 5, 6))
            story.timeline.after(wait, lambda unit=unit: _opine(story, script, made, unit))  # type: ignore[misc]  # bound now
    story.timeline.after(8, lambda: settle_opinions(story, script, made))


def _opine(story: Story, script: Script, round_: OpinionRound, unit: int) -> None:
    if unit not in story.cast.units:
        return
    key = story.cast.units[unit]
    actor = story.cast.actor(f"{key}.liaison")
    try:
        if key in script.opinions:
            clause, stance, text, _, _ = script.opinions[key]
            item = ReviewItem.objects.get(policy=round_.policy, kind="tasks", clause=clause)
            asking.answer(actor, round_, unit, item.key, stance, text)
        asking.agree_with_rest(actor, round_, unit)
    except Refused as refused:
        story.refusal("opinion", refused)


def settle_opinions(story: Story, script: Script, round_: OpinionRound) -> None:
    """The office rules on every opinion and ends the round."""
    editor = story.cast.actor("policy.editor")
    for opinion in round_.opinions.exclude(key="").exclude(stance__in=("asked", "agrees")).select_related("unit"):
        _, _, _, outcome, why = script.opinions[story.cast.units[opinion.unit_id]]
        changes: dict[str, Any] | None = None
        if outcome == "adopted":
            item = ReviewItem.objects.get(policy=round_.policy, key=opinion.key)
            extra = "市财政局" if script.key == "industry" else "市招商促进事务中心"
            changes = {"participants": [*item.data.get("participants", ()), extra]}
        try:
            asking.rule(editor, opinion, outcome, why, changes=changes)
        except Refused as refused:
            story.refusal("rule opinion", refused)
    asking.close_round(editor, round_)
    story.timeline.after(1, lambda: submit(story, script))


def submit(story: Story, script: Script) -> None:
    """What is sure is accepted with the submission; another person confirms, once after sending it back."""
    policy = _fresh(story, script)
    _accept_doubtful(story, policy, None)
    confirming.submit(story.cast.actor("policy.editor"), policy, accept_rest=True)
    if script.upto == "submitted":
        return
    if script.returned and script.key not in story.sent_back:
        story.sent_back.add(script.key)
        story.timeline.after(1, lambda: _send_back(story, script))
    else:
        story.timeline.after(1, lambda: confirm(story, script))


def _send_back(story: Story, script: Script) -> None:
    confirming.send_back(story.cast.actor("policy.chief"), _fresh(story, script), script.returned)
    story.timeline.after(1, lambda: submit(story, script))


def confirm(story: Story, script: Script) -> None:
    """Another person confirms; the office makes the plan of what is to run."""
    confirming.confirm(story.cast.actor("policy.chief"), _fresh(story, script))
    story.timeline.after(1, lambda: enact(story, script))


def enact(story: Story, script: Script) -> None:
    """The plan is made and likely duplicates are decided on; the director approves it."""
    editor = story.cast.actor("policy.editor")
    made = make_plan(editor, _fresh(story, script))
    open_links = list(made.steps.filter(act="link", choice=""))
    choices = {step.pk: "link" if step.note.get("share", 0) > 0.6 else "create" for step in open_links}
    if choices:
        made = choose(editor, made, choices, version=made.version)
    story.timeline.after(1, lambda: _approve(story, script, made))


def _approve(story: Story, script: Script, made: Plan) -> None:
    made.refresh_from_db()
    approve(story.cast.actor("ducha.director"), made, version=made.version)
    policy = _fresh(story, script)
    ids = Enacted.objects.filter(policy=policy, kind="tasks", object_id__isnull=False).values_list(
        "object_id", flat=True
    )
    tasks = [task for task in Task.objects.filter(pk__in=list(ids)).order_by("pk") if task.pk not in story.lives]
    lives.begin(story, tasks, {task.pk: _theme(story, task) for task in tasks})
    answers.expect(story, [task.pk for task in tasks])


def _theme(story: Story, task: Task) -> str:
    """The theme of a task of a policy, by whom it is led."""
    lead = task.assignments.filter(role="lead", valid_to__isnull=True).first()
    key = story.cast.units.get(lead.unit_id, "") if lead else ""
    return LED.get(key, "general")


LED = {
    "gxj": "industry", "kjj": "tech", "donggang": "industry", "czj": "finance", "zjj": "approval", "spj": "approval", "yhb": "approval",
    "scjg": "market", "jtj": "logistics", "swj": "trade", "qingyuan": "agriculture", "nync": "agriculture", "rh": "finance",
    "rsj": "talent", "hg": "logistics", "zszx": "trade", "gsl": "trade", "fgw": "project", "jgfj": "finance", "sfj": "general",
}  # fmt: skip


def _fresh(story: Story, script: Script) -> Policy:
    policy: Policy = Policy.objects.get(pk=story.policies[script.key].pk)
    return policy
