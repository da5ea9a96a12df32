"""How the journal tells the acts of enactment."""

from __future__ import annotations

from luoshi.journal.sentences import register
from luoshi.kernel.speech import Phrase

SENTENCES = {
    "enactment.planned": Phrase("{actor}拟订了方案,共 {steps} 步", "{actor} made a plan of {steps} steps"),
    "enactment.chosen": Phrase("{actor}对方案作了选择", "{actor} answered steps of the plan"),
    "enactment.dropped": Phrase("{actor}放弃了方案", "{actor} gave the plan up"),
    "enactment.applied": Phrase("{actor}批准方案并一次办结", "{actor} approved the plan, applied as one act"),
}


def connect() -> None:
    """Give the acts their sentences."""
    for act, words in SENTENCES.items():
        register(act, words)
