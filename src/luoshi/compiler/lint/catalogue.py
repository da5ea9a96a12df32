"""The catalogue of checks, and running it over documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from luoshi.compiler.lint.entries import arithmetic, indicators, tasks, texts
from luoshi.compiler.lint.model import Check, Checked, Remark
from luoshi.kernel.speech import Language, Phrase
from luoshi.packs.model import Finding, Severity

CATALOGUE: tuple[Check, ...] = tuple(
    sorted((*arithmetic.CHECKS, *indicators.CHECKS, *tasks.CHECKS, *texts.CHECKS), key=lambda check: check.code)
)
_RANK: dict[Severity, int] = {"error": 0, "warning": 1, "note": 2}
_REST = Phrase("同类发现另有{count}处未列出", "{count} more findings of this kind are not listed")
_UNKNOWN = Phrase("没有检查“{code}”;已有:{codes}", "there is no check “{code}”; known are {codes}")


def check(documents: Sequence[Checked], *, shorten: bool = True) -> tuple[Finding, ...]:
    """What the checks find in each document alone and in all of them together, most serious first.

    With ``shorten``, each check lists its weightiest findings only and counts the rest in one more.
    """
    findings = [finding for entry in CATALOGUE for finding in _run(entry, documents, shorten)]
    return tuple(sorted(findings, key=lambda finding: (_RANK[finding.severity], finding.code)))


def _run(entry: Check, documents: Sequence[Checked], shorten: bool) -> Iterator[Finding]:
    if entry.single is not None:
        for document in documents:
            yield from _listed(entry, list(entry.single(document)), document.name, shorten)
    if entry.cross is not None and documents:
        yield from _listed(entry, list(entry.cross(documents)), documents[0].name, shorten)


def _listed(entry: Check, remarks: list[Remark], name: str, shorten: bool) -> Iterator[Finding]:
    ranked = sorted(remarks, key=lambda remark: (_RANK[remark.severity or entry.severity], -remark.weight))
    most = entry.limit if shorten else len(ranked)
    for remark in ranked[:most]:
        yield Finding(
            code=entry.code,
            severity=remark.severity or entry.severity,
            document=remark.document,
            clause=remark.clause,
            message=remark.message.say("zh"),
            message_en=remark.message.say("en"),
            related=remark.related,
            span=remark.span,
        )
    if len(ranked) > most:
        rest = len(ranked) - most
        yield Finding(
            code=entry.code,
            severity="note",
            document=name,
            clause="",
            message=f"{entry.title.zh}:{_REST.say('zh', count=rest)}",
            message_en=f"{entry.title.en}: {_REST.say('en', count=rest)}",
        )


def find_check(code: str) -> Check:
    """The check of that code, in upper or lower case. KeyError with all known codes when there is none."""
    wanted = code.strip().upper()
    for entry in CATALOGUE:
        if entry.code == wanted:
            return entry
    codes = ", ".join(entry.code for entry in CATALOGUE)
    raise KeyError(_UNKNOWN.say("zh", code=code, codes=codes))


_SEVERITIES: dict[Severity, Phrase] = {
    "error": Phrase("错误:本身有误", "error: wrong in itself"),
    "warning": Phrase("警告:须裁定或补正", "warning: needs a ruling or a completion"),
    "note": Phrase("提示:值得知道", "note: worth knowing"),
}


def explain(code: str, language: Language = "zh") -> str:
    """What a check is for, with an example. KeyError when there is no such code.

    >>> print(explain("LS101"))
    LS101 表格合计不等于各行之和
    级别:错误:本身有误
    合计、总计、小计行的数字应当等于所辖各行之和,只允许四舍五入的差。
    例:三行为10、20、30,合计写70。
    """
    entry = find_check(code)
    severity = _SEVERITIES[entry.severity].say(language)
    lines = (
        (f"{entry.code} {entry.title.zh}", f"级别:{severity}", entry.explanation.zh, f"例:{entry.example.zh}")
        if language == "zh"
        else (
            f"{entry.code} {entry.title.en}",
            f"Severity: {severity}",
            entry.explanation.en,
            f"Example: {entry.example.en}",
        )
    )
    return "\n".join(lines)
