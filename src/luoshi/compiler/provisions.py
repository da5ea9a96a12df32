"""Provisions: what the body obliges someone to do that is no task, with who is bound and how strongly."""

from __future__ import annotations

import re
from bisect import bisect_right

from luoshi.compiler.draft import Draft, Sentence
from luoshi.compiler.lexicons.strength import strength_of
from luoshi.kernel.spans import Span
from luoshi.packs.model import Provision, Strength
from luoshi.texts.plain import plain

_READ_KINDS = frozenset({"preamble", "chapter", "section", "heading", "article", "item", "paragraph"})
_SHORTEST = 8
_BEARER = re.compile(
    r"(?:^|[,;:。])(?P<bearer>(?:(?:对|在|除|凡)[^,;:。]{1,30},)?[^,;:。]{1,36}?"
    r"(?:部门|单位|机关|机构|政府|地区|地方|企业|委员会|管委会|办公室|银行|学校|医院|园区|开发区|街道|乡镇|[县市区](?=[要应须必不])"
    r"|人员|个人|负责人|同志|干部|经营者|供应商|招标人|主体|组织|财政|省|局|委|厅|办|部|会|院|所))"
    r"(?=(?:都|均|还|也)?(?:要(?![求点素件])|应当|应(?!用|急|对)|必须|须|不得|严禁|一律|可以|负责|务必))"
)
_NOT_A_BEARER = re.compile(
    r"^(?:同时|此外|另外|其中|并|且|但|或|和|及|对|在|将|把|为|以|按|从|通过|严禁|不得|推动|引导|要求|督促|确保)"
)
_OPENS_WITH_ACT = re.compile(
    r"(?:^|[,;:。])(?:进一步|加快|积极|大力|着力|全面|严格|认真|逐步|有序|深入|继续|持续|不断|切实|有效|精准|定期|及时|统筹|主动|充分"
    r"|扎实|稳步|广泛|抓紧|尽快|率先|依法|研究|对[^,;。]{1,30}|在[^,;。]{1,20}|将[^,;。]{1,30}|由[^,;。]{2,30}|凡[^,;。]{1,30})*"
    r"(?:建立|健全|完善|构建|推行|推广|推进|推动|加强|强化|加大|加快|实施|实行|落实|开展|组织|制定|出台|编制|打造|培育|发展|建设"
    r"|优化|深化|提升|提高|规范|简化|清理|取消|下放|整合|公开|公布|支持|鼓励|引导|探索|允许|保障|促进|做好|抓好|明确|严肃|坚持|创新"
    r"|设立|安排|给予|按照|纳入|列入|报送|通报|督促|指导|配合|牵头|负责|引进|扩大|降低|减少|压缩|严禁|不得|力争|争取|确保|合理|执行)"
)
_STATES = re.compile(
    r"^(?:近年来|当前|目前|为(?!期|首|主)|根据|按照[^,]*(?:要求|精神),(?:现|特|结合)|经[^,]{2,30}(?:同意|批准)|现[将就]|本(?:办法|方案|意见|导则|规定|通知|措施|细则)(?:自|所称|由|适用|有效期))"
    r"|具有重要意义|是[^,。]{2,40}(?:的重要|重要)|(?:制定|提出)(?:本|如下|以下)|现(?:印发|转发|提出|就)[^。]{0,60}(?:如下|给你们)|特此(?:通知|公告)"
    r"|^到20\d\d年|^以习近平|,是[^,]|有利于|(?:指导思想|总体目标|总体思路|主要目标|工作目标)(?:是)?:"
    r"|[个大][^,。]{0,4}方面[^,。]{0,6}:?$"
)  # fmt: skip
_SENTENCE_END = re.compile(r"[。;!?\n]")
_MARKS = re.compile(r"[\s\W_]+")


def read_provisions(draft: Draft) -> Draft:
    """One provision for every sentence that obliges and is not the text of a task, here or in an annex's table."""
    taken = _Taken(tuple(task.span for task in draft.tasks))
    said = {_squeezed(piece) for task in draft.tasks for piece in _SENTENCE_END.split(plain(task.text))}
    provisions = tuple(
        _provision(draft, sentence, strength)
        for sentence in draft.sentences
        if draft.clauses[sentence.clause].kind in _READ_KINDS
        and len(sentence.text) >= _SHORTEST
        and not _is_heading(draft, sentence)
        and not taken.covers(sentence.span)
        and _squeezed(sentence.text) not in said
        and (strength := obligation_of(sentence.text)) is not None
    )
    return draft.having(provisions=provisions)


def _squeezed(text: str) -> str:
    return _MARKS.sub("", text)


def _is_heading(draft: Draft, sentence: Sentence) -> bool:
    clause = draft.clauses[sentence.clause]
    if sentence.text.endswith(("。", ";", "!")):
        return False
    return clause.kind in ("chapter", "section", "heading") or sentence.text == clause.title


class _Taken:
    """The spans of tasks, for a quick answer to what they cover."""

    def __init__(self, spans: tuple[Span, ...]) -> None:
        self._spans = sorted(spans)
        self._starts = [span.start for span in self._spans]
        self._furthest = []  # the furthest end of all spans up to an index
        end = 0
        for span in self._spans:
            end = max(end, span.end)
            self._furthest.append(end)

    def covers(self, place: Span) -> bool:
        """True when a task begins before the end of ``place`` and reaches into it."""
        index = bisect_right(self._starts, place.end - 1) - 1
        return index >= 0 and self._furthest[index] > place.start


def obligation_of(text: str) -> Strength | None:
    """How strongly a plain sentence obliges; None for one that only states, explains or introduces.

    >>> obligation_of("各级各部门要加强协作。"), obligation_of("近年来,全市经济平稳发展。"), obligation_of("探索建立包保机制。")
    ('must', None, 'explore')
    """
    if _STATES.search(text):
        return None
    strength = strength_of(text)
    if strength in ("prohibit", "must") or bearer_of(text) is not None:
        return strength
    return strength if strength != "plain" and _OPENS_WITH_ACT.search(text) else None


def bearer_of(text: str) -> tuple[str, int] | None:
    """Who is bound, with the place in ``text``, where the words name it before 要, 应当, 不得 and the like.

    >>> bearer_of("审批部门不得增设前置条件。")
    ('审批部门', 0)
    """
    for found in _BEARER.finditer(text):
        bearer = found.group("bearer").rpartition(",")[2]
        if not _NOT_A_BEARER.match(bearer):
            return bearer, found.end("bearer") - len(bearer)
    return None


def _provision(draft: Draft, sentence: Sentence, strength: Strength) -> Provision:
    found = bearer_of(sentence.text)
    spans: dict[str, tuple[Span, ...]] = {}
    if found is not None:
        start = sentence.span.start + found[1]
        spans["bearer"] = (Span(start, start + len(found[0])),)
    return Provision(
        part=draft.part_of(sentence.clause),
        path=draft.path_of(sentence.clause),
        clause=draft.clauses[sentence.clause].path,
        text=sentence.span.of(draft.text),
        span=sentence.span,
        spans=spans,
        confidence="high" if strength in ("prohibit", "must") or not found else "low",
        reasons=("责任主体后未见应当、必须一类用语",) if found and strength not in ("prohibit", "must") else (),
        bearer=found[0] if found else None,
        strength=strength,
    )
