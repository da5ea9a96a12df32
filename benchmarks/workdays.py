"""Counting working days for arrays of dates beside numpy's own business days, in one run.

    python benchmarks/workdays.py [--reduced]

The peer is given the holidays of the notices, but knows no make-up days, so part of its answers are wrong; how many is
reported. Both get the same random cases, in turn, several times; the ratio is the median of the pairs. The full run
writes its figures into docs/performance.md.
"""

from __future__ import annotations

import argparse
import gc
import platform
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from luoshi.kernel.workdays import NATIONAL, Calendar, Override, add_workdays
from luoshi.kernel.workdays.notices import SATURDAY, published

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
BEGIN, END = "<!-- figures: written by benchmarks/workdays.py -->", "<!-- end of figures -->"
HEADING = "## 工作日 · Working days"
CASES, REDUCED = 10_000_000, 300_000
ROUNDS, FEW = 7, 3
MOST_RATIO = 1.5
SEED = 20180928

Arrays = tuple[np.ndarray[Any, Any], np.ndarray[Any, Any], np.ndarray[Any, Any]]


def cases(number: int) -> Arrays:
    """Random (dates, counts from 1 to 60, later dates) over the published years."""
    random = np.random.default_rng(SEED)
    notices = published()
    first, last = (np.datetime64(day, "D").astype(int) for day in (notices.first, notices.last.replace(month=6)))
    starts = random.integers(first, last, number).astype("datetime64[D]")
    return starts, random.integers(1, 61, number), starts + random.integers(0, 180, number)


def paired(ours: Callable[[], object], peer: Callable[[], object], rounds: int) -> tuple[float, float, float]:
    """Median seconds of ours and of the peer, and the median ratio of neighbouring runs (A B A B ...)."""
    taken: list[tuple[float, float]] = []
    for _ in range(rounds):
        taken.append((seconds(ours), seconds(peer)))
    return (
        statistics.median(one for one, _ in taken),
        statistics.median(other for _, other in taken),
        statistics.median(one / other for one, other in taken),
    )


def seconds(run: Callable[[], object]) -> float:
    gc.collect()
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def measure(number: int, rounds: int) -> list[str]:
    """The lines of the page."""
    starts, counts, ends = cases(number)
    resting = [day for day in published().holidays if day.weekday() < SATURDAY]
    peer = np.busdaycalendar(holidays=np.array(resting, dtype="datetime64[D]"))
    local = Calendar([Override(date(year, 9, 1), False, "纪念日") for year in range(2004, 2026)])

    def peers_dates() -> np.ndarray[Any, Any]:
        return np.busday_offset(starts, counts, roll="backward", busdaycal=peer)

    def peers_counts() -> np.ndarray[Any, Any]:
        return np.busday_count(starts + 1, ends + 1, busdaycal=peer)

    NATIONAL.add(starts[:1], 1), local.add(starts[:1], 1)  # the tables are made once, whatever is counted
    rows = [
        ("add / busday_offset", paired(lambda: NATIONAL.add(starts, counts), peers_dates, rounds)),
        ("add, local overrides / busday_offset", paired(lambda: local.add(starts, counts), peers_dates, rounds)),
        ("subtract / busday_offset", paired(
            lambda: NATIONAL.subtract(starts, counts),
            lambda: np.busday_offset(starts, -counts, roll="forward", busdaycal=peer), rounds,
        )),
        ("between / busday_count", paired(lambda: NATIONAL.between(starts, ends), peers_counts, rounds)),
        ("is_workday / is_busday", paired(
            lambda: NATIONAL.is_workday(starts), lambda: np.is_busday(starts, busdaycal=peer), rounds
        )),
    ]  # fmt: skip
    wrong = float((NATIONAL.add(starts, counts)[0] != peers_dates()).mean())
    miscounted = float((NATIONAL.between(starts, ends)[0] != peers_counts()).mean())
    few = [(day, int(count)) for day, count in zip(starts[:100_000].tolist(), counts[:100_000], strict=True)]
    single = seconds(lambda: [add_workdays(day, count) for day, count in few]) / len(few)
    made = seconds(lambda: Calendar([Override(date(2020, 9, 1), False, "纪念日")]).add(starts[:1], 1))
    return [
        f"Python {platform.python_version()}, numpy {np.__version__}, {platform.machine()}, {number:,} cases,"
        f" medians of {rounds} pairs.",
        "",
        "| ours / numpy's | ours, s | numpy's, s | ratio |",
        "|---|--:|--:|--:|",
        *(f"| {name} | {ours:.3f} | {theirs:.3f} | {ratio:.2f} |" for name, (ours, theirs, ratio) in rows),
        "",
        f"- Greatest ratio: {max(ratio for _, (_, _, ratio) in rows):.2f} (to reach: at most {MOST_RATIO}).",
        f"- Answers of numpy that are wrong, for it knows no make-up days: {wrong:.0%} of the dates,"
        f" {miscounted:.0%} of the counts.",
        f"- One date at a time: {single * 1e6:.1f} µs. The tables of a new calendar: {made * 1e3:.1f} ms, once.",
    ]


def write(figures: str) -> None:
    """Put the figures between their marks in the page; everything else in it is written by hand."""
    text = PAGE.read_text(encoding="utf-8")
    if BEGIN not in text:
        text = f"{text.rstrip()}\n\n{HEADING}\n\n{BEGIN}\n{END}\n"
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n{figures}\n{END}{after}", encoding="utf-8")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--reduced", action="store_true", help="fewer cases and rounds, nothing written")
    given = options.parse_args()
    figures = "\n".join(measure(REDUCED, FEW) if given.reduced else measure(CASES, ROUNDS))
    print(figures)
    if not given.reduced:
        write(figures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
