"""The document's own facts: title, number, issuer, dates, kind, parts. Source: GB/T 9704-2012, 7.2-7.3."""

from __future__ import annotations

import re

from luoshi.compiler.draft import Clause, Draft
from luoshi.compiler.facts_lines import addressees_of, distribution_of
from luoshi.compiler.lexicons.documents import COVER, PAGE_DATE, kind_of
from luoshi.compiler.lexicons.units import is_unit_like
from luoshi.kernel.identifiers import DOCUMENT_NUMBER, read_document_number
from luoshi.kernel.periods import dates
from luoshi.packs.model import DocumentFacts

_ISSUER_END = re.compile(
    r"(?<=[局委办厅部署府会院社团县区市州省室关])(?=关于|贯彻|印发|转发|批转|(?:19|20)\d{2}年|落实)"
)
_MEETING = re.compile(
    r"(?P<body>(?:中国共产党|中共)[^,。;]{2,40}(?:全体会议|代表大会|委员会))[,]?[^。]{0,160}作出(?:如下|以下)?(?:的)?决[定议]"
)
_OF_UNIT = re.compile(
    r"^(?P<unit>[一-鿿]{3,30}?(?:党工委|管委会|委员会|人民政府|办公室|工委|局|厅))(?=(?:19|20)\d{2}年|关于|贯彻)"
)
_CONSULTED = re.compile(r"(?:征求|征集|听取)(?:对)?《(?P<title>[^《》]+(?:〈[^〈〉]*〉)?[^《》]*)》")
_WHOLE_DATE = re.compile(r"(?P<date>(?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2})")
_BARE_PLACE = re.compile(r"[一-鿿]{2,6}[省市县区州]")
_IN_LINE = re.compile(r"\s(?P<unit>[一-鿿()]{3,30})\s+(?P<date>(?:19|20)\d{2}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)\s*$")
_DRAFT_STATE = re.compile(r"\([^()]{1,8}稿\)$")
_NUMBER = re.compile(DOCUMENT_NUMBER)
_UNDER_TITLE = re.compile(
    rf"\((?P<issuer>[一-鿿]{{4,40}}?)?(?P<date>(?:19|20)\d{{2}}年\d{{1,2}}月\d{{1,2}}日)(?P<later>[一-鿿]{{3,30}}?)?"
    rf"(?:以(?P<number>{DOCUMENT_NUMBER})(?:文件)?)?(?:印发|发布|公布|通过|批准|修订|审议通过)?(?:施行)?\)"
)
_NUMBER_IN_TITLE = re.compile(rf"\((?P<number>{DOCUMENT_NUMBER})\)$")


def read_facts(draft: Draft) -> Draft:
    """Fill ``draft.document``; what is not printed stays None."""
    front = [c for c in draft.clauses if c.kind in ("front", "furniture", "title") and c.part in (0, None)]
    title = draft.parts[0].title if draft.parts else ""
    if not title:
        title = next((p.title for p in draft.parts if p.title), draft.source.title or "")
    consulted = _CONSULTED.search(title)
    policy = consulted["title"] if consulted else title
    signature = _signature(draft)
    inline = None if signature else _signed_in_line(draft)
    published = _published(draft, front)
    signed = _signed(draft, signature) or (inline and inline[1])
    printed_by = next((m for c in front if (m := _UNDER_TITLE.fullmatch(_words(draft, c).replace(" ", "")))), None)
    printer = None
    if printed_by:
        signed = signed or next((d.value for d in dates(printed_by["date"])), None)
        printer = next((n for n in (printed_by["issuer"], printed_by["later"]) if n and is_unit_like(n)), None)
    return draft.having(
        document=DocumentFacts(
            title=policy or None,
            number=_number(draft, front, title) or (printed_by and printed_by["number"]),
            issuer=(inline and inline[0]) or printer or _issuer(draft, signature, title),
            issued=signed or published,
            published=published,
            kind=_kind(policy),
            parts=_parts(draft, title),
            distribution=distribution_of(draft.lines),
            addressees=addressees_of(draft.lines),
            signed=signed is not None,
        )
    )


