"""Every committed event gets exactly one place in the sealed order, whatever the order of ids and clocks."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from luoshi.journal.chain import ALGORITHMS
from luoshi.journal.feed import advance, cursor_of, reading, sealed_after
from luoshi.journal.models import Cursor, Event, Seal, Sealing, Unsealed
from luoshi.journal.sealing import seal, seals, sweep, unsealed_places
from luoshi.journal.verification import verify
from tests.factories import CITY, NEIGHBOUR
from tests.journal.deeds import a_deed, some_deeds


@pytest.mark.django_db
class TestSealing:
    def test_events_are_chained_in_batches_in_the_order_of_their_ids(self) -> None:
        made = some_deeds(5)
        assert [s.count for s in seals(CITY, batch=2)] == [2, 2, 1]
        assert [s.event_id for s in sealed_after(CITY, 0)] == [event.pk for event in made]
        assert list(Sealing.objects.order_by("position").values_list("position", "seal__number")) == [
            (1, 1), (2, 1), (3, 2), (4, 2), (5, 3),
        ]  # fmt: skip
        heads = list(Seal.objects.order_by("number").values_list("previous", "head"))
        assert [previous for previous, _ in heads] == ["0" * 64, heads[0][1], heads[1][1]]
        assert not Unsealed.objects.exists()

    def test_sealing_again_seals_nothing(self) -> None:
        some_deeds(2)
        assert (seal(CITY), seal(CITY)) == (2, 0)
        assert Seal.objects.count() == 1

    def test_each_jurisdiction_has_a_chain_of_its_own(self) -> None:
        a_deed(), a_deed(jurisdiction=NEIGHBOUR), a_deed()
        assert unsealed_places() == [CITY, NEIGHBOUR]
        assert (seal(NEIGHBOUR), seal(CITY)) == (1, 2)
        assert set(Sealing.objects.values_list("jurisdiction", "position")) == {(CITY, 1), (CITY, 2), (NEIGHBOUR, 1)}
        assert verify(CITY).ok and verify(NEIGHBOUR).ok

    def test_the_head_can_be_computed_by_anyone_from_the_documented_form(self) -> None:
        (event,) = some_deeds(1)
        seal(CITY)
        made = Seal.objects.get()
        text = json.dumps(
            {
                "act": event.act, "act_id": str(event.act_id), "actor": "person:1", "after": "", "before": "",
                "clause": "", "detail": {"turn": 0, "way": "左"}, "jurisdiction": CITY, "object_id": event.object_id,
                "object_kind": "journal.cursor", "post": None, "secret": None, "subject": "",
                "recorded_at": event.recorded_at.astimezone(UTC).isoformat(timespec="microseconds"),
            },
            ensure_ascii=False, sort_keys=True, separators=(",", ":"),
        )  # fmt: skip
        digest = hashlib.sha256(text.encode()).hexdigest()
        link = hashlib.sha256(f"{'0' * 64} {event.pk} {digest}".encode()).hexdigest()
        at = made.sealed_at.astimezone(UTC).isoformat(timespec="microseconds")
        head = hashlib.sha256(f"{link} {CITY} 1 sha256 1 1 {at}".encode()).hexdigest()
        assert (event.digest, Sealing.objects.get().link, made.head) == (digest, link, head)

    def test_the_algorithm_is_named_by_each_seal_and_may_change(self) -> None:
        some_deeds(1)
        seal(CITY)
        some_deeds(1)
        seal(CITY, algorithm="sm3")
        assert list(Seal.objects.order_by("number").values_list("algorithm", flat=True)) == ["sha256", "sm3"]
        assert verify(CITY).ok
        with pytest.raises(ValueError, match="md5 is no algorithm"):
            seal(CITY, algorithm="md5")

    def test_a_clock_that_goes_back_does_not_change_the_order(self, monkeypatch: pytest.MonkeyPatch) -> None:
        now = timezone.now()
        first = a_deed()
        seal(CITY)
        monkeypatch.setattr(timezone, "now", lambda: now - timedelta(days=400))
        second = a_deed()
        seal(CITY)
        assert second.recorded_at < first.recorded_at
        assert [s.event_id for s in sealed_after(CITY, 0)] == [first.pk, second.pk]
        assert verify(CITY).ok

    def test_an_event_that_slipped_past_the_waiting_list_is_swept_up(self) -> None:
        some_deeds(2)
        Unsealed.objects.all().delete()
        assert seal(CITY) == 0
        assert sweep(CITY) == 2
        assert (sweep(CITY), seal(CITY)) == (0, 3)  # the two, and that they were swept up
        told = Event.objects.latest("pk")
        assert (told.act, told.actor, told.detail["count"]) == ("journal.swept", "system", 2)


def test_sm3_is_that_of_the_standard() -> None:
    """GB/T 32905-2016, annex A.1."""
    assert ALGORITHMS["sm3"]("abc") == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_a_rolled_back_act_leaves_no_event(transactional_db: None) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        some_deeds(2)
        _ = 1 / 0
    assert (Event.objects.count(), Unsealed.objects.count(), seal(CITY)) == (0, 0, 0)


@pytest.mark.django_db
class TestReading:
    def test_a_consumer_reads_every_event_once_in_sealed_order(self) -> None:
        made = [event.pk for event in some_deeds(5)]
        seal(CITY)
        read: list[int] = []
        for _ in range(4):
            with reading("letters", CITY, limit=2) as batch:
                read += [sealed.event.pk for sealed in batch]
        assert read == made

    def test_a_consumer_that_fails_gets_the_same_events_again(self) -> None:
        some_deeds(2)
        seal(CITY)
        with pytest.raises(ZeroDivisionError), reading("letters", CITY):
            _ = 1 / 0
        with reading("letters", CITY) as batch:
            assert len(batch) == 2

    def test_consumers_do_not_disturb_each_other(self) -> None:
        some_deeds(2)
        seal(CITY)
        with reading("letters", CITY), reading("search", CITY) as batch:
            assert len(batch) == 2
        assert set(Cursor.objects.exclude(name="thing").values_list("name", "position")) == {
            ("letters", 2),
            ("search", 2),
        }

    def test_unsealed_events_are_not_read(self) -> None:
        some_deeds(2)
        assert sealed_after(CITY, 0) == []

    def test_a_cursor_never_goes_back(self) -> None:
        cursor = cursor_of("letters", CITY)
        advance(cursor, 5)
        with pytest.raises(ValueError, match="cannot go back to 4"):
            advance(cursor, 4)
