"""What stands in the way of confirming a policy, counted and named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from luoshi.kernel.speech import Phrase


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One kind of thing left to do. ``where``: the query of the review page that shows exactly these."""

    code: str
    count: int
    words: Phrase
    where: str


WORDS = {
    "low": Phrase("项存疑内容还没有处理(逐项接受并写明理由、更正或退回)", "doubtful items are open (accept each with a reason, correct or reject it)"),
    "units": Phrase("个单位名称还没有认定", "names of units are not settled"),
    "repairs": Phrase("处存疑修复还没有判断", "doubtful repairs are not judged"),
    "pending": Phrase("项内容还没有核对", "items are not checked"),
}  # fmt: skip
WHERE = {"low": "?show=low", "units": "?panel=units", "repairs": "?panel=repairs", "pending": "?show=pending"}


def obstacles(*, low: int, units: int, repairs: int, pending: int = 0) -> tuple[Obstacle, ...]:
    """What is left, most serious first; ``pending`` counts undecided items that are not doubtful.

    >>> [(o.code, o.count) for o in obstacles(low=2, units=0, repairs=1)]
    [('low', 2), ('repairs', 1)]
    """
    counts = {"low": low, "units": units, "repairs": repairs, "pending": pending}
    return tuple(Obstacle(code, count, WORDS[code], WHERE[code]) for code, count in counts.items() if count)


def sentence(found: Iterable[Obstacle]) -> Phrase:
    """The obstacles as one sentence."""
    found = list(found)
    zh = "、".join(f"{o.count} {o.words.zh}" for o in found)
    en = "; ".join(f"{o.count} {o.words.en}" for o in found)
    return Phrase(f"还不能送审:{zh}。", f"It cannot be submitted yet: {en}.")
