"""Posts, people, rights of the city: leaders, the offices, heads, section heads and liaisons of units, administrators."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from random import Random

from luoshi.accounts.models import Person, Post
from luoshi.accounts.services import create_person, create_post, grant_role, hold, set_portfolio, stand_in
from luoshi.demo.cast import Cast
from luoshi.demo.city.founding import City
from luoshi.kernel.actors import UNIT_ROLES, Actor, Role
from luoshi.units.models import Unit

D, S, H = Role.DRAFTER, Role.SECTION_HEAD, Role.UNIT_HEAD

# key, unit, title, section, roles, order
OFFICES: tuple[tuple[str, str, str, str, tuple[Role, ...], int], ...] = (
    ("secretary_general", "gov", "秘书长", "", (Role.LEADER,), 20),
    ("policy.chief", "gov", "政策法规科科长", "政策法规科", (Role.CONFIRMER,), 30),
    ("policy.editor", "gov", "政策法规科一级主任科员", "政策法规科", (Role.EDITOR,), 31),
    ("policy.second", "gov", "政策法规科科员", "政策法规科", (Role.EDITOR,), 32),
    ("ducha.director", "ducha", "主任", "", (Role.SUPERVISOR, Role.CONFIRMER), 10),
    ("ducha.chief", "ducha", "督查一科科长", "督查一科", (Role.SUPERVISOR,), 20),
    ("ducha.officer", "ducha", "督查一科科员", "督查一科", (Role.SUPERVISOR,), 21),
    ("ducha.second", "ducha", "督查二科科长", "督查二科", (Role.SUPERVISOR,), 30),
    ("admin.system", "gov", "系统管理员", "电子政务中心", (Role.SYSTEM_ADMIN,), 90),
    ("admin.security", "gov", "安全管理员", "电子政务中心", (Role.SECURITY_ADMIN,), 91),
    ("admin.audit", "gov", "审计管理员", "电子政务中心", (Role.AUDIT_ADMIN,), 92),
)  # fmt: skip

# key, title, units of the portfolio, themes of it
LEADERS: tuple[tuple[str, str, str, str], ...] = (
    ("mayor", "市长", "sjj gov", ""),
    ("vice.executive", "常务副市长", "fgw czj tjj swsj spj yhb yjj gzw jrb rh jgfj", "优化营商环境"),
    ("vice.industry", "副市长(工业、科技、商务)", "gxj kjj swj jtj hg donggang gaoxin zszx", "做强产业链条"),
    ("vice.rural", "副市长(农业农村)", "nync slj gxs qingyuan baishi", "促进县域协同"),
    ("vice.city", "副市长(城建、环保)", "zjj zrzy sthj cgj yunhu nanzhou", ""),
    ("vice.people", "副市长(教科文卫)", "jyj wjw rsj wlj ybj mzj tyj linxi", ""),
)  # fmt: skip


def staff(system: Actor, city: City, cast: Cast, names: Iterator[str], random: Random, on: date) -> None:
    """Set up every post with its people, from ``on``. Administrators come first; the security one enters the rest."""
    numbers = iter(range(1001, 9999))

    def person(actor: Actor, unit: Unit) -> Person:
        name = next(names)
        number = next(numbers)
        cast.clock.tick(3)
        telephone = f"0000-555{random.randint(1000, 9999)}"
        return create_person(
            actor, name=name, number=f"YX{number}", telephone=telephone, email=f"yx{number}@yunxi.example"
        )

    def appoint(
        actor: Actor, key: str, unit: Unit, title: str, roles: Sequence[Role], *, section: str = "", order: int = 100
    ) -> Post:
        post = create_post(actor, unit, title, section=section, order=order)
        for role in roles:
            grant_role(actor, post, role, on=on, unit=unit if role in UNIT_ROLES else None)
        hold(actor, post, person(actor, unit), on=on)
        cast.posts[key] = post
        return post

    for key, unit, title, section, roles, order in OFFICES[-3:]:
        appoint(system, key, city.units[unit], title, roles, section=section, order=order)
    security = cast.actor("admin.security")
    for order, (key, title, units, themes) in enumerate(LEADERS, start=1):
        post = appoint(security, key, city.units["gov"], title, (Role.LEADER,), order=order)
        for unit in units.split():
            set_portfolio(security, post, on=on, unit=city.units[unit])
        for theme in themes.split():
            set_portfolio(security, post, on=on, theme=theme)
    for key, unit, title, section, roles, order in OFFICES[:-3]:
        appoint(security, key, city.units[unit], title, roles, section=section, order=order)
    for key, row in city.rows.items():
        if int(row["staff"]) and city.units[key].dissolved_on is None:
            staff_unit(security, city, cast, key, int(row["staff"]), appoint)
    for key in ("gxj", "zjj", "qingyuan"):
        deputy = cast.holder(f"{key}.deputy")
        stand_in(security, cast.posts[f"{key}.head"], deputy, on=on, until=date(on.year + 4, 1, 1))


def staff_unit(actor: Actor, city: City, cast: Cast, key: str, size: int, make: Callable[..., Post]) -> None:
    """Head, section head and liaison of a unit (2: the liaison passes for the section too; 4: with a deputy)."""
    unit = city.units[key]
    cast.units[unit.pk] = key
    make(actor, f"{key}.head", unit, head_title(unit), (H,), order=10)
    if size >= 4:
        make(actor, f"{key}.deputy", unit, deputy_title(unit), (), order=20)
    if size >= 3:
        office = "政府办公室" if unit.kind == "county" else "综合科" if unit.kind == "bureau" else "综合办公室"
        make(
            actor,
            f"{key}.section",
            unit,
            f"{office}{'主任' if office.endswith('室') else '科长'}",
            (S,),
            section=office,
            order=30,
        )
        make(actor, f"{key}.liaison", unit, "督查联络员", (D,), section=office, order=40)
    else:
        make(actor, f"{key}.liaison", unit, "办公室主任、督查联络员", (D, S), section="办公室", order=40)


def head_title(unit: Unit) -> str:
    """What the head of a unit is called.

    >>> head_title(Unit(name="市财政局", kind="bureau")), head_title(Unit(name="清源县人民政府", kind="county"))
    ('局长', '常务副县长')
    """
    name = unit.name
    if unit.kind == "county":
        return {"区": "常务副区长", "县": "常务副县长"}.get(name.removesuffix("人民政府")[-1], "常务副市长")
    endings = {
        "局": "局长",
        "分局": "局长",
        "部": "副部长",
        "海关": "关长",
        "行": "行长",
        "总工会": "副主席",
        "联合会": "副主席",
    }
    return next((title for ending, title in endings.items() if name.endswith(ending)), "主任")


def deputy_title(unit: Unit) -> str:
    """What a deputy of the head is called."""
    if unit.kind == "county":
        return "副" + head_title(unit).removeprefix("常务副")
    return "副" + head_title(unit)
