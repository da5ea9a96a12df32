"""How printed names of units are compared: one plain form, one core without place and level, pinyin initials."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

from luoshi.compiler.lint.naming import canonical_unit
from luoshi.texts.plain import plain

LEVELS = "省市县区州盟旗乡镇"
_BRACKETED = re.compile(r"^(?P<outer>.+?)[((](?P<inner>[^()()]+)[))]$")
_OF_ABOVE = re.compile(r"^(?:国家|中央|全国|国务院)")
_EACH = re.compile(r"^(?:全市)?各")
_GOVERNMENT = re.compile(r"(?:党委、?政府|人民政府|政府|管委会)+$")


@lru_cache(maxsize=16384)
def plain_name(text: str) -> str:
    """A printed name in plain form: half-width, no white space, no quotes.

    >>> plain_name(" 市发展和改革委员会 （市粮食局）")
    '市发展和改革委员会(市粮食局)'
    """
    return re.sub(r"[\s“”\"'‘’《》]", "", plain(text))


@lru_cache(maxsize=4096)
def plain_group(text: str) -> str:
    """A collective in plain form: marks between its kinds and a trailing 政府 do not matter.

    >>> plain_group("各县（市、区）人民政府") == plain_group("各县市区")
    True
    """
    bare = re.sub(r"[()、,和及与]", "", plain_name(text))
    return (_GOVERNMENT.sub("", bare) or bare) if _EACH.match(bare) else bare


@dataclass(frozen=True, slots=True)
class Core:
    """What a name says without its place: its ``level`` (empty: that of the jurisdiction) and its ``words``."""

    level: str
    words: str


@lru_cache(maxsize=16384)
def core_of(name: str, place: str) -> Core:
    """The core of a name printed in ``place`` (the full name of the jurisdiction, 云溪市).

    >>> core_of("市住建局", "云溪市") == core_of("云溪市住房和城乡建设局", "云溪市") == core_of("住建局", "云溪市")
    True
    >>> core_of("省住建厅", "云溪市").level, core_of("清源县财政局", "云溪市").words
    ('省', '清源县财政局')
    """
    bare = plain_name(name)
    stem, own = place[:-1], place[-1:]
    if _OF_ABOVE.match(bare):
        return Core("国", canonical_unit(bare, stem))
    ours = bool(stem) and (bare.startswith(stem) or bare.startswith(f"中共{stem}"))
    level = "" if ours or bare[:1] == own or bare[:1] not in LEVELS else bare[0]
    return Core(level, canonical_unit(bare, stem))


def readings(name: str) -> tuple[str, ...]:
    """A printed name and, where it carries a bracket, its parts: both may be names.

    >>> readings("市委政研室(市委改革办)")
    ('市委政研室(市委改革办)', '市委政研室', '市委改革办')
    """
    whole = plain_name(name)
    found = _BRACKETED.match(whole)
    return (whole, found["outer"], found["inner"]) if found else (whole,)


@lru_cache(maxsize=16384)
def initials_of(*names: str) -> str:
    """Pinyin initials of names, a word each, without doubles.

    >>> initials_of("市发展和改革委员会", "市发改委")
    'sfzhggwyh sfgw'
    """
    words = ["".join(lazy_pinyin(plain_name(n), style=Style.FIRST_LETTER, errors=_letters)) for n in names if n]
    return " ".join(dict.fromkeys(word.lower() for word in words if word))


def _letters(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", "", text)


def likeness(one: str, other: str) -> float:
    """How much two names share: pairs of neighbouring signs, from 0 to 1.

    >>> likeness("市财政局", "市财政局"), likeness("市财政局", "县财政局") > likeness("市财政局", "县医院")
    (1.0, True)
    """
    a, b = _pairs(one), _pairs(other)
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1)) or frozenset(text)
