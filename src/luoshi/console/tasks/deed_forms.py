"""The forms of the acts on a task."""

from __future__ import annotations

from typing import Any

from django import forms

from luoshi.console.tasks.words import CLOSURES, ROLES
from luoshi.kernel.speech import Phrase
from luoshi.ui.forms import CountField, DayInput, OfficialForm, PickerSelect
from luoshi.ui.language import said
from luoshi.units.models import Unit, UnitGroup

REASON = Phrase("理由", "Reason")
WHY_HELP = Phrase("写进任务的历史,有关单位看得到", "Kept in the task's history, seen by the units concerned")


class UnitField(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django's own takes none when it runs
    """A unit of the jurisdiction, found by name or pinyin initials."""

    def __init__(self, **more: Any) -> None:
        super().__init__(queryset=Unit.objects.none(), widget=PickerSelect(), **more)

    def of(self, jurisdiction: str) -> None:
        """Offer the units of a jurisdiction that exist today."""
        self.queryset = Unit.objects.of(jurisdiction).filter(dissolved_on__isnull=True).order_by("order", "name")
        self.widget.initials = {str(unit.pk): unit.initials for unit in self.queryset}


class GroupField(forms.ModelChoiceField):  # type: ignore[type-arg]  # as above
    """A group of units of the jurisdiction."""

    def __init__(self, **more: Any) -> None:
        super().__init__(queryset=UnitGroup.objects.none(), **more)


class DeedForm(OfficialForm):
    """A form of an act; ``of`` is what it acts on, ``jurisdiction`` whose units it offers."""

    submit = Phrase("确定", "Do it")

    def __init__(self, *args: Any, of: Any = None, jurisdiction: str = "", **more: Any) -> None:
        self.of = of
        super().__init__(*args, **more)
        for field in self.fields.values():
            if isinstance(field, UnitField):
                field.of(jurisdiction)
            if isinstance(field, GroupField):
                field.queryset = UnitGroup.objects.of(jurisdiction).order_by("name")


class ReasonForm(DeedForm):
    """Only why."""

    reason = forms.CharField(widget=forms.Textarea, max_length=1000)
    phrases = {"reason": (REASON, WHY_HELP)}


class MaybeReasonForm(DeedForm):
    """A remark, or none."""

    reason = forms.CharField(widget=forms.Textarea, max_length=1000, required=False)
    phrases = {"reason": (Phrase("意见", "Remark"), None)}


class NothingForm(DeedForm):
    """A mere confirmation."""


class ObjectForm(DeedForm):
    """职责异议."""

    reason = forms.CharField(widget=forms.Textarea, max_length=2000)
    suggested = UnitField(required=False)
    phrases = {
        "reason": (
            Phrase("为什么不属于本单位职责", "Why it is not this unit's duty"),
            Phrase("写明依据,如三定规定、法规条款", "Name the basis: the unit's mandate, a clause of law"),
        ),
        "suggested": (Phrase("建议由哪个单位承担", "Which unit should have it"), None),
    }
    submit = Phrase("提出异议", "Object")


class RuleForm(DeedForm):
    """The office's ruling."""

    upheld = forms.TypedChoiceField(coerce=lambda value: value == "yes", widget=forms.RadioSelect)
    reassign_to = UnitField(required=False)
    reason = forms.CharField(widget=forms.Textarea, max_length=2000)
    phrases = {
        "upheld": (Phrase("裁定", "Ruling"), None),
        "reassign_to": (
            Phrase("改由哪个单位承担", "Reassign to"),
            Phrase("异议成立时填;不填则只免去原单位", "When upheld; without it the unit is merely released"),
        ),
        "reason": (REASON, WHY_HELP),
    }

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["upheld"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [
            ("yes", said(Phrase("异议成立", "Upheld"))),
            ("no", said(Phrase("异议不成立,仍由该单位承担", "Refused: the unit keeps it"))),
        ]


class AssignForm(DeedForm):
    """One more unit or group."""

    role = forms.ChoiceField()
    unit = UnitField(required=False)
    group = GroupField(required=False)
    phrases = {
        "role": (Phrase("分工", "Role"), None),
        "unit": (Phrase("单位", "Unit"), Phrase("单位和单位组填一个", "A unit or a group, one of both")),
        "group": (
            Phrase("单位组", "Group"),
            Phrase("按今天的成员逐一分派", "One assignment for each member as of today"),
        ),
    }
    submit = Phrase("增加", "Add")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["role"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, said(word)) for key, word in ROLES.items()]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if bool(values.get("unit")) == bool(values.get("group")):
            self.add_error("unit", said(Phrase("请选择一个单位或一个单位组", "Choose a unit or a group")))
        return values


class ReassignForm(DeedForm):
    """Another unit takes the part over."""

    unit = UnitField()
    reason = forms.CharField(widget=forms.Textarea, max_length=1000)
    phrases = {"unit": (Phrase("改由", "Reassign to"), None), "reason": (REASON, WHY_HELP)}


class DeadlineForm(DeedForm):
    """A deadline, changed with its reason."""

    kind = forms.ChoiceField(widget=forms.RadioSelect)
    due_on = forms.DateField(widget=DayInput, required=False)
    review_on = forms.DateField(widget=DayInput, required=False)
    reason = forms.CharField(widget=forms.Textarea, max_length=300)
    phrases = {
        "kind": (Phrase("期限类别", "Kind"), None),
        "due_on": (Phrase("完成日期", "Due on"), None),
        "review_on": (Phrase("复核日期", "Review on"), Phrase("持续推进的任务填", "For standing tasks")),
        "reason": (REASON, WHY_HELP),
    }

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("date", said(Phrase("按日期", "A date"))),
            ("standing", said(Phrase("持续推进,定期复核", "Standing, reviewed"))),
            ("none", said(Phrase("未定", "None"))),
        ]


