"""How strongly a sentence obliges: from 不得 down to 鼓励. The one home of these words."""

from __future__ import annotations

import re

from luoshi.packs.model import Strength

_HARD: tuple[tuple[Strength, re.Pattern[str]], ...] = (
    ("prohibit", re.compile(r"不得(?!不|已|当)|严禁|禁止|不准|不允许|一律不|不要(?!求)")),
    ("must", re.compile(
        r"一律|必须|应当|务必|不得不|(?<![必无])须(?![知求经])|(?<![对相适响供反效感顺照回理])应(?![用急对届收有变力邀聘激试运诉答承援季声付税缴享接考]|纳税)"
        r"|(?:^|[,。;])[^,。;]{0,20}?(?<![需重主首只想摘扼纲提简不必])要(?![求素点件闻职领害塞义道目因么约紧地])"
    )),
    ("full", re.compile(r"全面(?:推行|推开|实施|实行|落实|清理|取消|放开|建立|推广)|全部|全覆盖")),
)  # fmt: skip
"""Words that decide wherever they stand in the opening, the strictest first."""

_SOFT: tuple[tuple[Strength, re.Pattern[str]], ...] = (
    ("explore", re.compile(r"探索|试点|试行|先行先试|研究(?:制定|建立|出台|实施|部署)")),
    ("strive", re.compile(r"力争|争取|努力|力求")),
    ("encourage", re.compile(r"鼓励|支持|引导|倡导|允许")),
    ("promote", re.compile(
        r"推广|推进|推动|加快|促进|加强|完善|健全|建立|深化|强化|优化|提升|扩大|加大|实施|开展|落实|推行|实行|打造|建设|构建|严格"
        r"|规范|组织|统筹|引进|培育|发展|制定|提高|确保|做好|抓好|坚持"
    )),
)  # fmt: skip
"""Words of which the first in the text decides."""

_OPENING = 160


def strength_of(text: str) -> Strength:
    """How strongly the opening of ``text`` obliges: words that forbid or command decide anywhere in its first
    sentences, else the first of the weaker words.

    >>> strength_of("不得在招标文件中设置限制条款。"), strength_of("探索推行告知承诺。"), strength_of("鼓励企业上市。")
    ('prohibit', 'explore', 'encourage')
    >>> strength_of("加快园区建设,鼓励企业上市。"), strength_of("各部门要加强协作。"), strength_of("主要指标如下。")
    ('promote', 'must', 'plain')
    """
    opening = text[:_OPENING]
    for name, pattern in _HARD:
        if pattern.search(opening):
            return name
    places = [(found.start(), name) for name, pattern in _SOFT if (found := pattern.search(opening))]
    return min(places)[1] if places else "plain"
