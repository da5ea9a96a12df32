"""Findings in SARIF 2.1.0, the format in which code platforms show the results of checks (OASIS, 2020)."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from luoshi import __version__
from luoshi.kernel.speech import Language

if TYPE_CHECKING:
    from luoshi.cli.documents import Compiled
    from luoshi.compiler.lint import Check
    from luoshi.packs.model import Finding

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif(findings: Sequence[Finding], compiled: Sequence[Compiled], language: Language) -> dict[str, Any]:
    """One run of lint. Places are clauses; a text file has lines besides, since its raw text is the file itself."""
    from luoshi.compiler.lint import CATALOGUE

    codes = [check.code for check in CATALOGUE]
    documents = {one.label: one for one in compiled}
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "luoshi",
                        "version": __version__,
                        "rules": [_rule(check, language) for check in CATALOGUE],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "language": "zh-CN" if language == "zh" else "en-US",
                "artifacts": [{"location": {"uri": uri(file)}} for one in compiled for file in one.document.files],
                "results": [_result(f, codes.index(f.code), documents.get(f.document), language) for f in findings],
            }
        ],
    }


def uri(file: Path) -> str:
    """A file as a URI reference: relative paths stay relative."""
    return file.as_uri() if file.is_absolute() else quote(os.fsencode(file.as_posix()))


def _rule(check: Check, language: Language) -> dict[str, Any]:
    return {
        "id": check.code,
        "shortDescription": {"text": check.title.say(language)},
        "fullDescription": {"text": check.explanation.say(language)},
        "help": {"text": check.example.say(language)},
        "defaultConfiguration": {"level": check.severity},
    }


def _result(finding: Finding, rule: int, compiled: Compiled | None, language: Language) -> dict[str, Any]:
    message = finding.message_en if language == "en" and finding.message_en else finding.message
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": finding.severity,
        "message": {"text": message},
    }
    location: dict[str, Any] = {}
    if compiled is not None:
        location["physicalLocation"] = _place(finding, compiled)
    if finding.clause:
        location["logicalLocations"] = [{"fullyQualifiedName": finding.clause, "kind": "clause"}]
    if location:
        result["locations"] = [location]
    if finding.related:
        result["properties"] = {"related": list(finding.related)}
    return result


def _place(finding: Finding, compiled: Compiled) -> dict[str, Any]:
    source, file = compiled.sources[0], compiled.document.files[0]
    place: dict[str, Any] = {"artifactLocation": {"uri": uri(file)}}
    if finding.span is not None and source.reader.startswith("text") and finding.span.end <= len(source.raw):
        before, words = source.raw[: finding.span.start], finding.span.of(source.raw)
        start = before.count("\n") + 1
        place["region"] = {"startLine": start, "endLine": start + words.rstrip("\n").count("\n")}
    return place