def plan_year(document: DocumentFacts) -> int | None:
    """The year that completes a month printed without one: of the title, else of issue, else of the document's number.

    >>> plan_year(DocumentFacts(title="清源县2023年工作要点", issued="2022-12-30"))
    2023
    """
    years = set(re.findall(r"(?<!\d)(20\d{2})年(?!\d{0,2}月)", document.title or ""))
    if len(years) == 1 and not re.search(r"[-—至]\s*20\d{2}年", document.title or ""):
        return int(years.pop())
    if document.issued:
        return int(document.issued[:4])
    number = read_document_number(document.number or "")
    if number:
        return number.year
    dated = re.search(r"[((](20\d{2})年\d{1,2}月[^()()]*[))]$", document.title or "")
    return int(dated.group(1)) if dated else None  # the day of issue in brackets below the title


def _words(draft: Draft, clause: Clause) -> str:
    return re.sub(r"\s+", " ", draft.plain[clause.own.start : clause.own.end]).strip()


def _kind(title: str) -> str | None:
    kind = kind_of(re.sub(r"《[^》]*》", "", title)) or kind_of(title)
    return {"若干意见": "意见"}.get(kind, kind) if kind else None


def _number(draft: Draft, front: list[Clause], title: str) -> str | None:
    """The document's own number: on a line of its own near the title, in a metadata line, or behind the title."""
    for clause in front:
        text = _words(draft, clause)
        found = _NUMBER.search(text)
        if found and (len(text) < len(found.group()) + 4 or re.match(r"(?:发文字号|文\s*号|文件编号)", text)):
            return re.sub(r"\s", "", found.group())
    behind = _NUMBER_IN_TITLE.search(title)
    return behind["number"] if behind else None


def _signature(draft: Draft) -> list[Clause]:
    """The signature lines of the covering document (the first run), else of the last part."""
    runs: list[list[Clause]] = []
    for clause in draft.clauses:
        if clause.kind == "signature":
            if runs and runs[-1][-1].index == clause.index - 1:
                runs[-1].append(clause)
            else:
                runs.append([clause])
    return runs[0] if runs else []


def _signed_in_line(draft: Draft) -> tuple[str, str] | None:
    """Unit and date that close the covering letter of a page printed as one line, before the first bundled title."""
    for clause, following in zip(draft.clauses, draft.clauses[1:], strict=False):
        if clause.kind == "paragraph" and following.kind == "title":
            m = _IN_LINE.search(draft.plain, clause.body.start, clause.body.end)
            found = list(dates(re.sub(r"\s", "", m["date"]))) if m and is_unit_like(m["unit"]) else []
            return (m["unit"], found[0].value) if m and found else None
    return None


def _signed(draft: Draft, signature: list[Clause]) -> str | None:
    for clause in reversed(signature):
        text = _words(draft, clause)
        found = list(dates(text))
        if found:
            return found[-1].value
    return None


def _published(draft: Draft, front: list[Clause]) -> str | None:
    """The date of the page: behind a word for publishing, or a whole date on a line of its own."""
    for clause in front:
        if clause.kind == "title":
            continue
        text = _words(draft, clause)
        m = PAGE_DATE.search(text) or _WHOLE_DATE.search(text if len(text) < 40 else "")
        found = list(dates(re.sub(r"\s", "", m["date"]))) if m else []
        if found:
            return found[0].value
    return None


def _issuer(draft: Draft, signature: list[Clause], title: str) -> str | None:
    names = [_words(draft, c).replace(" ", "") for c in signature]
    named = [n for n in names if is_unit_like(n)]
    if named:
        return "".join(named)
    head = _ISSUER_END.split(title, maxsplit=1)
    if len(head) > 1 and is_unit_like(head[0][-32:]) and not _BARE_PLACE.fullmatch(head[0]):
        return head[0]
    unit = _OF_UNIT.match(title)
    if unit:
        return unit["unit"]
    opening = draft.plain[: draft.clauses[min(len(draft.clauses) - 1, 30)].own.end]
    meeting = _MEETING.search(opening)
    return meeting["body"] if meeting else None


def _parts(draft: Draft, title: str) -> tuple[str, ...]:
    """Titles of bundled documents and annexes; a covering notice is not counted among what it covers."""
    titles = tuple(_DRAFT_STATE.sub("", p.title) for p in draft.parts if p.title)
    if len(titles) < 2:
        return ()
    bundled = any(not p.annex for p in draft.parts[1:] if p.title)
    covers = COVER.search(re.sub(r"\(.*?\)", "", title)) is not None
    return titles[1:] if bundled and covers else titles
