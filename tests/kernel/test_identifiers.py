"""Document numbers are read leniently and judged by GB/T 9704-2012, 7.2.5."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.kernel.identifiers import (
    BRACKETS,
    DOCUMENT_NUMBER,
    NO_NUMBER,
    ORDINAL,
    PADDED,
    DocumentNumber,
    faults_of_document_number,
    read_document_number,
)
from luoshi.kernel.speech import Phrase

ISSUERS = st.text("云溪清源东港政办发函字党组", min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("printed", "faults"),
    [
        ("云政发〔2021〕12号", ()),
        ("云政发〔2021〕 12 号", ()),
        ("云政发[2021]12号", (BRACKETS,)),
        ("云政发〔2021)12号", (BRACKETS,)),
        ("云政发〔2021〕第12号", (ORDINAL,)),
        ("云政发〔2021〕012号", (PADDED,)),
        ("云政发(2021)第02号", (BRACKETS, ORDINAL, PADDED)),
        ("云溪省人民政府令第301号", ()),
        ("云溪市人民政府令〔2019〕第7号", ()),
        ("云政发2021年12号", (NO_NUMBER,)),
        ("云政发〔202112号", (NO_NUMBER,)),
        ("云政发〔1821〕12号", (NO_NUMBER,)),
        ("", (NO_NUMBER,)),
    ],
)
def test_a_number_is_judged_by_the_standard(printed: str, faults: tuple[Phrase, ...]) -> None:
    assert faults_of_document_number(printed) == faults


@given(ISSUERS, st.integers(1900, 2099), st.integers(1, 99_999))
def test_a_number_that_is_printed_is_read_again(issuer: str, year: int, serial: int) -> None:
    number = DocumentNumber(issuer, year, serial)
    assert read_document_number(str(number)) == number
    assert faults_of_document_number(str(number)) == ()


@given(ISSUERS, st.sampled_from(["[]", "()", "【】", "(】"]), st.sampled_from(["", "第", "第 "]), st.integers(1, 999))
def test_other_brackets_and_words_are_read_as_the_same_number(
    issuer: str, pair: str, ordinal: str, serial: int
) -> None:
    printed = f"{issuer}{pair[0]}2021{pair[1]}{ordinal}{serial:03d}号"
    assert read_document_number(printed) == DocumentNumber(issuer, 2021, serial)
    assert BRACKETS in faults_of_document_number(printed)
    assert re.fullmatch(DOCUMENT_NUMBER, printed)


@given(st.text(max_size=40))
def test_any_text_is_a_number_or_has_a_fault(printed: str) -> None:
    assert read_document_number(printed) is not None or faults_of_document_number(printed) in ((), (NO_NUMBER,))
