"""The columns of the sheet of people and posts, the same in the template, the import and the export."""

from __future__ import annotations

from dataclasses import dataclass

from luoshi.accounts.rules import ROLE_NAMES
from luoshi.kernel.actors import Role
from luoshi.kernel.speech import Phrase

_NO_HINT = Phrase("", "")


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its key, its heading in both languages (either is read), how long a value may be, whether it must be."""

    key: str
    name: Phrase
    longest: int
    required: bool = False
    hint: Phrase = _NO_HINT


COLUMNS: tuple[SheetColumn, ...] = (
    SheetColumn("number", Phrase("工号", "Staff number"), 30, True, Phrase("同一工号再次导入即为更新", "the same number again updates")),
    SheetColumn("name", Phrase("姓名", "Name"), 60, True),
    SheetColumn("username", Phrase("登录名", "Sign-in name"), 60, False, Phrase("空着则不开账号", "empty: no account")),
    SheetColumn("telephone", Phrase("电话", "Telephone"), 40),
    SheetColumn("email", Phrase("邮箱", "E-mail"), 254),
    SheetColumn("unit", Phrase("单位", "Unit"), 100, True, Phrase("全称、简称均可", "full or short name")),
    SheetColumn("section", Phrase("科室", "Section"), 60),
    SheetColumn("title", Phrase("岗位", "Post"), 60, True),
    SheetColumn("part", Phrase("A/B角", "A/B"), 1, False, Phrase("空着为A", "empty: A")),
    SheetColumn("roles", Phrase("角色", "Roles"), 100, False, Phrase("多个用顿号隔开", "several with commas")),
    SheetColumn("area", Phrase("地区代码", "Area code"), 12, False, Phrase("督查员、领导限于某地区时填写", "for supervisors and leaders of one area")),
    SheetColumn("on", Phrase("任职日期", "From"), 10, True, Phrase("如 2018-06-30", "such as 2018-06-30")),
)  # fmt: skip

ROLES_BY_WORD: dict[str, Role] = {
    word.lower(): role for role in Role for word in (role.value, ROLE_NAMES[role].zh, ROLE_NAMES[role].en)
}


def heading_keys(headings: list[str]) -> dict[int, str]:
    """Which column of a sheet is which, by its heading in either language; unknown headings are left out."""
    known = {text.lower(): column.key for column in COLUMNS for text in (column.name.zh, column.name.en)}
    return {at: known[text.strip().lower()] for at, text in enumerate(headings) if text.strip().lower() in known}
