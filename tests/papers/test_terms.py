"""Every word of the model that a paper shows has its words in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

import pytest

from luoshi.kernel.periods import Recurrence
from luoshi.kernel.speech import Phrase
from luoshi.packs.model import RegisterKind, TargetKind
from luoshi.papers.terms import RECURRENCES, REGISTER_KINDS, TARGET_KINDS


@pytest.mark.parametrize(
    ("vocabulary", "words"),
    [(TargetKind, TARGET_KINDS), (RegisterKind, REGISTER_KINDS), (Recurrence, RECURRENCES)],
)
def test_no_term_of_the_model_is_shown_as_it_is_coded(vocabulary: Any, words: Mapping[str, Phrase]) -> None:
    assert set(get_args(vocabulary)) <= set(words)
    assert all(phrase.zh and phrase.en and phrase.zh != phrase.en for phrase in words.values())
