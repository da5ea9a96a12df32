"""The acts on units in words, for history."""

from __future__ import annotations

from luoshi.journal.sentences import register
from luoshi.kernel.speech import Phrase

WORDS: dict[str, Phrase] = {
    "units.unit_founded": Phrase("{actor}登记了单位{name}", "{actor} registered the unit {name}"),
    "units.unit_renamed": Phrase("{actor}将{from}更名为{to},自{on}起", "{actor} renamed {from} to {to} from {on}"),
    "units.unit_edited": Phrase("{actor}修改了单位信息", "{actor} edited the unit"),
    "units.former_name_added": Phrase(
        "{actor}补记了曾用名{name}(至{on})", "{actor} recorded the former name {name} (until {on})"
    ),
    "units.alias_added": Phrase("{actor}添加了别名{name}", "{actor} added the alias {name}"),
    "units.alias_ended": Phrase("{actor}停用了别名{name},自{on}起", "{actor} ended the alias {name} on {on}"),
    "units.name_withdrawn": Phrase("{actor}撤回了名称{name}:{why}", "{actor} withdrew the name {name}: {why}"),
    "units.unit_dissolved": Phrase("{actor}登记{name}自{on}起撤销", "{actor} recorded that {name} ends on {on}"),
    "units.unit_merged": Phrase(
        "{actor}登记{from}自{on}起并入{into}",
        "{actor} recorded that {from} merged into {into} on {on}",
    ),
    "units.unit_took_over": Phrase(
        "{actor}登记{into}自{on}起承接{from}的职责", "{actor} recorded that {into} took over from {from} on {on}"
    ),
    "units.unit_split": Phrase(
        "{actor}登记{from}自{on}起分设为{into}", "{actor} recorded that {from} was split into {into} on {on}"
    ),
    "units.duty_transferred": Phrase(
        "{actor}登记“{matter}”职责自{on}起由{from}划转{to}",
        "{actor} recorded that {matter} moved from {from} to {to} on {on}",
    ),
    "units.succession_withdrawn": Phrase(
        "{actor}撤回了{from}由{into}承接的记录({on}):{why}",
        "{actor} withdrew the record that {into} followed {from} ({on}): {why}",
    ),
    "units.group_defined": Phrase("{actor}设立了单位集合{name}", "{actor} defined the group {name}"),
    "units.group_edited": Phrase("{actor}修改了单位集合{to}", "{actor} edited the group {to}"),
    "units.group_members_changed": Phrase(
        "{actor}调整了{name}的成员(自{on}起):加入{joined},移出{left}",
        "{actor} changed the members of {name} from {on}: joined {joined}, left {left}",
    ),
    "units.area_created": Phrase("{actor}登记了区划{name}({code})", "{actor} registered the area {name} ({code})"),
    "units.area_changed": Phrase(
        "{actor}登记{from}({from_code})自{on}起变更为{to}({code})",
        "{actor} recorded that {from} ({from_code}) became {to} ({code}) on {on}",
    ),
    "units.area_abolished": Phrase("{actor}登记{name}自{on}起撤销", "{actor} recorded that {name} ends on {on}"),
    "units.workday_recorded": Phrase("{actor}登记{day}的本地安排:{name}", "{actor} recorded {day}: {name}"),
    "units.workday_withdrawn": Phrase(
        "{actor}撤回了{day}的本地安排{name}:{why}", "{actor} withdrew {name} on {day}: {why}"
    ),
    "units.setting_changed": Phrase(
        "{actor}将设置{key}由{from}改为{to},自{on}起:{reason}",
        "{actor} changed the setting {key} from {from} to {to} from {on}: {reason}",
    ),
    "units.jurisdiction_established": Phrase("{actor}登记了地区{name}", "{actor} established {name}"),
    "units.exported": Phrase("{actor}导出了单位名录({rows}行)", "{actor} exported the register of units ({rows} rows)"),
}


def connect() -> None:
    """Register the words."""
    for act, words in WORDS.items():
        register(act, words)
