"""The same work in two tasks: with another lead, another deadline, another strength; found by shared rare terms.

Sentences of tasks are compared by the runs of two and three signs and the quoted names they share, weighted by rarity.
Only terms that stand in a few sentences bring two sentences together (an inverted index), so that the cost grows with
the length of the text and not with the square of the number of tasks. It proposes; a person confirms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log, sqrt

from luoshi.compiler.lint.model import Checked, Remark, quote, reference
from luoshi.compiler.lint.naming import canonical_unit
from luoshi.packs.model import Target, Task
from luoshi.texts.plain import plain

_WORDS = re.compile(r"[\u4e00-\u9fffA-Za-z0-9+]+")
_QUOTED = re.compile(r"“([^“”]{2,20})”")
_LISTING = re.compile(
    r"(?:[^、,。;:()“”]{2,8}、){3,}[^、,。;:()“”]{2,6}"
)  # 轨道交通、航空、汽车、陶瓷: says nothing about the task
_MEMBERSHIP = re.compile(r"召集人|副?组长|成员单位|联席会议由")  # who sits on a body is no task
_RARE = 15  # a term in more sentences brings none together
_NAME_WEIGHT = 6.0  # of a quoted name against a run of signs
_LEAST = 17.0  # score from which a pair is told of
_LEAST_SHARE = 0.12
_LEAST_WITHIN = 25.0  # one author repeats phrases: ask for more within a document
_FEWEST = 6  # terms a sentence must have to be compared


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tasks and the sentences by which they were found alike; ``score`` ranks, ``share`` is of the shorter one."""

    first: tuple[Checked, Task]
    second: tuple[Checked, Task]
    score: float
    share: float
    words: tuple[str, str]


def _terms(sentence: str) -> set[str]:
    found = {"“" + name for name in _QUOTED.findall(sentence)}
    for run in _WORDS.findall(_LISTING.sub("、", sentence)):
        found.update(run[i : i + 2] for i in range(len(run) - 1))
        found.update(run[i : i + 3] for i in range(len(run) - 2))
    return found


def similar_pairs(tasks: Sequence[tuple[Checked, Task]]) -> list[Pair]:
    """All pairs of tasks that share enough rare terms, best first."""
    owners: list[int] = []
    sentences: list[str] = []
    terms: list[set[str]] = []
    for index, (_, task) in enumerate(tasks):
        for sentence in re.split(r"[。;]", plain(task.text)):
            found = _terms(sentence)
            if len(found) >= _FEWEST and not _MEMBERSHIP.search(sentence):
                owners.append(index)
                sentences.append(sentence)
                terms.append(found)
    holders: dict[str, list[int]] = {}
    for number, found in enumerate(terms):
        for term in found:
            holders.setdefault(term, []).append(number)
    total = max(len(terms), 2)

    def weight(term: str) -> float:
        return log(total / len(holders[term])) * (_NAME_WEIGHT if term[0] == "“" else 1.0)

    weights = {term: weight(term) for term in holders}
    whole = [sum(weights[t] for t in found) for found in terms]
    shared: dict[tuple[int, int], float] = {}
    for term, numbers in holders.items():
        if 1 < len(numbers) <= _RARE:
            gain = weights[term]
            for place, low in enumerate(numbers):
                for high in numbers[place + 1 :]:
                    if owners[low] != owners[high]:
                        shared[low, high] = shared.get((low, high), 0.0) + gain
    best: dict[tuple[int, int], tuple[float, float, int, int]] = {}
    for (low, high), gain in shared.items():
        share = gain / (min(whole[low], whole[high]) or 1.0)
        score = gain * sqrt(share)
        key = (owners[low], owners[high])
        if score >= _LEAST and share >= _LEAST_SHARE and score > best.get(key, (0.0,))[0]:
            best[key] = (score, share, low, high)
    pairs = [
        Pair(tasks[a], tasks[b], score, share, (sentences[low].strip(), sentences[high].strip()))
        for (a, b), (score, share, low, high) in best.items()
    ]
    return sorted(pairs, key=lambda p: (-p.score, p.first[1].span.start, p.second[1].span.start))


def leads_of(task: Task) -> tuple[str, ...]:
    """Who leads: the lead units, or where none is printed all that answer for the task."""
    return task.leads or task.participants


