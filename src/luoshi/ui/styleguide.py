"""All parts of the kit with invented content, for developers and for the tests of accessibility."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from luoshi.kernel.actors import Actor, Grant, Role
from luoshi.kernel.speech import Phrase
from luoshi.ui.context import Frame
from luoshi.ui.forms import (
    Conflict,
    CountField,
    DayInput,
    FigureField,
    FilesField,
    OfficialForm,
    PickerSelect,
    PickerSelectMultiple,
    conflict_of,
)
from luoshi.ui.lists import Boolean, BulkAct, Choice, Column, DateRange, ListPage, Option, Picker, Text
from luoshi.ui.lists.shown import Shown
from luoshi.ui.navigation import Entry
from luoshi.ui.parts import Difference, Light, Moment, Quote, Step, Trace, UnitName

UNITS = (
    ("1", "市发展和改革委员会", "sfzhggwyh sfgw"),
    ("2", "市市场监督管理局", "sscjdglj sscjgj"),
    ("3", "市住房和城乡建设局", "szfhcxjsj szjj"),
    ("4", "市财政局", "sczj"),
    ("5", "市商务局", "sswj"),
    ("6", "云湖高新区管委会", "yhgxqgwh"),
)
_DAY = date(2018, 6, 15)
_NOW = datetime(2018, 6, 15, 14, 21, tzinfo=timezone.get_fixed_timezone(480))

WHY_DUE = Trace(
    Phrase("期限 2018-10-10(周三)", "Due 2018-10-10 (Wed)"),
    (
        Step(Phrase("交办", "Assigned"), "2018-09-28"),
        Step(
            Phrase("加 5 个工作日", "Plus 5 working days"),
            "",
            "",
            "",
            (
                Step(Phrase("跳过国庆节 10-01 至 10-07", "Skips National Day 10-01 to 10-07"), "7"),
                Step(Phrase("09-29、09-30 为调休上班日", "09-29 and 09-30 are make-up working days"), "2"),
            ),
        ),
    ),
    Phrase("依据国务院办公厅 2018 年放假安排", "By the State Council's holiday notice for 2018"),
    Phrase("截至 2018-06-15", "as of 2018-06-15"),
)
RED = Light(
    "red",
    Phrase("逾期", "Overdue"),
    Phrase("逾期 12 个工作日,仍有 5 家未报", "12 working days late; 5 units have not reported"),
    WHY_DUE,
)
AMBER = Light("amber", Phrase("临近", "Due soon"), Phrase("剩 10 个工作日", "10 working days left"), WHY_DUE)
GREEN = Light("green", Phrase("正常", "On track"), Phrase("6 月报告已核验", "June report verified"))
GRAY = Light("gray", Phrase("未到期", "Not due"), "", None, Phrase("已批准延期", "Extension approved"))
BLUE = Light("blue", Phrase("提醒", "Reminded"), Phrase("06-12 已催办", "Reminded on 06-12"))


@dataclass
class Sample:
    """A row of the sample list."""

    pk: int
    number: str
    title: str
    lead: UnitName
    due_on: date | None
    done: int
    total: int | None
    light: Light
    amount: int | None = None
    tone: str = ""
    notes: list[str] = field(default_factory=list)


SAMPLES = [
    Sample(
        1,
        "5",
        "涉企事项办理时限压到法定时限三分之二以内",
        UnitName("市委改革办"),
        date(2018, 6, 29),
        173,
        211,
        AMBER,
        12_600_000,
    ),
    Sample(
        2,
        "6.1",
        "新开办企业全部手续 3 个工作日内办结",
        UnitName("市市场监督管理局", "市工商局"),
        date(2018, 6, 30),
        12,
        12,
        GREEN,
    ),
    Sample(
        3,
        "6.3",
        "工业项目施工许可 50 个工作日内办结",
        UnitName("市住房和城乡建设局"),
        date(2018, 5, 30),
        3,
        9,
        RED,
        980_000,
        "attention",
    ),
    Sample(
        4,
        "29",
        "双随机抽查事项、情况、结果全面公开",
        UnitName("市发展和改革委员会"),
        None,
        4,
        None,
        GRAY,
        None,
        "muted",
    ),
    Sample(5, "44", "研发经费投入占 GDP 2.8%", UnitName("市财政局、市科技局"), date(2020, 12, 31), 2, 7, BLUE),
]


class SampleList(ListPage):
    """The list of the style guide; its rows are given, not queried."""

    key = "styleguide"
    title = Phrase("任务", "Tasks")
    columns = (
        Column(key="number", phrase=Phrase("序号", "No."), sort="number"),
        Column(key="title", phrase=Phrase("任务", "Task"), primary=True, sort="title"),
        Column(key="lead", phrase=Phrase("牵头单位", "Lead unit"), template="ui/styleguide/unit.html"),
        Column(key="due_on", phrase=Phrase("期限", "Due"), sort="due_on"),
        Column(key="progress", phrase=Phrase("核验进度", "Verified"), template="ui/styleguide/progress.html"),
        Column(key="amount", phrase=Phrase("金额(元)", "Amount (yuan)"), align="end", sort="amount"),
        Column(key="light", phrase=Phrase("状态", "Light"), template="ui/styleguide/light.html"),
    )
    filters = (
        Choice(
            key="state",
            phrase=Phrase("灯", "Light"),
            options=(
                Option("red", Phrase("逾期", "Overdue")),
                Option("amber", Phrase("临近", "Due soon")),
                Option("green", Phrase("正常", "On track")),
            ),
        ),
        DateRange(key="due", phrase=Phrase("期限", "Due"), field="due_on"),
        Picker(key="lead", phrase=Phrase("牵头单位", "Lead unit"), options=tuple(Option(*unit) for unit in UNITS)),
        Text(key="clause", phrase=Phrase("条款", "Clause")),
        Boolean(key="conflict", phrase=Phrase("来源冲突", "In conflict")),
    )
    search_in = ("title",)
    search_hint = Phrase("搜索任务、文号", "Search tasks, numbers")
    bulk = (BulkAct(key="remind", phrase=Phrase("批量催办", "Remind"), url_name="ui:styleguide", icon="send"),)
    item = Phrase("项任务", "{n:task|tasks}")

    def rows(self, actor: Actor) -> QuerySet[Any]:
        raise NotImplementedError  # the samples are no rows of a table

    def url_of(self, row: Sample) -> str:
        return "#parts"

    def tone_of(self, row: Sample) -> str:
        return row.tone


class SampleForm(OfficialForm):
    """Every kind of field."""

    summary = forms.CharField(widget=forms.Textarea)
    counted = CountField(min_value=0)
    amount = FigureField(required=False)
    on = forms.DateField(widget=DayInput, required=False)
    lead = forms.ChoiceField(
        choices=[("", ""), *((value, name) for value, name, _ in UNITS)],
        widget=PickerSelect(initials={value: letters for value, _, letters in UNITS}),
    )
    others = forms.MultipleChoiceField(
        choices=[(value, name) for value, name, _ in UNITS],
        widget=PickerSelectMultiple(url="/styleguide/units"),
        required=False,
    )
    kind = forms.ChoiceField(choices=[("a", "月报 Monthly"), ("b", "专报 Special")], widget=forms.RadioSelect)
    evidence = FilesField(required=False, endings=(".pdf", ".xlsx", ".jpg"), capture=True)
    agreed = forms.BooleanField(required=False)
    phrases = {  # declared once
        "summary": (
            Phrase("本期进展", "Progress of this period"),
            Phrase("写做了什么、做到什么程度", "What was done, and how far"),
        ),
        "counted": (Phrase("本期清查文件(件)", "Documents checked"), Phrase("上期 212 件", "Last period: 212")),
        "amount": (Phrase("到位资金", "Funds received"), Phrase("合 12,600,000.00 元", "12,600,000.00 yuan in full")),
        "on": (Phrase("完成日期", "Completed on"), None),
        "lead": (Phrase("牵头单位", "Lead unit"), None),
        "others": (
            Phrase("配合单位", "Participating units"),
            Phrase("可输入首字母,如 sfgw", "Type initials, such as sfgw"),
        ),
        "kind": (Phrase("报告种类", "Kind of report"), None),
        "evidence": (Phrase("佐证材料", "Evidence"), Phrase("单个文件不超过 50 MB", "At most 50 MB each")),
        "agreed": (Phrase("数据已经本单位核对", "The unit has checked the figures"), None),
    }
    suffixes = {"amount": Phrase("万元", "10,000 yuan")}  # declared once
    submit = Phrase("提交给督查室核验", "Submit for verification")


class SampleFrame(Frame):
    """The frame as a supervisor sees it."""

    @cached_property
    def actor(self) -> Actor:
        return Actor(jurisdiction="000000", on=_DAY, grants=(Grant(role=Role.SUPERVISOR),))

    @cached_property
    def places(self) -> list[Entry]:
        office = Phrase("督查室", "Supervision office")
        rows = (
            ("work", Phrase("我的工作", "My work"), "home", 12, None),
            ("policies", Phrase("政策", "Policies"), "file-text", 37, None),
            ("tasks", Phrase("任务", "Tasks"), "checklist", 1284, None),
            ("units", Phrase("单位", "Units"), "building", None, None),
            ("grid", Phrase("本月填报", "This month"), "table", None, None),
            ("orders", Phrase("督办单", "Supervision orders"), "clipboard-list", 9, office),
            ("reports", Phrase("通报", "Circulars"), "report", None, office),
        )
        return [
            Entry(
                key=key,
                phrase=phrase,
                url="/styleguide",
                icon=icon,
                count=count,
                section=section,
                current=key == "tasks",
            )
            for key, phrase, icon, count, section in rows
        ]

    @cached_property
    def me_places(self) -> list[Entry]:
        return [Entry(key="me", phrase=Phrase("我的账号", "My account"), url="/styleguide", icon="user", section=None)]

    @cached_property
    def notices(self) -> int:
        return 3

    @cached_property
    def notices_url(self) -> str:
        return "/styleguide"

    @cached_property
    def search_url(self) -> str:
        return "/styleguide"

    @cached_property
    def person(self) -> str:
        return "林晓岚"

    @cached_property
    def jurisdiction_name(self) -> str:
        return "云湖市" if self.language == "zh" else "Yunhu"


def options(words: str) -> list[dict[str, str]]:
    """What a picker's route answers."""
    wanted = words.lower().split()
    return [
        {"value": value, "text": name, "initials": letters}
        for value, name, letters in UNITS
        if all(word in name or word in letters for word in wanted)
    ]


