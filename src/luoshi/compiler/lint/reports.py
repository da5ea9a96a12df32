"""Findings as text for people and as JSON for programs, and the handbook of all checks (SARIF: ``cli/sarif.py``)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from luoshi.compiler.lint.catalogue import CATALOGUE
from luoshi.kernel.speech import Language, Phrase
from luoshi.packs.model import Finding, Severity

_WORDS: dict[Severity, Phrase] = {
    "error": Phrase("错误", "error"),
    "warning": Phrase("警告", "warning"),
    "note": Phrase("提示", "note"),
}
_NONE = Phrase("没有发现问题。", "Nothing was found.")
_SUM = Phrase(
    "共{total}条:错误{error},警告{warning},提示{note}",
    "{total} findings: {error} errors, {warning} warnings, {note} notes",
)
_RELATED = Phrase("相关", "related")
_SHOWN = 6  # related items named in the text report


def message_of(finding: Finding, language: Language) -> str:
    """The sentence of a finding; in Chinese where it has no English one (a pack of an older version)."""
    return finding.message if language == "zh" else finding.message_en or finding.message


def as_text(findings: Sequence[Finding], language: Language = "zh") -> str:
    """A line per finding, grouped by document in the order given, and the count of each severity."""
    if not findings:
        return _NONE.say(language) + "\n"
    lines: list[str] = []
    for document in dict.fromkeys(finding.document for finding in findings):
        lines.append(document)
        for finding in findings:
            if finding.document == document:
                place = f" {finding.clause}" if finding.clause else ""
                severity = _WORDS[finding.severity].say(language)
                lines.append(f"  {finding.code} {severity}{place}: {message_of(finding, language)}")
                if 0 < len(finding.related) <= _SHOWN:
                    lines.append(f"      {_RELATED.say(language)}: {', '.join(finding.related)}")
        lines.append("")
    counts = Counter(finding.severity for finding in findings)
    lines.append(
        _SUM.say(language, total=len(findings), error=counts["error"], warning=counts["warning"], note=counts["note"])
    )
    return "\n".join(lines) + "\n"


def as_objects(findings: Sequence[Finding], language: Language = "zh") -> list[dict[str, Any]]:
    """The findings as plain data: code, severity, document, clause, message, message_en, related, span."""
    return [
        {
            "code": finding.code,
            "severity": finding.severity,
            "document": finding.document,
            "clause": finding.clause,
            "message": message_of(finding, language),
            "message_en": finding.message_en,
            "related": list(finding.related),
            "span": [finding.span.start, finding.span.end] if finding.span else None,
        }
        for finding in findings
    ]


def as_json(findings: Sequence[Finding], language: Language = "zh") -> str:
    """A JSON list of objects, two-space indent, UTF-8 signs as they are."""
    return json.dumps(as_objects(findings, language), ensure_ascii=False, indent=2) + "\n"


def handbook() -> str:
    """docs/lint.md: every check with its explanation and example in both languages."""
    lines = [
        "# 检查目录 · Lint codes",
        "",
        "本页由 `python -m luoshi.compiler.lint` 从检查目录生成。`luoshi lint --explain 代码` 显示同样的内容。",
        "",
        "This page is generated from the catalogue by `python -m luoshi.compiler.lint`. `luoshi lint --explain CODE` shows the same.",
        "",
        "| 级别 | Severity | |",
        "|---|---|---|",
        "| 错误 | error | 本身有误:算术、时限早于成文、同年数值矛盾 · wrong in itself |",
        "| 警告 | warning | 须裁定或补正 · needs a ruling or a completion |",
        "| 提示 | note | 值得知道 · worth knowing |",
        "",
        "单位改革的时间来自国家机构改革;本地的区划和单位变动写在 `src/luoshi/compiler/lexicons/local_successions.csv`"
        "(`area,old,new,since,basis,basis_en`),可以自行增补。",
        "",
        "The dates of unit reforms are those of the national reforms; add local changes of units and areas to "
        "`src/luoshi/compiler/lexicons/local_successions.csv` (`area,old,new,since,basis,basis_en`).",
        "",
    ]
    for entry in CATALOGUE:
        lines += [
            f"## {entry.code} {entry.title.zh} · {entry.title.en}",
            "",
            f"*{_WORDS[entry.severity].zh} · {entry.severity}*",
            "",
            entry.explanation.zh,
            f"例:{entry.example.zh}",
            "",
            entry.explanation.en,
            f"Example: {entry.example.en}",
            "",
        ]
    return "\n".join(lines)
