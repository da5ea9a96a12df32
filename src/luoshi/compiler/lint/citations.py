"""Cited documents: numbers that are malformed or lost their brackets, titles in two spellings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import combinations

from luoshi.compiler.lexicons.documents import BEFORE_NUMBER
from luoshi.compiler.lint.model import Checked, Remark, day_of, quote
from luoshi.kernel.identifiers import LOST_BRACKET, DocumentNumber, faults_of_document_number
from luoshi.kernel.spans import Span
from luoshi.texts.plain import plain

_ISSUER = re.compile(
    r"[\u4e00-\u9fff]{1,8}(?:发|办|函|字|电|政|规|令|通|秘|呈|议|党|财|科|建|商|税|人社|教|卫|环|农|土资|自然资)[\u4e00-\u9fff]{0,6}\s?$"
)
_GOOD = re.compile(r"〔(\d{4})〕\s?(\d{1,5})号")
_ANY = re.compile(r"([〔\[(【<]?)\s?(?<!\d)(\d{4,9})\s?([〕\])】>]?)\s?(?:第)?(\d{0,5})\s?号")
_ISSUER_WORD = 8  # characters before the year that are read as the issuer's word
_NOT_NUMBER = re.compile(r"(?:电话|热线|门牌|大道|路|街|批准|文号|编号|信箱)$")


def malformed_numbers(checked: Checked) -> Iterator[Remark]:
    """Document numbers that are not as GB/T 9704 has them: brackets lost or of another kind, 第, a padded serial number."""
    text = checked.draft.plain
    yield from _later_years(checked)
    for found in _ANY.finditer(text):
        opening, digits, closing, number = found.groups()
        before = _ISSUER.search(text[max(0, found.start() - 16) : found.start()])
        if before is None or _NOT_NUMBER.search(before.group(0)):
            continue
        lost = not opening or not closing
        if not 1949 <= int(digits[:4]) <= 2100 or not (opening or closing or number or len(digits) > 4):
            continue
        issuer = BEFORE_NUMBER.sub("", before.group(0).strip())
        printed = found.group(0).strip()
        faults = (LOST_BRACKET,) if lost else faults_of_document_number(issuer[-_ISSUER_WORD:] + printed)
        if not faults:
            continue
        wanted = _as_it_should_be(issuer, digits, number)
        yield checked.at(
            Span(found.start() - len(before.group(0)) + before.group(0).find(issuer), found.end()),
            f"文号“{issuer}{printed}”不规范:{';'.join(f.say('zh') for f in faults)}"
            + (f",应为“{wanted}”,请核对" if wanted else ",请核对"),
            f"The document number “{issuer}{printed}” is malformed: {'; '.join(f.say('en') for f in faults)}"
            + (f"; probably “{wanted}”" if wanted else "")
            + "; check the original",
            severity=None if lost else "note",
            weight=1.0 + lost,
        )


def _as_it_should_be(issuer: str, digits: str, number: str) -> DocumentNumber | None:
    """The number that is meant, where year and serial number can be told apart: ``201713`` is 〔2017〕13."""
    serial = number if len(digits) == 4 else "" if number else digits[4:]
    return DocumentNumber(issuer, int(digits[:4]), int(serial)) if serial else None


def _later_years(checked: Checked) -> Iterator[Remark]:
    """Well-formed numbers of a year after the document's own issue."""
    issued = day_of(checked.pack.document.issued)
    for found in _GOOD.finditer(checked.draft.plain) if issued else ():
        if issued is not None and int(found.group(1)) > issued.year:
            yield checked.at(
                Span(found.start(), found.end()),
                f"引用文号“{found.group(0)}”的年份晚于本文成文日期{issued},请核对",
                f"The cited number “{found.group(0)}” is of a year after this document was issued ({issued})",
                severity="error",
                weight=3.0,
            )


def repaired_numbers(checked: Checked) -> Iterator[Remark]:
    """Numbers that were printed damaged and have been repaired: one remark for each number."""
    seen: dict[str, list[Span]] = {}
    printed: dict[str, str] = {}
    for repair in checked.pack.repairs:
        if "〔" in repair.after and "号" in repair.after and repair.before != repair.after:
            seen.setdefault(repair.after, []).append(repair.span)
            printed[repair.after] = repair.before
    for number, spans in seen.items():
        place = checked.place(spans[0])
        yield checked.at(
            place,
            f"文号印作“{printed[number]}”,按体例修复为“{number}”({len(spans)}处),请核对原件",
            f"A document number is printed “{printed[number]}” and was repaired to “{number}” ({len(spans)} places): check the original",
            severity="note",
        )


