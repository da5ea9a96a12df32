"""Policy documents for programs: the list, and one with its clauses."""

from __future__ import annotations

from typing import Any

from ninja import Query, Router, Schema

from luoshi.api.entering import ApiRequest, reads
from luoshi.api.paging import MOST, read, written
from luoshi.api.schemas import ClauseOut, PolicyOut, PolicyPage, PolicyRow
from luoshi.api.tasks import FAULTS
from luoshi.policies import queries
from luoshi.policies.access import access
from luoshi.policies.models import Policy
from luoshi.ui.lists.filters import plain

SCOPE = "policies:read"
router = Router(tags=["policies"])


class PolicyQuery(Schema):
    """What narrows the list."""

    state: str = ""
    number: str = ""
    limit: int = 50
    cursor: str = ""


@router.get("/policies", url_name="policies", response={200: PolicyPage, **FAULTS}, summary="Policies, newest first")
@reads("policies", SCOPE, access, "list")
def policies(request: ApiRequest, query: Query[PolicyQuery]) -> Any:
    """The policies that the token's person may open, by their distribution level."""
    rows = queries.visible(request.actor)
    rows = rows.filter(state=plain(query.state)) if query.state else rows
    rows = rows.filter(number=plain(query.number)) if query.number else rows
    if query.cursor:
        rows = rows.filter(pk__lt=read(query.cursor))
    limit = min(max(query.limit, 1), MOST)
    page = list(rows[: limit + 1])
    items = [PolicyRow(**_facts(row)) for row in page[:limit]]
    return PolicyPage(items=items, next=written(page[limit - 1].pk) if len(page) > limit else None)


@router.get("/policies/{int:pk}", url_name="policy", response={200: PolicyOut, **FAULTS}, summary="One policy")
@reads("policy", SCOPE, access, "view", model=Policy)
def policy(request: ApiRequest, pk: int) -> Any:
    """A policy with its clauses in reading order."""
    row: Policy = request.subject
    clauses = [
        ClauseOut(
            path=each.path, parent=each.parent, kind=each.kind, level=each.level, number=each.number, title=each.title,
            text=each.text, start=each.start, end=each.end,
        )
        for each in row.clauses.order_by("order")
    ]  # fmt: skip
    return PolicyOut(**_facts(row), clauses=clauses)


def _facts(row: Policy) -> dict[str, Any]:
    return {
        "id": row.pk, "title": row.title, "number": row.number, "issuer": row.issuer, "issued_on": row.issued_on,
        "published_on": row.published_on, "level": row.level, "state": row.state, "previous": row.previous_id,
    }  # fmt: skip
