"""Wording: what a fair-competition review must see; time and growth without a start; strength that differs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from luoshi.compiler.lexicons.fair_competition import FORBIDDING, REGULATION_IN_FORCE, RESTRICTIONS
from luoshi.compiler.lint.model import LONGEST_SENTENCE, Checked, Remark, day_of, listed, listed_en, quote, reference
from luoshi.kernel.spans import Span
from luoshi.packs.model import Task
from luoshi.texts.plain import plain


def _texts(checked: Checked) -> Iterator[tuple[Span, str]]:
    """Running sentences, and the texts of tasks that stand in tables, in repaired coordinates."""
    clauses = checked.draft.clauses
    for sentence in checked.running:
        if clauses[sentence.clause].kind not in ("title", "front", "signature"):
            yield sentence.span, sentence.text
    for task in checked.row_tasks:
        if len(task.text) <= LONGEST_SENTENCE:
            yield checked.place(task.span), plain(task.text)


def restrictive(checked: Checked) -> Iterator[Remark]:
    """Candidates for a fair-competition review; sentences that forbid such things are left out."""
    issued = day_of(checked.pack.document.issued) or REGULATION_IN_FORCE
    own_rule = next((s for s in checked.running if "公平竞争审查" in s.text), None)
    seen: set[str] = set()
    for span, text in _texts(checked):
        for restriction in RESTRICTIONS:
            if not any(word in text for word in restriction.words):
                continue
            found = restriction.pattern.search(text)
            if not found or found.group(0) in seen:
                continue
            start = max(text.rfind("。", 0, found.start()), text.rfind(";", 0, found.start())) + 1
            if FORBIDDING.search(text, max(start, found.start() - 24), found.start()):
                continue
            seen.add(found.group(0))
            rule = f"《公平竞争审查条例》{restriction.article}"
            if issued < REGULATION_IN_FORCE:
                rule = f"国发〔2016〕34号审查标准(现行{rule})"
            tension = f";本文{checked.path_at(own_rule.span.start)}又要求公平竞争审查" if own_rule else ""
            clause = text[max(0, found.start() - 14) : found.end() + 10]
            yield checked.at(
                Span(span.start, span.end),
                f"「{clause}」:{restriction.concern},须作公平竞争审查,依据{rule}{tension}",
                f"“{clause}”: {restriction.concern_en}; needs a fair-competition review under {rule}",
                related=(checked.path_at(own_rule.span.start),) if own_rule else (),
                weight=1.0 if restriction.article != "第十条第二项" else 0.5,
            )


_WITHIN = re.compile(
    r"(?:(?P<since>自[^,。;]{1,16}?(?:起|后)|\d{4}年?[-至到]\d{4}年?)[^,。;]{0,8}?)?(?:力争|用|在|未来|今后)?(?P<count>\d{1,2}|[一二两三四五六七八九十])(?:至\d)?年(?:左右)?(?:时间|内)(?!涝|部|容|生)"
)
_PROCEDURE = re.compile(r"办结|办理|申请|受理|答复|备案|有效|补贴|免(?:费|征|收)|缴纳|不得|期满|起(?:内|,)|之日")
_DOUBLE = re.compile(r"倍增|翻[一两]?番|翻一倍")
_BASE = re.compile(r"(?:较|比|以)[^,。;]{0,4}\d{4}|\d{4}年(?:的|基数|水平)|基期|到\d{4}年|\d{4}年[前底末]")


def relative_time(checked: Checked) -> Iterator[Remark]:
    """“5年内” that does not say from when."""
    found: list[tuple[Span, str]] = []
    for span, text in _texts(checked):
        if "年内" not in text and "年时间" not in text and "年左右时间" not in text:
            continue
        for match in _WITHIN.finditer(text):
            around = text[max(0, match.start() - 16) : match.end() + 16]
            if not match.group("since") and not _PROCEDURE.search(around):
                found.append((span, text[max(0, match.start() - 4) : match.end() + 16]))
    yield from _once(checked, found, "相对期限没有写明起算时间", "A period of years without a start")


def doubling(checked: Checked) -> Iterator[Remark]:
    """倍增, 翻番 that name neither base nor year."""
    found = [
        (span, text[max(0, m.start() - 14) : m.end() + 6])
        for span, text in _texts(checked)
        if "倍增" in text or "翻" in text
        for m in _DOUBLE.finditer(text)
        if not _BASE.search(text)
    ]
    yield from _once(checked, found, "“倍增”“翻番”没有写明基期和完成年份", "Doubling without base or year")


def _once(checked: Checked, found: Sequence[tuple[Span, str]], zh: str, en: str) -> Iterator[Remark]:
    """Each wording once, however often the document repeats it."""
    seen: set[str] = set()
    for span, words in found:
        if words not in seen:
            seen.add(words)
            yield checked.at(span, f"{zh}:「{words}」", f"{en}: “{words}”")


_NAME = re.compile(r"“([^“”]{2,16})”")
_EXPLORE = re.compile(r"探索(?:推行|建立|实行|实施|开展|试行|推广)?|试行|试点")
_FIRM = re.compile(r"全面(?:推行|实行|实施|推广|建成)|加快(?:推行|实行|实施|推广)|(?<!探索)(?<!试点)(?:推行|实行|落实)")


def other_strength(documents: Sequence[Checked]) -> Iterator[Remark]:
    """One named thing that is to be tried out in one place and carried out in another."""
    said: dict[tuple[str, str], dict[str, tuple[Checked, Span, str]]] = {}
    for checked in documents:
        for span, text in _texts(checked):
            if "“" not in text:
                continue
            for found in _NAME.finditer(text):
                start = max(text.rfind(mark, 0, found.start()) for mark in ",。;") + 1
                before = text[start : found.start()]
                kind = "explore" if _EXPLORE.search(before) else "firm" if _FIRM.search(before) else ""
                if kind:
                    named = said.setdefault((checked.area, found.group(1)), {})
                    named.setdefault(kind, (checked, span, text[start : found.end()]))
    for (_, name), kinds in said.items():
        if len(kinds) < 2:
            continue
        (firm_doc, firm_span, firm), (try_doc, try_span, tried) = kinds["firm"], kinds["explore"]
        where = f"{firm_doc.name} {firm_doc.path_at(firm_span.start)}"
        yield try_doc.at(
            try_span,
            f"“{name}”的力度不一致:这里「{quote(tried)}」,{where}「{quote(firm)}」",
            f"The strength for “{name}” differs: here “{quote(tried)}”, in {where} “{quote(firm)}”",
            related=(firm_doc.name, firm_doc.path_at(firm_span.start)),
            weight=1.0 + (firm_doc is not try_doc),
        )


_YEAR_OF = re.compile(r"(20\d\d)年(?:(\d{1,2})月)?(?:[底末])?(?:前|之前)?")
_MOST_USED = 8  # a name in more tasks is a slogan


def other_deadline(documents: Sequence[Checked]) -> Iterator[Remark]:
    """One named thing that several tasks have to finish at different times."""
    held: dict[tuple[str, str], list[tuple[Checked, Task, str]]] = {}
    for checked in documents:
        for task in checked.pack.tasks:
            for sentence in re.split(r"[。;]", plain(task.text)):
                names = dict.fromkeys(_NAME.findall(sentence)) if "“" in sentence else {}
                years = [f"{y}-{m.zfill(2)}" if m else y for y, m in _YEAR_OF.findall(sentence)] if names else []
                due = years[-1] if years else task.deadline if day_of(task.deadline) else None
                for name in names if due else ():
                    held.setdefault((checked.area, name), []).append((checked, task, due or ""))
    for (_, name), found in held.items():
        by_date = {due[:7]: (checked, task, due) for checked, task, due in found}
        if len(by_date) < 2 or len(found) > _MOST_USED:
            continue
        ordered = [by_date[due] for due in sorted(by_date)]
        checked, task, _ = ordered[0]
        words = [f"{due}({c.name} {t.clause})" for c, t, due in ordered]
        yield checked.on(
            task,
            f"“{name}”有{len(ordered)}个不同的完成时间:{listed(words, 4)}",
            f"“{name}” is due at {len(ordered)} different times: {listed_en(words, 4)}",
            related=tuple(reference(t) for _, t, _ in ordered[1:]),
            weight=float(len(ordered)),
        )


_PIECE = re.compile(r"[^,。;:]{8,36}")
_RARE = 12
_TRIVIAL = re.compile(
    r"^(?:[“”、的到在了进和与及高升·()]|加快|推进|大力|积极|有力|进一步|全市|全省|我市|切实|着力|提高|提升|加强|加大|深入|继续|相关|有关)*$"
)
_DATE_ONLY = re.compile(r"^(?:力争|争取|确保|到|至|在|截至)*\d{4}年(?:\d+月)?(?:[前底末]|年底)*$")


def nearly_same(documents: Sequence[Checked]) -> Iterator[Remark]:
    """Phrases of two tasks that are nearly the same words: the difference may be meant or a slip."""
    pieces: list[tuple[Checked, Task, str]] = []
    for checked in documents:
        for task in checked.pack.tasks:
            pieces.extend((checked, task, m.group().strip()) for m in _PIECE.finditer(plain(task.text)))
    holders: dict[str, list[int]] = {}
    for number, (_, _, text) in enumerate(pieces):
        for run in {text[i : i + 4] for i in range(len(text) - 3)}:
            holders.setdefault(run, []).append(number)
    shared: dict[tuple[int, int], int] = {}
    for numbers in holders.values():
        if 1 < len(numbers) <= _RARE:
            for place, low in enumerate(numbers):
                for high in numbers[place + 1 :]:
                    if pieces[low][1] is not pieces[high][1]:
                        shared[low, high] = shared.get((low, high), 0) + 1
    told: set[tuple[str, str]] = set()
    for (low, high), count in shared.items():
        (a_doc, a, one), (b_doc, b, other) = pieces[low], pieces[high]
        shorter = min(len(one), len(other)) - 3
        if one == other or count < 0.4 * shorter or (one, other) in told or a_doc.area != b_doc.area:
            continue
        matcher = SequenceMatcher(None, one, other, autojunk=False)
        if matcher.ratio() < 0.75:
            continue
        told.add((one, other))
        changed = [(one[i:j], other[k:m]) for tag, i, j, k, m in matcher.get_opcodes() if tag != "equal"]
        if all(_TRIVIAL.match(x) and _TRIVIAL.match(y) for x, y in changed) or _DATE_ONLY.match(one):
            continue
        if any(min(len(x), len(y)) > 1 for x, y in changed):  # 科技创新 beside 文化创新: two things, not two wordings
            continue
        across = a_doc is not b_doc
        words = [f"“{x or '无'}”/“{y or '无'}”" for x, y in changed]
        yield b_doc.on(
            b,
            f"与{a_doc.name + ' ' if across else ''}{a.clause}措辞相近而不同({listed(words, 3)}):「{one}」/「{other}」",
            f"Nearly the same words as {a_doc.name + ' ' if across else ''}{a.clause}, with a difference ({listed_en(words, 3)}): “{one}” / “{other}”",
            related=(*((a_doc.name,) if across else ()), reference(a)),
            weight=matcher.ratio() + across,
        )


_MEMBERS = re.compile(r"(?:[^、,。;:()“”和及]{1,9}[、和及]){2,}[^、,。;:()“”和及]{2,10}")
_HEAD = 3


def other_members(documents: Sequence[Checked]) -> Iterator[Remark]:
    """A list of kinds (世界500强、中国500强、民营500强) that has other members elsewhere."""
    lists: dict[tuple[str, str], dict[frozenset[str], tuple[Checked, Span, dict[str, str]]]] = {}
    for checked in documents:
        for span, text in _texts(checked):
            if "、" not in text:
                continue
            for found in _MEMBERS.finditer(text):
                head, members = _kinds(re.split(r"以?及|、|和", found.group(0)))
                if len(members) >= 3:
                    lists.setdefault((checked.area, head), {}).setdefault(frozenset(members), (checked, span, members))
    for (_, head), versions in lists.items():
        (most, (full_doc, full_span, full_words)), *others = sorted(versions.items(), key=lambda v: -len(v[0]))
        for few, (checked, span, words) in others[:2]:
            if len(few & most) < 2:
                continue
            missing = [full_words[m] for m in sorted(most - few)]
            added = [words[m] for m in sorted(few - most)]
            where = f"{full_doc.name} {full_doc.path_at(full_span.start)}"
            yield checked.at(
                span,
                f"“{head}”的范围不一致:这里列{len(few)}类,{where}列{len(most)}类"
                + (f",缺{listed(missing)}" if missing else "")
                + (f",多{listed(added)}" if added else ""),
                f"The kinds of “{head}” differ: {len(few)} here, {len(most)} in {where}"
                + (f"; missing {listed_en(missing)}" if missing else "")
                + (f"; added {listed_en(added)}" if added else ""),
                related=(full_doc.name,),
            )


def _kinds(words: Sequence[str]) -> tuple[str, dict[str, str]]:
    """The members of a list that end in the same words (at least three signs): those words, and members by their end."""
    ends: dict[str, dict[str, str]] = {}
    for word in words:
        bare = re.sub(r"(?:企业|公司|以及在.*)$", "", word.strip())
        if len(bare) > _HEAD:
            head = bare[-_HEAD - 1 :] if bare[-_HEAD - 1].isdigit() else bare[-_HEAD:]
            ends.setdefault(head, {})[bare[-len(head) - 2 :]] = bare
    return max(ends.items(), key=lambda e: len(e[1]), default=("", {}))
