"""How strongly a sentence obliges: from 不得 down to 鼓励. The one home of these words."""

from __future__ import annotations

import re

from luoshi.packs.model import Strength

_SCALE: tuple[tuple[Strength, re.Pattern[str]], ...] = (
    ("prohibit", re.compile(r"不得|严禁|禁止|不准|严格禁止|杜绝|不允许|一律不")),
    ("must", re.compile(
        r"一律|必须|应当|务必|严格(?!规范)|确保|须(?![知求])|应(?=[当该按依将与在]|及时)"
        r"|(?:^|[,。;])[^,。;]{0,20}(?<![需重主首只想摘扼纲提简])要(?![求素点件闻职领害塞义道目因])"
    )),
    ("full", re.compile(r"全面(?:推行|推开|实施|实行|落实|清理|取消|放开|建立)|全部|全覆盖")),
    ("explore", re.compile(r"探索|试点|试行|先行先试|研究(?:制定|建立|出台|实施|部署)")),
    ("strive", re.compile(r"力争|争取|努力|力求")),
    ("encourage", re.compile(r"鼓励|支持|引导|倡导|允许")),
    ("promote", re.compile(r"推广|推进|推动|加快|促进|加强|完善|健全|建立|深化|强化|优化|提升|扩大|加大|实施|开展|落实|推行|实行|打造|建设")),
)  # fmt: skip


def strength_of(text: str) -> Strength:
    """The strongest obligation that the opening of ``text`` lays down: its first sentences decide.

    >>> strength_of("不得在招标文件中设置限制条款。"), strength_of("探索推行告知承诺。"), strength_of("鼓励企业上市。")
    ('prohibit', 'explore', 'encourage')
    """
    opening = text[:160]
    return next((name for name, pattern in _SCALE if pattern.search(opening)), "plain")
