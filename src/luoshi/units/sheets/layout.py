"""The sheets of the workbook and their columns: one home for reading and writing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from luoshi.kernel.speech import Phrase
from luoshi.units.models import Unit

KIND_WORDS: dict[str, Phrase] = {
    Unit.Kind.OFFICE: Phrase("党委政府办事机构", "Office"),
    Unit.Kind.BUREAU: Phrase("部门", "Bureau"),
    Unit.Kind.COUNTY: Phrase("县市区", "County or district"),
    Unit.Kind.PARK: Phrase("园区", "Park"),
    Unit.Kind.COURT: Phrase("法院检察院", "Court or procuratorate"),
    Unit.Kind.ENTERPRISE: Phrase("企业", "Enterprise"),
    Unit.Kind.SECTION: Phrase("内设科室", "Section"),
    Unit.Kind.BODY: Phrase("议事协调机构", "Standing body"),
    Unit.Kind.SUPERIOR: Phrase("上级单位", "Superior"),
    Unit.Kind.OTHER: Phrase("其他", "Other"),
}


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its key, its head in both languages, other heads it is known by, what its cells hold."""

    key: str
    head: Phrase
    kind: Literal["name", "names", "text", "day", "number", "kind"] = "text"
    required: bool = False
    also: tuple[str, ...] = ()
    width: int = 16
    note: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """One sheet."""

    key: str
    title: Phrase
    fields: tuple[Field, ...]

    def field(self, key: str) -> Field:
        """The column of a key."""
        return next(field for field in self.fields if field.key == key)


_DAY = Phrase("日期,如 2019-01-01", "a date such as 2019-01-01")
_MANY = Phrase("多个用顿号分开", "several parted by 、")

UNITS = Layout(
    "units", Phrase("单位", "Units"),
    (
        Field("name", Phrase("全称", "Name"), "name", True, ("单位名称", "单位全称", "名称"), 36),
        Field("short_name", Phrase("简称", "Short name"), "name", False, ("规范简称",), 18),
        Field("kind", Phrase("类型", "Kind"), "kind", True, ("单位类型", "类别"), 16),
        Field("parent", Phrase("上级单位", "Parent"), "name", False, ("主管单位",), 30, Phrase("科室必填,写上级单位全称", "required for sections")),
        Field("area", Phrase("区划代码", "Area code"), "text", False, ("行政区划代码", "所在区划"), 12),
        Field("order", Phrase("排序", "Order"), "number", False, ("序号", "顺序"), 8),
        Field("founded_on", Phrase("成立日期", "Founded"), "day", False, ("设立日期",), 12, _DAY),
        Field("dissolved_on", Phrase("撤销日期", "Ended"), "day", False, (), 12, _DAY),
        Field("aliases", Phrase("别名", "Aliases"), "names", False, ("又称",), 30, _MANY),
    ),
)  # fmt: skip
NAMES = Layout(
    "names", Phrase("曾用名", "Former names"),
    (
        Field("unit", Phrase("单位全称", "Unit"), "name", True, ("单位", "现名", "全称"), 36),
        Field("name", Phrase("曾用名", "Former name"), "name", True, ("原名称", "原名"), 36),
        Field("short_name", Phrase("曾用简称", "Former short name"), "name", False, ("原简称", "简称"), 18),
        Field("on", Phrase("启用日期", "From"), "day", False, (), 12, _DAY),
        Field("until", Phrase("停用日期", "Until"), "day", True, ("更名日期",), 12, _DAY),
        Field("basis", Phrase("依据", "Basis"), "text", False, (), 30),
    ),
)  # fmt: skip
GROUPS = Layout(
    "groups", Phrase("单位集合", "Groups"),
    (
        Field("group", Phrase("集合名称", "Group"), "name", True, ("集合",), 24),
        Field("aliases", Phrase("集合别名", "Aliases"), "names", False, ("别名",), 30, _MANY),
        Field("member", Phrase("成员单位", "Member"), "name", True, ("成员",), 36),
        Field("on", Phrase("加入日期", "From"), "day", True, (), 12, _DAY),
        Field("until", Phrase("退出日期", "Until"), "day", False, (), 12, _DAY),
        Field("basis", Phrase("依据", "Basis"), "text", False, (), 30),
    ),
)  # fmt: skip
LAYOUTS = (UNITS, NAMES, GROUPS)
MOST_BYTES = 5_000_000
MOST_UNPACKED = 100_000_000
MOST_ROWS = 2_000
