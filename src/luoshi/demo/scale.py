"""Many cities for load tests: units and people by the services of the sample city, the ledgers in bulk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from luoshi.accounts.models import Person, Post
from luoshi.accounts.services import create_account, create_person, create_post, grant_role, hold
from luoshi.accounts.sessions import actor_of
from luoshi.demo.city.names import people_names, words_of
from luoshi.demo.clock import moment_of
from luoshi.demo.days import months_before
from luoshi.demo.loading import quick, state
from luoshi.demo.models import Loaded
from luoshi.demo.story.sheets import THEMES
from luoshi.demo.writing import Writer, printed, sentences, work
from luoshi.journal.sealing import seal
from luoshi.kernel.actors import Actor, Role, system_actor
from luoshi.kernel.speech import Phrase
from luoshi.tasks.bulk import HistoricDeadline, HistoricPart, HistoricReport, HistoricStep, HistoricTask, load
from luoshi.tasks.services import DeadlineDraft, MeasureDraft, SourceDraft
from luoshi.units.models import Unit
from luoshi.units.services import NewUnit, create_area, define_group, establish, found_unit

LONG_AGO = date(2000, 1, 1)
CHUNK = 500  # tasks of one transaction
POOL = 600  # different texts of reports
STEMS = words_of("安 宁 平 兴 昌 盛 永 和 长 远 丰 乐 嘉 庆 瑞 祥 泰 康 广 德")
SEATS = words_of("川 江 河 湖 山 岭 原 陵 阳 州")
BUREAUX = words_of(
    "发展和改革委员会 教育局 科学技术局 工业和信息化局 "
    "公安局 民政局 司法局 财政局 "
    "人力资源和社会保障局 自然资源和规划局 生态环境局 住房和城乡建设局 "
    "交通运输局 水利局 农业农村局 商务局 "
    "文化旅游广电体育局 卫生健康委员会 应急管理局 审计局 "
    "市场监督管理局 统计局 城市管理和综合执法局 医疗保障局"
)
CITY = Phrase("{name}({code}):{tasks} 项任务,{reports} 份报告", "{name} ({code}): {tasks} tasks, {reports} reports")

Told = Callable[[Phrase, dict[str, object]], None]


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything a city gets."""

    tasks: int
    reports: int


@dataclass
class Town:
    """A city for measurements: its units, and the people who act for each."""

    code: str
    name: str
    units: list[Unit]
    people: dict[int, Person]
    supervisor: Person
    random: Random


def code_of(number: int) -> str:
    """The division code of the city with this number (1, 2, …); no province begins with 97.

    >>> code_of(1), code_of(120)
    ('970001', '970120')
    """
    return f"97{number:04}"


def load_many(cities: int, size: Size, *, seed: int, password: str, told: Told) -> int:
    """Load cities 1 to ``cities``; those that are there stay as they are. How many were new. Raises ``Refused``."""
    state()
    made = 0
    with quick():
        for number in range(1, cities + 1):
            code = code_of(number)
            known = Loaded.objects.filter(jurisdiction=code).first()
            if known is not None and known.finished_at is not None:
                continue
            if known is None:
                _one(number, size, seed, password, told)
                made += 1
    return made


def _one(number: int, size: Size, seed: int, password: str, told: Told) -> None:
    random = Random(seed * 1000 + number)  # noqa: S311  # invented data
    code, today = code_of(number), timezone.localdate()
    name = f"{STEMS[number % len(STEMS)]}{SEATS[number // len(STEMS) % len(SEATS)]}市"
    row = Loaded.objects.create(
        jurisdiction=code, name=name, day=today, seed=seed, scale=True, begun_at=timezone.now()
    )  # fmt: skip
    town = _found(code, name, random, password)
    count = load(actor_of(town.supervisor), histories(town, size, today), batch=CHUNK)
    seal(code, batch=10_000)
    row.finished_at = timezone.now()
    row.save(update_fields=["finished_at"])
    told(CITY, {"name": name, "code": code, "tasks": count.tasks, "reports": count.reports})


def _found(code: str, name: str, random: Random, password: str) -> Town:
    system = system_actor(code, timezone.localdate())
    establish(system, name=name)
    area = create_area(system, code=code, name=name, kind="city", on=LONG_AGO)
    units = [
        found_unit(system, NewUnit(name=f"市{each}", area=area, order=100 + order))
        for order, each in enumerate(BUREAUX)
    ]
    counties = []
    for order in range(1, 9):
        county = f"{STEMS[(order * 3) % len(STEMS)]}{SEATS[order % len(SEATS)]}县"
        place = create_area(system, code=f"{code}{order:02}", name=county, kind="county", on=LONG_AGO)
        counties.append(
            found_unit(
                system,
                NewUnit(name=f"{county}人民政府", short_name=county, kind="county", area=place, order=200 + order),
            )
        )
    define_group(system, name="各县市区", aliases=("各县区",), members=counties, on=LONG_AGO)
    office = found_unit(system, NewUnit(name="市政府督查室", kind="office", area=area, order=20))
    names = people_names(random)
    people = {
        unit.pk: _appoint(system, unit, next(names), Role.DRAFTER, Role.SECTION_HEAD, Role.UNIT_HEAD)
        for unit in (*units, *counties)
    }
    supervisor = _appoint(system, office, next(names), Role.SUPERVISOR)
    for username, person in ((f"supervisor-{code}", supervisor), (f"liaison-{code}", people[units[3].pk])):
        create_account(system, person, username=username, password=password, must_change_password=False)
    return Town(code, name, [*units, *counties], people, supervisor, random)


