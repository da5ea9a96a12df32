"""Puts the page together; the template, style sheet and script stand beside this file and go into it whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.resources import files

from luoshi.kernel.speech import Language
from luoshi.packs.model import Finding, Pack
from luoshi.papers.review.cards import decks
from luoshi.papers.review.marking import Block, blocks
from luoshi.papers.review.words import SEVERITIES, WORDS
from luoshi.texts.model import Source, join_sources

_HERE = files("luoshi.papers.review")
_BREAK = re.compile(r"[ \t\r\u3000\xa0]*\n\s*")
_ORDER = {"error": 0, "warning": 1, "note": 2}


def render(pack: Pack, sources: Sequence[Source], language: Language = "zh") -> str:
    """The review page of a pack as one HTML text that asks nothing of any server.

    ``sources`` are the files the pack was compiled from, as read; their texts laid end to end are what the pack's
    spans point into.
    """
    import jinja2

    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    environment.filters["lines"] = _lines
    template = environment.from_string(_HERE.joinpath("review.html.j2").read_text(encoding="utf-8"))
    raw = join_sources(sources)[0].raw
    findings = sorted(pack.findings, key=lambda f: (_ORDER[f.severity], f.code))
    made = list(decks(pack, language))
    return template.render(
        pack=pack,
        language=language,
        html_language="zh-Hans" if language == "zh" else "en",
        word={name: phrase.say(language, compiler=pack.compiler) for name, phrase in WORDS.items()},
        severity={name: phrase.say(language) for name, phrase in SEVERITIES.items()},
        blocks=[b for b in blocks(pack, raw) if shown(b)],
        decks=made,
        findings=findings,
        message=lambda finding: _message(finding, language),
        low=sum(d.low for d in made),
        total=sum(len(d.cards) for d in made),
        style=_HERE.joinpath("review.css").read_text(encoding="utf-8"),
        script=_HERE.joinpath("review.js").read_text(encoding="utf-8"),
        other_script=any(r.code == "script" for r in pack.repairs),
        anchors=_anchors(pack),
    )


def _lines(text: str, kind: str) -> object:
    """Text for the page: in a table row a line break parts two cells, elsewhere it stays one line break."""
    from markupsafe import Markup, escape

    between = Markup('<i class="cell"></i>') if kind in ("row", "table") else Markup("\n")
    return between.join(escape(part) for part in _BREAK.split(text))


def shown(block: Block) -> bool:
    """A clause without any text of its own needs no place on the page."""
    return any(p.text.strip() or p.before for p in block.pieces)


def _message(finding: Finding, language: Language) -> str:
    return finding.message if language == "zh" or not finding.message_en else finding.message_en


def _anchors(pack: Pack) -> dict[str, int]:
    """Clause paths to the numbers their blocks carry in the page's addresses."""
    return {clause.path: number for number, clause in enumerate(pack.clauses)}
