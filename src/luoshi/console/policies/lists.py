"""The list of policies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from luoshi.console.policies.words import LEVELS, STATE_TONES, STATES
from luoshi.jobs.models import Job
from luoshi.kernel.actors import Actor
from luoshi.kernel.speech import Phrase
from luoshi.policies import queries
from luoshi.policies.access import access
from luoshi.policies.models import Policy
from luoshi.policies.services.uploading import key_of
from luoshi.ui.lists.columns import Column
from luoshi.ui.lists.filters import Choice, DateRange, Option
from luoshi.ui.lists.page import ListPage

CELL = "console/policies/cells/"


class PolicyList(ListPage):
    """Every policy the person may open."""

    key = "policies"
    title = Phrase("政策", "Policies")
    columns = (
        Column(key="title", phrase=Phrase("标题", "Title"), sort="title", primary=True, template=CELL + "title.html"),
        Column(key="number", phrase=Phrase("文号", "Number")),
        Column(key="issued_on", phrase=Phrase("成文日期", "Issued"), sort="issued_on"),
        Column(key="state", phrase=Phrase("状态", "State"), template=CELL + "state.html", sheet=lambda row: STATES[row.state].zh),
        Column(key="items", phrase=Phrase("核对进度", "Checked"), template=CELL + "progress.html",
               sheet=lambda row: f"{row.items_decided}/{row.items_all}"),
        Column(key="level", phrase=Phrase("发放范围", "Distribution"), template=CELL + "level.html", sheet=lambda row: row.level),
        Column(key="theme", phrase=Phrase("主题", "Theme"), sort="theme", default=False),
        Column(key="issuer", phrase=Phrase("发文机关", "Issuer"), default=False),
    )  # fmt: skip
    filters = (
        Choice(key="state", phrase=Phrase("状态", "State"), field="state",
               options=tuple(Option(value, words) for value, words in STATES.items())),
        DateRange(key="issued", phrase=Phrase("成文日期", "Issued"), field="issued_on"),
        Choice(key="level", phrase=Phrase("发放范围", "Distribution"), field="level",
               options=tuple(Option(value.value, words) for value, words in LEVELS.items())),
    )  # fmt: skip
    search_in = ("title", "number", "short_title", "issuer", "theme")
    search_hint = Phrase("标题、文号、发文机关", "title, number, issuer")
    order = ("-id",)
    item = Phrase("份", "{n:policy|policies}")
    template = "console/policies/list.html"
    empty_title = Phrase("还没有政策", "No policies yet")
    empty_text = Phrase(
        "上传一份政策文件,系统会读出其中的任务、目标和时限,由你逐项核对。",
        "Upload a policy document; its tasks, targets and time limits are read for you to check.",
    )

    def rows(self, actor: Actor) -> QuerySet[Any]:
        return queries.visible(actor).order_by()

    def fetched(self, keys: Any) -> list[Any]:
        found = {row.pk: row for row in queries.listed(self.rows(self.actor).filter(pk__in=keys))}
        return self.present([found[key] for key in keys if key in found])

    def url_of(self, row: Policy) -> str:
        return reverse("console:policy", args=[row.pk])

    def present(self, rows: list[Any]) -> list[Any]:
        """With the progress of compilations that run."""
        running = [row for row in rows if row.state == Policy.State.COMPILING]
        jobs = {job.key: job for job in Job.objects.of(self.actor).filter(key__in=[key_of(row) for row in running])}
        for row in rows:
            row.job = jobs.get(key_of(row)) if row.state == Policy.State.COMPILING else None
            row.tone, row.state_words = STATE_TONES[Policy.State(row.state)], STATES[row.state]
            row.level_words = LEVELS[Policy.Level(row.level)]
        return rows

    def context(self) -> Mapping[str, Any]:
        if access.allows(self.actor, "upload"):
            return {
                "may_upload": True, "empty_url": reverse("console:policy_new"),
                "empty_action": Phrase("上传政策", "Upload a policy"),
            }  # fmt: skip
        return {}
