"""Whatever comes in, the compiler gives a pack that holds together, in bounded time, or the reader refuses.

Cases are made from seeds one after the other for ``--fuzz-seconds``; a failing case names its seed and is made again
with ``--fuzz-seed``.
"""

from __future__ import annotations

import contextlib
import re
import signal
import time
from collections.abc import Callable, Iterator
from random import Random
from types import FrameType
from typing import Any

import pytest

from luoshi.compiler.assemble import assemble
from luoshi.compiler.lint import Checked, check
from luoshi.compiler.pipeline import draft_of
from luoshi.packs.files import dump_json, dump_yaml, parse
from luoshi.packs.model import ITEM_LISTS, Pack
from luoshi.texts.model import ReadingError, Source
from luoshi.texts.reading import office, read_bytes
from tests.fuzz.inputs import any_bytes, any_text, hostile_line

SECONDS_A_CASE = 20
LONG = 60_000  # characters of a hostile line; whole megabytes are in benchmarks/hostile.py
HALF_CHARACTER = re.compile("[\ud800-\udfff]")  # no reader gives one, and no file can hold it
ROUTINE = 2.0  # up to so many seconds the same seeds run every time


class TooLong(Exception):
    """A case ran longer than ``SECONDS_A_CASE``."""


@contextlib.contextmanager
def _time_limit() -> Iterator[None]:
    if not hasattr(signal, "SIGALRM"):  # Windows: the limit of the whole run must do
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise TooLong(f"more than {SECONDS_A_CASE} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(SECONDS_A_CASE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _fuzz(config: pytest.Config, make: Callable[[Random], Any], run: Callable[[Any], None]) -> None:
    """Run case after case; the first that fails is told with its seed and the beginning of its input."""
    seconds, chosen = config.getoption("--fuzz-seconds"), config.getoption("--fuzz-seed")
    if not seconds and chosen is None:
        pytest.skip("--fuzz-seconds 0:按要求不做模糊测试 · no fuzzing was asked for")
    seed = chosen if chosen is not None else 0 if seconds <= ROUTINE else time.time_ns() % 10**9 * 1000
    until = time.monotonic() + seconds
    while True:
        case = make(Random(seed))
        try:
            with _time_limit():
                run(case)
        except Exception as error:
            shown = f"{type(error).__name__}: {error}"[:600]
            raise AssertionError(
                f"seed {seed} failed (run it again with --fuzz-seed {seed}): {shown}\ninput: {case!r:.800}"
            ) from error
        seed += 1
        if chosen is not None or time.monotonic() > until:
            return


def _spans(value: object) -> Iterator[Any]:
    """Every span that a record of the pack points with."""
    for name in ("span", "own"):
        if (span := getattr(value, name, None)) is not None:
            yield span
    for spans in getattr(value, "spans", {}).values():
        yield from spans


def _holds_together(source: Source) -> Pack:
    """Compile and lint, and check what must be true of every pack."""
    draft = draft_of([source])
    raw, text = source.raw, draft.text
    assert draft.repaired.rebuild() == raw, "the raw text is not rebuilt from the repairs"
    assert "".join(c.own.of(text) for c in draft.clauses) == text, "the clauses do not tile the text"
    for repair in draft.repaired.repairs:
        assert repair.before == repair.span.of(raw)
        assert repair.after == repair.place.of(text)
    pack = assemble(draft)
    assert "".join(c.text for c in pack.clauses) == text
    records = [*pack.clauses, *pack.repairs, *(item for name in ITEM_LISTS for item in getattr(pack, name))]
    assert all(0 <= s.start <= s.end <= len(raw) for record in records for s in _spans(record)), (
        "a span leaves the text"
    )
    keys = [item.key for name in ITEM_LISTS for item in getattr(pack, name)]
    assert all(keys) and len(set(keys)) == len(keys), "an item without a key of its own"
    assert len({c.path for c in pack.clauses}) == len(pack.clauses), "two clauses of one path"
    for item in (item for name in ITEM_LISTS for item in getattr(pack, name)):
        assert item.confidence == "high" or item.reasons, f"{item.id} is marked low without a reason"
    check([Checked(draft, pack, source.name)])
    return pack


def _round_trips(pack: Pack) -> None:
    assert parse(dump_json(pack)).pack == pack, "the pack is another after JSON"
    written = parse(dump_yaml(pack)).pack
    if not HALF_CHARACTER.search("".join(c.text for c in pack.clauses) + "".join(r.before for r in pack.repairs)):
        assert written == pack, "the pack is another after YAML"


def _source(text: str) -> Source:
    return Source(name="a.txt", raw=text, sha256="", reader="text/1")


@pytest.fixture(autouse=True)
def _no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "office_program", lambda: None)


def test_any_text_becomes_a_pack_that_holds_together(pytestconfig: pytest.Config) -> None:
    def run(text: str) -> None:
        _round_trips(_holds_together(_source(text)))

    _fuzz(pytestconfig, any_text, run)


def test_any_bytes_are_compiled_or_refused(pytestconfig: pytest.Config) -> None:
    def run(file: tuple[str, bytes]) -> None:
        with contextlib.suppress(ReadingError):
            _round_trips(_holds_together(read_bytes(*file)))

    _fuzz(pytestconfig, any_bytes, run)


def test_a_hostile_line_ends_in_time_and_loses_nothing(pytestconfig: pytest.Config) -> None:
    def make(random: Random) -> str:
        return hostile_line(random, random.choice((1000, LONG)))

    def run(text: str) -> None:
        _holds_together(_source(text))

    _fuzz(pytestconfig, make, run)
