"""What waits for a person, in the order of urgency: each block counts the rows that its link opens."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from luoshi.console.reports.grid import due, tally, waiting_for
from luoshi.console.reports.periods import Period, described, workdays_left
from luoshi.console.tasks.ledger import TaskList
from luoshi.enactment.queries import to_approve
from luoshi.kernel.actors import Actor, Role
from luoshi.kernel.speech import Phrase
from luoshi.policies.access import access
from luoshi.policies.models import Opinion, OpinionRound, Policy
from luoshi.tasks import queries
from luoshi.tasks.models import Report
from luoshi.tasks.rules import period_of
from luoshi.tasks.rules.months import shifted
from luoshi.ui.navigation import address

SHOWN = 4  # rows of a block on the first page


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that waits: what, where it leads, by when, and a remark."""

    title: str
    url: str
    note: Phrase | str = ""
    due_on: date | None = None
    left: int | None = None  # working days; negative when late

    @property
    def late(self) -> bool:
        return self.left is not None and self.left < 0

    @property
    def days_late(self) -> int:
        return -(self.left or 0)


@dataclass(frozen=True, slots=True)
class Block:
    """A kind of thing that waits."""

    key: str
    title: Phrase
    count: int
    url: str
    act: Phrase
    icon: str
    tone: str = ""
    note: Phrase | str = ""
    entries: tuple[Entry, ...] = ()


Maker = Callable[[HttpRequest, Actor], Iterable[Block]]


def blocks(request: HttpRequest, actor: Actor) -> list[Block]:
    """The blocks of the actor's roles that are not empty, the most urgent first."""
    makers: list[Maker] = []
    if actor.units():
        makers += [_returned, _answers, _passing, _month, _opinions]
    makers += [_verifying, _ruling, _deciding, _plans, _policies] if actor.has(*_OFFICE) else []
    if actor.has(Role.LEADER):
        makers.append(_portfolio)
    return [block for make in makers for block in make(request, actor) if block.count]


_OFFICE = (Role.SUPERVISOR, Role.CONFIRMER, Role.EDITOR)


def _plans(request: HttpRequest, actor: Actor) -> Iterable[Block]:
    rows = to_approve(actor)
    count = rows.count()
    if count:
        entries = tuple(
            Entry(str(row.policy), reverse("console:plan", args=[row.pk]))
            for row in rows.select_related("policy")[:SHOWN]
        )
        yield Block(
            "plans", Phrase("待批准的入账方案", "Plans to approve"), count, reverse("console:plans") + "?waiting=1",
            Phrase("核对后批准", "Check and approve"), "list-check", "amber", "", entries,
        )  # fmt: skip


def _returned(request: HttpRequest, actor: Actor) -> Iterable[Block]:
    rows = queries.to_write(actor).filter(state=Report.State.RETURNED)
    count = rows.count()
    if count:
        entries = tuple(
            Entry(row.task.title, reverse("console:report", args=[row.pk]), row.comment[:120]) for row in rows[:SHOWN]
        )
        yield Block(
            "returned", Phrase("退回给本单位修改", "Returned to your unit"), count,
            reverse("console:reports") + "?state=returned&own=1", Phrase("逐份修改", "Mend them"), "arrow-back-up", "red",
            Phrase("写明了缺什么,改好后重新报送", "Each says what is missing; mend it and send it again"), entries,
        )  # fmt: skip


def _answers(request: HttpRequest, actor: Actor) -> Iterable[Block]:
    rows = queries.to_answer(actor)
    count = rows.count()
    if not count:
        return
    entries = []
    for part in rows[:SHOWN]:
        left = workdays_left(actor, part.answer_due_on) if part.answer_due_on else None
        entries.append(
            Entry(
                part.task.title, reverse("console:task", args=[part.task_id]), str(part.unit), part.answer_due_on, left
            )
        )
    late = any(entry.late for entry in entries)
    yield Block(
        "to_answer", Phrase("待签收", "To acknowledge"), count, reverse("console:to_answer"),
        Phrase("签收或提出异议", "Acknowledge or object"), "mail", "red" if late else "amber",
        Phrase("限工作日内签收,不属本单位职责的可提出异议", "Within the limit in working days; object where it is not your duty"),
        tuple(entries),
    )  # fmt: skip


