"""Passages: running text first, then table cells; what the body has said the table does not say again."""

from __future__ import annotations

from dataclasses import replace

from luoshi.compiler.draft import Draft, Grid, GridCell, GridRow
from luoshi.compiler.incentives import read_incentives
from luoshi.compiler.passages import Printed, passages
from luoshi.compiler.pipeline import draft_of
from luoshi.kernel.spans import Span
from luoshi.texts.model import Source

BODY = "对获评绿色工厂的企业，给予20万元奖励。"
CELL = "对获评绿色工厂的企业,给予20万元奖励(县工信局负责)。"


def draft_with_table(body: str, cell: str) -> Draft:
    """A document of one sentence and, in a clause after it, a table with one cell."""
    text = f"{body}\n附表\n{cell}\n"
    draft = draft_of([Source("invented.txt", text, "0", "plain/1")])
    start = text.index(cell, len(body))
    span = Span(start, start + len(cell))
    grid = Grid(span, (("政策",),), (GridRow(span, (GridCell(cell, span),)),))
    table = replace(
        draft.clauses[-1], index=len(draft.clauses), path="附表/1", kind="table", grid=0, span=span, own=span
    )
    sentences = tuple(s for s in draft.sentences if s.span.end <= len(body))
    return draft.having(clauses=(*draft.clauses, table), sentences=sentences, grids=(grid,), incentives=())


def test_an_award_of_the_body_is_not_read_again_from_the_table() -> None:
    (item,) = read_incentives(draft_with_table(BODY, CELL)).incentives
    assert item.span.start == 0


def test_an_award_that_the_table_alone_holds_is_read_from_it() -> None:
    (item,) = read_incentives(draft_with_table("加强绿色发展。", CELL)).incentives
    assert (item.amount, item.clause) == (200000, "附表/1")


def test_a_responsibility_list_is_no_part_of_a_passage() -> None:
    draft = draft_of([Source("invented.txt", "优化流程。(责任单位:县工信局、县财政局)", "0", "plain/1")])
    assert "县财政局" not in "".join(passage.text for passage in passages(draft))


def test_a_line_of_monstrous_length_is_no_prose() -> None:
    draft = draft_of([Source("invented.txt", "给予奖励" * 10_000, "0", "plain/1")])
    assert list(passages(draft)) == []


def test_a_long_sentence_is_read_in_pieces_that_lose_nothing() -> None:
    text = "给予企业补助，" * 700
    draft = draft_of([Source("invented.txt", text, "0", "plain/1")])
    pieces = list(passages(draft))
    assert len(pieces) > 1
    assert sum(len(piece.text) for piece in pieces) == len(draft.sentences[0].text)


def test_the_same_words_count_as_printed_again_only_in_another_clause() -> None:
    printed = Printed()
    assert not printed.again("给予20万元奖励", "一/1", 200000)
    assert not printed.again("给予20万元奖励", "一/1", 200000)
    assert printed.again("给予20万元的奖励", "附表/1", 200000)
    assert not printed.again("给予20万元奖励", "附表/2", 300000)