_TITLE = re.compile(r"《((?:[^《》]|《[^《》]{0,90}》){6,90})》")
_DROP = re.compile(r"[《》〈〉<>“”\"'\s,、()·-]|中共|印发|关于")
_DIGITS = re.compile(r"\d+|[一二三四五六七八九十]+(?=批|期|届)")
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,3}[省市县区州]")
_ALIKE = 0.8
_RUN = 3
_SHORTEST = 10
_MOST_TITLES = 2000  # more are no citations
_MOST_HOLDERS = 20  # titles that share a run which still tells something


def _bare(title: str) -> str:
    return _DROP.sub("", plain(title))


def other_titles(documents: Sequence[Checked]) -> Iterator[Remark]:
    """One document cited under two titles that are nearly the same; the documents' own titles count, too."""
    places: dict[str, tuple[Checked, Span]] = {}
    counts: Counter[str] = Counter()
    for checked in documents:
        for title, span in _titles(checked):
            places.setdefault(title, (checked, span))
            counts[title] += 1
    for group in _groups(list(places)):
        variants = sorted(group, key=lambda t: (-counts[t], t))
        checked, span = places[variants[-1]]
        words = [f"《{quote(t, 60)}》({counts[t]}处)" for t in variants]
        words_en = [f"《{quote(t, 60)}》 ({counts[t]} places)" for t in variants]
        yield checked.at(
            span,
            f"同一文件的名称有{len(variants)}种写法:{'、'.join(words)}",
            f"One document is cited under {len(variants)} titles: {', '.join(words_en)}",
            weight=float(sum(counts[t] for t in variants)),
        )


def _titles(checked: Checked) -> Iterator[tuple[str, Span]]:
    """Every title in 《》 without its spaces, and the document's own."""
    for found in _TITLE.finditer(checked.draft.plain):
        yield re.sub(r"\s", "", found.group(1)), Span(*found.span())
    if checked.pack.document.title:
        yield re.sub(r"\s", "", plain(checked.pack.document.title)), Span(0, 0)


def _groups(titles: Sequence[str]) -> Iterator[set[str]]:
    """Titles that mean one document, two or more together; candidates share runs of characters that few titles have."""
    index: dict[str, list[str]] = {}
    for title in [t for t in titles if len(_bare(t)) >= _SHORTEST][:_MOST_TITLES]:
        bare = _bare(title)
        for run in {bare[i : i + _RUN] for i in range(len(bare) - _RUN + 1)}:
            index.setdefault(run, []).append(title)
    shared = Counter(
        pair for holders in index.values() if len(holders) <= _MOST_HOLDERS for pair in combinations(holders, 2)
    )
    groups: dict[str, set[str]] = {}
    for (one, other), count in shared.items():
        enough = count >= 0.4 * (min(len(_bare(one)), len(_bare(other))) - _RUN + 1)
        if enough and _one_document(one, other):
            joined = groups.get(one, {one}) | groups.get(other, {other})
            groups.update(dict.fromkeys(joined, joined))
    yield from {id(group): group for group in groups.values()}.values()


def _one_document(one: str, other: str) -> bool:
    """Are two different titles near enough to mean one document? Other years, batches and inner marks do not count."""
    bare_one, bare_other = _bare(one), _bare(other)
    if _DIGITS.findall(bare_one) != _DIGITS.findall(bare_other):
        return False
    place_one, place_other = _PLACE.match(bare_one), _PLACE.match(bare_other)
    if place_one and place_other and place_one.group(0) != place_other.group(0):
        return False
    if bare_one == bare_other:
        return re.sub(r"[《》〈〉<>]", "", one) != re.sub(r"[《》〈〉<>]", "", other)
    inside = bare_one in bare_other or bare_other in bare_one
    alike = SequenceMatcher(None, bare_one, bare_other, autojunk=False).ratio() >= _ALIKE
    return alike and not (inside and abs(len(bare_one) - len(bare_other)) > 6)
