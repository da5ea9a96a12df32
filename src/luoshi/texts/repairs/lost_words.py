"""Single characters that a converter dropped: 强 of 500强, the last 责 of 负责, the 加 of 加快, + and 、.

One cause lies behind them: a run in another font or width was skipped. Each is put back only on evidence from the
genre and from the same document; where the evidence is thin the proposal is marked low.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from luoshi.kernel.spans import Span
from luoshi.texts.layers import Confidence, Edit

_RANKED = re.compile(
    r"(世界|全球|国际|国内|全国|中国|民营企业|民营|民企|制造业|服务业|财富|行业)(500|100|50)(?!强|\d{4})(\d{0,3})(?=([家个户的企]))"
)
_UNIT_ACTS = re.compile(r"(?<=[局委办厅部院会府区县市行心司关队])(负|牵)(?=[ \t\xa0　]*(?:[)）〕。;,\n]|$))")
_QUICK = re.compile(
    r"^([ \t\xa0　]*(?:第[一二三四五六七八九十百]+[条章节][ \t\xa0　]*|[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．][ \t\xa0　]*))快"
    r"(?![速递捷充乐检办审件运餐照讯报修手门车艇慢马])(?=([一-鿿]{2}))",
    re.M,
)
_PLUS = re.compile(r"“([一-鿿]{2,6}|\d{1,2})[ \xa0　]([一-鿿]{2,8}|\d{1,2}|[NXn])”(?=(.?))")
_PLUS_BARE = re.compile(
    r"(?<=互联网) (?=政务|监管|督查|教育|医疗|农业|制造|旅游|物流|养老|就业|人社|税务|公安|交通|党建|创业|商务)"
)
_NOUNS = "互联网 智能 人工智能 大数据 区块链 物联网 标准化 文化 旅游 生态 体育 科技 金融 党建 网格 信用 保险 农业 电商"
_PLUS_NOUN = frozenset(_NOUNS.split())
_PLUS_DIGITS = re.compile(r"文件|政策|体系|行动|工程|模式|产业|方案|计划|机制|意见|系列|规划|平台|措施|[Nn]")
_SHARES = re.compile(r"(?<![\d.])(\d{1,4}(?:\.\d{1,4})?[%％])(\d{1,4}(?:\.\d{1,4})?[%％])")
_ACRONYM = r"PPP|BOT|TOT|ROT|BOO|EPC|REITs"
_ACRONYMS = re.compile(rf"(?<![A-Za-z0-9])({_ACRONYM})({_ACRONYM})(?![A-Za-z0-9])")
_CLAUSES = re.compile(
    r"(?:落实|执行|出台|贯彻|兑现|实施|用好)[^。;“”\n]{0,6}(“([一-鿿]{2,8}?)(\d{2,3})”)(?=[,，。;；、)）]|政策)"
)


class _Known:
    """Whether words stand in the text; answers for the first ``MOST`` different words, then no more."""

    MOST = 300

    def __init__(self, text: str) -> None:
        self.text = text
        self.answers: dict[str, bool] = {}

    def __call__(self, words: str) -> bool:
        if words not in self.answers:
            if len(self.answers) >= self.MOST:
                return False
            self.answers[words] = words in self.text
        return self.answers[words]


def restore_words(text: str) -> Iterator[Edit]:
    """Edits that put back single lost characters. Each kind has its own cheap sign."""
    edits: list[Edit] = []
    known = _Known(text)
    if "00" in text or "50" in text:
        edits += _ranks(text, known)
    if _UNIT_ACTS.search(text):
        edits += [
            _edit(m, "负责" if m.group(1) == "负" else "牵头", "单位之后的动词缺末字")
            for m in _UNIT_ACTS.finditer(text)
        ]
    edits += _quick(text, known)
    if "“" in text or "互联网 " in text:
        edits += _pluses(text, known)
    edits += _separators(text)
    if "“" in text:
        edits += _article_counts(text, known)
    end = 0
    for edit in sorted(edits, key=lambda e: e.span):
        if edit.span.start >= end:
            yield edit
            end = edit.span.end


def _edit(found: re.Match[str], after: str, reason: str, confidence: Confidence = "high") -> Edit:
    return Edit(Span(*found.span()), after, "lost-character", reason, confidence)


def _ranks(text: str, known: _Known) -> Iterator[Edit]:
    """世界5002家 is 世界500强2家, where the same ranking stands elsewhere with its 强."""
    for found in _RANKED.finditer(text):
        ranking, size, count, follows = found.groups()
        full = f"{ranking}{size}强"
        if not known(full) or (not count and follows in "家个户"):
            continue
        yield _edit(found, full + count, f"文中另有“{full}”,此处“强”字丢失")


def _quick(text: str, known: _Known) -> Iterator[Edit]:
    """A heading does not begin with 快: 加快 lost its first character."""
    for found in _QUICK.finditer(text):
        same = known("加快" + found.group(2))
        reason = f"标题缺首字,文中有“加快{found.group(2)}”" if same else "标题缺首字,按惯用语补“加”,请核对"
        place = Span(found.end() - 1, found.end())
        yield Edit(place, "加快", "lost-character", reason, "high" if same else "low")


def _pluses(text: str, known: _Known) -> Iterator[Edit]:
    """“互联网 政务服务” is “互联网+政务服务”."""
    certain = any(m.group(1) == "互联网" for m in _PLUS.finditer(text))
    for found in _PLUS.finditer(text):
        left, right, _ = found.groups()
        digits = left.isdecimal()
        if digits != (right.isdecimal() or right in "NXn"):
            continue
        if digits and not (_PLUS_DIGITS.match(text, found.end()) or right in "NXn"):
            continue
        elsewhere = known(f"{left}+") or known(f"{left}＋")
        if not digits and left not in _PLUS_NOUN and not elsewhere:
            continue
        sure = left == "互联网" or elsewhere or (digits and certain)
        reason = "引号内两词之间的“+”丢失" + ("" if sure else ",按惯用写法补出,请核对")
        yield _edit(found, f"“{left}+{right}”", reason, "high" if sure else "low")
    for found in _PLUS_BARE.finditer(text):
        yield _edit(found, "+", "“互联网+”的“+”丢失")


def _separators(text: str) -> Iterator[Edit]:
    """分别增长8%12% is 8%、12%; PPPBOT is PPP、BOT."""
    for found in _SHARES.finditer(text):
        if "分别" in text[max(0, found.start() - 40) : found.start()]:
            yield _edit(found, f"{found.group(1)}、{found.group(2)}", "前有“分别”,两个比例之间的“、”丢失")
    for found in _ACRONYMS.finditer(text):
        yield _edit(found, f"{found.group(1)}、{found.group(2)}", "两个缩写之间的“、”丢失")


def _article_counts(text: str, known: _Known) -> Iterator[Edit]:
    """落实“人才30” is “人才30条”, the common short name of a policy by the number of its articles."""
    for found in _CLAUSES.finditer(text):
        name, count = found.group(2), found.group(3)
        named = known(f"{name}{count}条")
        if not named and int(count) < 10:
            continue
        reason = f"文中另有“{name}{count}条”" if named else "政策简称多以条数为名,“条”字疑丢失,请核对"
        yield Edit(Span(*found.span(1)), f"“{name}{count}条”", "lost-character", reason, "high" if named else "low")
