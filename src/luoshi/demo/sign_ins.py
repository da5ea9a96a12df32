"""Accounts of the sample city: one for each role; the password is made anew at every loading."""

from __future__ import annotations

import json
import os
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import quote

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.conf import settings

from luoshi.accounts.rules import ROLE_NAMES
from luoshi.accounts.services import create_account
from luoshi.demo.cast import Cast
from luoshi.kernel.actors import ADMIN_ROLES, Actor, Role
from luoshi.kernel.speech import Phrase

PERIOD = 30  # seconds for which a one-time password holds

# user name, post, what to look at
WHO: tuple[tuple[str, str, Phrase], ...] = (
    ("editor", "policy.editor", Phrase("上传、编译、审校政策", "uploads, compiles, reviews policies")),
    ("confirmer", "policy.chief", Phrase("确认他人审校的政策,批准落地", "confirms what others reviewed, approves enactment")),
    ("supervisor", "ducha.chief", Phrase("督查室:台账、核查、裁定", "supervision office: ledger, verification, rulings")),
    ("director", "ducha.director", Phrase("督查室主任:批准销号与延期", "its director: approves closing and extensions")),
    ("gxj-liaison", "gxj.liaison", Phrase("市工信局联络员:签收、填报", "bureau of industry: acknowledges, drafts")),
    ("gxj-section", "gxj.section", Phrase("市工信局科室负责人:审核", "bureau of industry: section head")),
    ("gxj-head", "gxj.head", Phrase("市工信局局长:签发", "bureau of industry: its head")),
    ("zjj-liaison", "zjj.liaison", Phrase("市住建局联络员", "bureau of housing: liaison")),
    ("zjj-section", "zjj.section", Phrase("市住建局科室负责人", "bureau of housing: section head")),
    ("zjj-head", "zjj.head", Phrase("市住建局局长", "bureau of housing: its head")),
    ("qingyuan", "qingyuan.liaison", Phrase("清源县联络员", "the county of Qingyuan: liaison")),
    ("vice-mayor", "vice.industry", Phrase("分管工业、科技、商务的副市长", "the vice-mayor for industry, science, trade")),
    ("sysadmin", "admin.system", Phrase("系统管理员:运行,不见业务数据", "system administrator: no business data")),
    ("secadmin", "admin.security", Phrase("安全管理员:人员、岗位、权限", "security administrator: people, posts, rights")),
    ("auditor", "admin.audit", Phrase("审计管理员:日志", "audit administrator: the journal")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SignIn:
    """A way in: ``secret`` of the one-time passwords where the role needs a second factor, else empty."""

    username: str
    role: str
    about: Phrase
    person: str
    password: str
    secret: str = ""

    @property
    def role_words(self) -> Phrase:
        return ROLE_NAMES[Role(self.role)]

    @property
    def code(self) -> str:
        """The one-time password of this half minute; empty without a second factor."""
        return format_hotp_value(hotp_value(self.secret, int(time.time()) // PERIOD)) if self.secret else ""

    @property
    def address(self) -> str:
        """What an authenticator takes in."""
        label = quote(f"{settings.MFA_TOTP_ISSUER}:{self.username}")
        return f"otpauth://totp/{label}?secret={self.secret}&issuer={quote(settings.MFA_TOTP_ISSUER)}"


def open_accounts(actor: Actor, cast: Cast, password: str) -> list[SignIn]:
    """Give each of ``WHO`` an account with ``password``; administrators get their second factor as well."""
    made = []
    for username, post, about in WHO:
        person = cast.holder(post)
        user = create_account(actor, person, username=username, password=password, must_change_password=False)
        role = next(grant.role for grant in cast.actor(post).grants)
        secret = ""
        if role in ADMIN_ROLES:
            secret = generate_totp_secret()
            Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).delete()
            TOTP.activate(user, secret)
        made.append(SignIn(username, role.value, about, person.name, password, secret))
    return made


def place() -> Path:
    """Where the sign-ins of this installation's sample city are kept."""
    return Path(settings.HOME) / "demo" / "sign-ins.json"


def keep(sign_ins: list[SignIn]) -> Path:
    """Write them to a file that only its owner may read."""
    path = place()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        json.dump([asdict(one) for one in sign_ins], out, ensure_ascii=False, indent=1)
    return path


def kept() -> list[SignIn]:
    """The sign-ins of the last loading; empty when the file is gone."""
    try:
        rows = json.loads(place().read_text("utf-8"))
    except FileNotFoundError:
        return []
    return [SignIn(**{**row, "about": Phrase(**row["about"])}) for row in rows]
