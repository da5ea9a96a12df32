"""Thresholds and choices of a place: what each means, its default, its range; and the value on a date."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.timezone import localdate

from luoshi.kernel.actors import Role
from luoshi.kernel.speech import Phrase
from luoshi.kernel.verdicts import Refused
from luoshi.units.models import DatedSetting
from luoshi.units.remembering import once
from luoshi.units.rules.words import refusal

Check = Callable[[object], Any]
NO_MEASURE = Phrase("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One threshold or choice. ``check`` gives the value as stored or raises ValueError with a sentence of what is allowed."""

    key: str
    title: Phrase
    explanation: Phrase
    default: Any
    check: Check
    measure: Phrase = NO_MEASURE
    section: Phrase
    kind: str = "number"  # how a form asks: number, time, steps, yes, day

    def checked(self, value: object) -> Any:
        """The value in its stored form. Raises Refused."""
        try:
            return self.check(value)
        except _Wrong as wrong:
            raise refusal(
                "{title}:{why}", "{title_en}: {why_en}", field="value",
                title=self.title.zh, title_en=self.title.en, why=wrong.phrase.zh, why_en=wrong.phrase.en,
            ) from None  # fmt: skip


class _Wrong(ValueError):
    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh)
        self.phrase = Phrase(zh, en)


def whole(low: int, high: int) -> Check:
    """A whole number from ``low`` to ``high``."""

    def check(value: object) -> int:
        text = str(value).strip()
        if isinstance(value, bool) or not re.fullmatch(r"-?\d{1,6}", text) or not low <= int(text) <= high:
            raise _Wrong(f"应为{low}至{high}的整数", f"a whole number from {low} to {high}")
        return int(text)

    return check


def _time(value: object) -> str:
    found = re.fullmatch(r"(\d{1,2})[::](\d{2})", str(value).strip())
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise _Wrong("应为时刻,如 21:00", "a time such as 21:00")
    return f"{int(found[1]):02}:{found[2]}"


def _yes(value: object) -> bool:
    text = str(value).strip().lower()
    if text in {"true", "1", "yes", "on", "是"}:
        return True
    if text in {"false", "0", "no", "", "off", "否"}:
        return False
    raise _Wrong("应为是或否", "yes or no")


def _day(value: object) -> str:
    text = str(value or "").strip()
    if text:
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError:
            raise _Wrong("应为日期,如 2026-12-31", "a date such as 2026-12-31") from None
    return ""


_STEPS = (Role.DRAFTER.value, Role.SECTION_HEAD.value, Role.UNIT_HEAD.value)
STEP_WORDS = {
    "drafter": Phrase("联络员起草", "drafted by the liaison"),
    "section_head": Phrase("科室负责人审核", "passed by the section head"),
    "unit_head": Phrase("单位负责人签发", "passed by the head of the unit"),
}


def _steps(value: object) -> list[str]:
    given: Iterable[object] = re.split(r"[\s,、]+", value.strip()) if isinstance(value, str) else value  # type: ignore[assignment]  # a list from a form
    steps = [str(step) for step in given if str(step)] if isinstance(given, Iterable) else []
    if not steps or steps[0] != _STEPS[0] or steps != [step for step in _STEPS if step in steps]:
        raise _Wrong(
            "应依次为起草、科室审核、单位签发,起草不可少",
            "drafter, section_head, unit_head in this order, the drafter always",
        )
    return steps


_ASSIGN, _LIGHTS = Phrase("交办与答复", "Assignment and reply"), Phrase("亮灯", "Lights")
_REPORTS, _NOTICES, _DAYS = Phrase("报送", "Reports"), Phrase("提醒", "Notices"), Phrase("工作日", "Working days")
_WORKDAYS, _MONTHS = Phrase("个工作日", "working days"), Phrase("个月", "months")

