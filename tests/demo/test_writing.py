"""What people of the city write has every place filled and the punctuation of Chinese print."""

from __future__ import annotations

import re
from random import Random

from luoshi.demo.writing import Writer, printed, sentences, words, work


def a_writer() -> Writer:
    return Writer(Random(7), ("云湖区", "清源县", "白石县"), ("东港经开区",), ("市财政局", "市工信局"))


def test_every_sentence_of_reports_can_be_filled() -> None:
    writer = a_writer()
    for theme, parts in sentences().items():
        for text in (each for part in parts.values() for each in part):
            assert not re.search(r"[{}]", writer.fill(text)), (theme, text)


def test_every_theme_has_progress_problems_and_next_steps() -> None:
    assert all({"progress", "problems", "next"} <= parts.keys() for parts in sentences().values())


def test_the_table_of_work_names_known_themes() -> None:
    assert len(work()) > 90
    assert {row["theme"] for row in work()} <= set(sentences())


def test_words_of_the_office_are_there_for_every_kind_of_closing() -> None:
    assert set(words()["closings"]) == {"completed", "stage", "standing", "adjusted", "stopped"}


def test_a_report_is_not_the_same_twice_in_a_row() -> None:
    writer = a_writer()
    assert len({writer.progress("industry") for _ in range(30)}) > 20


def test_punctuation_between_chinese_signs_is_that_of_chinese_print() -> None:
    assert printed("累计91件(本月31件),完成率43%。") == "累计91件\uff08本月31件\uff09\uff0c完成率43%。"
    assert printed("PM2.5, 3.5 (a)") == "PM2.5, 3.5 (a)"
