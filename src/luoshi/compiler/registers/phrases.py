"""The noun phrase that names a register: where it begins, and which modifiers belong to it."""

from __future__ import annotations

import re

from luoshi.compiler.lexicons.registers import GENERIC, THING_ENDS
from luoshi.packs.model import RegisterKind

_LEADING = re.compile(
    r"(?:了|起|好|成为|成(?=[国全世区省一])|[^,]{0,12}关于(?:加快|推进|加强|建立|完善|开展|深化|构建)|由(?=[^,]*牵头)|以及|和|及|与(?![^的]*相[^的]*的)|、|我[省市县区州]|一批|一系列|若干|一套|一个|一本|首批"
    r"|(?:[\d一二三四五六七八九十]+|若干|多)个(?:以上)?|全面|具有[^,]{2,20}?的(?=[^,的]{4})"
    r"|(?:科学|统一|高水平|高质量|有效|合理|良好|规范|完善|高效|科学合理|[一-龥]{2}有效)的)"
)
_QUALITIES = re.compile(r"(?:[一-龥]{4}(?:、|,))*[一-龥]{4}的(?=[^、,的]{2})")
_MEMBERS = re.compile(
    r"(?P<list>[^、,]{1,10}(?:、[^、,和及与]{1,10})+(?:(?:和|及|与)[^、,]{1,10})?)[两三四五六七八九十\d]+[张个本类项份]$"
)
_SINCE_INSTANCES = re.compile(r"等(?=[^、,]{2})")


def trimmed(name: str) -> int:
    """How many characters of ``name`` (a phrase that ends in its head noun) come before the name proper.

    >>> name = "一批特色鲜明的行业级工业互联网平台"
    >>> name[trimmed(name):]
    '行业级工业互联网平台'
    >>> name = "众创空间和创业导师库"
    >>> name[trimmed(name):]
    '创业导师库'
    """
    at = 0
    while True:
        found = _LEADING.match(name, at) or _QUALITIES.match(name, at)
        if found is None or found.end() == at or len(name) - found.end() < 3:
            break
        at = found.end()
    manner = name.startswith(("以", "基于", "与"), at)  # 以甲、乙为核心的丙机制: what stands before 的 is no list
    searched = (name.rfind("的", at) + 1 or len(name)) if manner else at
    things = _outside_quotes(THING_ENDS, name, searched)
    if things and len(name) - things[-1] >= 3:
        at = things[-1]
        instances = _SINCE_INSTANCES.search(name, at)
        if instances and len(name) - instances.end() >= 4:
            at = instances.end()
    return at


def _outside_quotes(pattern: re.Pattern[str], text: str, start: int) -> list[int]:
    return [
        m.end() for m in pattern.finditer(text, start) if text.count("“", 0, m.end()) == text.count("”", 0, m.end())
    ]


def is_generic(modifier: str, kind: RegisterKind) -> bool:
    """True when the words before the head noun name nothing in particular.

    >>> is_generic("工作", "mechanism"), is_generic("容错纠错", "mechanism")
    (True, False)
    """
    return GENERIC[kind].fullmatch(modifier.strip('“”"')) is not None


def members_of(modifier: str, head: str) -> tuple[str, ...]:
    """The single registers that a counted name stands for.

    >>> members_of("技术、成果、人才三张", "清单")
    ('技术清单', '成果清单', '人才清单')
    """
    found = _MEMBERS.search(modifier)
    if found is None:
        return ()
    return tuple(piece.strip('“”"') + head for piece in re.split(r"[、和及与]", found.group("list")) if piece)
