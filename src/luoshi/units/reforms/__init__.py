"""The national reforms of government bodies as proposals for the units of one place.

The facts (which kinds of body ended when, and what followed) are the compiler's lexicon; here are the usual full names
of the successors and the plan for a place. Nothing happens until a person has approved each line, names and dates
being editable: places differ.
"""

from luoshi.units.reforms.approval import Decision, approve_reform
from luoshi.units.reforms.proposal import TEMPLATES, Proposal, Template, apply_reform

__all__ = ["TEMPLATES", "Decision", "Proposal", "Template", "apply_reform", "approve_reform"]
