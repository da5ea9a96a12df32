"""Forms of notices and of ways out of the house."""

from __future__ import annotations

from typing import Any

from django import forms

from luoshi.kernel.actors import Actor
from luoshi.kernel.speech import Phrase
from luoshi.notify.kinds import KINDS
from luoshi.notify.models import Endpoint
from luoshi.notify.queries import Wishes
from luoshi.ui.forms import OfficialForm, PickerSelect
from luoshi.ui.language import said
from luoshi.units.models import Unit

KIND_WORDS = {
    Endpoint.Kind.WEBHOOK: Phrase("网络回调(带签名)", "Signed webhook"),
    Endpoint.Kind.WECOM: Phrase("企业微信群机器人", "WeCom group robot"),
    Endpoint.Kind.DINGTALK: Phrase("钉钉群机器人", "DingTalk group robot"),
    Endpoint.Kind.MAIL: Phrase("单位邮箱", "Mailbox of a unit"),
}


class TimeInput(forms.TimeInput):
    """The browser's own picker of a time of day."""

    input_type = "time"


class PreferenceForm(OfficialForm):
    """How a person wants to be told; empty follows the place."""

    by_mail = forms.BooleanField(required=False)
    digest_hour = forms.ChoiceField(required=False)
    urgent_at_once = forms.BooleanField(required=False)
    quiet_from = forms.RegexField(r"^\d{2}:\d{2}$", required=False, widget=TimeInput(format="%H:%M"))
    quiet_until = forms.RegexField(r"^\d{2}:\d{2}$", required=False, widget=TimeInput(format="%H:%M"))
    phrases = {
        "by_mail": (Phrase("用邮件发送每日汇总", "Send the daily digest by mail"), None),
        "digest_hour": (
            Phrase("每日汇总时间", "Hour of the digest"),
            Phrase("每天最多一封,只写条数和链接", "One a day at most, with counts and a link only"),
        ),
        "urgent_at_once": (
            Phrase("紧急事项立即发邮件(退回、批示件等)", "Mail urgent notices at once (returned reports, instructions)"), None,
        ),
        "quiet_from": (Phrase("免打扰开始", "Quiet from"), Phrase("留空则按全市设置", "Empty: as the place has set")),
        "quiet_until": (Phrase("免打扰结束", "Quiet until"), None),
    }  # fmt: skip
    submit = Phrase("保存", "Save")

    def __init__(self, *args: Any, place: Wishes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usual = said(Phrase(f"按全市设置({place.hour}:00)", f"As the place has set ({place.hour}:00)"))
        hours: Any = self.fields["digest_hour"]
        hours.choices = [("", usual), *((str(hour), f"{hour}:00") for hour in range(24))]


class EndpointForm(OfficialForm):
    """A way out of the house. ``fresh``: it is being set up; else its kind stays and an empty address keeps the old."""

    name = forms.CharField(max_length=60)
    kind = forms.ChoiceField()
    address = forms.CharField(
        max_length=1000, widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    )
    secret = forms.CharField(max_length=300, required=False, widget=forms.PasswordInput(attrs={"autocomplete": "off"}))
    unit = forms.ModelChoiceField(queryset=Unit.objects.none(), required=False, widget=PickerSelect())
    kinds = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    language = forms.ChoiceField(choices=[("zh", "中文"), ("en", "English")])
    phrases = {
        "name": (Phrase("名称", "Name"), Phrase("例如:督查工作群", "For instance: the supervision group")),
        "kind": (Phrase("类型", "Kind"), None),
        "address": (
            Phrase("地址", "Address"),
            Phrase(
                "以 https:// 开头的回调或机器人地址;单位邮箱填邮箱。加密保存,之后只显示主机名",
                "https:// address of the webhook or robot, or a mailbox. Kept encrypted; later only the host is shown",
            ),
        ),
        "secret": (
            Phrase("加签密钥", "Signing secret"),
            Phrase("仅钉钉机器人选“加签”时填写(SEC 开头)", "Only for a DingTalk robot with signing (begins with SEC)"),
        ),
        "unit": (Phrase("单位", "Unit"), Phrase("只告知这个单位的事项;留空为全市", "Only what concerns this unit; empty: the whole place")),
        "kinds": (Phrase("通知种类", "Kinds of notices"), Phrase("不选为全部", "None chosen: all")),
        "language": (Phrase("语言", "Language"), None),
    }  # fmt: skip
    submit = Phrase("保存", "Save")

    def __init__(self, *args: Any, actor: Actor, fresh: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind, kinds, unit = (self.fields[name] for name in ("kind", "kinds", "unit"))
        kind.choices = [(str(key), said(words)) for key, words in KIND_WORDS.items()]  # type: ignore[attr-defined]  # a choice
        kinds.choices = [(key, said(each.title)) for key, each in KINDS.items()]  # type: ignore[attr-defined]  # a choice
        unit.queryset = Unit.objects.filter(jurisdiction=actor.jurisdiction).order_by("order", "pk")  # type: ignore[attr-defined]  # of rows
        if not fresh:
            kind.disabled = True
            self.fields["address"].required = False