def _others(one: tuple[Checked, Task], other: tuple[Checked, Task]) -> bool:
    """Do two tasks have other leads? Where one prints no lead, only when no unit answers for both."""
    (a_doc, a), (b_doc, b) = one, other
    mine = {canonical_unit(n, a_doc.area) for n in leads_of(a)}
    theirs = {canonical_unit(n, b_doc.area) for n in leads_of(b)}
    if a_doc.area != b_doc.area or not mine or not theirs:
        return False
    return mine != theirs if a.leads and b.leads else mine.isdisjoint(theirs)


def _tasks(documents: Iterable[Checked]) -> list[tuple[Checked, Task]]:
    return [(checked, task) for checked in documents for task in checked.pack.tasks]


def _remark(pair: Pair) -> Remark:
    (a_doc, a), (b_doc, b) = pair.first, pair.second
    across = a_doc is not b_doc
    more, more_en = "", ""
    if a.deadline != b.deadline:
        more = f",时限{a.deadline or '无'}/{b.deadline or '无'}"
        more_en = f"; deadlines {a.deadline or 'none'} / {b.deadline or 'none'}"
    where = f"{a_doc.name} {a.clause}" if across else a.clause
    one, other = "、".join(leads_of(a)), "、".join(leads_of(b))
    return b_doc.on(
        b,
        f"与{where}疑为同一工作而牵头不同:{one}(「{quote(pair.words[0], 32)}」)/{other}(「{quote(pair.words[1], 32)}」){more}",
        f"Probably the same work as {where}, with another lead: {one} (“{quote(pair.words[0], 32)}”) / {other} "
        f"(“{quote(pair.words[1], 32)}”){more_en}",
        related=(*((a_doc.name,) if across else ()), reference(a)),
        weight=pair.score,
    )


def other_lead_elsewhere(documents: Sequence[Checked]) -> Iterator[Remark]:
    """The same work in another document, with another lead. Documents of other places are not compared."""
    if len(documents) < 2:
        return
    for pair in similar_pairs(_tasks(documents)):
        if pair.first[0] is not pair.second[0] and _others(pair.first, pair.second):
            yield _remark(pair)
    yield from _owners_of_targets(documents)


def other_lead_within(checked: Checked) -> Iterator[Remark]:
    """The same work twice in one document, with different leads."""
    for pair in similar_pairs(_tasks([checked])):
        if _others(pair.first, pair.second) and pair.share >= 0.2 and pair.score >= _LEAST_WITHIN:
            yield _remark(pair)


_FEW = 2  # tasks of the other document that name the subject; more and it is a general word
_TAIL = re.compile(r"(?:进出口|执行|营业|交易|销售|产值|增加值|规模|收入|数量|总量|总|到位资金|额|率|数)+$")


def _owners_of_targets(documents: Sequence[Checked]) -> Iterator[Remark]:
    """A target whose subject another document gives to another lead."""
    told: set[tuple[str, str]] = set()
    named: dict[tuple[int, str], list[Task]] = {}
    for checked in documents:
        for target in checked.pack.targets:
            subject = _TAIL.sub("", re.sub(r"^(?:新|全市|全省|全县)+", "", target.indicator))
            own = checked.task_at(target.span.start)
            if own is None or not 4 <= len(subject) <= 10 or target.base_value is not None:
                continue
            for number, other in enumerate(documents):
                if other is checked:
                    continue
                if (number, subject) not in named:
                    named[number, subject] = [t for t in other.pack.tasks if subject in t.text]
                tasks = named[number, subject]
                for task in tasks if len(tasks) <= _FEW else ():
                    pair = (reference(own), reference(task))
                    if pair not in told and _others((checked, own), (other, task)):
                        told.add(pair)
                        yield _target_remark(checked, target, own, other, task, subject)


def _target_remark(checked: Checked, target: Target, own: Task, other: Checked, task: Task, subject: str) -> Remark:
    mine, theirs = "、".join(leads_of(own)), "、".join(leads_of(task))
    return checked.on(
        own,
        f"指标「{target.indicator}」由{mine}牵头,而“{subject}”的工作在{other.name} {task.clause}由{theirs}牵头",
        f"The target “{target.indicator}” is led by {mine}, the work on “{subject}” in {other.name} {task.clause} by {theirs}",
        related=(other.name, reference(task)),
        weight=_LEAST + 10,
    )
