"""Counts: a verb of building, a figure, and the things that it counts (培育10家以上企业)."""

from __future__ import annotations

import re

from luoshi.compiler.targets import lexicon
from luoshi.compiler.targets.clues import NOUN_STOP, Clue, comparison_of, kind_of, reading_of
from luoshi.compiler.targets.phrases import after_noun, lead_in, trimmed
from luoshi.compiler.targets.reading import Progress, Reading, is_money, is_rate
from luoshi.compiler.targets.scopes import acting_place, split_scope
from luoshi.kernel.quantities import Figure, Number

_MONEY_VERB = re.compile(
    r"(?:完成|实现|发放|争取|筹集|募集|引进|带动|撬动|新增|发行|争取到)(?:的|约|超过|超|不少于|至少)*$"
)
_OPENS_COUNT = re.compile(r"每年|新增|累计|至少|力争|争取|确保")
_HAVING = re.compile(r"(?:拥有|建有|有|配备|设有)$")
_OF_EACH = re.compile(r"(?:原则上)?(?:每个|各)")
_MANAGE = re.compile(r"(?P<verb>办好|建好|设好|开好|至少办)(?P<adverb>)$")
_SHARED_NOUN = re.compile(rf"、(?:{lexicon.BUILD}|{lexicon.ACT})\d+[个家所座项处条名户](?P<noun>[^,。;、\d]{{2,20}})")
_PASSIVE = re.compile(
    r"(?P<noun>[^,、;。\d]{2,14}?)(?:如期|全部|全面|基本|均|都|实现|完成|稳定|顺利)*(?:脱贫|摘帽|退出|出列|达标|投产|竣工|开工|搬迁入住|通过验收|建成投用|清零|销号)$"
)
"""What is to leave a list or come into use in a number: 28个贫困县全部摘帽, 6个项目竣工."""
_SERVED = re.compile(r"(?P<noun>[^,、;。\d]{2,16}?)(?:实施|提供|开展|办理|完成|发放|配备|安装)[^,;。\d]{2,20}$")
"""Those for whom something is to be done in a number: 为2000户困难家庭实施适老化改造."""
_NAME_ENDS = re.compile(r"即|等(?=$)")


def is_count(clue: Clue) -> bool:
    """Does the figure stand before what it counts (培育10家企业), not after it (企业达到10家)?"""
    if len(clue.group) > 1 or is_rate(clue.unit):
        return False
    if NOUN_STOP.match(clue.after):
        return _shared_noun(clue) is not None
    if is_money(clue.unit):
        return bool(_MONEY_VERB.search(clue.before)) and not clue.after.startswith("的")
    if _HAVING.search(clue.before) and _OF_EACH.match(clue.before):
        return True  # 每个县至少建有1片公共滑冰场
    attain = lexicon.ATTAIN_END.search(clue.before)
    if attain and not lexicon.BUILD_END.search(clue.before) and not lexicon.ADVERBS_ONLY.match(clue.before):
        name = clue.before[: attain.start()]
        return not trimmed(name[lead_in(name) :])
    return True


def read_count(clue: Clue, progress: Progress, base: Number | None) -> list[Reading]:
    """``verb figure noun``, or a further item of such a list; nothing where it counts no goal."""
    figure = clue.group[0]
    place = clue.frame.place
    verb = lexicon.BUILD_END.search(clue.before)
    same = progress.counted and progress.segment in (clue.segment.index, clue.segment.index - 1)
    lead = lead_in(clue.text[clue.start : figure.start])
    bare = lexicon.ADVERBS_ONLY.match(clue.before[lead:]) is not None
    continued = not verb and same and bare
    opened = not verb and not progress.counted and bare and clue.dated and bool(_OPENS_COUNT.search(clue.clause))
    parallel = not verb and same and len(clue.before) <= 4 and figure.worded
    scope, _ = split_scope(clue.text[clue.start + lead : figure.start], place)
    each = scope is not None and scope[:1] in "每各"
    having = not verb and each and bool(_HAVING.search(clue.before))
    verb = verb or (_MANAGE.search(clue.before) if each else None)
    passive = _PASSIVE.match(clue.after) if not verb and clue.dated else None
    if clue.before.endswith("为"):
        passive = _SERVED.match(clue.after)
    if not (verb or continued or opened or parallel or having or passive):
        return []
    shared = _shared_noun(clue) if NOUN_STOP.match(clue.after) else None
    noun = shared or after_noun(clue.text[clue.end : clue.end + len(clue.after)])
    noun = noun[: passive.end("noun")] if passive else noun
    name = _NAME_ENDS.split(noun)[0] or noun
    if not name or not _worth(clue, figure, verb["verb"] if verb else None, name, scope):
        return []
    if verb:
        head = clue.text[clue.start + lead : clue.start + verb.start()]
        scope = split_scope(head, place)[0] or acting_place(clue.text[clue.start + lead : figure.start])
        progress.verb = verb["verb"]
        progress.scope = scope or (progress.scope if "其中" in clue.before else None)
    elif continued and scope is None:
        scope = progress.scope
    kind = kind_of(clue, progress, fresh=bool(verb))
    progress.counted, progress.segment, progress.kind, progress.indicator = True, clue.segment.index, kind, name
    reasons = [] if (clue.dated and not opened) or verb or continued else ["此数未写明是目标还是现状"]
    if verb and (figure.worded or not lexicon.STRONG.match(verb["verb"])) and not clue.dated:
        reasons.append("动词较弱,是否为量化目标请核对")
    return [
        reading_of(
            clue,
            figure,
            noun,
            comparison_of(clue, figure),
            kind,
            scope=scope,
            reasons=reasons,
            base=base,
            verb=progress.verb,
        )
    ]


def _shared_noun(clue: Clue) -> str | None:
    """The noun that stands only after the next figure of the list (建设100个、提升200个示范村)."""
    if not lexicon.BUILD_END.search(clue.before):
        return None
    found = _SHARED_NOUN.match(clue.mask, clue.end)
    return after_noun(clue.text[found.start("noun") : found.end("noun")]) if found else None


def _worth(clue: Clue, figure: Figure, verb: str | None, noun: str, scope: str | None) -> bool:
    """Is a count of this size of such things, under such a verb, a target?"""
    low = figure.value[0] if isinstance(figure.value, tuple) else figure.value
    exact = comparison_of(clue, figure) == "="
    if figure.worded and low == 1 and exact and scope is None:
        return False
    single = all(f.value == 1 for group in clue.segment.groups for f in group)
    if single and exact and scope is None and not clue.dated and (verb is None or lexicon.SETTING_UP.search(verb)):
        return False  # 组建1个专家委员会: a thing to do, no quantity
    part = clue.before.endswith("其中")
    if figure.worded and low < 10 and exact and not (clue.dated or scope or part):
        return False
    first = noun.partition("、")[0]
    vague = clue.unit in lexicon.VAGUE_COUNTERS and lexicon.NO_COUNT_NOUN.search(first)
    if vague and low < 100 and (low < 30 or not clue.dated) and not scope:
        return not exact and clue.dated
    if verb is None:
        return True
    if lexicon.SUPPORTING.search(verb):
        return (
            not exact
            or clue.dated
            or clue.frame.period
            or clue.frame.year_from == "paragraph"
            or clue.frame.annual_verb == verb
        )
    return bool(lexicon.STRONG.match(verb)) or clue.dated or low >= 10 or (scope or "")[:1] == "每"
