"""A pack made elsewhere (``luoshi compile``, a pack kept in git) taken in as a policy, without its text."""

from __future__ import annotations

from luoshi.journal.services import act, digest_of, record
from luoshi.kernel.actors import Actor
from luoshi.packs.files import dump_json
from luoshi.packs.model import Pack
from luoshi.policies.compiling import Reading
from luoshi.policies.models import Policy
from luoshi.policies.services.acting import require
from luoshi.policies.services.storing import store_reading


def import_pack(actor: Actor, pack: Pack, *, level: str = Policy.Level.INTERNAL) -> tuple[Policy, bool]:
    """The policy of ``pack``, and whether it was made now; a pack taken in before gives the policy of then.

    A pack of a document that is here already (same title and number, other content) becomes its new version: keys
    and decisions carry over. Items wait for review as after a compilation; the raw text is empty, so spans show the
    clause only.
    """
    require(actor, "upload")
    mark = _mark(pack)
    known = find_pack(actor, pack)
    if known is not None:
        return known, False
    facts = pack.document
    with act():
        title = (facts.title or "未命名")[:300]
        previous = (
            Policy.objects.of(actor)
            .filter(title=title, number=(facts.number or "")[:60])
            .exclude(state=Policy.State.WITHDRAWN)
            .order_by("-pk")
            .first()
        )
        policy = Policy.objects.create(
            jurisdiction=actor.jurisdiction, title=title, level=level, created_by=actor.opaque, previous=previous,
            family=(previous.family or previous.pk) if previous is not None else None, pack_digest=mark,
        )  # fmt: skip
        record(actor, "policies.pack_taken_in", policy, detail={"digest": mark, "compiler": pack.compiler})
        store_reading(actor, policy, Reading((), "", (), pack))
    policy.refresh_from_db()
    return policy, True


def find_pack(actor: Actor, pack: Pack) -> Policy | None:
    """The policy that this very pack was taken in as; None when it was not, or was withdrawn."""
    rows = Policy.objects.of(actor).filter(pack_digest=_mark(pack)).exclude(state=Policy.State.WITHDRAWN)
    found: Policy | None = rows.order_by("-pk").first()
    return found


def _mark(pack: Pack) -> str:
    return digest_of({"pack": dump_json(pack)})
