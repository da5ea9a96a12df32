"""The five invented cities of the load tests: units, people with accounts, policies, and tasks with years of reports.

Everything follows from the seed, the number of tasks and today, so that a filling that was cut off goes on where it
stopped, and two machines get the same data.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.contrib.auth.hashers import make_password
from django.test import Client
from django.utils import timezone

from luoshi.accounts.models import Person, Post, PostHolding, RoleGrant, User
from luoshi.kernel.actors import UNIT_ROLES, Role
from luoshi.policies.models import Policy, ReviewItem, UnitReading
from luoshi.tasks.bulk import (
    HistoricDeadline,
    HistoricMilestone,
    HistoricPart,
    HistoricReport,
    HistoricStep,
    HistoricTask,
)
from luoshi.tasks.rules.months import period_of, shifted
from luoshi.tasks.services.drafts import DeadlineDraft, MeasureDraft, SourceDraft
from luoshi.units.models import Area, Jurisdiction, Unit, UnitName

LONG_AGO = date(2016, 1, 1)
YEARS = 4  # how far back tasks go
UNITS, COUNTIES = 150, 12
POLICIES = 40
REPORTS_EACH = 10
PASSWORD = "Load-test-of-luoshi-1"  # of accounts in a database made for measuring
_TEXT = """
优化 营商 环境 项目 审批 时限 压减 企业 开办 科技 创新 平台 人才 引进 公共 服务 数据 共享 产业 园区 招商 交通 枢纽 生态 修复 水质 达标
乡村 振兴 高标准 农田 教育 均衡 医疗 联合 养老 机构 就业 培训 旧城 改造 管网 更新 绿色 建筑 能耗 双控 知识产权 保护 信用 监管 融资 担保
跨境 电商 物流 通道 文旅 融合 品牌 应急 指挥 体系
"""
WORDS = _TEXT.split()
THEMES = (
    "优化营商环境",
    "科技创新",
    "产业升级",
    "乡村振兴",
    "民生保障",
    "生态环保",
    "城市更新",
    "对外开放",
    "数字政府",
    "安全生产",
)


@dataclass(frozen=True, slots=True)
class City:
    """A city and its part of all tasks."""

    code: str
    name: str
    share: float

    @property
    def login(self) -> str:
        """How the accounts of its people begin."""
        return f"load{self.code}"


CITIES = (
    City("991100", "甲州市", 0.4), City("991200", "乙州市", 0.2), City("991300", "丙州市", 0.2),
    City("991400", "丁州市", 0.1), City("991500", "戊州市", 0.1),
)  # fmt: skip


def found(city: City) -> None:
    """The city with its areas, units and people; each unit has a liaison, a section head and a head."""
    if Jurisdiction.objects.filter(pk=city.code).exists():
        return
    Jurisdiction.objects.create(code=city.code, name=city.name, short_name=city.name[:-1])
    top = Area.objects.create(
        jurisdiction=city.code, code=city.code, name=city.name, kind=Area.Kind.CITY, valid_from=LONG_AGO
    )
    Area.objects.bulk_create(
        Area(
            jurisdiction=city.code, code=f"{city.code[:4]}{number:02}", name=f"第{number}县", kind=Area.Kind.COUNTY,
            parent=top, valid_from=LONG_AGO,
        )
        for number in range(20, 20 + COUNTIES)
    )  # fmt: skip
    units = Unit.objects.bulk_create(
        Unit(
            jurisdiction=city.code, name=f"{city.name}第{number}局", short_name=f"第{number}局", kind=Unit.Kind.BUREAU,
            order=number, initials=f"d{number}j",
        )
        for number in range(1, UNITS + 1)
    )  # fmt: skip
    UnitName.objects.bulk_create(
        UnitName(
            jurisdiction=city.code, unit=unit, name=unit.name, short_name=unit.short_name, plain=unit.name,
            valid_from=LONG_AGO,
        )
        for unit in units
    )  # fmt: skip
    _staff(city, units)


def _staff(city: City, units: Sequence[Unit]) -> None:
    """Six people in the office, three in every unit; accounts for those who come to the load tests."""
    office = units[0]
    wanted: list[tuple[str, Unit, Role]] = [
        ("editor", office, Role.EDITOR), ("confirmer", office, Role.CONFIRMER),
        *((f"office{number}", office, Role.SUPERVISOR) for number in range(1, 5)),
    ]  # fmt: skip
    for unit in units:
        wanted += [
            (f"liaison{unit.order}", unit, Role.DRAFTER), ("", unit, Role.SECTION_HEAD), ("", unit, Role.UNIT_HEAD),
        ]  # fmt: skip
    people = Person.objects.bulk_create(
        Person(jurisdiction=city.code, name=f"张{number}", number=f"N{number}") for number in range(len(wanted))
    )
    posts = Post.objects.bulk_create(
        Post(jurisdiction=city.code, unit=unit, title="岗位", order=number)
        for number, (_, unit, _) in enumerate(wanted)
    )
    PostHolding.objects.bulk_create(
        PostHolding(jurisdiction=city.code, post=post, person=person, valid_from=LONG_AGO)
        for post, person in zip(posts, people, strict=True)
    )
    RoleGrant.objects.bulk_create(
        RoleGrant(
            jurisdiction=city.code, post=post, role=role.value, unit=unit if role in UNIT_ROLES else None,
            valid_from=LONG_AGO,
        )
        for post, (_, unit, role) in zip(posts, wanted, strict=True)
    )  # fmt: skip
    password = make_password(PASSWORD)
    User.objects.bulk_create(
        User(username=f"{city.login}-{name}", person=person, password=password)
        for person, (name, _, _) in zip(people, wanted, strict=True)
        if name
    )


def policies_of(city: City) -> list[Policy]:
    """The confirmed policies tasks come from, made once."""
    known = list(Policy.objects.filter(jurisdiction=city.code, kind="load").order_by("pk"))
    if known:
        return known
    random = Random(city.code)  # invented data
    now = timezone.now()
    return list(
        Policy.objects.bulk_create(
            Policy(
                jurisdiction=city.code, title=f"{city.name}关于{title(random)}的实施方案({number})", kind="load",
                short_title=f"实施方案{number}", number=f"办发〔2025〕{number}号", level=Policy.Level.PUBLIC,
                state=Policy.State.CONFIRMED, created_by="system", confirmed_at=now, issued_on=LONG_AGO,
            )
            for number in range(1, POLICIES + 1)
        )
    )  # fmt: skip


def title(random: Random) -> str:
    """Five of the words in a row, as titles of tasks have them."""
    return "".join(random.sample(WORDS, 5))


def tasks_of(city: City, count: int, today: date, first: int = 0) -> Iterator[HistoricTask]:
    """``count`` tasks with their pasts, from the one numbered ``first`` on; ten reports each on average."""
    units = list(Unit.objects.filter(jurisdiction=city.code).order_by("order").values_list("pk", flat=True))
    areas = list(Area.objects.filter(jurisdiction=city.code).order_by("pk").values_list("pk", flat=True))
    policies = policies_of(city)
    owed = 0
    for number in range(count):
        task, owed = _task(
            Random(f"{city.code}:{number}"), units, areas, policies, today, owed + REPORTS_EACH
        )  # invented data
        if number >= first:
            yield task


def _task(
    random: Random, units: Sequence[int], areas: Sequence[int], policies: Sequence[Policy], today: date, owed: int
) -> tuple[HistoricTask, int]:
    """One task, and how many reports are still owed after it."""
    given = today - timedelta(days=random.randrange(20, 365 * YEARS))
    kind = random.choices(("date", "standing", "none"), (85, 10, 5))[0]
    due = given + timedelta(days=random.randrange(90, 900)) if kind == "date" else None
    ended = due is not None and random.random() < (0.94 if due < today else 0.1)
    last = today.replace(day=1)  # nothing was closed this month: reports of closed tasks are refused
    closed_on = min(due, last) - timedelta(days=random.randrange(1, 20)) if ended and due else None
    closed_on = max(closed_on, given) if closed_on else None
    chosen = random.sample(range(len(units)), 4)
    roles = ("lead", "responsible", "responsible", "participant")
    name = title(random)
    measures = (MeasureDraft(name="新增数量", unit="家", target=100),) if random.random() < 0.2 else ()
    reports = _reports(
        random, units[chosen[0]], units[chosen[1]], given, closed_on or today, today, owed, bool(measures)
    )
    policy = random.choice(policies)
    task = HistoricTask(
        title=f"{name}工作",
        text=f"{name},按照目标任务倒排工期、挂图作战,每月调度一次,年底前形成可推广的做法。",
        given_on=given,
        theme=random.choice(THEMES),
        area=random.choice(areas) if random.random() < 0.3 else None,
        sources=(_source(random, policy, name),),
        parts=tuple(HistoricPart(unit=units[at], role=role) for at, role in zip(chosen, roles, strict=True)),
        deadlines=(HistoricDeadline(deadline=DeadlineDraft(kind=kind, due_on=due), on=given),),
        milestones=_milestones(random, given, due, today),
        measures=measures,
        reports=reports,
        closed=("completed", closed_on) if closed_on else None,
    )  # fmt: skip
    return task, owed - len(reports)


def _source(random: Random, policy: Policy, name: str) -> SourceDraft:
    key, clause = f"k{random.randrange(900)}", f"附件/{random.randrange(9)}"
    return SourceDraft(policy=policy, item_key=key, clause=clause, quote=f"{name},由牵头单位会同责任单位组织实施。")


def _milestones(random: Random, given: date, due: date | None, today: date) -> tuple[HistoricMilestone, ...]:
    if due is None or random.random() > 0.3:
        return ()
    days = [given + (due - given) * part // 4 for part in (1, 2, 3)]
    return tuple(
        HistoricMilestone(title=f"阶段{day:%Y-%m}", due_on=day, done_on=day if day < today else None) for day in days
    )


def _reports(
    random: Random, lead: int, other: int, given: date, until: date, today: date, owed: int, counted: bool
) -> tuple[HistoricReport, ...]:
    """The reports of the lead for every month, the latest first to be kept, then those of a responsible unit; at most
    as many as are owed, and 40."""
    months: list[str] = []
    period = shifted(period_of(given), 1)
    last = period_of(until)
    while period < last or (period == last and until < today):
        months.append(period)
        period = shifted(period, 1)
    wanted = [(lead, month) for month in reversed(months)] + [(other, month) for month in reversed(months)]
    return tuple(_report(random, unit, month, period_of(today), counted) for unit, month in wanted[: min(owed, 40)])


def _report(random: Random, unit: int, period: str, now: str, counted: bool) -> HistoricReport:
    state = "submitted" if period >= shifted(now, -1) and random.random() < 0.3 else "verified"
    sent = timezone.make_aware(
        datetime.combine(date(int(period[:4]), int(period[5:]), random.randint(18, 25)), time(10))
    )
    seen = sent + timedelta(days=2)
    steps = [HistoricStep(step="submitted", by=f"person:{unit}", at=sent)]
    if state == "verified":
        steps.append(HistoricStep(step="verified", by="person:3", at=seen))
    return HistoricReport(
        unit=unit,
        period=period,
        state=state,
        progress=f"本月召开{random.randint(1, 5)}次专题会议,完成{title(random)}等{random.randint(2, 30)}项工作,总体进展顺利,达到序时进度。",
        problems="部分事项需跨部门协调。" if random.random() < 0.4 else "",
        next_steps=f"下月继续推进{random.choice(WORDS)}。",
        at=sent,
        submitted_at=sent,
        verified_at=seen if state == "verified" else None,
        quantities={0: random.randint(1, 9)} if counted else {},
        steps=tuple(steps),
    )


def pack_of(city: City, number: int, size: int) -> Policy:
    """A confirmed policy of ``size`` tasks that nobody enacted yet, named by ``number``; made anew each time."""
    random = Random(f"{city.code}:pack:{number}")  # invented data
    units = list(Unit.objects.filter(jurisdiction=city.code).order_by("order"))
    policy: Policy = Policy.objects.create(
        jurisdiction=city.code, title=f"{city.name}一揽子方案({number})", kind="pack", level=Policy.Level.PUBLIC,
        state=Policy.State.CONFIRMED, created_by="system", confirmed_at=timezone.now(), issued_on=timezone.localdate(),
    )  # fmt: skip
    UnitReading.objects.bulk_create(
        UnitReading(jurisdiction=city.code, policy=policy, printed=unit.name, unit=unit, certain=True) for unit in units
    )
    ReviewItem.objects.bulk_create(
        ReviewItem(
            jurisdiction=city.code, policy=policy, kind="tasks", key=f"t{order}", display=str(order), order=order,
            clause=f"附件/{order}", confidence="high", state=ReviewItem.State.ACCEPTED,
            data=_item(random, [unit.name for unit in random.sample(units, 4)], order),
        )
        for order in range(1, size + 1)
    )  # fmt: skip
    return policy


def _item(random: Random, names: list[str], order: int) -> dict[str, object]:
    words = f"{random.choice(WORDS)}{random.randrange(10**6)}{title(random)}"
    due = timezone.localdate() + timedelta(days=random.randrange(60, 500))
    return {
        "title": words, "text": f"{words},推进{title(random)}。", "leads": names[:1],
        "participants": names[1:], "deadline": due.isoformat(), "number": str(order), "path": [random.choice(THEMES)],
        "spans": {"title": [[order, order + 9]]},
    }  # fmt: skip


def people(number: int) -> list[dict[str, object]]:
    """``number`` accounts for the load, a quarter of the office, from the cities in proportion to their tasks; with what
    they filter by."""
    found: list[dict[str, object]] = []
    offices, liaisons = round(number * 0.25), number - round(number * 0.25)
    for kind, wanted in (("liaison", liaisons), ("office", offices)):
        turns = [city for city in CITIES for _ in range(max(round(city.share * 10), 1))]
        Random(number).shuffle(turns)  # invented data
        seen: dict[str, int] = {}
        for at in range(wanted):
            city = turns[at % len(turns)]
            seen[city.code] = seen.get(city.code, 0) + 1
            place = seen[city.code] if kind == "office" else seen[city.code] * 7
            found.append(_account(city, kind, place))
    return found


def _account(city: City, kind: str, place: int) -> dict[str, object]:
    units = list(Unit.objects.filter(jurisdiction=city.code).order_by("order").values_list("pk", flat=True))
    name = f"{kind}{(place - 1) % (4 if kind == 'office' else UNITS) + 1}"
    return {
        "session": signed_in(f"{city.login}-{name}"), "kind": kind, "units": units, "words": WORDS,
        "policies": [policy.pk for policy in policies_of(city)],
    }  # fmt: skip


def signed_in(login: str) -> str:
    """The key of a new session of an account: checking passwords is slow by design and is not what is measured."""
    client = Client()
    user = User.objects.select_related("person").get(username=login)
    client.force_login(user, backend="luoshi.accounts.backends.AccountBackend")
    return client.cookies["sessionid"].value
