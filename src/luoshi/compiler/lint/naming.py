"""Identity behind printed names: places, units and indicators that are the same though printed differently."""

from __future__ import annotations

import re
from functools import lru_cache

from luoshi.compiler.lexicons.unit_reforms import SHORT_FORMS
from luoshi.packs.model import DocumentFacts
from luoshi.texts.plain import plain

_AREA = re.compile(
    r"(?:中共)?([\u4e00-\u9fff]{2,5}?)(特别行政区|自治区|自治州|自治县|新区|省|市|州|县|区)(?=委|人民|党|政府|办|[\u4e00-\u9fff“\"(]|$)"
)
_SHORT = sorted(SHORT_FORMS, key=len, reverse=True)
_SHORT_END = re.compile("(" + "|".join(re.escape(s) for s in _SHORT) + ")$")
_BRACKET = re.compile(r"\([^()]*\)$")
_LEVEL = re.compile(
    r"^(?:中共)?(?:市委市政府|市人民政府|市政府|市委|省人民政府|省政府|省委|县人民政府|县政府|县委|区政府|区委|市级|市|省|县|区|州)"
)


@lru_cache(maxsize=4096)
def _area(text: str) -> tuple[str, str]:
    found = _AREA.match(text)
    return (found.group(1), found.group(2)) if found else ("", "")


def area_of(facts: DocumentFacts) -> tuple[str, str]:
    """Name stem and level of the place a document comes from, by its issuer or else its title; empty for national ones.

    >>> area_of(DocumentFacts(issuer="中共云溪市委办公室云溪市人民政府办公室"))
    ('云溪', '市')
    >>> area_of(DocumentFacts(issuer="国务院办公厅", title="国务院办公厅关于推广改革举措的通知"))
    ('', '')
    """
    for text in (facts.issuer, facts.title):
        if text and not text.startswith(("国务院", "中共中央", "国家", "全国")):
            found = _area(plain(text))
            if found[0]:
                return found
    return "", ""


@lru_cache(maxsize=8192)
def canonical_unit(name: str, area: str = "") -> str:
    """One form for all spellings of a unit: place and level taken off, short forms written out, office endings unified.

    >>> canonical_unit("市住建局") == canonical_unit("云溪市住房城乡建设局", "云溪") == "住房城乡建设局"
    True
    >>> canonical_unit("市委办"), canonical_unit("市政府办")
    ('市委办', '市政府办')
    """
    bare = re.sub(r"\s", "", _BRACKET.sub("", plain(name)))
    if area:
        bare = re.sub(rf"^(?:国家)?{re.escape(area)}(?=市|县|区|省|州)", "", bare)
        bare = re.sub(rf"^{re.escape(area)}", "市", bare)
        bare = re.sub(rf"(?<=银行){re.escape(area)}市?", "", bare)
    bare = re.sub(r"^(?:中国|国家)(?=人民银行|外汇|统计)", "", bare)
    stem = _LEVEL.sub("", bare)
    core = stem if len(stem) >= 3 or stem in SHORT_FORMS else bare
    core = _SHORT_END.sub(lambda found: SHORT_FORMS[found.group(1)], core)
    for full, short in (("办公室", "办"), ("委员会", "委"), ("和", ""), ("与", "")):
        core = core.replace(full, short)
    return core or bare


def abbreviates(short: str, full: str) -> bool:
    """May ``short`` be a shortened spelling of ``full``? Same first and last sign, its signs in order in the other.

    >>> abbreviates("经金办", "经济金融办"), abbreviates("文化局", "文化旅游局"), abbreviates("教育局", "体育局")
    (True, False, False)
    """
    if not 3 <= len(short) < len(full) or short[0] != full[0] or short[-1] != full[-1]:
        return False
    if full.startswith(short[:-1]):  # 文化局 and 文化旅游局 are two
        return False
    signs = iter(full)
    return all(sign in signs for sign in short)


_SHARE = re.compile(r"^(.+?)占(.+?)(?:的)?(?:比重|比例|比率|份额|之比|百分比)?$")
_NOISE = re.compile(
    r"全社会|全市|全县|全区|全省|全国|我市|我省|我县|我区|新增|累计|力争|确保|实现|完成|达到|年均|增速|增长率|增长|增幅|总量|总额|总值"
)
_SAME = (
    ("国内生产总值", "GDP"), ("地区生产总值", "GDP"), ("生产总值", "GDP"), ("规模以上工业", "规上工业"), ("规模工业", "规上工业"),
    ("研究与试验发展", "研发"), ("R&D", "研发"), ("研发经费投入强度", "研发占GDP"), ("研发投入强度", "研发占GDP"), ("研发强度", "研发占GDP"),
    ("研发经费支出", "研发"), ("研发经费投入", "研发"), ("研发投入", "研发"), ("研发经费", "研发"), ("对外贸易", "进出口"), ("外贸", "进出口"),
    ("服务贸易进出口", "服务进出口"), ("服务外包执行额", "服务外包"), ("实际利用外资", "实际使用外资"), ("高新技术产业", "高新技术"),
    ("常住人口城镇化率", "城镇化率"), ("森林覆盖率", "森林覆盖率"),
)  # fmt: skip


@lru_cache(maxsize=8192)
def indicator_identity(name: str) -> tuple[str, str]:
    """Numerator and denominator of an indicator in normal form; the denominator is empty where it is no share.

    >>> indicator_identity("研发经费投入占GDP比重") == indicator_identity("全社会R&D经费占地区生产总值的比重")
    True
    >>> indicator_identity("高新技术产业增加值占规模工业增加值比重")
    ('高新技术增加值', '规上工业增加值')
    """
    text = re.sub(r"[\s“”\"'·]", "", plain(name))
    for words, form in _SAME:
        text = text.replace(words, form)
    share = _SHARE.match(text)
    top, bottom = (share.group(1), share.group(2)) if share else (text, "")
    clean = _NOISE.sub("", top) or top
    if clean == "研发经费":
        clean = "研发"
    clean = clean[:-1] if clean.endswith(("额", "的")) and len(clean) > 2 else clean
    return clean, _NOISE.sub("", bottom) or bottom
