"""Forms of people, posts and rights."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from luoshi.accounts.access import policy
from luoshi.accounts.models import Person, Post
from luoshi.accounts.queries import posts_standing
from luoshi.accounts.rules import LENDABLE, ROLE_NAMES
from luoshi.accounts.tokens import SCOPES
from luoshi.console.accounts.fields import RowField
from luoshi.console.accounts.options import person_words, post_words
from luoshi.kernel.actors import Actor, Role
from luoshi.kernel.speech import Phrase
from luoshi.ui.forms import DayInput, OfficialForm, PickerSelect
from luoshi.ui.language import said
from luoshi.units.models import Unit

# The phrases of a form are declared once and never changed.


class PersonForm(OfficialForm):
    """A person's particulars."""

    name = forms.CharField(max_length=60)
    number = forms.CharField(max_length=30, required=False)
    telephone = forms.CharField(max_length=40, required=False)
    email = forms.EmailField(required=False)
    phrases = {
        "name": (Phrase("姓名", "Name"), None),
        "number": (Phrase("工号", "Staff number"), Phrase("导入表格时按工号识别", "Sheets know people by it")),
        "telephone": (Phrase("电话", "Telephone"), None),
        "email": (Phrase("邮箱", "E-mail"), None),
    }
    submit = Phrase("保存", "Save")


class AccountForm(OfficialForm):
    """A new account."""

    username = forms.RegexField(r"^[a-zA-Z0-9][a-zA-Z0-9._-]{1,59}$")
    external_id = forms.CharField(max_length=120, required=False)
    phrases = {
        "username": (Phrase("登录名", "Sign-in name"), Phrase("字母、数字、.-_", "Letters, digits, .-_")),
        "external_id": (
            Phrase("外部标识", "External id"),
            Phrase("身份网关或统一身份认证中的标识,不用可空", "As the gateway or identity provider knows the person"),
        ),
    }
    submit = Phrase("开通账号", "Open the account")


class ExternalIdForm(OfficialForm):
    """The external id of an account."""

    external_id = forms.CharField(max_length=120, required=False)
    phrases = {"external_id": AccountForm.phrases["external_id"]}
    submit = Phrase("保存", "Save")


class ReasonForm(OfficialForm):
    """Why something is done."""

    reason = forms.CharField(max_length=200, widget=forms.Textarea(attrs={"rows": 2}))
    phrases = {"reason": (Phrase("原因或依据", "Reason or basis"), None)}
    submit = Phrase("确定", "Confirm")


