"""How reports, their hands and their periods are said on screen."""

from __future__ import annotations

from collections.abc import Mapping

from luoshi.console.tasks.words import REPORTS
from luoshi.kernel.actors import Role
from luoshi.kernel.speech import Phrase
from luoshi.tasks.models import Report

State = Report.State

NOT_BEGUN: tuple[Phrase, str] = (Phrase("未填报", "Not begun"), "gray")
PASS_TO: Mapping[str, Phrase] = {
    State.SECTION: Phrase("送科室负责人审核", "Pass to the section head"),
    State.HEAD: Phrase("送单位负责人审签", "Pass to the head of unit"),
    State.SUBMITTED: Phrase("提交督查室核验", "Submit to the office"),
}
NEXT_HAND: Mapping[str, Phrase] = {
    State.SECTION: Phrase("下一步:科室负责人", "next: section head"),
    State.HEAD: Phrase("下一步:单位负责人", "next: head of unit"),
    State.SUBMITTED: Phrase("下一步:督查室", "next: the office"),
}
WAITS_FOR: Mapping[str, Phrase] = {
    State.SECTION: Phrase("等科室负责人审核", "waits for the section head"),
    State.HEAD: Phrase("等单位负责人审签", "waits for the head of unit"),
    State.SUBMITTED: Phrase("等督查室核验", "waits for the office"),
}
HANDS: Mapping[str, Phrase] = {
    Role.DRAFTER: Phrase("联络员填写", "Drafter"),
    Role.SECTION_HEAD: Phrase("科室负责人审核", "Section head"),
    Role.UNIT_HEAD: Phrase("单位负责人审签", "Head of unit"),
    "office": Phrase("督查室核验", "Office"),
}
DONE: Mapping[str, tuple[Phrase, str, str]] = {
    "saved": (Phrase("填写", "wrote it"), "gray", "edit"),
    "passed": (Phrase("审核通过,送下一环节", "passed it on"), "blue", "arrow-right"),
    "submitted": (Phrase("报送督查室", "sent it to the office"), "blue", "send"),
    "sent_back": (Phrase("退回修改", "sent it back"), "amber", "arrow-back-up"),
    "returned": (Phrase("督查室退回", "returned it for the office"), "red", "arrow-back-up"),
    "withdrawn": (Phrase("撤回", "withdrew it"), "gray", "arrow-back-up"),
    "verified": (Phrase("核验通过", "verified it"), "green", "rosette-discount-check"),
}
LABELS: Mapping[str, Phrase] = {
    "progress": Phrase("本期进展", "Progress"),
    "problems": Phrase("存在问题", "Problems"),
    "next_steps": Phrase("下一步打算", "Next steps"),
    "completes": Phrase("本任务已完成", "The task is done"),
}
NO_CHANGE = Phrase("本期无变化", "No change in this period")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip


def period_words(period: str) -> Phrase:
    """``2026-11`` as people say it.

    >>> period_words("2026-03").zh, period_words("2026-03").en
    ('2026年3月', 'March 2026')
    """
    year, month = int(period[:4]), int(period[5:])
    return Phrase(f"{year}年{month}月", f"{_MONTHS[month - 1]} {year}")


def state_words(report: Report | None) -> tuple[Phrase, str]:
    """The state of a report with its tone; of none, that nothing was begun."""
    return REPORTS[report.state] if report is not None else NOT_BEGUN
