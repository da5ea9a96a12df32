"""The last sheet of the ledger: where it comes from, and how it is to be read."""

from __future__ import annotations

from luoshi.kernel.speech import Language, Phrase
from luoshi.packs.model import Pack

NOTES = Phrase("说明", "Notes")

_TITLE = Phrase("文件名称", "Document")
_NUMBER = Phrase("发文字号", "Number")
_ISSUER = Phrase("发文机关", "Issuer")
_ISSUED = Phrase("发文日期", "Issued")
_PARTS = Phrase("所含文件", "Parts")
_SOURCES = Phrase("来源文件", "Source files")
_COMPILER = Phrase("编译程序", "Compiled by")
_COUNTS = Phrase("条目数", "Items")
_COLOURS = Phrase("底色", "Colour")
_DEADLINES = Phrase("完成时限", "Deadlines")
_OTHERS = Phrase("“等”", '"and others"')
_KEYS = Phrase("键", "Keys")
_REPAIRS = Phrase("原文修复", "Repairs")

_COUNTED = Phrase(
    "任务 {tasks},指标 {targets},奖补 {incentives},时限 {limits},名录与机制 {registers},问题 {findings};其中存疑 {doubtful} 条",
    "{tasks} tasks, {targets} targets, {incentives} incentives, {limits} time limits, {registers} registers and bodies, "
    "{findings} findings; {doubtful} items are doubtful",
)
_COLOURED = Phrase(
    "浅黄色的行存疑,原因见“可信度与核对事项”一栏,使用前请对照原文核对。",
    "Rows in light yellow are doubtful; the reason stands in the column on confidence. Check them against the source.",
)
_DATED = Phrase(
    "按文件所写期限的最后一天填写(如“6月底前”为6月30日);没有写明的留空;“持续推进”的需另定检查日期。",
    "The last day of the period the document names; empty where it names none; an ongoing task needs a review date.",
)
_OPEN = Phrase(
    "责任单位以“等”结尾的,原文单位未列全,需另行明确。",
    'Where units end in "and others" the document does not name them all; they have to be settled.',
)
_KEYED = Phrase(
    "键是条目的固定名称,文件修改或重新编译后不变,可用来对照不同版本的台账。",
    "A key is the lasting name of an item; it stays when the document is changed or compiled again.",
)
_REPAIRED = Phrase(
    "原文有 {count} 处损坏已修复,其中 {doubtful} 处存疑;每处都保留了原样,见政策包。",
    "{count} damaged places in the source were repaired, {doubtful} of them doubtful; the pack keeps what was printed.",
)
_WHOLE = Phrase("未发现原文损坏。", "No damage was found in the source.")


def note_rows(pack: Pack, language: Language) -> list[tuple[str, str]]:
    """Name and content of every note; facts that the document lacks are left out."""
    facts = pack.document
    lists = (pack.tasks, pack.targets, pack.incentives, pack.time_limits, pack.registers, pack.bodies)
    counted = _COUNTED.say(
        language,
        tasks=len(pack.tasks),
        targets=len(pack.targets),
        incentives=len(pack.incentives),
        limits=len(pack.time_limits),
        registers=len(pack.registers) + len(pack.bodies),
        findings=len(pack.findings),
        doubtful=sum(item.confidence == "low" for items in lists for item in items),
    )
    doubtful = sum(repair.confidence == "low" for repair in pack.repairs)
    repaired = _REPAIRED if pack.repairs else _WHOLE
    rows: list[tuple[Phrase, str | None]] = [
        (_TITLE, facts.title),
        (_NUMBER, facts.number),
        (_ISSUER, facts.issuer),
        (_ISSUED, facts.issued),
        (_PARTS, "\n".join(facts.parts)),
        (_SOURCES, "\n".join(f"{source.name}  SHA-256 {source.sha256}" for source in pack.sources)),
        (_COMPILER, pack.compiler),
        (_COUNTS, counted),
        (_COLOURS, _COLOURED.say(language)),
        (_DEADLINES, _DATED.say(language)),
        (_OTHERS, _OPEN.say(language)),
        (_KEYS, _KEYED.say(language)),
        (_REPAIRS, repaired.say(language, count=len(pack.repairs), doubtful=doubtful)),
    ]
    return [(name.say(language), content) for name, content in rows if content]
