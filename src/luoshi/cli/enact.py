"""``luoshi enact``: plan, apply and withdraw a policy pack from the command line, by named people."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from luoshi.cli.arguments import Parser
from luoshi.cli.terminal import CommandError, Terminal
from luoshi.kernel.speech import Phrase

if TYPE_CHECKING:
    from luoshi.enactment.models import Plan
    from luoshi.kernel.actors import Actor
    from luoshi.packs.model import Pack
    from luoshi.policies.models import Policy

MORE = Phrase(
    "政策包是 luoshi compile 输出的文件(.yaml 或 .json),或系统中政策的编号。\n"
    "拟订和批准须是两个人;批准后一次办结,要么全办,要么不办。再办一次不会有任何变化。\n\n"
    "例:\n"
    "  luoshi enact plan 政策包.yaml --as 编辑账号        拟订方案并列出每一步\n"
    "  luoshi enact apply 政策包.yaml --as 确认人账号     确认政策、批准并办理\n"
    "  luoshi enact withdraw 12 --as 编辑账号 --reason 废止    拟订撤回方案,再由另一人 apply\n",
    "PACK is a file of luoshi compile (.yaml or .json), or the number of a policy in the system.\n"
    "Planning and approving takes two people; approved, all is done or nothing. Doing it again changes nothing.\n\n"
    "examples:\n"
    "  luoshi enact plan pack.yaml --as editor               make the plan and list its steps\n"
    "  luoshi enact apply pack.yaml --as confirmer           confirm the policy, approve and apply\n"
    "  luoshi enact withdraw 12 --as editor --reason repealed    plan the withdrawal; another person applies it\n",
)
DEED = Phrase("plan 拟订、apply 批准并办理、withdraw 拟订撤回", "plan, apply or withdraw")
PACK = Phrase("政策包文件,或政策编号", "a pack file, or the number of a policy")
AS = Phrase("办理人的账号", "the account of the person who acts")
REASON = Phrase("理由(撤回时必填)", "the reason (needed to withdraw)")
LINKS = Phrase("疑似重复的任务:link 一律并入,create 一律另建", "likely duplicates: link all, or create all anew")
LOW = Phrase(
    "接受包中低把握的条目,并写明理由(包已由人核对过)",
    "accept doubtful items of the pack, for this reason (people checked it)",
)
NO_PERSON = Phrase("没有账号“{name}”,或已停用", 'there is no account "{name}", or it is locked')
NO_POLICY = Phrase("系统中没有编号为 {number} 的政策", "there is no policy number {number}")
NO_PACK = Phrase("{file}:不是政策包({why})", "{file}: is no policy pack ({why})")
NOT_IN = Phrase(
    "这个包还没有拟订方案,请先运行 luoshi enact plan", "this pack has no plan yet: run luoshi enact plan first"
)
REFUSED = Phrase("{why}", "{why}")
STEP = Phrase("  {act} {title}({clause})", "  {act} {title} ({clause})")
MADE = Phrase("方案 {number}:{what}", "plan {number}: {what}")
DONE = Phrase("方案 {number} 已办结:{what}", "plan {number} is applied: {what}")
NOTHING = Phrase("没有变化", "nothing to change")
WORDS = {
    "create": Phrase("新建", "create"), "change": Phrase("变更", "change"), "link": Phrase("疑似重复", "likely the same"),
    "withdraw": Phrase("撤回", "withdraw"), "wait": Phrase("等待引擎", "wait"), "keep": Phrase("不变", "keep"),
}  # fmt: skip


def arguments(parser: Parser) -> None:
    parser.option("deed", about=DEED, choices=("plan", "apply", "withdraw"))
    parser.option("pack", about=PACK, metavar="PACK")
    parser.option("--as", about=AS, dest="person", required=True, metavar="USER")
    parser.option("--reason", about=REASON, default="")
    parser.option("--links", about=LINKS, choices=("link", "create"))
    parser.option("--accept-low", about=LOW, metavar="REASON")


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    from luoshi.cli.django_setup import start_django

    start_django()
    from luoshi.kernel.verdicts import Refused

    actor = _actor(options.person)
    try:
        if options.deed == "apply":
            return _apply(options, terminal, actor)
        policy = _policy(options, actor)
        _plan(options, terminal, actor, policy)
        return 0
    except Refused as error:
        raise CommandError(REFUSED, why=terminal.say(error.phrase)) from None


def _actor(name: str) -> Actor:
    from django.utils import timezone

    from luoshi.accounts.models import User
    from luoshi.accounts.sessions import actor_of

    user = User.objects.select_related("person").filter(username=name, is_active=True).first()
    if user is None:
        raise CommandError(NO_PERSON, name=name)
    return actor_of(user.person, timezone.localdate(), channel="command")


def _policy(options: argparse.Namespace, actor: Actor, *, make: bool = True) -> Policy:
    """The policy of a number or of a pack file; a new pack is taken in, its items accepted and submitted."""
    from luoshi.policies.models import Policy, ReviewItem
    from luoshi.policies.services.confirming import submit
    from luoshi.policies.services.deciding import accept
    from luoshi.policies.services.importing import find_pack, import_pack

    if options.pack.isdigit():
        found: Policy | None = Policy.objects.of(actor).filter(pk=int(options.pack)).first()
        if found is None:
            raise CommandError(NO_POLICY, number=options.pack)
        return found
    pack = _pack(Path(options.pack))
    if not make:
        known = find_pack(actor, pack)
        if known is None:
            raise CommandError(NOT_IN)
        return known
    policy, _ = import_pack(actor, pack)
    if policy.state == Policy.State.REVIEW:
        if options.accept_low:
            for item in policy.items.filter(state=ReviewItem.State.PENDING, confidence="low"):
                accept(actor, item, item.version, options.accept_low)
        policy = submit(actor, policy, accept_rest=True)
    return policy


def _pack(file: Path) -> Pack:
    from luoshi.packs.files import load
    from luoshi.packs.nodes import PackError

    try:
        return load(file).pack
    except (OSError, PackError) as error:
        raise CommandError(NO_PACK, file=str(file), why=str(error)) from None


def _plan(options: argparse.Namespace, terminal: Terminal, actor: Actor, policy: Policy) -> None:
    from luoshi.enactment.services import choose, make_plan

    plan = make_plan(actor, policy, withdraw=options.deed == "withdraw", reason=options.reason)
    if options.links:
        plan = choose(
            actor, plan, dict.fromkeys(plan.steps.filter(act="link").values_list("pk", flat=True), options.links),
            version=plan.version,
        )  # fmt: skip
    for step in plan.steps.order_by("order"):
        if step.act != "keep":
            terminal.write(terminal.say(STEP, act=terminal.say(WORDS[step.act]), title=step.title, clause=step.clause))
    terminal.write(terminal.say(MADE, number=plan.pk, what=_tally(terminal, plan)))


def _apply(options: argparse.Namespace, terminal: Terminal, actor: Actor) -> int:
    from luoshi.enactment.models import Plan
    from luoshi.enactment.services import approve
    from luoshi.policies.models import Policy
    from luoshi.policies.services.confirming import confirm

    policy = _policy(options, actor, make=False)
    plan = policy.plans.filter(state=Plan.State.DRAFT).order_by("-pk").first()
    plan = plan or policy.plans.filter(state=Plan.State.APPLIED).order_by("-pk").first()
    if plan is None:
        raise CommandError(NOT_IN)
    if policy.state == Policy.State.SUBMITTED:
        confirm(actor, policy)
        plan.refresh_from_db()
    plan = approve(actor, plan, version=plan.version)
    terminal.write(terminal.say(DONE, number=plan.pk, what=_tally(terminal, plan)))
    return 0


def _tally(terminal: Terminal, plan: Plan) -> str:
    from luoshi.enactment.queries import tally

    counts = tally(plan)
    said = [f"{terminal.say(WORDS[name])} {counts[name]}" for name in WORDS if counts.get(name)]
    return "、".join(said) if said else terminal.say(NOTHING)