SETTINGS: tuple[Setting, ...] = (
    Setting(
        key="acknowledgement_days", default=3, check=whole(1, 60), measure=_WORKDAYS, section=_ASSIGN,
        title=Phrase("签收时限", "Limit to acknowledge"),
        explanation=Phrase("任务下达后,单位须在多少个工作日内签收或提出异议", "working days in which a unit acknowledges or objects"),
    ),
    Setting(
        key="objection_days", default=5, check=whole(1, 60), measure=_WORKDAYS, section=_ASSIGN,
        title=Phrase("职责异议时限", "Limit to object"),
        explanation=Phrase("任务下达后,单位可在多少个工作日内提出职责异议", "working days in which a unit may say a task is not its own"),
    ),
    Setting(
        key="ruling_days", default=5, check=whole(1, 60), measure=_WORKDAYS, section=_ASSIGN,
        title=Phrase("异议裁定时限", "Limit to rule on objections"),
        explanation=Phrase("督查室收到异议后多少个工作日内裁定", "working days in which the office rules on an objection"),
    ),
    Setting(
        key="reply_days", default=10, check=whole(1, 250), measure=_WORKDAYS, section=_ASSIGN,
        title=Phrase("交办单答复时限", "Limit to reply to an assignment"),
        explanation=Phrase("交办单未写明时限时,单位多少个工作日内答复", "working days to reply where an assignment names no limit"),
    ),
    Setting(
        key="due_soon_workdays", default=10, check=whole(0, 250), measure=_WORKDAYS, section=_LIGHTS,
        title=Phrase("临近提前量", "Due soon"),
        explanation=Phrase("距期限不足多少个工作日时亮“临近”", "a task is due soon when fewer working days than this are left"),
    ),
    Setting(
        key="behind_after_missed_reports", default=1, check=whole(0, 12), measure=Phrase("次", "reports"), section=_LIGHTS,
        title=Phrase("漏报即落后", "Behind for missed reports"),
        explanation=Phrase("连续多少次应报未报时亮“落后”;0为不因此亮灯", "missed reports in a row that make a task behind; 0: never"),
    ),
    Setting(
        key="behind_percent_short", default=10, check=whole(0, 100), measure=Phrase("个百分点", "percentage points"), section=_LIGHTS,
        title=Phrase("进度差距", "Short of the even path"),
        explanation=Phrase(
            "有计量的任务,进度低于时间进度多少个百分点时亮“落后”;0为不因此亮灯",
            "points below the even path at which a counted task is behind; 0: never",
        ),
    ),
    Setting(
        key="behind_milestone_days", default=0, check=whole(0, 250), measure=_WORKDAYS, section=_LIGHTS,
        title=Phrase("节点宽限", "Grace for milestones"),
        explanation=Phrase("节点超过多少个工作日未完成时亮“落后”", "working days after a missed milestone when a task is behind"),
    ),
    Setting(
        key="standing_review_months", default=6, check=whole(1, 60), measure=_MONTHS, section=_LIGHTS,
        title=Phrase("持续推进任务的评估周期", "Review of standing tasks"),
        explanation=Phrase("持续推进的任务每隔多少个月评估一次", "months between two reviews of a standing task"),
    ),
    Setting(
        key="report_day", default=25, check=whole(1, 28), measure=Phrase("日", "of the month"), section=_REPORTS,
        title=Phrase("月报截止日", "Day of the monthly report"),
        explanation=Phrase(
            "每月几日前报送;遇休息日顺延到下一工作日", "day of the month by which units report; a day of rest moves it to the next working day"
        ),
    ),
    Setting(
        key="report_steps", default=list(_STEPS), check=_steps, section=_REPORTS, kind="steps",
        title=Phrase("报送流程", "Steps of a report"),
        explanation=Phrase("报告离开单位前经过的环节", "the steps a report passes before it leaves the unit"),
    ),
    Setting(
        key="quiet_from", default="21:00", check=_time, section=_NOTICES, kind="time",
        title=Phrase("免打扰开始", "Quiet from"), explanation=Phrase("此时刻起除紧急事项外不发提醒", "from this time only urgent notices are sent"),
    ),
    Setting(
        key="quiet_until", default="08:00", check=_time, section=_NOTICES, kind="time",
        title=Phrase("免打扰结束", "Quiet until"), explanation=Phrase("此时刻起恢复提醒", "from this time notices are sent again"),
    ),
    Setting(
        key="digest_hour", default=8, check=whole(0, 23), measure=Phrase("时", "o'clock"), section=_NOTICES,
        title=Phrase("每日汇总时间", "Hour of the digest"),
        explanation=Phrase("每人每天一条汇总提醒的发送时间", "when each person gets the one digest of the day"),
    ),
    Setting(
        key="digest_on_rest_days", default=False, check=_yes, section=_NOTICES, kind="yes",
        title=Phrase("休息日也发汇总", "Digest on days of rest"),
        explanation=Phrase("周末和节假日是否发送每日汇总", "whether the digest is sent on weekends and holidays"),
    ),
    Setting(
        key="national_calendar_until", default="", check=_day, section=_DAYS, kind="day",
        title=Phrase("已录入的放假通知截止日", "National notice entered until"),
        explanation=Phrase(
            "国务院办公厅新的放假通知已作为本地安排录入到哪一天;此前的日期不再标为暂定",
            "until when the next national notice has been entered as local days; earlier days are no longer provisional",
        ),
    ),
)  # fmt: skip
_BY_KEY = {setting.key: setting for setting in SETTINGS}