def _passing(request: HttpRequest, actor: Actor) -> Iterable[Block]:
    if not actor.has(Role.SECTION_HEAD, Role.UNIT_HEAD):
        return
    rows = queries.to_pass(actor)
    count = rows.count()
    if count:
        base = reverse("console:to_pass")
        entries = tuple(
            Entry(row.task.title, f"{base}?report={row.pk}", f"{row.unit} · {row.period}") for row in rows[:SHOWN]
        )
        yield Block(
            "to_pass", Phrase("等您审签的报告", "Reports for you to pass"), count, base, Phrase("逐份审签", "Read and pass"),
            "edit", "amber", "", entries,
        )  # fmt: skip


def _month(request: HttpRequest, actor: Actor) -> Iterable[Block]:
    """This month's reports, and those of last month that never left."""
    now = period_of(actor.on)
    for key in (shifted(now, -1), now):
        counts = tally(actor, due(actor, key, None))
        missing = counts.shows.get("open", 0)
        if not missing:
            continue
        period = described(actor, key)
        words = period.phrase
        title = Phrase(f"{words.zh}未报出", f"Not sent for {words.en}")
        yield Block(
            f"month-{key}", title, missing, f"{reverse('console:month')}?period={key}&show=open",
            Phrase("填报", "Report"), "report", "red" if period.late else "amber" if period.left <= 3 else "",
            _month_note(period, counts.sent, counts.all), tuple(_month_entries(actor, period)),
        )  # fmt: skip


def _month_note(period: Period, sent: int, total: int) -> Phrase:
    if period.late:
        return Phrase(
            f"已报 {sent}/{total};应于 {period.due_on} 前报送,已迟 {period.days_late} 个工作日",
            f"{sent} of {total} sent; was due {period.due_on}, {period.days_late} working days late",
        )
    return Phrase(
        f"已报 {sent}/{total};{period.due_on} 前报送,还有 {period.left} 个工作日",
        f"{sent} of {total} sent; due {period.due_on}, {period.left} working days left",
    )


def _month_entries(actor: Actor, period: Period) -> Iterable[Entry]:
    rows = due(actor, period.key, None).filter(waiting_for(actor)).select_related("task")
    for row in rows[:SHOWN]:
        yield Entry(row.task.title, reverse("console:report_of", args=[row.pk, period.key]))


def _opinions(request: HttpRequest, actor: Actor) -> Iterable[Block]:
    """Drafts of a division of work that wait for the unit's word."""
    asked = Opinion.objects.filter(unit__in=actor.units(), key="", stance=Opinion.Stance.ASKED)
    rows = OpinionRound.objects.of(actor).filter(closed_at__isnull=True, pk__in=asked.values("round"))
    rounds = list(rows.select_related("policy").order_by("due_on")[:50])
    if not rounds:
        return
    entries = tuple(
        Entry(
            str(row.policy), reverse("console:policy_share", args=[row.pk]), "", row.due_on, workdays_left(actor, row.due_on)
        )
        for row in rounds[:SHOWN]
    )  # fmt: skip
    yield Block(
        "opinions", Phrase("征求意见待回复", "Opinions to give"), len(rounds), address("console:policy_opinions"),
        Phrase("提出意见", "Answer"), "message", "red" if any(entry.late for entry in entries) else "", "", entries,
    )  # fmt: skip


def _verifying(request: HttpRequest, actor: Actor) -> Iterable[Block]:
    rows = queries.to_verify(actor)
    count = rows.count()
    if count:
        base = reverse("console:verify")
        entries = tuple(
            Entry(row.task.title, f"{base}?report={row.pk}", f"{row.unit} · {row.period}") for row in rows[:SHOWN]
        )
        yield Block(
            "to_verify", Phrase("待核验的报告", "Reports to verify"), count, base, Phrase("开始核验", "Verify"), "checks",
            "amber", Phrase("等得最久的在最前", "The longest waiting first"), entries,
        )  # fmt: skip


