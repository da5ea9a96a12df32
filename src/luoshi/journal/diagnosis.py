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
    at = {place.position: place for place in places}
    out = [Fault(kind=Kind.UNPLACED, seal=seal, position=p) for p in range(first, first + count) if p not in at]
    known = [before, *(place.link for place in places)]
    follows: dict[int, str] = {}  # position -> the link its own link was computed from
    doubtful: list[Place] = []
    for place in places:
        previous = (
            before if place.position == first else at[place.position - 1].link if place.position - 1 in at else None
        )
        if place.computed is None:
            out.append(Fault(kind=Kind.REMOVED, event=place.event, position=place.position, seal=seal))
        elif not place.intact:
            out.append(Fault(kind=Kind.CHANGED, event=place.event, position=place.position, seal=seal))
        elif previous is not None and link(hash_of, previous, place.event, place.computed) == place.link:
            follows[place.position] = previous
        else:
            doubtful.append(place)
    for place in doubtful:
        out += _doubt(place, at, known, follows, before, first, seal, len(places) > count, hash_of)
    out += _reordered(places, follows, before, seal)
    return sorted(out, key=lambda fault: fault.position or 0)


def _doubt(
    place: Place, at: dict[int, Place], known: Sequence[str], follows: dict[int, str], before: str, first: int,
    seal: int, crowded: bool, hash_of: Hash,
) -> Iterator[Fault]:  # fmt: skip
    """What became of an intact event whose link does not fit the link before it."""
    if place.computed is None or place.position in follows:
        return
    for other in known[: TRIED * 50]:
        if link(hash_of, other, place.event, place.computed) == place.link:
            follows[place.position] = other  # genuine; whether it moved is seen from the order of all
            return
    previous = before if place.position == first else at[place.position - 1].link if place.position - 1 in at else None
    if previous is None:  # its predecessor is gone, which is said already
        return
    told = {"event": place.event, "position": place.position, "seal": seal}
    ours = link(hash_of, previous, place.event, place.computed)
    after = at.get(place.position + 1)
    if after and after.computed and link(hash_of, ours, after.event, after.computed) == after.link:
        follows[place.position + 1] = place.link
        yield Fault(kind=Kind.LINK_CHANGED, **told)
    elif any(o.computed and link(hash_of, previous, o.event, o.computed) == place.link for o in at.values()):
        yield Fault(kind=Kind.REORDERED, **told)
    else:
        yield Fault(kind=Kind.INSERTED if crowded else Kind.REPLACED, **told)


def _reordered(places: Sequence[Place], follows: dict[int, str], before: str, seal: int) -> Iterator[Fault]:
    """Genuine sealings that do not stand in the order in which they were chained."""
    successor = {follows[place.position]: place for place in places if place.position in follows}
    rank = {place.link: number for number, place in enumerate(places)}
    genuine = [place for place in places if place.position in follows]
    chained: list[Place] = []
    seen: set[int] = set()
    starts = [before, *(place.link for place in places if place.position not in follows)]
    for start in sorted(starts, key=lambda text: rank.get(text, -1)):
        step = successor.get(start)
        while step is not None and step.position not in seen:
            seen.add(step.position)
            chained.append(step)
            step = successor.get(step.link)
    for place, proper in zip(genuine, chained, strict=False):
        if place is not proper:
            yield Fault(kind=Kind.REORDERED, event=place.event, position=place.position, seal=seal)