def definition(key: str) -> Setting:
    """The registered setting. Raises Refused for an unknown key."""
    if key not in _BY_KEY:
        raise Refused("没有这项设置", "There is no such setting", field="key")
    return _BY_KEY[key]


def rows_of(jurisdiction: str) -> list[DatedSetting]:
    """All recorded values of a place in order of record; read once for a request."""
    return once(
        ("settings", jurisdiction), lambda: list(DatedSetting.objects.filter(jurisdiction=jurisdiction).order_by("pk"))
    )


def in_force(rows: Sequence[DatedSetting], on: date) -> DatedSetting | None:
    """Of the rows of one key the one that holds on a day: the latest begun that nothing replaced."""
    replaced = {row.supersedes_id for row in rows}
    begun = [row for row in rows if row.valid_from <= on and row.pk not in replaced]
    return max(begun, key=lambda row: (row.valid_from, row.pk), default=None)


def value(jurisdiction: str, key: str, on: date | None = None) -> Any:
    """The value of ``key`` on a day (None: today). Raises Refused for an unknown key."""
    setting = definition(key)
    row = in_force([row for row in rows_of(jurisdiction) if row.key == key], on or localdate())
    return setting.default if row is None else row.value


def values(jurisdiction: str, on: date | None = None) -> dict[str, Any]:
    """Every setting on a day, in one query."""
    rows, day = rows_of(jurisdiction), on or localdate()
    found = {key: in_force([row for row in rows if row.key == key], day) for key in _BY_KEY}
    return {key: _BY_KEY[key].default if row is None else row.value for key, row in found.items()}


def history_of(jurisdiction: str, key: str) -> list[DatedSetting]:
    """The recorded values of ``key``, latest first, replaced ones included."""
    return sorted(
        (row for row in rows_of(jurisdiction) if row.key == key), key=lambda r: (r.valid_from, r.pk), reverse=True
    )


def shown(setting: Setting, stored: object) -> Phrase:
    """A value in words with its measure."""
    if setting.kind == "steps" and isinstance(stored, list):
        return Phrase(" → ".join(STEP_WORDS[s].zh for s in stored), " → ".join(STEP_WORDS[s].en for s in stored))
    if setting.kind == "yes":
        return Phrase("是", "yes") if stored else Phrase("否", "no")
    if stored in ("", None):
        return Phrase("未设", "not set")
    return Phrase(f"{stored}{setting.measure.zh}", f"{stored} {setting.measure.en}".strip())
