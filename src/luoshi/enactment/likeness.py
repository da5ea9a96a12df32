"""Which running task says the same as a new one: shared rare runs of characters first, then the share of pairs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from luoshi.packs.matching import Shingles, likeness, shingles, squeeze

RUN = 4  # characters of a run that is looked up
SHARED = 2  # runs that a candidate must share
CLOSE = 0.55  # likeness from which a person is asked


def closest(wanted: Mapping[str, str], running: Iterable[tuple[int, str]]) -> dict[str, tuple[int, float]]:
    """For each key of ``wanted`` (key -> words) the likest of ``running`` (id, words), when it is close enough.

    ``running`` is read once, so that it may come from a cursor; time grows with its characters.

    >>> closest({"a": "新开办企业3个工作日内办结"}, [(7, "新开办企业3个工作日以内办结"), (8, "完善口岸功能")])
    {'a': (7, 0.88)}
    """
    words = {key: squeeze(text) for key, text in wanted.items()}
    pairs: dict[str, Shingles] = {key: shingles(text) for key, text in words.items()}
    places: dict[str, list[str]] = defaultdict(list)
    for key, text in words.items():
        for run in _runs(text):
            places[run].append(key)
    crowd = max(8, len(words) // 10)
    for run in [run for run, keys in places.items() if len(keys) > crowd]:
        del places[run]  # a run in many items tells nothing
    best: dict[str, tuple[int, float]] = {}
    for number, text in running:
        said = squeeze(text)
        shared: Counter[str] = Counter()
        for run in _runs(said):
            if run in places:
                shared.update(places[run])
        told = None
        for key, count in shared.items():
            if count < min(SHARED, max(len(words[key]) - RUN, 1)):
                continue
            told = told or shingles(said)
            share = round(likeness(pairs[key], told), 2)
            if share >= CLOSE and share > best.get(key, (0, 0.0))[1]:
                best[key] = (number, share)
    return best


def _runs(text: str) -> set[str]:
    return {text[i : i + RUN] for i in range(max(len(text) - RUN + 1, 1))}
