"""Which known words say the same as new ones: shared rare runs of characters first, then the share of pairs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

from luoshi.packs.matching import Shingles, likeness, shingles, squeeze

RUN = 4  # characters of a run that is looked up
SHARED = 2  # runs that a candidate must share
CLOSE = 0.55  # likeness from which two texts may be the same
SURE = 0.85  # likeness from which they most likely are

Key = TypeVar("Key", bound=Hashable)
Known = TypeVar("Known", bound=Hashable)


def closest(wanted: Mapping[Key, str], known: Iterable[tuple[Known, str]]) -> dict[Key, tuple[Known, float]]:
    """For each of ``wanted`` (key -> words) the likest of ``known`` (id, words) with its likeness, where close enough.

    ``known`` is read once, so that it may come from a cursor; time grows with its characters.

    >>> closest({"a": "新开办企业3个工作日内办结"}, [(7, "新开办企业3个工作日以内办结"), (8, "完善口岸功能")])
    {'a': (7, 0.88)}
    """
    words = {key: squeeze(text) for key, text in wanted.items()}
    pairs: dict[Key, Shingles] = {key: shingles(text) for key, text in words.items()}
    places: dict[str, list[Key]] = defaultdict(list)
    for key, text in words.items():
        for run in _runs(text):
            places[run].append(key)
    crowd = max(8, len(words) // 10)
    places = defaultdict(list, {run: keys for run, keys in places.items() if len(keys) <= crowd})
    best: dict[Key, tuple[Known, float]] = {}
    for number, text in known:
        said = squeeze(text)
        shared: Counter[Key] = Counter()
        for run in _runs(said):
            if run in places:
                shared.update(places[run])
        told: Shingles | None = None
        for key, count in shared.items():
            if count < min(SHARED, max(len(words[key]) - RUN, 1)):
                continue
            told = told or shingles(said)
            share = round(likeness(pairs[key], told), 2)
            if share >= CLOSE and (key not in best or share > best[key][1]):
                best[key] = (number, share)
    return best


def _runs(text: str) -> set[str]:
    return {text[i : i + RUN] for i in range(max(len(text) - RUN + 1, 1))}
