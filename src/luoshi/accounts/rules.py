"""Pure decisions about people, posts and rights."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from luoshi.kernel.actors import ADMIN_ROLES, OFFICE_ROLES, UNIT_ROLES, Role
from luoshi.kernel.speech import Phrase

ROLE_NAMES: dict[Role, Phrase] = {
    Role.EDITOR: Phrase("政策编辑", "Editor"),
    Role.CONFIRMER: Phrase("政策确认人", "Confirmer"),
    Role.SUPERVISOR: Phrase("督查员", "Supervisor"),
    Role.DRAFTER: Phrase("联络员", "Drafter"),
    Role.SECTION_HEAD: Phrase("科室负责人", "Section head"),
    Role.UNIT_HEAD: Phrase("单位负责人", "Unit head"),
    Role.LEADER: Phrase("领导", "Leader"),
    Role.SYSTEM_ADMIN: Phrase("系统管理员", "System administrator"),
    Role.SECURITY_ADMIN: Phrase("安全管理员", "Security administrator"),
    Role.AUDIT_ADMIN: Phrase("审计管理员", "Audit administrator"),
}
ROLE_MEANINGS: dict[Role, Phrase] = {
    Role.EDITOR: Phrase("上传、编译、审校政策文件", "uploads, compiles and reviews policies"),
    Role.CONFIRMER: Phrase("确认他人审校的条目,批准入账", "confirms what another person reviewed, approves enactment"),
    Role.SUPERVISOR: Phrase("督查室:台账、核验、裁定", "the supervision office: ledger, verification, rulings"),
    Role.DRAFTER: Phrase("签收任务、起草进展", "acknowledges tasks, drafts reports"),
    Role.SECTION_HEAD: Phrase("审核本科室的进展", "passes reports of the section"),
    Role.UNIT_HEAD: Phrase("签发本单位的进展", "passes reports out of the unit"),
    Role.LEADER: Phrase("查看分管范围内已核验的进展", "sees verified progress within the portfolio"),
    Role.SYSTEM_ADMIN: Phrase("维护系统运行,不接触业务数据", "runs the machine, sees no business data"),
    Role.SECURITY_ADMIN: Phrase("管理人员、岗位和权限", "manages people, posts and rights"),
    Role.AUDIT_ADMIN: Phrase("查阅和核验日志", "reads and verifies the journal"),
}


@dataclass(frozen=True, slots=True)
class Term:
    """A role that a person has from ``start`` (included) to ``end`` (excluded; None: without end)."""

    role: Role
    start: date
    end: date | None = None

    def meets(self, other: Term) -> bool:
        """Whether both hold on some day."""
        return (self.end is None or other.start < self.end) and (other.end is None or self.start < other.end)


def common_term(role: Role, *spans: tuple[date, date | None]) -> Term | None:
    """The days on which all ``spans`` hold, as a term of ``role``; None when there is no such day.

    >>> common_term(Role.EDITOR, (date(2020, 1, 1), None), (date(2020, 3, 1), date(2020, 4, 1)))
    Term(role=<Role.EDITOR: 'editor'>, start=datetime.date(2020, 3, 1), end=datetime.date(2020, 4, 1))
    """
    start = max(span[0] for span in spans)
    ends = [span[1] for span in spans if span[1] is not None]
    end = min(ends) if ends else None
    return None if end is not None and end <= start else Term(role, start, end)


def incompatible(one: Role, other: Role) -> bool:
    """Whether the separation of the three administrators (三员分立) forbids one person both roles at a time.

    >>> incompatible(Role.SYSTEM_ADMIN, Role.AUDIT_ADMIN), incompatible(Role.SYSTEM_ADMIN, Role.EDITOR)
    (True, True)
    >>> incompatible(Role.EDITOR, Role.SUPERVISOR), incompatible(Role.AUDIT_ADMIN, Role.AUDIT_ADMIN)
    (False, False)
    """
    return one != other and (one in ADMIN_ROLES or other in ADMIN_ROLES)


def clash_of(held: Iterable[Term], wanted: Iterable[Term]) -> tuple[Role, Role] | None:
    """The first pair of a wanted role and another that one person must not have on the same day."""
    wanted = list(wanted)
    everything = [*held, *wanted]
    for new in wanted:
        for old in everything:
            if incompatible(new.role, old.role) and new.meets(old):
                return new.role, old.role
    return None


def clash_reason(pair: tuple[Role, Role]) -> tuple[str, str]:
    """Why the pair is refused, in both languages."""
    new, old = (ROLE_NAMES[role] for role in pair)
    return (
        f"三员分立:{new.zh}与{old.zh}不能由同一人担任。请改由他人担任其一。",
        f"Separation of duties: one person cannot be {new.en.lower()} and {old.en.lower()} at the same time. "
        "Give one of the two to another person.",
    )


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a role may act: in one unit, over one area, or in the whole jurisdiction when both are absent."""

    unit: int | None = None
    area: str = ""


def reach_fault(role: Role, reach: Reach) -> Phrase | None:
    """What is wrong with the place of a grant; None for a sound one.

    >>> reach_fault(Role.DRAFTER, Reach()).en
    'this role acts in one unit: name the unit'
    """
    if role in UNIT_ROLES and reach.unit is None:
        return Phrase("这一角色只在一个单位内行使:请指明单位", "this role acts in one unit: name the unit")
    if role in UNIT_ROLES and reach.area:
        return Phrase("这一角色按单位授权,不按地区", "this role is given by unit, not by area")
    if role not in UNIT_ROLES and reach.unit is not None:
        return Phrase("这一角色按地区或全市授权,不按单位", "this role is given by area or for the whole jurisdiction")
    if role in ADMIN_ROLES and reach.area:
        return Phrase("管理员按整个辖区授权", "administrators act in the whole jurisdiction")
    return None


LENDABLE = UNIT_ROLES | OFFICE_ROLES
"""Roles that the holder of a post may lend for a time; a leader's and an administrator's are not lent."""


def names_of(roles: Sequence[Role]) -> Phrase:
    """Roles as words: ``联络员、科室负责人`` / ``Drafter, Section head``."""
    return Phrase("、".join(ROLE_NAMES[r].zh for r in roles), ", ".join(ROLE_NAMES[r].en for r in roles))