def _appoint(actor: Actor, unit: Unit, name: str, *roles: Role) -> Person:
    post: Post = create_post(actor, unit, "督查联络员" if Role.DRAFTER in roles else "督查员")
    for role in roles:
        grant_role(actor, post, role, on=LONG_AGO, unit=unit if role is not Role.SUPERVISOR else None)
    person = create_person(actor, name=name, telephone="0000-5550000")
    hold(actor, post, person, on=LONG_AGO)
    return person


def histories(town: Town, size: Size, today: date) -> Iterator[HistoricTask]:
    """The tasks of a city with their reports, spread over years; about a sixth still runs."""
    writer = Writer(
        town.random,
        tuple(u.short_name for u in town.units[-8:]),
        ("高新区",),
        tuple(u.short_name for u in town.units[:24]),
    )
    texts = {theme: [writer.progress(theme) for _ in range(POOL // len(sentences()))] for theme in sentences()}
    every = size.reports / max(size.tasks, 1)
    owed = 0.0
    for number in range(size.tasks):
        owed += every
        wanted, owed = int(owed), owed - int(owed)
        yield _history(town, number, wanted, today, texts)


def _history(town: Town, number: int, reports: int, today: date, texts: dict[str, list[str]]) -> HistoricTask:
    random = town.random
    row = work()[number % len(work())]
    figures = {"a": random.randint(3, 90), "b": random.randint(200, 5000)}
    title = f"{printed(row['title'].format(**figures))}(第{number + 1}号)"
    lead, *others = random.sample(town.units, random.choice((1, 2, 2, 3)))
    running = number % 6 == 0
    length = max(reports // (1 + len(others)), 1)
    last = months_before(today, 0 if running else random.randint(1, 48))
    first = months_before(last, length)
    due = today + timedelta(days=random.randint(-40, 200)) if running else last.replace(day=28)
    given = first.replace(day=random.randint(1, 20))
    parts = [
        HistoricPart(unit=unit.pk, role=role, answered_at=_at(given + timedelta(days=2)))
        for unit, role in _roles(lead, others)
    ]
    told = list(_reports(town, [lead, *others], first, reports, today, texts.get(row["theme"]) or texts["general"]))
    measures = (MeasureDraft(name=row["measure"], unit=row["unit"], target=figures["b"]),) if row["measure"] else ()
    return HistoricTask(
        title=title, text=title, given_on=given, origin=random.choice(("policy", "sheet", "sheet", "instruction", "letter")),
        theme=THEMES[row["theme"]], by=town.supervisor.subject,
        sources=(SourceDraft(document_title=f"{given.year}年重点工作", clause=f"第{number % 97 + 1}项", quote=title, imported=True),),
        parts=tuple(parts), deadlines=(HistoricDeadline(deadline=DeadlineDraft(due_on=due), on=given, by=town.supervisor.subject),),
        measures=measures, reports=tuple(told),
        closed=None if running else ("completed", min(due + timedelta(days=random.randint(1, 20)), today)),
        closed_reason="经核查属实,予以销号。", closed_by=town.supervisor.subject,
    )  # fmt: skip


def _roles(lead: Unit, others: list[Unit]) -> Iterator[tuple[Unit, str]]:
    yield lead, "lead"
    for unit in others:
        yield unit, "responsible"


def _reports(
    town: Town, units: list[Unit], first: date, count: int, today: date, texts: list[str]
) -> Iterator[HistoricReport]:
    """Month after month, each unit in turn; the current month waits for the office."""
    month, place = months_before(first, -1), 0
    for number in range(count):
        unit = units[place]
        period = f"{month:%Y-%m}"
        sent = _at(month.replace(day=20))
        late = month.year == today.year and month.month == today.month
        by = town.people[unit.pk].subject
        yield HistoricReport(
            unit=unit.pk, period=period, state="submitted" if late else "verified", progress=texts[number % len(texts)],
            no_change=number % 5 == 4, at=sent, submitted_at=sent, verified_at=None if late else sent + timedelta(days=5),
            steps=(HistoricStep(step="submitted", by=by, at=sent),),
        )  # fmt: skip
        place += 1
        if place == len(units):
            month, place = months_before(month, -1), 0
            if month > today:
                return


def _at(day: date) -> datetime:
    return moment_of(day, time(10, 30))
