"""The words of the pages about policies that stand in more than one place."""

from __future__ import annotations

from luoshi.kernel.speech import Phrase
from luoshi.papers.review.words import FIELDS, RELATIONS, STRENGTHS
from luoshi.papers.terms import RECURRENCES, REGISTER_KINDS, TARGET_KINDS
from luoshi.policies.models import Opinion, Policy, ReviewItem
from luoshi.policies.services.acting import STATE_WORDS

STATES = {state.value: words for state, words in STATE_WORDS.items()}
STATE_TONES = {
    Policy.State.UPLOADED: "gray", Policy.State.COMPILING: "blue", Policy.State.FAILED: "red", Policy.State.REVIEW: "amber",
    Policy.State.SUBMITTED: "accent", Policy.State.CONFIRMED: "green", Policy.State.WITHDRAWN: "gray",
}  # fmt: skip
LEVELS = {
    Policy.Level.PUBLIC: Phrase("公开", "public"),
    Policy.Level.INTERNAL: Phrase("内部(本地区工作人员)", "internal (all officials)"),
    Policy.Level.LIMITED: Phrase("限定(承担任务的单位)", "limited (units given work)"),
}
ITEM_STATES = {
    ReviewItem.State.PENDING: Phrase("未核对", "to check"),
    ReviewItem.State.ACCEPTED: Phrase("已接受", "accepted"),
    ReviewItem.State.REJECTED: Phrase("已退回", "rejected"),
    ReviewItem.State.REPLACED: Phrase("已拆并", "replaced"),
}
ORIGINS = {
    ReviewItem.Origin.ADDED: Phrase("人工新增", "added by hand"),
    ReviewItem.Origin.SPLIT: Phrase("由拆分而来", "split off"),
    ReviewItem.Origin.MERGED: Phrase("由合并而来", "merged"),
}
STANCES = {
    Opinion.Stance.ASKED: (Phrase("未答复", "no answer"), "gray"),
    Opinion.Stance.AGREES: (Phrase("同意", "agrees"), "green"),
    Opinion.Stance.OBJECTS: (Phrase("有异议", "objects"), "red"),
    Opinion.Stance.SUGGESTS: (Phrase("建议修改", "suggests"), "amber"),
}
OUTCOMES = {
    "adopted": Phrase("采纳", "adopted"),
    "partly": Phrase("部分采纳", "partly adopted"),
    "declined": Phrase("不采纳", "declined"),
}
FIELD_WORDS = FIELDS | {
    "number": Phrase("编号", "Number"),
    "title": Phrase("标题", "Title"),
    "open_ended": Phrase("单位名单以“等”结尾", "The list of units is open (等)"),
    "text_deadline": Phrase("文字中的日期", "Date inside the text"),
    "indicator": Phrase("指标名称", "Indicator"),
    "op": Phrase("比较", "Comparison"),
    "unit": Phrase("计量单位", "Unit"),
    "base_year": Phrase("基期年份", "Base year"),
    "base_value": Phrase("基期数值", "Base value"),
    "service": Phrase("事项", "Service"),
    "day_kind": Phrase("天数口径", "Kind of days"),
    "ratio": Phrase("占法定时限的比例", "Share of the legal limit"),
    "name": Phrase("名称", "Name"),
    "times": Phrase("每期次数", "Times each period"),
    "base": Phrase("比例的基数", "What the share is of"),
    "text": Phrase("内容(原文)", "Words"),
    "amount": Phrase("金额(元)", "Amount (yuan)"),
    "cap": Phrase("上限(元)", "Cap (yuan)"),
    "rate": Phrase("比例(0.3 为 30%)", "Share (0.3 is 30 %)"),
    "participants": Phrase("责任单位、配合单位", "Responsible and participating units"),
    "deadline": Phrase("完成时限", "Deadline"),
    "item": Phrase("整项", "The item"),
}
OPS = {"=": Phrase("等于、达到", "equal to"), ">=": Phrase("≥ 不低于", "≥ at least"), "<=": Phrase("≤ 不高于", "≤ at most"),
       ">": Phrase("> 超过", "> above"), "<": Phrase("< 低于", "< below")}  # fmt: skip
DAY_KINDS = {"working": Phrase("工作日", "working days"), "calendar": Phrase("自然日", "calendar days")}
CHOICES: dict[str, dict[str, Phrase]] = {
    "strength": STRENGTHS, "relation": RELATIONS, "op": OPS, "day_kind": DAY_KINDS,
    "recurrence": {k: v for k, v in RECURRENCES.items() if k not in ("weekly", "as-needed")},
    "cadence": {k: v for k, v in RECURRENCES.items() if k != "weekly"},
}  # fmt: skip
KIND_CHOICES = {"targets": TARGET_KINDS, "registers": REGISTER_KINDS}
ACTS = {
    "accepted": Phrase("接受了此项", "accepted it"),
    "rejected": Phrase("退回了此项", "rejected it"),
    "reopened": Phrase("重新打开", "reopened it"),
    "corrected": Phrase("更正了", "corrected"),
    "split": Phrase("拆分了此项", "split it"),
    "merged": Phrase("把此项并入另一项", "merged it into another"),
    "added": Phrase("新增了此项", "added it"),
    "undone": Phrase("撤销了上一步", "took the last step back"),
}
