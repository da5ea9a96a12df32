"""One act, one transaction, one event for each aggregate; the same text and digest on every database."""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from luoshi.journal.canonical import hashed, storable, text_of
from luoshi.journal.models import Cursor, Event, EventDetail
from luoshi.journal.services import act, digest_of, record, record_many, rows_of
from luoshi.kernel.actors import Role
from tests.factories import CITY, NEIGHBOUR, an_actor, the_system
from tests.journal.deeds import a_bulk_deed, a_deed, a_thing

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.floats(allow_nan=True) | st.text() | st.dates(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=10,
)


@pytest.mark.django_db
class TestRecording:
    def test_an_event_tells_who_did_what_with_which_object(self) -> None:
        thing = a_thing()
        with act() as running:
            event = record(
                an_actor(Role.EDITOR, person=17, post=4), "things.turned", thing,
                before={"way": "右"}, after={"way": "左"}, detail={"way": "左"}, clause="policy:12#附件/三/44",
            )  # fmt: skip
        event = Event.objects.get(pk=event.pk)
        assert (event.jurisdiction, event.actor, event.post, event.act) == (CITY, "person:17", 4, "things.turned")
        assert (event.object_kind, event.object_id, event.act_id) == ("journal.cursor", thing.pk, running)
        assert event.before_digest == hashlib.sha256('{"way":"右"}'.encode()).hexdigest()
        assert event.after_digest == digest_of({"way": "左"})
        assert (event.clause, event.detail) == ("policy:12#附件/三/44", {"way": "左"})
        assert event.digest == hashed(text_of(event))

    def test_acts_within_an_act_share_its_id(self) -> None:
        with act():
            first = a_deed()
            with act():
                second = a_deed()
        assert first.act_id == second.act_id != a_deed().act_id

    def test_the_product_itself_acts_too(self) -> None:
        thing = a_thing()
        with act():
            assert record(the_system(), "things.turned", thing).actor == "system"

    def test_an_event_outside_a_transaction_is_refused(self) -> None:
        with pytest.raises(RuntimeError, match=r"inside journal\.services\.act"):
            record(an_actor(), "things.turned", a_thing())
        with transaction.atomic():
            record(an_actor(), "things.turned", a_thing())

    def test_an_object_of_another_jurisdiction_is_refused(self) -> None:
        with act(), pytest.raises(ValueError, match="belongs to 990200, the actor to 990100"):
            record(an_actor(), "things.turned", a_thing(NEIGHBOUR))

    def test_an_object_that_is_not_saved_is_refused(self) -> None:
        with act(), pytest.raises(ValueError, match=r"save the journal\.cursor before"):
            record(an_actor(), "things.turned", Cursor(jurisdiction=CITY))

    def test_what_does_not_fit_is_refused_on_every_database(self) -> None:
        with pytest.raises(ValueError, match="clause is longer than 200"):
            a_deed(clause="条" * 201)

    def test_secret_values_need_their_subject(self) -> None:
        with pytest.raises(ValueError, match="need the subject"):
            a_deed(secret={"phone": "1"})

    def test_one_insert_is_all_it_takes(self, django_assert_num_queries: Any) -> None:
        thing = a_thing()
        with transaction.atomic(), django_assert_num_queries(1):
            record(an_actor(), "things.turned", thing, before={"a": 1}, detail={"b": 2})


@pytest.mark.django_db
class TestBulkActs:
    def test_a_short_bulk_act_keeps_its_rows_in_the_event(self) -> None:
        event = Event.objects.get(pk=a_bulk_deed(2).pk)
        assert rows_of(event) == [{"row": 0, "name": "第0行"}, {"row": 1, "name": "第1行"}]
        assert event.detail["rows_count"] == 2
        assert not EventDetail.objects.exists()

    def test_a_long_one_keeps_them_beside_the_event_with_their_digest(self) -> None:
        event = Event.objects.get(pk=a_bulk_deed(500).pk)
        assert "rows" not in event.detail
        assert len(rows_of(event)) == event.detail["rows_count"] == 500
        assert event.detail["rows_digest"] == hashed(EventDetail.objects.get().text)

    def test_no_rows_are_a_bulk_act_too(self) -> None:
        with act():
            event = record_many(an_actor(), "things.imported", a_thing(), iter(()))
        assert (rows_of(event), event.detail["rows_count"]) == ([], 0)

    def test_an_ordinary_event_has_no_rows(self) -> None:
        assert rows_of(a_deed()) == []


@pytest.mark.django_db
@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(detail=st.dictionaries(st.text(max_size=5), ANYTHING, max_size=4), clause=st.text(max_size=50))
def test_whatever_an_event_holds_its_digest_fits_what_the_database_gives_back(detail: Any, clause: str) -> None:
    event = a_deed(detail=detail, clause=clause)
    again = Event.objects.get(pk=event.pk)
    assert hashed(text_of(again)) == again.digest == event.digest


def test_values_are_stored_in_a_form_all_databases_keep() -> None:
    assert storable({"a": 1.5, 2: date(2026, 3, 2), "c": (Decimal("1.50"), True, None), "d": {"b", "a"}}) == {
        "a": "1.5", "2": "2026-03-02", "c": ["1.50", True, None], "d": ["a", "b"],
    }  # fmt: skip
    assert storable("云\x00溪\ud800") == "云\ufffd溪\ufffd"


def test_the_digest_of_nothing_is_empty() -> None:
    assert digest_of(None) == ""
    assert digest_of({}) == hashlib.sha256(b"{}").hexdigest()
