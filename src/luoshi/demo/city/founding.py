"""Areas, units, groups: what the city is made of, and what became of its units."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from luoshi.demo.days import Days
from luoshi.kernel.actors import Actor
from luoshi.units.models import Area, Unit, UnitGroup
from luoshi.units.services import (
    NewUnit,
    change_area,
    change_members,
    create_area,
    define_group,
    establish,
    found_unit,
    merge_units,
    rename_unit,
)

HERE = Path(__file__).parent
LONG_AGO = date(1998, 1, 1)
CITY_CODE = "980100"  # no province has a code that begins with 98
PLAN_2024 = "云发〔2024〕3号《云溪市机构改革方案》"


@dataclass
class City:
    """The units and areas by their keys in the tables beside this file."""

    code: str = CITY_CODE
    units: dict[str, Unit] = field(default_factory=dict)
    areas: dict[str, Area] = field(default_factory=dict)
    groups: dict[str, UnitGroup] = field(default_factory=dict)
    rows: dict[str, dict[str, str]] = field(default_factory=dict)

    def unit(self, key: str) -> Unit:
        """The unit, as it is now."""
        return self.units[key]


def table(name: str) -> list[dict[str, str]]:
    """The rows of a table beside this file."""
    with (HERE / name).open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def found_city(actor: Actor, days: Days) -> City:
    """Everything that was there when the city began to use the system, its reforms before included."""
    city = City()
    establish(actor, name="云溪市", short_name="云溪", name_en="Yunxi")
    _areas(actor, city)
    _units(actor, city, days)
    _reforms_before(actor, city)
    _sections(actor, city)
    _groups(actor, city, days)
    return city


def _areas(actor: Actor, city: City) -> None:
    whole = create_area(actor, code=city.code, name="云溪市", kind="city", on=LONG_AGO)
    city.areas[city.code] = whole
    for row in table("areas.csv"):
        city.areas[row["code"]] = create_area(
            actor, code=row["code"], name=row["name"], kind=row["kind"], parent=whole, on=LONG_AGO
        )


def new_unit(city: City, row: dict[str, str], parent: Unit | None = None) -> NewUnit:
    """A row of the table as the service takes it."""
    return NewUnit(
        name=row["name"], short_name=row["short_name"], kind=row["kind"], area=city.areas[row["area"]], parent=parent,
        order=int(row["order"]), aliases=tuple(filter(None, row["aliases"].split(";"))),
    )  # fmt: skip


def _units(actor: Actor, city: City, days: Days) -> None:
    """Found the units; those that came out of a reform are founded by their merger."""
    reforms = table("reform.csv")
    heirs = {row["into"] for row in reforms}
    for row in table("units.csv"):
        city.rows[row["key"]] = row
        if row["key"] not in heirs:
            parent = city.units["gov"] if row["key"] == "ducha" else None
            since = {"ybj": date(2019, 1, 28), "tyj": date(2019, 1, 28), "yhb": date(2019, 3, 15)}.get(row["key"])
            city.units[row["key"]] = found_unit(actor, new_unit(city, row, parent), on=since)
    for key in sorted(heirs):
        lines = [row for row in reforms if row["into"] == key]
        former = [
            found_unit(actor, NewUnit(name=row["former"], short_name=row["former_short"], area=city.areas[city.code]))
            for row in lines
        ]
        city.units[key], _ = merge_units(
            actor, [(unit, None) for unit in former], into=new_unit(city, city.rows[key]),
            on=date.fromisoformat(lines[0]["on"]), basis=lines[0]["basis"],
        )  # fmt: skip


def _reforms_before(actor: Actor, city: City) -> None:
    """Renames and mergers between the great reform and the beginning of the system."""
    units = city.units
    rename_unit(
        actor, units["rh"], name="中国人民银行云溪市分行", short_name="人行云溪市分行", on=date(2023, 8, 18), basis="党和国家机构改革方案"
    )  # fmt: skip
    rename_unit(
        actor, units["jgfj"], name="国家金融监督管理总局云溪监管分局", short_name="云溪金融监管分局", on=date(2023, 7, 20),
        basis="党和国家机构改革方案",
    )  # fmt: skip
    merge_units(actor, [(units["xczx"], None)], into=units["nync"], on=date(2024, 3, 1), basis=PLAN_2024)
    merge_units(actor, [(units["jrj"], None)], into=units["jrb"], on=date(2024, 3, 1), basis=PLAN_2024)


def _sections(actor: Actor, city: City) -> None:
    for row in table("sections.csv"):
        parent = city.units[row["unit"]]
        for order, name in enumerate(row["sections"].split(";"), start=1):
            city.units[f"{row['unit']}.{name}"] = found_unit(
                actor, NewUnit(name=name, kind="section", parent=parent, area=parent.area, order=parent.order * 10 + order)
            )  # fmt: skip


def _groups(actor: Actor, city: City, days: Days) -> None:
    of_kind = {
        kind: [u for u in city.units.values() if u.kind == kind and u.dissolved_on is None]
        for kind in ("county", "park", "bureau")
    }
    ended = {"xczx", "jrj"}
    bureaux = [city.units[key] for key, row in city.rows.items() if row["kind"] == "bureau" and key not in ended]
    for name, aliases, members in (
        ("各县市区", ("各县区", "各县(市、区)", "各县市区人民政府", "各县区人民政府"), of_kind["county"]),
        ("各园区", ("各园区管委会", "各开发区"), of_kind["park"]),
        ("市直各部门", ("市直各单位", "市政府各部门", "市直有关部门"), bureaux),
    ):
        city.groups[name] = define_group(
            actor, name=name, aliases=aliases, members=members, on=days.start, basis="云政办发〔2024〕19号"
        )  # fmt: skip


def found_park(actor: Actor, city: City, days: Days) -> Unit:
    """A new park in the county of 清源; it joins the group of the parks."""
    area = create_area(
        actor, code="98012381", name="清源绿色食品产业园", kind="park", parent=city.areas["980123"], on=days.park,
        basis="省政府批复",
    )  # fmt: skip
    city.areas["98012381"] = area
    unit = found_unit(
        actor,
        NewUnit(
            name="清源绿色食品产业园管理委员会", short_name="清源食品园", kind="park", area=area, order=212,
            aliases=("清源绿色食品产业园管委会",),
        ),
        on=days.park, basis=f"云编〔{days.park.year}〕8号",
    )  # fmt: skip
    city.units["qyfood"] = unit
    change_members(actor, city.groups["各园区"], add=[unit], on=days.park, basis="省政府批复设立")
    return unit


def make_district(actor: Actor, city: City, days: Days) -> None:
    """The county of 南洲 becomes a district; the unit stays and bears another name."""
    area = change_area(
        actor, city.areas["980121"], code="980103", name="南洲区", kind="district", parent=city.areas[city.code],
        on=days.district, basis="国务院批复撤县设区",
    )  # fmt: skip
    city.areas["980121"] = area
    rename_unit(
        actor, city.units["nanzhou"], name="南洲区人民政府", short_name="南洲区", on=days.district, basis="国务院批复撤县设区"
    )  # fmt: skip


def merge_bureaux(actor: Actor, city: City, days: Days) -> Unit:
    """行政审批 and 营商环境 become one bureau; their open tasks pass to it."""
    old = [city.units["spj"], city.units["yhb"]]
    for unit in old:
        unit.refresh_from_db()
    successor, _ = merge_units(
        actor, [(unit, unit.version) for unit in old],
        into=NewUnit(
            name="市数据和政务服务局", short_name="市数据政务局", area=city.areas[city.code], order=126,
            aliases=("市数据局",),
        ),
        on=days.merger, basis=f"云编〔{days.merger.year}〕21号",
    )  # fmt: skip
    city.units["sjzw"] = successor
    return successor