class MilestoneForm(DeedForm):
    """A step on the way."""

    title = forms.CharField(max_length=200)
    due_on = forms.DateField(widget=DayInput, required=False)
    phrases = {"title": (Phrase("节点", "Milestone"), None), "due_on": (Phrase("应完成日期", "Due on"), None)}
    submit = Phrase("增加", "Add")


class FinishForm(DeedForm):
    """When a milestone was reached."""

    on = forms.DateField(widget=DayInput, required=False)
    phrases = {"on": (Phrase("完成日期", "Reached on"), Phrase("不填为今天", "Empty: today"))}


class MeasureForm(DeedForm):
    """A quantity to be counted each period."""

    name = forms.CharField(max_length=100)
    unit = forms.CharField(max_length=20)
    target = CountField(required=False, min_value=0)
    phrases = {
        "name": (Phrase("计什么数", "What is counted"), Phrase("如:清理规范文件", "Such as: documents reviewed")),
        "unit": (Phrase("单位", "Unit"), Phrase("件、家、项、万元", "items, firms, 10,000 yuan")),
        "target": (Phrase("目标值", "Target"), None),
    }
    submit = Phrase("增加", "Add")


class ClosingForm(DeedForm):
    """How the task is to be closed."""

    kind = forms.ChoiceField(widget=forms.RadioSelect)
    new_due_on = forms.DateField(widget=DayInput, required=False)
    new_review_on = forms.DateField(widget=DayInput, required=False)
    reason = forms.CharField(widget=forms.Textarea, max_length=2000)
    phrases = {
        "kind": (Phrase("办结类别", "How"), None),
        "new_due_on": (
            Phrase("新的期限", "New deadline"),
            Phrase("阶段完成、调整时填", "When for the stage, or adjusted"),
        ),
        "new_review_on": (Phrase("复核日期", "Review on"), Phrase("转为持续推进时填", "When turned standing")),
        "reason": (Phrase("依据", "Grounds"), Phrase("写明哪些核验支持这样办结", "Which verified reports support it")),
    }
    submit = Phrase("申请办结", "Ask to close")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, said(word)) for key, word in CLOSURES.items()]


class ExceptionForm(DeedForm):
    """An exception to be approved: it stands beside the light."""

    since = forms.DateField(widget=DayInput, required=False)
    until = forms.DateField(widget=DayInput)
    reason = forms.CharField(widget=forms.Textarea, max_length=1000)
    phrases = {
        "since": (Phrase("自", "From"), Phrase("不填为今天", "Empty: today")),
        "until": (Phrase("至", "Until"), None),
        "reason": (REASON, Phrase("灯仍按期限计算,例外写在灯旁", "The light stays as computed; this stands beside it")),
    }
    submit = Phrase("申请例外", "Ask for an exception")


class EditForm(DeedForm):
    """The words of a task."""

    title = forms.CharField(max_length=300)
    text = forms.CharField(widget=forms.Textarea, required=False, max_length=20000)
    theme = forms.CharField(max_length=100, required=False)
    phrases = {
        "title": (Phrase("任务", "Task"), None),
        "text": (Phrase("内容", "Text"), Phrase("来源的原文不变", "The words of its source stay")),
        "theme": (Phrase("主题", "Theme"), None),
    }
    submit = Phrase("保存", "Save")


class SourceForm(DeedForm):
    """One more source of the same real task."""

    document_title = forms.CharField(max_length=300)
    document_number = forms.CharField(max_length=60, required=False)
    document_date = forms.DateField(widget=DayInput, required=False)
    clause = forms.CharField(max_length=200, required=False)
    quote = forms.CharField(widget=forms.Textarea, required=False, max_length=5000)
    phrases = {
        "document_title": (Phrase("文件", "Document"), None),
        "document_number": (Phrase("文号", "Number"), None),
        "document_date": (Phrase("日期", "Date"), None),
        "clause": (Phrase("条款", "Clause"), None),
        "quote": (Phrase("原文", "Its words"), None),
    }
    submit = Phrase("增加来源", "Add source")