def _ruling(request: HttpRequest, actor: Actor) -> Iterable[Block]:
    rows = queries.to_rule(actor)
    count = rows.count()
    if not count:
        return
    entries = []
    for row in rows[:SHOWN]:
        part = row.assignment
        url = reverse("console:deed_of", args=[part.task_id, "rule", row.pk])
        left = workdays_left(actor, row.rule_by) if row.rule_by else None
        entries.append(Entry(part.task.title, url, f"{part.unit}:{row.reason[:80]}", row.rule_by, left))
    yield Block(
        "to_rule", Phrase("待裁定的职责异议", "Objections to rule"), count, reverse("console:to_rule"),
        Phrase("裁定", "Rule"), "scale", "red" if any(entry.late for entry in entries) else "amber", "", tuple(entries),
    )  # fmt: skip


def _deciding(request: HttpRequest, actor: Actor) -> Iterable[Block]:
    for key, rows, title, icon, deed in (
        ("to_close", queries.to_close(actor), Phrase("待批准的办结", "Closings to decide"), "rosette-discount-check", "approve-close"),
        ("to_except", queries.to_except(actor), Phrase("待批准的例外", "Exceptions to decide"), "bookmark", "approve-exception"),
    ):  # fmt: skip
        count = rows.count()
        if count:
            entries = tuple(
                Entry(row.task.title, reverse("console:deed_of", args=[row.task_id, deed, row.pk]), row.reason[:100])
                for row in rows[:SHOWN]
            )
            yield Block(
                key,
                title,
                count,
                reverse(f"console:{key}"),
                Phrase("批准或不批准", "Decide"),
                icon,
                "amber",
                "",
                entries,
            )


def _policies(request: HttpRequest, actor: Actor) -> Iterable[Block]:
    kinds: list[tuple[Sequence[str], Phrase, Phrase]] = []
    if actor.has(Role.EDITOR, Role.SUPERVISOR):
        kinds.append(((Policy.State.REVIEW,), Phrase("待审校的政策", "Policies to review"), Phrase("审校", "Review")))
    if actor.has(Role.CONFIRMER):
        kinds.append(
            ((Policy.State.SUBMITTED,), Phrase("待审定的政策", "Policies to confirm"), Phrase("审定", "Confirm"))
        )
    for states, title, act in kinds:
        rows = access.visible(actor, Policy.objects.filter(state__in=states)).order_by("pk")
        count = rows.count()
        if count:
            entries = tuple(Entry(str(row), reverse("console:policy", args=[row.pk])) for row in rows[:SHOWN])
            query = "&".join(f"state={state}" for state in states)
            yield Block(
                f"policies-{states[0]}",
                title,
                count,
                f"{reverse('console:policies')}?{query}",
                act,
                "file-text",
                "",
                "",
                entries,
            )


def _portfolio(request: HttpRequest, actor: Actor) -> Iterable[Block]:
    """What is late in a leader's portfolio: counted by the list that the link opens."""
    tasks = TaskList(request, actor)
    for query, title, tone in (
        ("light=overdue", Phrase("分管任务逾期", "Overdue in your portfolio"), "red"),
        ("light=behind", Phrase("分管任务落后", "Behind in your portfolio"), "red"),
        ("light=due_soon", Phrase("分管任务临近期限", "Due soon in your portfolio"), "amber"),
    ):
        count = tasks.count(query)
        if count:
            state = tasks.state_of(QueryDict(query))
            keys = list(tasks.ordered(tasks.matching(state), state).values_list("pk", flat=True)[:SHOWN])
            rows = tasks.fetched(keys)
            entries = tuple(
                Entry(row.task.title, reverse("console:task", args=[row.pk]), row.light.reason if row.light else "")
                for row in rows
            )  # fmt: skip
            yield Block(
                query,
                title,
                count,
                f"{reverse('console:tasks')}?{query}",
                Phrase("查看", "See them"),
                "list-check",
                tone,
                "",
                entries,
            )
