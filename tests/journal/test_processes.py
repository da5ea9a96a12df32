"""Writers, sealers and kills, with real processes on both databases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection

from luoshi.journal.feed import sealed_after
from luoshi.journal.models import Cursor, Event, Seal, Sealing, Unsealed
from luoshi.journal.sealing import seal
from luoshi.journal.verification import verify
from tests.factories import CITY
from tests.journal.deeds import a_deed, a_thing, some_deeds
from tests.journal.processes import end_all, finish, hear, start, tell

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _no_process_outlives_its_test() -> Iterator[None]:
    yield
    end_all()


WRITER = """
number = random.Random({seed})
for turn in range(30):
    try:
        with act():
            some_deeds(number.randint(1, 3))
            time.sleep(number.random() / 100)
            if turn % 5 == 4:
                raise ZeroDivisionError
    except ZeroDivisionError:
        pass
"""
SEALER = """
import select
told = False
while not told:
    told = bool(select.select([sys.stdin], [], [], 0)[0])
    seal(CITY, batch=7)
    time.sleep(0.005)
"""


def test_writers_and_two_sealers_at_once_leave_one_whole_chain() -> None:
    a_thing()
    sealers = [start(SEALER) for _ in range(2)]
    writers = [start(WRITER.format(seed=seed)) for seed in range(3)]
    for writer in writers:
        finish(writer)
    for sealer in sealers:
        tell(sealer)
        finish(sealer)
    sealed_meanwhile = Sealing.objects.count()
    seal(CITY)
    report = verify(CITY)
    assert (report.faults, report.waiting) == ([], 0)
    assert Sealing.objects.count() == Event.objects.count() == report.events >= 3 * 24
    assert sealed_meanwhile > 0
    assert list(Sealing.objects.order_by("position").values_list("position", flat=True)) == [
        *range(1, report.events + 1)
    ]


def test_an_event_that_commits_late_with_a_lower_id_is_sealed_later_and_not_missed() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time: ids are given in the order of commits")
    a_thing()
    slow = start('with act():\n    a_deed("things.slow")\n    say("written")\n    sys.stdin.readline()')
    hear(slow, "written")
    quick = a_deed("things.quick")
    assert seal(CITY) == 1  # the sealer neither waits for the slow writer nor sees its event
    reader = sealed_after(CITY, 0)[-1].position
    tell(slow)
    finish(slow)
    assert seal(CITY) == 1
    late = sealed_after(CITY, reader)[0].event
    assert (late.act, late.pk < quick.pk) == ("things.slow", True)
    assert verify(CITY).ok


def test_a_sealer_killed_within_a_batch_leaves_nothing_half_done() -> None:
    some_deeds(20)
    sealer = start('with transaction.atomic():\n    seal(CITY, batch=6)\n    say("written")\n    time.sleep(600)')
    hear(sealer, "written")
    sealer.kill()
    sealer.wait()
    assert (Seal.objects.count(), Sealing.objects.count(), Unsealed.objects.count()) == (0, 0, 20)
    assert seal(CITY) == 20
    assert verify(CITY).ok


def test_a_sealer_killed_at_any_moment_leaves_whole_seals() -> None:
    some_deeds(400)
    for wanted in (1, 2, 5):
        sealer = start('for made in seals(CITY, batch=10):\n    say("sealed")')
        for _ in range(wanted):
            hear(sealer, "sealed")
        sealer.kill()
        sealer.wait()
        report = verify(CITY)
        assert report.ok
        assert report.events + report.waiting == 400
        assert report.events == report.seals * 10
    seal(CITY)
    assert verify(CITY).events == 400


def test_a_reader_killed_before_its_commit_gets_the_same_events_again() -> None:
    some_deeds(3)
    seal(CITY)
    reader = start(
        "from luoshi.journal.feed import reading\n"
        'with reading("letters", CITY):\n    a_deed("things.answered")\n    say("answered")\n    time.sleep(600)'
    )
    hear(reader, "answered")
    reader.kill()
    reader.wait()
    assert not Cursor.objects.filter(name="letters").exists()
    assert not Event.objects.filter(act="things.answered").exists()
    assert verify(CITY).ok


def test_a_writer_killed_before_its_commit_leaves_no_event() -> None:
    a_thing()
    writer = start('with act():\n    some_deeds(3)\n    say("written")\n    time.sleep(600)')
    hear(writer, "written")
    writer.kill()
    writer.wait()
    assert (Event.objects.count(), seal(CITY)) == (0, 0)
