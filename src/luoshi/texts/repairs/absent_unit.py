"""Which unit a document speaks of all the time and never names: the one whose name was written over."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.kernel.spans import Span

# Subject of a document -> stem of the bureau that drafts such documents, and how else such a bureau is called.
_BUREAUX = {
    "科技": ("科技", "科学技术"),
    "教育": ("教育", "教体"),
    "商务": ("商务", "商务和粮食", "商务粮食"),
    "财政": ("财政",),
    "民政": ("民政",),
    "水利": ("水利", "水务"),
    "农业": ("农业农村", "农业", "农委"),
    "林业": ("林业",),
    "审计": ("审计",),
    "统计": ("统计",),
    "应急": ("应急管理", "应急", "安监"),
    "交通": ("交通运输", "交通"),
    "旅游": ("文化和旅游", "文旅", "旅游"),
    "文化": ("文化和旅游", "文旅", "文化", "文体"),
    "卫生": ("卫生健康", "卫健", "卫生"),
    "医保": ("医疗保障", "医保"),
    "环境保护": ("生态环境", "环保", "环境保护"),
    "生态环境": ("生态环境", "环保", "环境保护"),
    "住房": ("住房和城乡建设", "住建", "住房城乡建设"),
    "就业": ("人力资源和社会保障", "人社", "人力资源社会保障"),
    "市场监管": ("市场监督管理", "市场监管", "工商", "质监"),
    "知识产权": ("知识产权", "市场监管", "市场监督管理"),
    "城市管理": ("城市管理", "城管"),
    "体育": ("体育", "文体", "教体"),
    "金融": ("金融", "地方金融"),
    "司法": ("司法",),
    "公安": ("公安",),
    "工业": ("工业和信息化", "工信", "经信"),
}
_PREFIX = re.compile(r"[、,::(](省|市|县|区|州)(?=[一-鿿]{1,10}?[局委办厅部])")
_OURS = re.compile(r"[我本](局|委|厅|办)(?![一-鿿]?[部门])")
_TITLE_PLACE = re.compile(r"《([一-鿿]{2,6}?[省市县区州])")
_REST_OF_NAME = re.compile(r"[一-鿿]{0,4}(?:局|委|厅|办)")
LEAST = 8  # how often a subject must be spoken of
LEAD = 2.0  # and how much more often than the next


@dataclass(frozen=True, slots=True)
class AbsentUnit:
    """The name as it would stand among its siblings (``市科技局``), or empty where none can be told.

    ``bare`` is without the prefix, ``place`` the full name of the place, ``drafts`` true where the text calls its
    author 我局 or 我委.
    """

    name: str = ""
    bare: str = ""
    place: str = ""
    evidence: str = ""
    drafts: bool = False


def find_absent_unit(text: str, holes: Sequence[Span]) -> AbsentUnit:
    """The bureau of the document's subject, where its name stands nowhere in ``text`` although it has ``holes``."""
    prefixes = Counter(_PREFIX.findall(text)).most_common(1)
    ours = _OURS.search(text)
    place = _TITLE_PLACE.search(text)
    prefix = prefixes[0][0] if prefixes else place.group(1)[-1] if place else ""
    if not prefix or not holes:
        return AbsentUnit(drafts=ours is not None)
    counts = Counter({s: text.count(s) for s in _BUREAUX if not _named(text, prefix, s)})
    (subject, most), (_, second) = (*counts.most_common(2), ("", 0), ("", 0))[:2]
    if most < LEAST or most < LEAD * second:
        return AbsentUnit(drafts=ours is not None)
    stem = _BUREAUX[subject][0]
    suffix = ours.group(1) if ours else "厅" if prefix == "省" else "局"
    bare = stem + suffix
    whole = place.group(1) if place and place.group(1).endswith(prefix) else prefix
    evidence = f"全文以“{subject}”为主题({most} 处)而{prefix}{bare}从未出现"
    return AbsentUnit(prefix + bare, bare, whole, evidence, ours is not None)


def _named(text: str, prefix: str, subject: str) -> bool:
    """Whether a unit of ``subject`` is named, under any of its names, also as part of a longer one (市文体广新局)."""
    for name in _BUREAUX[subject]:
        at = text.find(prefix + name)
        while at >= 0:
            if _REST_OF_NAME.match(text, at + len(prefix + name)):
                return True
            at = text.find(prefix + name, at + 1)
    return False
