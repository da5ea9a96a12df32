"""How the journal tells the acts on policies."""

from __future__ import annotations

from luoshi.journal.sentences import register
from luoshi.kernel.speech import Phrase

SENTENCES = {
    "policies.uploaded": Phrase("{actor}上传了 {files} 个文件", "{actor} uploaded {files} files"),
    "policies.files_ordered": Phrase("{actor}调整了文件顺序", "{actor} put the files in another order"),
    "policies.compile_asked": Phrase("{actor}开始第 {attempt} 次编译", "{actor} asked for compilation {attempt}"),
    "policies.compiled": Phrase(
        "{actor}读出 {items} 项内容,{findings} 条审查意见", "{actor} read {items} items with {findings} findings"
    ),
    "policies.compile_failed": Phrase("{actor}未能读取文件", "{actor} could not read the files"),
    "policies.item_accepted": Phrase("{actor}接受了 {key}", "{actor} accepted {key}"),
    "policies.item_rejected": Phrase("{actor}退回了 {key}", "{actor} rejected {key}"),
    "policies.item_reopened": Phrase("{actor}重新打开 {key}", "{actor} reopened {key}"),
    "policies.item_corrected": Phrase("{actor}更正了 {key} 的 {fields}", "{actor} corrected {fields} of {key}"),
    "policies.item_split": Phrase("{actor}把 {key} 拆成 {parts} 项", "{actor} split {key} into {parts}"),
    "policies.item_merged": Phrase("{actor}把 {key} 并入另一项", "{actor} merged {key} into another"),
    "policies.item_added": Phrase("{actor}新增了 {key}", "{actor} added {key}"),
    "policies.item_undone": Phrase("{actor}撤销了对 {key} 的上一步", "{actor} took the last step on {key} back"),
    "policies.items_accepted": Phrase("{actor}一次接受了 {count} 项高置信内容", "{actor} accepted {count} sure items at once"),
    "policies.name_settled": Phrase("{actor}认定了“{printed}”所指的单位", "{actor} settled what {printed} means"),
    "policies.name_reopened": Phrase("{actor}取消了对“{printed}”的认定", "{actor} reopened what {printed} means"),
    "policies.repair_judged": Phrase("{actor}判断了一处修复({code})", "{actor} judged a repair ({code})"),
    "policies.finding_answered": Phrase("{actor}对审查意见 {code} 作了说明", "{actor} answered finding {code}"),
    "policies.finding_reopened": Phrase("{actor}重新打开审查意见 {code}", "{actor} reopened finding {code}"),
    "policies.facts_corrected": Phrase("{actor}更正了文件信息:{fields}", "{actor} corrected facts of the document: {fields}"),
    "policies.submitted": Phrase("{actor}送审,共 {items} 项", "{actor} submitted it with {items} items"),
    "policies.returned": Phrase("{actor}退回修改:{comment}", "{actor} returned it: {comment}"),
    "policies.confirmed": Phrase("{actor}确认了 {items} 项内容", "{actor} confirmed {items} items"),
    "policies.withdrawn": Phrase("{actor}撤回了这份政策:{reason}", "{actor} withdrew the policy: {reason}"),
    "policies.opinions_asked": Phrase(
        "{actor}向 {units} 个单位征求意见,{due_on} 前答复", "{actor} asked {units} units for opinions by {due_on}"
    ),
    "policies.opinion_given": Phrase("{actor}答复了征求意见", "{actor} gave an opinion"),
    "policies.opinion_ruled": Phrase("{actor}处理了一条意见", "{actor} ruled on an opinion"),
    "policies.opinions_closed": Phrase("{actor}结束征求意见,{silent} 个单位未答复", "{actor} closed the round; {silent} units were silent"),
}  # fmt: skip


def connect() -> None:
    """Give the acts their sentences."""
    for act, words in SENTENCES.items():
        register(act, words)
