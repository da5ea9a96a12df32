"""Forms of the pages about policies."""

from __future__ import annotations

from typing import Any

from django import forms

from luoshi.console.policies.words import LEVELS
from luoshi.files.rules import KINDS
from luoshi.kernel.speech import Phrase
from luoshi.policies.models import Policy
from luoshi.policies.services.uploading import KINDS as TAKEN
from luoshi.policies.services.uploading import MOST_BYTES, MOST_FILES
from luoshi.ui.forms import DayInput, FilesField, OfficialForm
from luoshi.ui.language import said

ENDINGS = tuple(f".{ending}" for kind in TAKEN for ending in KINDS[kind].endings)


class UploadForm(OfficialForm):
    """Files of one document, in order, and who it is meant for."""

    files = FilesField(most=MOST_FILES, most_bytes=MOST_BYTES, endings=ENDINGS)  # type: ignore[assignment]  # Django takes declared fields off the class
    level = forms.ChoiceField(widget=forms.RadioSelect, initial=Policy.Level.INTERNAL)
    theme = forms.CharField(max_length=60, required=False)
    order = forms.CharField(required=False, widget=forms.HiddenInput)
    phrases = {  # read by the base, never changed
        "files": (
            Phrase("文件", "Files"),
            Phrase(
                "通知和附件一起选,按文件的先后排好:上移、下移或拖动。Word、WPS、PDF、网页、文本和表格都可以。",
                "Choose the notice and its annexes together and put them in order. Word, WPS, PDF, pages, text and sheets.",
            ),
        ),
        "level": (
            Phrase("发放范围", "Distribution"),
            Phrase("摘录、搜索和导出都按此范围。", "Quotations, search and exports follow it."),
        ),
        "theme": (Phrase("主题", "Theme"), Phrase("如 优化营商环境", "such as business environment")),
    }
    submit = Phrase("上传并编译", "Upload and compile")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = [(value.value, said(words)) for value, words in LEVELS.items()]  # type: ignore[attr-defined]  # a choice field

    def ordered_files(self) -> list[Any]:
        """The files in the order the person put them in (names by line), else as they were sent."""
        files = list(self.cleaned_data["files"])
        wanted = [name for name in self.cleaned_data["order"].splitlines() if name]  # a browser sends \r\n
        place = {name: number for number, name in enumerate(wanted)}
        return sorted(files, key=lambda file: place.get(file.name, len(place)))


class FactsForm(OfficialForm):
    """Facts of the document, as the text says them and a person sets them right."""

    title = forms.CharField(max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    short_title = forms.CharField(max_length=60, required=False)
    number = forms.CharField(max_length=60, required=False)
    issuer = forms.CharField(max_length=200, required=False)
    kind = forms.CharField(max_length=40, required=False)
    issued_on = forms.DateField(required=False, widget=DayInput)
    published_on = forms.DateField(required=False, widget=DayInput)
    theme = forms.CharField(max_length=60, required=False)
    level = forms.ChoiceField()
    phrases = {  # read by the base, never changed
        "title": (Phrase("标题", "Title"), None),
        "short_title": (Phrase("简称", "Short title"), None),
        "number": (Phrase("发文字号", "Document number"), None),
        "issuer": (Phrase("发文机关", "Issuer"), None),
        "kind": (Phrase("文种", "Kind"), None),
        "issued_on": (Phrase("成文日期", "Issued"), None),
        "published_on": (Phrase("公开日期", "Published"), None),
        "theme": (Phrase("主题", "Theme"), None),
        "level": (Phrase("发放范围", "Distribution"), None),
    }
    submit = Phrase("保存", "Save")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = [(value.value, said(words)) for value, words in LEVELS.items()]  # type: ignore[attr-defined]  # a choice field


class RoundForm(OfficialForm):
    """Sending the draft division of work to the units."""

    workdays = forms.IntegerField(min_value=1, max_value=60, initial=5)
    note = forms.CharField(max_length=2000, required=False, widget=forms.Textarea)
    phrases = {  # read by the base, never changed
        "workdays": (Phrase("答复期限(工作日)", "Limit (working days)"), Phrase("从今天起算,节假日顺延", "from today, holidays not counted")),
        "note": (Phrase("说明", "Note"), Phrase("请各单位重点看什么", "what units should look at")),
    }  # fmt: skip
    submit = Phrase("发出征求意见", "Send")


class ReasonForm(OfficialForm):
    """A reason in words."""

    reason = forms.CharField(max_length=2000, widget=forms.Textarea)
    phrases = {"reason": (Phrase("理由", "Reason"), None)}  # read by the base, never changed
