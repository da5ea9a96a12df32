"""The outline of a document: chapters, articles, items, annexes, in whatever nesting it uses."""

from __future__ import annotations

from luoshi.compiler.draft import Draft
from luoshi.compiler.outline.roles import assign_roles
from luoshi.compiler.outline.segments import segments
from luoshi.compiler.outline.tree import build


def outline(draft: Draft) -> Draft:
    """Build the clause tree and the parts. The own texts of all clauses, in order, are the whole text."""
    return build(draft, assign_roles(draft, segments(draft)))
