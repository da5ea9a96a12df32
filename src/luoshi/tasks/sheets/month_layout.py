"""The workbook of a unit's due reports: its columns, the same for writing and reading."""

from __future__ import annotations

from dataclasses import dataclass

from luoshi.kernel.speech import Phrase

MARK = "luoshi-month"  # first word of the hidden cell A1: what this workbook is
HEAD_ROW = 3
MEASURES = 5  # quantities of a task that have columns; more are entered on the page
YES = "是"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: heading, width in characters, whether people write in it."""

    key: str
    heading: Phrase
    width: int
    open: bool = False


COLUMNS = (
    Column("key", Phrase("标识(勿改)", "Key (do not change)"), 4),
    Column("number", Phrase("编号", "Number"), 12),
    Column("title", Phrase("任务", "Task"), 40),
    Column("role", Phrase("分工", "Role"), 8),
    Column("due", Phrase("期限", "Due"), 12),
    Column("light", Phrase("状态", "Light"), 8),
    Column("step", Phrase("本期报告", "Report"), 10),
    Column("no_change", Phrase("无变化", "No change"), 8, True),
    Column("progress", Phrase("本期进展", "Progress"), 48, True),
    Column("problems", Phrase("存在问题", "Problems"), 30, True),
    Column("next_steps", Phrase("下一步打算", "Next steps"), 30, True),
    Column("completes", Phrase("已完成", "Done"), 8, True),
    Column("last", Phrase("上期进展", "Last report"), 36),
)
ROLE_WORDS = {
    "lead": Phrase("牵头", "lead"), "joint_lead": Phrase("共同牵头", "joint lead"),
    "responsible": Phrase("责任", "responsible"), "participant": Phrase("配合", "participating"),
}  # fmt: skip
STATE_WORDS = {
    "": Phrase("未填报", "not begun"), "draft": Phrase("草稿", "draft"), "section": Phrase("待科室审核", "with the section head"),
    "head": Phrase("待单位签发", "with the unit head"), "submitted": Phrase("已报送", "submitted"),
    "returned": Phrase("已退回", "returned"), "verified": Phrase("已核验", "verified"), "withdrawn": Phrase("已撤回", "withdrawn"),
}  # fmt: skip
INSTRUCTIONS = (
    Phrase(
        "只填写浅黄色单元格;灰色单元格是任务信息,不要修改、删除或移动行。",
        "Fill in the light yellow cells only; leave the grey ones and the order of rows as they are.",
    ),
    Phrase(
        "没有新进展的,在“无变化”一列选“是”,其余不填。",
        "Where nothing is new, choose 是 under 无变化 and leave the rest empty.",
    ),
    Phrase(
        "计量一栏填写本期数值,只填数字;名称和单位见其左侧。",
        "Quantities are numbers only; name and unit stand to their left.",
    ),
    Phrase(
        "填好后在“本月填报”页上传。有错的行会逐行指出,全部改正之前不写入任何内容。",
        "Upload it on the page of the month. Faults are told row by row; nothing is entered before all are right.",
    ),
    Phrase(
        "导出后系统中已有改动的行不会被覆盖,会单独列出供核对。",
        "Rows changed in the system since the export are never overwritten; they are listed to be compared.",
    ),
)
