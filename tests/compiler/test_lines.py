from luoshi.compiler.draft import Draft
from luoshi.compiler.lines import MOST_LINES, MOST_SENTENCES, split_lines
from luoshi.texts.layers import RepairedText
from luoshi.texts.model import Source
from tests.compiler.sample_texts import draft_from


def test_lines_behind_the_most_are_kept_as_one() -> None:
    text = "甲\n" * (MOST_LINES + 3)
    source = Source(name="a.txt", raw=text, sha256="", reader="text/1")
    draft = split_lines(Draft(source=source, sources=(source,), offsets=(0,), repaired=RepairedText(text)))
    assert len(draft.lines) == MOST_LINES + 1
    assert draft.lines[-1].text == "甲\n甲\n甲"


def test_of_a_clause_without_end_only_the_first_sentences_are_read_and_all_is_kept() -> None:
    text = "总则。" * (MOST_SENTENCES + 5)
    draft = draft_from(text)
    assert len(draft.sentences) == MOST_SENTENCES
    assert "".join(clause.own.of(text) for clause in draft.clauses) == text
