"""The sections of a pack in the reader's language."""

from __future__ import annotations

from luoshi.kernel.speech import Phrase

SECTIONS = {
    "document": Phrase("文件", "document"),
    "tasks": Phrase("任务", "tasks"),
    "targets": Phrase("指标", "targets"),
    "incentives": Phrase("奖补", "incentives"),
    "time_limits": Phrase("时限", "time limits"),
    "registers": Phrase("名录与机制", "registers"),
    "provisions": Phrase("规定", "provisions"),
    "bodies": Phrase("议事机构", "standing bodies"),
    "citations": Phrase("引用文件", "citations"),
    "clauses": Phrase("条款", "clauses"),
    "findings": Phrase("问题", "findings"),
    "repairs": Phrase("修复", "repairs"),
}
