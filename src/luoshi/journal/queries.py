"""Named questions to the journal."""

from __future__ import annotations

from luoshi.journal.anchors import anchored_places
from luoshi.journal.models import Event


def jurisdictions() -> list[str]:
    """Every jurisdiction that has events, or had some when it was anchored. One indexed look-up for each."""
    found, last = set(anchored_places()), ""
    while True:
        later = Event.objects.filter(jurisdiction__gt=last).order_by("jurisdiction")
        next_place = later.values_list("jurisdiction", flat=True).first()
        if next_place is None:
            return sorted(found)
        found.add(next_place)
        last = next_place