class PostForm(OfficialForm):
    """A post."""

    unit = forms.ModelChoiceField(queryset=Unit.objects.none(), widget=PickerSelect())
    title = forms.CharField(max_length=60)
    section = forms.CharField(max_length=60, required=False)
    order = forms.IntegerField(min_value=0, max_value=9999, initial=100)
    phrases = {
        "unit": (Phrase("单位", "Unit"), None),
        "title": (
            Phrase("岗位名称", "Title"),
            Phrase("如:局长、综合科科长、联络员", "Such as director, head of section, liaison"),
        ),
        "section": (Phrase("科室", "Section"), None),
        "order": (Phrase("排序", "Order"), Phrase("小的在前", "Small numbers first")),
    }
    submit = Phrase("保存", "Save")

    def __init__(self, *args: Any, actor: Actor, post: Post | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if post is not None:
            del self.fields["unit"]
        else:
            choose_unit(self, "unit", actor)


class HoldingForm(OfficialForm):
    """A person takes a post, or stands in."""

    person = RowField(url_name="console:people_options", words=person_words)
    on = forms.DateField(widget=DayInput())
    until = forms.DateField(widget=DayInput(), required=False)
    phrases = {
        "person": (
            Phrase("人员", "Person"),
            Phrase("输入姓名、拼音首字母或工号", "Name, pinyin initials or staff number"),
        ),
        "on": (Phrase("自", "From"), None),
        "until": (Phrase("至(不含)", "Until (excluded)"), Phrase("长期担任则空着", "Empty: without end")),
    }
    submit = Phrase("任职", "Appoint")

    def __init__(self, *args: Any, actor: Actor, until_required: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_row(self, "person", policy.visible(actor, Person.objects.filter(erased_at__isnull=True)))
        if until_required:
            self.fields["until"].required = True
            self.fields["until"].help_text = ""


class HandoverForm(OfficialForm):
    """A post handed over."""

    to_person = RowField(url_name="console:people_options", words=person_words)
    on = forms.DateField(widget=DayInput())
    phrases = {
        "to_person": (
            Phrase("接任人", "New holder"),
            Phrase("输入姓名、拼音首字母或工号", "Name, pinyin initials or staff number"),
        ),
        "on": (
            Phrase("交接日", "Day of the handover"),
            Phrase(
                "自这一天起由接任人负责,移交人的权限当日终止",
                "From this day on the new holder answers; the rights of the old one end that day",
            ),
        ),
    }
    submit = Phrase("办理交接", "Hand over")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_row(self, "to_person", policy.visible(actor, Person.objects.filter(erased_at__isnull=True)))


class GrantForm(OfficialForm):
    """A role for a post."""

    role = forms.ChoiceField()
    unit = forms.ModelChoiceField(queryset=Unit.objects.none(), widget=PickerSelect(), required=False)
    area = forms.RegexField(r"^\d{4,12}$", required=False)
    on = forms.DateField(widget=DayInput())
    phrases = {
        "role": (Phrase("角色", "Role"), None),
        "unit": (
            Phrase("单位", "Unit"),
            Phrase("单位角色用;空着即岗位所在单位", "For a unit's role; empty: the unit of the post"),
        ),
        "area": (
            Phrase("地区代码", "Area code"),
            Phrase(
                "督查员、领导限于某地区时填;空着即全辖区", "For supervisors and leaders of an area; empty: everywhere"
            ),
        ),
        "on": (Phrase("自", "From"), None),
    }
    submit = Phrase("授予", "Grant")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = role_choices(Role)  # type: ignore[attr-defined]  # it is a ChoiceField
        choose_unit(self, "unit", actor)

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class PortfolioForm(OfficialForm):
    """What a leader answers for."""

    unit = forms.ModelChoiceField(queryset=Unit.objects.none(), widget=PickerSelect(), required=False)
    theme = forms.CharField(max_length=60, required=False)
    area = forms.RegexField(r"^\d{4,12}$", required=False)
    on = forms.DateField(widget=DayInput())
    phrases = {
        "unit": (Phrase("分管单位", "Unit"), Phrase("单位、专题、地区三选一", "One of unit, theme and area")),
        "theme": (Phrase("专题", "Theme"), None),
        "area": (Phrase("地区代码", "Area code"), None),
        "on": (Phrase("自", "From"), None),
    }
    submit = Phrase("增加分管", "Add")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_unit(self, "unit", actor)


class LendForm(OfficialForm):
    """A role lent to another post for a time."""

    role = forms.ChoiceField()
    to_post = RowField(url_name="console:posts_options", words=post_words)
    on = forms.DateField(widget=DayInput())
    until = forms.DateField(widget=DayInput())
    reason = forms.CharField(max_length=200, required=False)
    phrases = {
        "role": (Phrase("权限", "Role"), None),
        "to_post": (Phrase("受托岗位", "To the post"), Phrase("输入单位或岗位名称", "Type the unit or the post")),
        "on": (Phrase("自", "From"), None),
        "until": (Phrase("至(不含)", "Until (excluded)"), Phrase("最长一年", "A year at most")),
        "reason": (Phrase("事由", "Reason"), Phrase("如:外出学习", "Such as: away on training")),
    }
    submit = Phrase("委托", "Lend")

    def __init__(self, *args: Any, actor: Actor, post: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = {g.role for g in actor.grants if g.post == post.pk and g.delegated_from is None}
        self.fields["role"].choices = role_choices(r for r in Role if r in own and r in LENDABLE)  # type: ignore[attr-defined]  # it is a ChoiceField
        posts = policy.visible(actor, Post.objects.select_related("unit")).exclude(pk=post.pk)
        choose_row(self, "to_post", posts_standing(actor.on, posts))

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class TokenForm(OfficialForm):
    """A key of a program."""

    name = forms.CharField(max_length=60)
    scopes = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    days = forms.TypedChoiceField(coerce=int)
    phrases = {
        "name": (Phrase("用途", "What it is for"), None),
        "scopes": (
            Phrase("范围", "Scopes"),
            Phrase("不会超出您自己当天的权限", "Never further than your own rights on the day"),
        ),
        "days": (Phrase("有效期", "Lasts"), None),
    }
    submit = Phrase("生成令牌", "Make the token")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scopes"].choices = [(key, said(words)) for key, words in SCOPES.items()]  # type: ignore[attr-defined]  # as declared
        days = {30: Phrase("30 天", "30 days"), 90: Phrase("90 天", "90 days"), 365: Phrase("1 年", "1 year")}
        self.fields["days"].choices = [(key, said(words)) for key, words in days.items()]  # type: ignore[attr-defined]  # as declared


class CellForm(OfficialForm):
    """A changed cell of the visibility matrix."""

    allowed = forms.TypedChoiceField(coerce=lambda text: text == "1", widget=forms.RadioSelect)
    on = forms.DateField(widget=DayInput())
    reason = forms.CharField(max_length=200)
    phrases = {
        "allowed": (Phrase("可见", "Visible"), None),
        "on": (Phrase("自", "From"), Phrase("今天或以后", "Today or later")),
        "reason": (Phrase("理由或依据", "Reason or basis"), None),
    }
    submit = Phrase("更改", "Change")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["allowed"].choices = [  # type: ignore[attr-defined]  # as declared
            ("1", said(Phrase("可以看到", "They see it"))),
            ("0", said(Phrase("看不到", "They do not"))),
        ]


class SheetForm(OfficialForm):
    """A filled-in sheet of people and posts."""

    file = forms.FileField(widget=forms.FileInput(attrs={"accept": ".xlsx"}))
    phrases = {
        "file": (
            Phrase("填好的表格(.xlsx)", "The filled-in sheet (.xlsx)"),
            Phrase("逐行检查,有一处不对就什么也不改", "Checked row by row; with one fault nothing is changed"),
        )
    }
    submit = Phrase("检查并导入", "Check and import")


def role_choices(roles: Any) -> list[tuple[str, str]]:
    """Roles as options."""
    return [(role.value, said(ROLE_NAMES[role])) for role in roles]


def choose_unit(form: OfficialForm, name: str, actor: Actor) -> None:
    """Let a field choose among the units of the place."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = Unit.objects.filter(jurisdiction=actor.jurisdiction, dissolved_on__isnull=True).order_by(
        "order", "pk"
    )
    assert isinstance(field.widget, PickerSelect)
    field.widget.initials = {str(pk): text for pk, text in field.queryset.values_list("pk", "initials")}


def choose_row(form: OfficialForm, name: str, rows: QuerySet[Any]) -> None:
    """Let a picked field choose among ``rows``."""
    field = form.fields[name]
    assert isinstance(field, RowField)
    chosen = form.data.get(name) if form.is_bound else form.initial.get(name)
    field.among(rows, chosen)