def conflict() -> Conflict:
    """Two people changed one task."""
    fields = (("due", Phrase("期限", "Due")), ("lead", Phrase("牵头单位", "Lead unit")))
    return conflict_of(
        "王敏",
        "14:02",
        fields,
        {"due": "2018-06-30", "lead": "市工商局"},
        {"due": "2018-09-30", "lead": "市市场监督管理局"},
        {"due": "2018-12-31", "lead": "市工商局"},
    )


def context(request: HttpRequest) -> dict[str, Any]:
    """Everything the page shows."""
    frame = SampleFrame(request)
    page = SampleList(request, frame.actor)
    state = page.state_of(request.GET)
    sent = SampleForm({"counted": "23l", "amount": "1260"}) if "faults" in request.GET else SampleForm()
    moments = [
        Moment(
            _NOW,
            Phrase("督查室核验通过 6 月报告", "The office verified the June report"),
            "林晓岚",
            tone="green",
            icon="check",
        ),
        Moment(
            _NOW - timedelta(days=2),
            Phrase("退回:请附清单", "Returned: please attach the list"),
            "林晓岚",
            Phrase("附件缺第 3 页", "Page 3 is missing"),
            tone="amber",
            icon="arrow-back-up",
        ),
        Moment(
            _NOW - timedelta(days=5),
            Phrase("市市场监管局提交报告", "The market bureau reported"),
            "周岩",
            tone="blue",
            icon="send",
        ),
    ]
    text = "新开办企业 3 个工作日、不动产登记 5 个工作日、施工许可 50 个工作日内办结。市工商局、市国土资源局、市住房城乡建设局分别负责,2018年6月"
    quote = Quote(
        text,
        ((0, 13, "mark"), (43, 47, "unit"), (len(text) - 7, len(text), "date")),
        "优化环境导则",
        "附件/一/6",
        "#parts",
    )
    return {
        "frame": frame,
        "lights": [GREEN, AMBER, RED, BLUE, GRAY],
        "light": RED,
        "trace": WHY_DUE,
        "moments": moments,
        "quote": quote,
        "unit_name": UnitName("市市场监督管理局", "市工商局"),
        "change": Difference(Phrase("期限", "Deadline"), "2018年6月底前完成", "2018年9月底前全面完成"),
        "list": Shown(page=page, state=state, rows=SAMPLES, more=True, total=10_000, exact=False),
        "page": page,
        "form": sent,
        "conflict": conflict(),
        "grid": [("市发展和改革委员会", 12), ("市财政局", 4), ("市商务局", 7)],
    }
