"""What was done to a seal that no longer fits its events. Pure: works on what was read.

Each sealing keeps its link, the running hash. A link that fits the link before it proves its event and its place; one
that fits a link elsewhere proves the event but shows that the order was changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from luoshi.journal.chain import Hash, link
from luoshi.journal.faults import Fault, Kind

TRIED = 200  # places of one seal that are looked for elsewhere


@dataclass(frozen=True, slots=True)
class Place:
    """A sealing as it was read: where it stands, its event, its link, and the event computed again (None: gone)."""

    position: int
    event: int
    link: str
    computed: str | None
    intact: bool  # the event fits its own digest


def places_of_faults(
    places: Sequence[Place], *, seal: int, before: str, first: int, count: int, hash_of: Hash
) -> list[Fault]:
    """The faults of one seal. ``places`` by position; ``before``: the head of the seal before."""
    return _Diagnosis(places, seal, before, first, count, hash_of).run()


class _Diagnosis:
    """``follows`` collects, by position, the link that a sealing's own link was computed from."""

    def __init__(
        self, places: Sequence[Place], seal: int, before: str, first: int, count: int, hash_of: Hash
    ) -> None:  # fmt: skip
        self.places, self.seal, self.before, self.first, self.count = places, seal, before, first, count
        self.hash_of = hash_of
        self.at = {place.position: place for place in places}
        self.follows: dict[int, str] = {}

    def run(self) -> list[Fault]:
        due = range(self.first, self.first + self.count)
        out = [Fault(kind=Kind.UNPLACED, seal=self.seal, position=p) for p in due if p not in self.at]
        doubtful: list[Place] = []
        for place in self.places:
            previous = self._previous(place)
            if place.computed is None:
                out.append(self._fault(Kind.REMOVED, place))
            elif not place.intact:
                out.append(self._fault(Kind.CHANGED, place))
            elif previous is not None and self._fits(previous, place, place.link):
                self.follows[place.position] = previous
            else:
                doubtful.append(place)
        known = [self.before, *(place.link for place in self.places)]
        for place in doubtful[:TRIED]:  # genuine ones first; whether they moved is seen from the order of all
            for other in known:
                if self._fits(other, place, place.link):
                    self.follows[place.position] = other
        for place in doubtful:
            out += self._doubt(place)
        out += self._reordered()
        return sorted(out, key=lambda fault: fault.position or 0)

    def _doubt(self, place: Place) -> Iterator[Fault]:
        """What became of an intact event whose link fits no link before it."""
        previous = self._previous(place)
        if place.position in self.follows or previous is None:  # explained, or its predecessor is gone, which is said
            return
        after = self.at.get(place.position + 1)
        if after is not None and self._fits(self._link(previous, place), after, after.link):
            self.follows[after.position] = place.link
            yield self._fault(Kind.LINK_CHANGED, place)
        elif any(self._fits(previous, other, place.link) for other in self.places):
            yield self._fault(Kind.REORDERED, place)
        else:
            yield self._fault(Kind.INSERTED if len(self.places) > self.count else Kind.REPLACED, place)

    def _reordered(self) -> Iterator[Fault]:
        """Genuine sealings that do not stand in the order in which they were chained."""
        genuine = [place for place in self.places if place.position in self.follows]
        successor = {self.follows[place.position]: place for place in genuine}
        chained: list[Place] = []
        seen: set[int] = set()
        for start in [self.before, *(p.link for p in self.places if p.position not in self.follows)]:
            step = successor.get(start)
            while step is not None and step.position not in seen:
                seen.add(step.position)
                chained.append(step)
                step = successor.get(step.link)
        for place, proper in zip(genuine, chained, strict=False):
            if place is not proper:
                yield self._fault(Kind.REORDERED, place)

    def _previous(self, place: Place) -> str | None:
        """The link that stands before a place; None where that sealing is gone."""
        if place.position == self.first:
            return self.before
        found = self.at.get(place.position - 1)
        return found.link if found else None

    def _link(self, previous: str, place: Place) -> str:
        return link(self.hash_of, previous, place.event, place.computed or "")

    def _fits(self, previous: str, place: Place, stored: str) -> bool:
        return place.computed is not None and self._link(previous, place) == stored

    def _fault(self, kind: Kind, place: Place) -> Fault:
        return Fault(kind=kind, event=place.event, position=place.position, seal=self.seal)
