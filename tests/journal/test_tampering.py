"""Whatever is done to the journal behind the application's back is found, and said where."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from luoshi.journal.anchors import JournalBroken, anchor, anchor_path
from luoshi.journal.canonical import hashed, text_of
from luoshi.journal.chain import ALGORITHMS, START, head, link
from luoshi.journal.faults import Fault, Kind
from luoshi.journal.models import Event, Seal, Sealing
from luoshi.journal.sealing import seals, sweep
from luoshi.journal.verification import Report, verify
from tests.factories import CITY
from tests.journal.deeds import a_bulk_deed, some_deeds
from tests.journal.unprotected import unprotected

BATCH = 4  # three seals: positions 1-4, 5-8, 9-10


@pytest.fixture
def ids(transactional_db: None, settings: Any, tmp_path: Path) -> list[int]:
    """The ids of ten sealed events, by position less one."""
    settings.ANCHORS_ROOT = tmp_path
    made = [event.pk for event in some_deeds(10)]
    assert len(list(seals(CITY, batch=BATCH))) == 3
    assert verify(CITY).ok
    return made


def behind_the_back(*statements: str) -> Report:
    """What verification finds after these statements."""
    with unprotected() as cursor:
        for statement in statements:
            cursor.execute(statement)
    return verify(CITY)


def found(report: Report) -> list[tuple[Kind, int | None, int | None, int | None]]:
    return [(fault.kind, fault.event, fault.position, fault.seal) for fault in report.faults]


@pytest.mark.parametrize(
    "change",
    [
        "act = 'things.left'", "actor = 'person:9'", "object_id = 99", "clause = 'policy:1#一'", "subject = 'person:3'",
        "act_id = act_id_of_another", "recorded_at = '2020-01-01 00:00:00+00:00'", "before_digest = '00'", "post = 7",
        """detail = '{"turn": 5, "way": "右"}'""", "digest = '00'", "object_kind = 'tasks.task'", "after_digest = 'x'",
        "secret = the_bytes",
    ],
)  # fmt: skip
def test_every_change_of_an_event_is_found(ids: list[int], change: str) -> None:
    change = change.replace("act_id_of_another", "'00000000-0000-4000-8000-000000000000'")
    change = change.replace("the_bytes", "x'00'" if connection.vendor == "sqlite" else "'\\x00'")
    if connection.vendor == "sqlite":
        change = change.replace("0000-4000-8000-", "000040008000").replace("00000000-", "00000000")
    report = behind_the_back(f"UPDATE journal_event SET {change} WHERE id = {ids[5]}")
    assert found(report) == [(Kind.CHANGED, ids[5], 6, 2)]
    assert report.faults[0].say() == f"第6位(第2号封存)的事件{ids[5]}被改动,内容与它的摘要不符"
    assert (
        report.faults[0].say("en") == f"event {ids[5]} at position 6 (seal 2) was changed: it does not fit its digest"
    )


def test_an_event_changed_together_with_its_digest_is_found(ids: list[int]) -> None:
    _rewrite(ids[5])
    assert found(verify(CITY)) == [(Kind.REPLACED, ids[5], 6, 2)]


def test_an_event_changed_with_its_digest_and_link_is_found_where_the_chain_breaks(ids: list[int]) -> None:
    _rewrite(ids[5])
    _relink(6, 6)
    assert found(verify(CITY)) == [(Kind.REPLACED, ids[6], 7, 2)]  # "it, or the one before it"


def test_a_seal_rewritten_without_its_head_is_found(ids: list[int]) -> None:
    _rewrite(ids[5])
    _relink(6, 8)
    report = verify(CITY)
    assert found(report) == [(Kind.SEAL_CHANGED, None, 5, 2)]
    assert report.faults[0].say() == "第2号封存被改动:链首与所封存的事件不符"


def test_a_seal_rewritten_with_its_head_is_found_by_the_next_seal(ids: list[int]) -> None:
    _rewrite(ids[5])
    _rehead(2, 2)
    report = verify(CITY)
    assert report.faults[0].say("en") == "seal 3 was changed: it does not follow from the seal before it"


def test_a_history_rewritten_to_the_end_is_found_by_the_anchor_alone(ids: list[int]) -> None:
    anchor(CITY)
    _rewrite(ids[5])
    _rehead(2, 3)
    assert verify(CITY).ok
    report = verify(CITY, anchor_path(CITY))
    assert found(report) == [(Kind.ANCHOR_DIFFERS, None, 10, 3)]
    assert "第10位以前有改写" in report.faults[0].say()
    with pytest.raises(JournalBroken):
        anchor(CITY)
    assert len(anchor_path(CITY).read_text().splitlines()) == 1


@pytest.mark.parametrize("position", [1, 4, 5, 6, 10])
def test_a_removed_event_is_found(ids: list[int], position: int) -> None:
    report = behind_the_back(f"DELETE FROM journal_event WHERE id = {ids[position - 1]}")
    assert found(report) == [(Kind.REMOVED, ids[position - 1], position, (position + 3) // 4)]


@pytest.mark.parametrize("position", [1, 4, 6, 10])
def test_an_event_removed_with_its_sealing_is_found(ids: list[int], position: int) -> None:
    report = behind_the_back(
        f"DELETE FROM journal_sealing WHERE position = {position}",
        f"DELETE FROM journal_event WHERE id = {ids[position - 1]}",
    )
    assert found(report) == [(Kind.UNPLACED, None, position, (position + 3) // 4)]


def test_a_sealing_removed_alone_is_found_from_both_sides(ids: list[int]) -> None:
    report = behind_the_back("DELETE FROM journal_sealing WHERE position = 6")
    assert found(report) == [(Kind.UNPLACED, None, 6, 2), (Kind.LEFT_OUT, ids[5], None, None)]


def test_exchanged_events_are_found(ids: list[int]) -> None:
    report = behind_the_back(
        "UPDATE journal_sealing SET event_id = -event_id WHERE position IN (6, 7)",
        f"UPDATE journal_sealing SET event_id = {ids[6]} WHERE position = 6",
        f"UPDATE journal_sealing SET event_id = {ids[5]} WHERE position = 7",
    )
    assert found(report) == [(Kind.REORDERED, ids[6], 6, 2), (Kind.REORDERED, ids[5], 7, 2)]


def test_exchanged_positions_are_found(ids: list[int]) -> None:
    report = behind_the_back(
        "UPDATE journal_sealing SET position = -position WHERE position IN (6, 7)",
        "UPDATE journal_sealing SET position = 13 + position WHERE position < 0",
    )
    assert found(report) == [(Kind.REORDERED, ids[6], 6, 2), (Kind.REORDERED, ids[5], 7, 2)]


def test_an_inserted_event_is_found(ids: list[int]) -> None:
    event = some_deeds(1)[0]
    report = behind_the_back(
        "UPDATE journal_sealing SET position = -position WHERE position >= 6",
        "UPDATE journal_sealing SET position = 1 - position WHERE position < 0",
        "INSERT INTO journal_sealing (event_id, seal_id, jurisdiction, position, link) "
        f"SELECT {event.pk}, seal_id, jurisdiction, 6, '{'ab' * 32}' FROM journal_sealing WHERE position = 5",
    )
    assert (Kind.INSERTED, event.pk, 6, 2) in found(report)
    assert not any(fault.kind in {Kind.CHANGED, Kind.REMOVED, Kind.REORDERED} for fault in report.faults)


def test_a_changed_link_is_told_from_a_changed_event(ids: list[int]) -> None:
    report = behind_the_back(f"UPDATE journal_sealing SET link = '{'ab' * 32}' WHERE position = 6")
    assert found(report) == [(Kind.LINK_CHANGED, ids[5], 6, 2)]


@pytest.mark.parametrize("change", ["count = 3", "first = 6", "sealed_at = '2020-01-01 00:00:00+00:00'", "algorithm = 'sm3'",
                                    "algorithm = 'md5'", f"head = '{START}'", f"previous = '{START}'", "count = 99999999"])  # fmt: skip
def test_a_changed_seal_is_found(ids: list[int], change: str) -> None:
    report = behind_the_back(f"UPDATE journal_seal SET {change} WHERE number = 2")
    assert not report.ok
    assert {fault.seal for fault in report.faults} <= {2, 3}


def test_a_removed_seal_is_found(ids: list[int]) -> None:
    report = behind_the_back("DELETE FROM journal_seal WHERE number = 2")
    assert found(report) == [(Kind.SEAL_REMOVED, None, 5, 2)]
    assert report.faults[0].say() == "第2号封存被删除(第5位起)"


def test_several_removed_seals_are_told_in_one_sentence(ids: list[int]) -> None:
    report = behind_the_back("DELETE FROM journal_seal WHERE number < 3")
    assert [fault.say("en") for fault in report.faults] == ["seal 1 to 2 was removed (from position 1 on)"]


def test_the_last_seals_removed_alone_are_missed_by_their_sealings(ids: list[int]) -> None:
    report = behind_the_back("DELETE FROM journal_seal WHERE number = 3")
    assert found(report) == [(Kind.SEALS_CUT_OFF, None, 9, 2)]


def test_the_last_seals_removed_with_their_sealings_are_missed_by_their_events(ids: list[int]) -> None:
    report = behind_the_back(
        "DELETE FROM journal_sealing WHERE position > 8", "DELETE FROM journal_seal WHERE number = 3"
    )
    assert found(report) == [(Kind.LEFT_OUT, ids[8], None, None), (Kind.LEFT_OUT, ids[9], None, None)]


def test_an_end_cut_off_cleanly_is_found_by_the_anchor_alone(ids: list[int]) -> None:
    anchor(CITY)
    report = behind_the_back(
        "DELETE FROM journal_sealing WHERE position > 8",
        "DELETE FROM journal_seal WHERE number = 3",
        f"DELETE FROM journal_event WHERE id >= {ids[8]}",
    )
    assert report.ok
    report = verify(CITY, anchor_path(CITY))
    assert found(report) == [(Kind.CUT_OFF, None, 10, 3)]
    assert "现在只到第8位" in report.faults[0].say()
    with pytest.raises(JournalBroken, match="the end was cut off"):
        anchor(CITY)


def test_everything_removed_is_found_by_the_anchor(ids: list[int]) -> None:
    anchor(CITY)
    behind_the_back("DELETE FROM journal_sealing", "DELETE FROM journal_seal", "DELETE FROM journal_event")
    assert [fault.kind for fault in verify(CITY, anchor_path(CITY)).faults] == [Kind.CUT_OFF]


def test_an_event_put_in_past_the_triggers_is_found_and_can_be_swept_up(ids: list[int]) -> None:
    report = behind_the_back(
        "INSERT INTO journal_event (jurisdiction, act_id, recorded_at, actor, act, object_kind, object_id, clause, "
        "before_digest, after_digest, detail, subject, digest) SELECT jurisdiction, act_id, recorded_at, actor, act, "
        f"object_kind, object_id, clause, before_digest, after_digest, detail, subject, digest FROM journal_event "
        f"WHERE id = {ids[0]}"
    )
    new = Event.objects.latest("pk").pk
    assert found(report) == [(Kind.LEFT_OUT, new, None, None)]
    assert sweep(CITY) == 1
    assert verify(CITY).ok


def test_events_that_wait_are_no_fault_but_are_counted(ids: list[int]) -> None:
    some_deeds(3)
    report = verify(CITY)
    assert (report.ok, report.events, report.waiting) == (True, 10, 3)


def test_a_change_before_sealing_is_found(ids: list[int]) -> None:
    event = some_deeds(1)[0]
    report = behind_the_back(f"UPDATE journal_event SET actor = 'person:9' WHERE id = {event.pk}")
    assert [(fault.kind, fault.event) for fault in report.faults] == [(Kind.CHANGED, event.pk)]
    list(seals(CITY))
    assert found(verify(CITY)) == [(Kind.CHANGED, event.pk, 11, 4)]


@pytest.mark.parametrize("deed", ["UPDATE journal_eventdetail SET text = '[]'", "DELETE FROM journal_eventdetail"])
def test_changed_rows_of_a_bulk_act_are_found(ids: list[int], deed: str) -> None:
    event = a_bulk_deed(200)
    list(seals(CITY))
    assert verify(CITY).ok
    assert found(behind_the_back(deed)) == [(Kind.ROWS_CHANGED, event.pk, 11, 4)]


def test_an_event_moved_to_another_chain_is_found(ids: list[int]) -> None:
    assert not behind_the_back(f"UPDATE journal_event SET jurisdiction = '990200' WHERE id = {ids[5]}").ok


def test_many_faults_are_counted_and_the_first_told(ids: list[int]) -> None:
    report = behind_the_back("UPDATE journal_event SET actor = 'person:9'")
    assert report.found == 10
    assert [fault.position for fault in report.faults] == list(range(1, 11))


@pytest.mark.parametrize("line", ["{", '{"jurisdiction": "990200"}', "[]", '{"number": "x"}'])
def test_a_damaged_anchor_file_is_told(ids: list[int], line: str) -> None:
    anchor(CITY)
    with anchor_path(CITY).open("a") as out:
        out.write(line)
    report = verify(CITY, anchor_path(CITY))
    assert [fault.say("en") for fault in report.faults] == [
        "line 2 of the anchor file cannot be read, or belongs to another jurisdiction"
    ]
    anchor(CITY)  # goes on behind a torn line
    assert verify(CITY, anchor_path(CITY)).anchors == 2


def _rewrite(event_id: int) -> None:
    """Change an event as somebody would who knows how digests are made."""
    event = Event.objects.get(pk=event_id)
    event.actor = "person:9"
    event.digest = hashed(text_of(event))
    with unprotected():
        event.save()


def _relink(first: int, last: int) -> None:
    """Compute the links of positions inside one seal again."""
    running = Sealing.objects.get(position=first - 1).link
    with unprotected():
        for row in Sealing.objects.filter(position__range=(first, last)).select_related("event").order_by("position"):
            row.link = running = link(ALGORITHMS["sha256"], running, row.event_id, hashed(text_of(row.event)))
            row.save()


def _rehead(first: int, last: int) -> None:
    """Compute whole seals again."""
    with unprotected():
        for seal in Seal.objects.filter(number__range=(first, last)).order_by("number"):
            seal.previous = Seal.objects.get(number=seal.number - 1).head
            running = seal.previous
            for row in Sealing.objects.filter(seal=seal).select_related("event").order_by("position"):
                row.link = running = link(ALGORITHMS["sha256"], running, row.event_id, hashed(text_of(row.event)))
                row.save()
            seal.head = head(running, CITY, seal.number, "sha256", seal.first, seal.count, seal.sealed_at)
            seal.save()


def test_faults_have_words_in_both_languages() -> None:
    more = (("line", 1), ("at", "today"), ("last", 1), ("what", "x"), ("what_en", "x"), ("until", ""), ("until_en", ""))
    for kind in Kind:
        fault = Fault(kind=kind, event=1, position=2, seal=3, more=more)
        assert fault.say("zh") and fault.say("en").isascii()
