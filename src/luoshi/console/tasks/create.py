"""A task entered by hand in under a minute: from an instruction, minutes, a letter, or one's own plan."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from luoshi.accounts.models import Post
from luoshi.console.tasks.deed_forms import UnitField
from luoshi.console.tasks.words import ORIGINS
from luoshi.files.services import store
from luoshi.journal.services import act
from luoshi.kernel.actors import Actor
from luoshi.kernel.speech import Phrase
from luoshi.kernel.verdicts import Refused
from luoshi.tasks import services
from luoshi.tasks.access import policy
from luoshi.tasks.models import Assignment, Task
from luoshi.tasks.services.drafts import DeadlineDraft, PartDraft, SourceDraft, TaskDraft
from luoshi.ui.forms import DayInput, FilesField, OfficialForm, PickerSelectMultiple
from luoshi.ui.guard import OfficialRequest, guard
from luoshi.ui.language import said
from luoshi.units.models import Unit, UnitGroup

BY_HAND = (Task.Origin.INSTRUCTION, Task.Origin.MINUTES, Task.Origin.LETTER, Task.Origin.OWN)


class UnitsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # Django's own takes none when it runs
    """Several units, found by name or pinyin initials."""

    def __init__(self, **more: Any) -> None:
        super().__init__(queryset=Unit.objects.none(), widget=PickerSelectMultiple(), **more)


class TaskForm(OfficialForm):
    """What an assignment needs; the rest can be added on the task's page."""

    title = forms.CharField(max_length=300)
    origin = forms.ChoiceField()
    document_title = forms.CharField(max_length=300, required=False)
    document_date = forms.DateField(widget=DayInput, required=False)
    instruction = forms.CharField(widget=forms.Textarea, required=False, max_length=5000)
    recipients = forms.ModelMultipleChoiceField(
        queryset=Post.objects.none(), required=False, widget=PickerSelectMultiple()
    )
    lead = UnitField()
    others = UnitsField(required=False)
    groups = forms.ModelMultipleChoiceField(
        queryset=UnitGroup.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    due_on = forms.DateField(widget=DayInput, required=False)
    text = forms.CharField(widget=forms.Textarea, required=False, max_length=20000)
    scans = FilesField(required=False, capture=True)
    phrases = {
        "title": (Phrase("任务", "Task"), Phrase("做什么,做到什么程度", "What is to be done, how far")),
        "origin": (Phrase("来自", "From"), None),
        "document_title": (
            Phrase("来源", "Source"), Phrase("如:王市长在某报告上的批示、市政府第 12 次常务会议纪要", "Such as: minutes of the 12th meeting"),
        ),
        "document_date": (Phrase("来源日期", "Its date"), None),
        "instruction": (
            Phrase("批示原文", "The leader's words"),
            Phrase("加密保存,只有下面指定的岗位可以阅读", "Kept encrypted; only the posts named below read it"),
        ),
        "recipients": (Phrase("可阅读批示的岗位", "Posts that may read it"), None),
        "lead": (Phrase("牵头单位", "Lead unit"), None),
        "others": (Phrase("责任单位", "Further units"), None),
        "groups": (Phrase("单位组", "Groups"), Phrase("按今天的成员逐一分派", "One assignment for each member today")),
        "due_on": (Phrase("完成期限", "Deadline"), Phrase("不填则按规定的答复期限计算", "Empty: the set reply limit")),
        "text": (Phrase("具体要求", "Details"), None),
        "scans": (Phrase("扫描件", "Scans"), Phrase("拍照或选择文件", "Take a photo or choose files")),
    }  # fmt: skip
    submit = Phrase("交办", "Assign")

    def __init__(self, *args: Any, jurisdiction: str, **more: Any) -> None:
        super().__init__(*args, **more)
        units = Unit.objects.of(jurisdiction).filter(dissolved_on__isnull=True).order_by("order", "name")
        initials = {str(unit.pk): unit.initials for unit in units}
        for name in ("lead", "others"):
            field: Any = self.fields[name]
            field.queryset = units
            field.widget.initials = initials
        origin: Any = self.fields["origin"]
        origin.choices = [(key, said(ORIGINS[key])) for key in BY_HAND]
        groups: Any = self.fields["groups"]
        groups.queryset = UnitGroup.objects.of(jurisdiction).order_by("name")
        posts: Any = self.fields["recipients"]
        posts.queryset = (
            Post.objects.of(jurisdiction)
            .filter(abolished_on__isnull=True)
            .select_related("unit")
            .order_by("unit__order", "order")
        )
        posts.label_from_instance = lambda post: f"{post.unit} {post.title}"

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("instruction") and not values.get("recipients"):
            self.add_error("recipients", said(Phrase("请指定可以阅读批示的岗位", "Name the posts that may read it")))
        if values.get("origin") != Task.Origin.OWN and not values.get("document_title"):
            self.add_error(
                "document_title", said(Phrase("请写明来源文件或会议", "Name the document or meeting it comes from"))
            )
        return values

    def draft(self, parent: Task | None) -> TaskDraft:
        """The task as a service takes it; a numbered assignment, or a sub-task of ``parent``."""
        v = self.cleaned_data
        parts = [PartDraft(role=Assignment.Role.LEAD, unit=v["lead"])]
        parts += [PartDraft(role=Assignment.Role.RESPONSIBLE, unit=unit) for unit in v["others"] if unit != v["lead"]]
        parts += [PartDraft(role=Assignment.Role.RESPONSIBLE, group=group) for group in v["groups"]]
        source = SourceDraft(document_title=v["document_title"], document_date=v["document_date"])
        return TaskDraft(
            title=v["title"],
            origin=v["origin"],
            text=v["text"],
            theme=parent.theme if parent else "",
            parent=parent.pk if parent else None,
            sources=(source,) if v["document_title"] else (),
            deadline=DeadlineDraft(due_on=v["due_on"]) if v["due_on"] else None,
            parts=tuple(parts),
            instruction=v["instruction"],
            recipients=tuple(post.pk for post in v["recipients"]),
            series="ledger" if parent or v["origin"] == Task.Origin.OWN else "assignment",
            token=str(self.data.get("form_token", ""))[:60],
        )


@guard(policy, "create")
def new(request: OfficialRequest) -> HttpResponse:
    """Enter a task; ``?parent=`` makes it a sub-task."""
    actor = request.actor
    parent = _parent(request)
    form = TaskForm(
        request.POST or None, request.FILES or None, jurisdiction=actor.jurisdiction, draft_key="task:new",
        initial={"origin": Task.Origin.OWN if parent else Task.Origin.INSTRUCTION},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            made = _create(actor, form, parent)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, said(Phrase(f"已交办,编号 {made.number}", f"Assigned as {made.number}")))
            return redirect("console:task", pk=made.pk)
    context = {"form": form, "parent": parent, "cancel_url": reverse("console:tasks")}
    return render(request, "console/tasks/new.html", context, status=422 if form.errors else 200)


def _create(actor: Actor, form: TaskForm, parent: Task | None) -> Task:
    with act():
        made = services.create_task(actor, form.draft(parent))
        on = made.instruction if form.cleaned_data["instruction"] else made
        for upload in form.cleaned_data["scans"]:
            store(actor, upload, on=on)
    return made


def _parent(request: OfficialRequest) -> Task | None:
    text = request.GET.get("parent", "")
    if not (text.isascii() and text.isdigit()):
        return None
    found: Task | None = policy.visible(request.actor, Task.objects.filter(pk=int(text[:18]))).first()
    return found
