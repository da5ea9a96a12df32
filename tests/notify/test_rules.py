"""Who is told what and when: decisions without a database."""

from __future__ import annotations

from datetime import datetime, time

import pytest

from luoshi.journal import sentences
from luoshi.kernel.actors import Role
from luoshi.notify.kinds import KINDS
from luoshi.notify.rules import OF_ROLE, RULES, digest_is_due, rules_for, wait_after

QUIET = (time(21), time(8))


def test_every_rule_speaks_of_a_known_act_in_a_known_kind() -> None:
    unspoken = {"ui.exported", "files.turned_away"}  # the journal's words for these are registered elsewhere
    for rule in RULES:
        assert rule.kind in KINDS
        assert rule.act in sentences.registered() or rule.act in unspoken, rule.act


def test_every_kind_has_both_languages_and_a_rule() -> None:
    assert {rule.kind for rule in RULES} == set(KINDS)
    for kind in KINDS.values():
        assert kind.title.zh and kind.title.en and kind.sentence.zh and kind.sentence.en


def test_administrators_of_the_system_are_told_nothing() -> None:
    assert all(Role.SYSTEM_ADMIN not in roles for roles in OF_ROLE.values())


def test_nothing_of_the_words_of_an_event_is_kept() -> None:
    kept = {name for rule in RULES for name in rule.keep}
    assert kept <= {"objection", "period", "closure", "exception", "from", "to", "policy", "on", "rows"}


@pytest.mark.parametrize(
    ("act", "detail", "kinds"),
    [
        ("tasks.created", {"origin": "policy"}, ["assigned"]),
        ("tasks.created", {"origin": "instruction"}, ["assigned", "instruction"]),
        ("tasks.deadline_set", {"from": "", "to": "2026-01-01"}, []),
        ("tasks.deadline_set", {"from": "2025-01-01", "to": "2026-01-01"}, ["deadline"]),
        ("ui.exported", {"rows": 999}, []),
        ("ui.exported", {"rows": 1000}, ["exported"]),
        ("tasks.report_saved", {}, []),
    ],
)
def test_rules_by_event(act: str, detail: dict[str, object], kinds: list[str]) -> None:
    assert [rule.kind for rule in rules_for(act, detail)] == kinds


@pytest.mark.parametrize(
    ("hour", "at", "workday", "due"),
    [
        (8, 7, True, False), (8, 8, True, True), (8, 15, True, True), (8, 22, True, False), (8, 9, False, False),
        (6, 7, True, False), (6, 8, True, True),  # an hour in the quiet hours waits for their end
    ],
)  # fmt: skip
def test_the_hour_of_the_digest(hour: int, at: int, workday: bool, due: bool) -> None:
    assert digest_is_due(datetime(2026, 3, 2, at, 5), hour, QUIET, workday=workday) is due


def test_waits_grow_and_differ() -> None:
    assert len({wait_after(3) for _ in range(20)}) > 1
    assert all(60 <= wait_after(3).total_seconds() <= 120 for _ in range(20))
