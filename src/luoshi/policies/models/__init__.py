"""Policy documents: files, compilations, clauses, items under review, opinions."""

from luoshi.policies.models.documents import Clause, Compilation, Policy, PolicyFile
from luoshi.policies.models.opinions import Opinion, OpinionRound
from luoshi.policies.models.review import (
    Correction,
    Decision,
    EditDraft,
    Finding,
    Repair,
    ReviewItem,
    ReviewPresence,
    UnitReading,
)

__all__ = [
    "Clause",
    "Compilation",
    "Correction",
    "Decision",
    "EditDraft",
    "Finding",
    "Opinion",
    "OpinionRound",
    "Policy",
    "PolicyFile",
    "Repair",
    "ReviewItem",
    "ReviewPresence",
    "UnitReading",
]
