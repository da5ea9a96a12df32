"""The matrix of docs/access.md: every route and who may enter it."""

from __future__ import annotations

from luoshi.accounts.rules import ROLE_NAMES
from luoshi.kernel.actors import Role
from tests.access.routes import Route
from tests.access.world import Visitor, World

_MARKS = {"own": "本", "other": "他", "away": "区", "foreign": "异"}
_HEAD = """# 访问矩阵 · Access matrix

由 `LUOSHI_WRITE_ACCESS=1 pytest tests/access` 按地址表生成,请勿手改;`pytest tests/access` 逐格核对。
Written from the URL map by `LUOSHI_WRITE_ACCESS=1 pytest tests/access`; do not edit. `pytest tests/access` checks every cell.

● 可进入 · may enter; 空 · empty: 拒绝 · refused. 有对象的地址 · routes of an object: 本 own unit's, 他 another unit's in the same area, 区 in another area.
另一城市的对象对任何人都不可见 · objects of another city are found by nobody. 〔本〕 看得见但不能办 · is seen, but the act is refused.

"""


def table(world: World, routes: list[Route]) -> str:
    """The document."""
    lines = [_HEAD, "## 公开的地址 · Public routes\n", "| 地址 · Path | 理由 · Why |", "|---|---|"]
    lines += [
        f"| `{route.path}` | {route.decision.public} |" for route in routes if route.decision and route.decision.public
    ]
    heads = " | ".join(_name(visitor) for visitor in world.visitors)
    lines += [
        "\n## 其余地址 · All other routes\n",
        f"| 地址 · Path | 行为 · Act | {heads} |",
        "|---|---|" + "---|" * len(world.visitors),
    ]
    for route in sorted((r for r in routes if r.guarded), key=lambda r: r.path):
        assert route.decision is not None
        cells = " | ".join(cell(world, route, visitor) for visitor in world.visitors)
        lines.append(f"| `{route.path}` | {route.decision.act} | {cells} |")
    return "\n".join(lines) + "\n"


def cell(world: World, route: Route, visitor: Visitor) -> str:
    """What a visitor may do at a route."""
    decision = route.decision
    assert decision is not None and decision.policy is not None
    actor = visitor.actor
    if decision.model is None:
        return "●" if decision.policy.allows(actor, decision.act, None) else ""
    marks = ""
    for place in world.places:
        found = place.object_of(decision.model)
        subject = decision.policy.visible(actor, decision.model._default_manager.all()).filter(pk=found.pk).first()
        if subject is not None:
            mark = _MARKS[place.key]
            marks += mark if decision.policy.allows(actor, decision.act, subject) else f"〔{mark}〕"
    return marks.replace("〕〔", "")


def _name(visitor: Visitor) -> str:
    if visitor.key == "supervisor_area":
        return "督查员(北区) Supervisor of an area"
    if visitor.key == "no_role":
        return "无角色 No role"
    words = ROLE_NAMES[Role(visitor.key)]
    return f"{words.zh} {words.en}"
