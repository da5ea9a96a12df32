"""An invented town in a scratch home: its units and the people who sign in; ``work`` puts some work into it.

``python -m tests.browser.town people`` (or ``work``) in an environment whose ``LUOSHI_HOME`` is migrated; ``weeks``
lets some weeks go by.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

CODE = "990300"  # no province has a code that begins with 99
NAME = "云溪市"
PASSWORD = "Stone-Bridge-7"
LONG_AGO = date(2010, 1, 1)
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FOUNDING = Path(__file__).resolve().parents[3] / "shared" / "policies"


@dataclass(frozen=True)
class Signing:
    """Who signs in: a name, a unit by short name, roles, the title of the post."""

    username: str
    name: str
    unit: str
    roles: tuple[str, ...]
    title: str


PEOPLE = (
    Signing("editor", "李编辑", "市政府办", ("editor",), "政策法规科科员"),
    Signing("second", "王编辑", "市政府办", ("editor",), "政策法规科主任科员"),
    Signing("confirmer", "赵审定", "市政府办", ("confirmer",), "政策法规科科长"),
    Signing("office", "孙督查", "市督查室", ("supervisor",), "督查一科科长"),
    Signing("director", "何主任", "市督查室", ("supervisor", "confirmer"), "主任"),
    Signing("drafter", "钱联络", "市科技局", ("drafter",), "督查联络员"),
    Signing("section", "周科长", "市科技局", ("section_head",), "综合科科长"),
    Signing("head", "吴局长", "市科技局", ("unit_head",), "局长"),
    Signing("other", "郑联络", "市工信局", ("drafter", "section_head", "unit_head"), "办公室主任"),
    Signing("leader", "陈市长", "市政府办", ("leader",), "副市长"),
    Signing("system", "系统员", "市政府办", ("system_admin",), "系统管理员"),
    Signing("security", "安全员", "市政府办", ("security_admin",), "安全管理员"),
    Signing("auditor", "审计员", "市政府办", ("audit_admin",), "审计管理员"),
)
BY_NAME = {one.username: one for one in PEOPLE}

# name, short name, kind, what documents call it besides
UNITS = (
    ("云溪市人民政府办公室", "市政府办", "office", "市政府办公室"),
    ("云溪市督查室", "市督查室", "office", ""),
    ("云溪市科学技术局", "市科技局", "bureau", "市科学技术局"),
    ("云溪市工业和信息化局", "市工信局", "bureau", "市工业和信息化局 市经信委"),
    ("云溪市发展和改革委员会", "市发改委", "bureau", "市发展和改革委员会"),
    ("云溪市财政局", "市财政局", "bureau", ""),
    ("云溪市教育局", "市教育局", "bureau", ""),
    ("云溪市人力资源和社会保障局", "市人社局", "bureau", "市人力资源和社会保障局"),
    ("云溪市商务局", "市商务局", "bureau", "市商务粮食局"),
    ("云溪市农业农村局", "市农业农村局", "bureau", "市农委"),
    ("云溪市市场监督管理局", "市市场监管局", "bureau", "市市场监督管理局 市工商局 市质监局"),
    ("云溪市司法局", "市司法局", "bureau", "市政府法制办"),
    ("云溪市公安局", "市公安局", "bureau", ""),
    ("云溪市审计局", "市审计局", "bureau", ""),
    ("云溪市民政局", "市民政局", "bureau", ""),
    ("云溪市水利局", "市水利局", "bureau", ""),
    ("云溪市文化广电旅游体育局", "市文广旅体局", "bureau", "市文体广新局 市旅游外侨局"),
    ("云溪市交通运输局", "市交通运输局", "bureau", ""),
    ("云溪市住房和城乡建设局", "市住建局", "bureau", "市住房和城乡建设局"),
    ("云溪市生态环境局", "市生态环境局", "bureau", "市环保局"),
    ("云溪市卫生健康委员会", "市卫健委", "bureau", "市卫生健康委员会 市卫计委"),
    ("云溪市人民政府国有资产监督管理委员会", "市国资委", "bureau", "市国有资产监督管理委员会"),
    ("国家税务总局云溪市税务局", "市税务局", "bureau", "市国税局 市地税局"),
    ("中共云溪市委组织部", "市委组织部", "bureau", ""),
    ("中共云溪市委宣传部", "市委宣传部", "bureau", ""),
    ("国家金融监督管理总局云溪监管分局", "云溪金融监管分局", "bureau", ""),
    ("云湖区人民政府", "云湖区", "county", ""),
    ("清源县人民政府", "清源县", "county", ""),
    ("白石县人民政府", "白石县", "county", ""),
    ("东港经济开发区管理委员会", "东港经开区", "park", "东港经济开发区管委会"),
)  # fmt: skip


def settle() -> None:
    """Found the units, enter the people, give each an account with ``PASSWORD``."""
    from luoshi.accounts.services import create_account, create_person, create_post, grant_role, hold, set_portfolio
    from luoshi.kernel.actors import UNIT_ROLES, Role, system_actor
    from luoshi.units.services import NewUnit, create_area, define_group, establish, found_unit

    system = system_actor(CODE, date.today())
    establish(system, name=NAME, short_name="云溪", name_en="Yunxi")
    area = create_area(system, code=CODE, name=NAME, kind="city", on=LONG_AGO)
    units = {}
    for order, (name, short, kind, aliases) in enumerate(UNITS, start=1):
        new = NewUnit(name=name, short_name=short, kind=kind, area=area, order=order, aliases=tuple(aliases.split()))
        units[short] = found_unit(system, new, on=LONG_AGO)
    counties = [units[short] for _, short, kind, _ in UNITS if kind == "county"]
    names = ("各县区人民政府", "各县市区政府", "各县市区人民政府", "各县区")
    define_group(system, name="各县市区", aliases=names, members=counties, on=LONG_AGO)
    for one in PEOPLE:
        unit = units[one.unit]
        post = create_post(system, unit, one.title)
        for role in map(Role, one.roles):
            grant_role(system, post, role, on=LONG_AGO, unit=unit if role in UNIT_ROLES else None)
        person = create_person(system, name=one.name, number=one.username)
        hold(system, post, person, on=LONG_AGO)
        create_account(system, person, username=one.username, password=PASSWORD, must_change_password=False)
        if one.username == "leader":
            set_portfolio(system, post, on=LONG_AGO, unit=units["市科技局"])


def wait_weeks(weeks: int = 6) -> None:
    """Let every task be given so many weeks earlier, so that its first report is due: a test cannot wait."""
    from luoshi.tasks.models import Assignment, Task
    from luoshi.tasks.state import rebuild

    for task in Task.objects.filter(jurisdiction=CODE):
        task.given_on -= timedelta(weeks=weeks)
        task.save(update_fields=["given_on"])
    for part in Assignment.objects.filter(jurisdiction=CODE, valid_to__isnull=True):
        part.valid_from -= timedelta(weeks=weeks)
        part.save(update_fields=["valid_from"])
    rebuild(Task.objects.filter(jurisdiction=CODE).values_list("pk", flat=True))


def main(deed: str) -> None:
    import django

    django.setup()
    if deed == "weeks":
        wait_weeks()
        return
    settle()
    if deed == "work":
        from tests.browser.town_work import work

        work()


if __name__ == "__main__":
    main(sys.argv[1])
