"""People and their accounts: made, changed, locked, erased."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone
from pypinyin import Style, lazy_pinyin

from luoshi.accounts.models import Person, User
from luoshi.accounts.services.sessions import end_sessions
from luoshi.journal.erasure import erase
from luoshi.journal.models import SubjectKey
from luoshi.journal.services import act, record
from luoshi.kernel.actors import Actor
from luoshi.kernel.verdicts import Refused

_SOUNDS = "ABCDEFGHJKMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789"  # nothing that reads two ways


def initials_of(name: str) -> str:
    """The pinyin initials by which pickers find a name.

    >>> initials_of("张晓明")
    'zxm'
    """
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER, errors="ignore"))[:30].lower()


def create_person(actor: Actor, *, name: str, number: str = "", telephone: str = "", email: str = "") -> Person:
    """Enter a person. Refused when the staff number is taken."""
    name = name.strip()
    if not name:
        raise Refused("请填写姓名", "Enter a name", field="name")
    _number_free(actor, number)
    with act():
        person = Person.objects.create(
            jurisdiction=actor.jurisdiction,
            number=number,
            name=name,
            initials=initials_of(name),
            telephone=telephone,
            email=email,
        )
        record(
            actor,
            "accounts.person_entered",
            person,
            after=_facts(person),
            subject=person.subject,
            secret=_personal(person),
        )
    return person


def change_person(
    actor: Actor, person: Person, *, seen: int, name: str, number: str = "", telephone: str = "", email: str = ""
) -> Person:
    """Change a person's particulars; ``seen`` is the version the editor saw. Refused when another was quicker."""
    if person.erased_at is not None:
        raise Refused("该人员信息已清除,不能再修改", "This person was erased and cannot be changed")
    if number != person.number:
        _number_free(actor, number)
    before, personal_before = _facts(person), _personal(person)
    with act():
        changed = Person.objects.filter(pk=person.pk, version=seen).update(
            name=name.strip(),
            initials=initials_of(name),
            number=number,
            telephone=telephone,
            email=email,
            version=F("version") + 1,
        )
        if not changed:
            raise Refused(
                "您打开之后,他人已修改此人信息。请核对新内容后再保存。",
                "Someone changed this person after you opened the page. Check the new values, then save again.",
            )
        person.refresh_from_db()
        record(
            actor,
            "accounts.person_changed",
            person,
            before=before,
            after=_facts(person),
            subject=person.subject,
            secret={"before": personal_before, "after": _personal(person)},
        )
    return person


def new_password() -> str:
    """A first password of 14 characters, to be handed over and changed at the first sign-in."""
    return "-".join("".join(secrets.choice(_SOUNDS) for _ in range(4)) for _ in range(3))


def create_account(
    actor: Actor,
    person: Person,
    *,
    username: str,
    password: str | None = None,
    external_id: str = "",
    must_change_password: bool = True,
) -> User:
    """Give a person an account; without ``password`` only OIDC or the gateway lets them in."""
    username = username.strip().lower()
    if not username:
        raise Refused("请填写登录名", "Enter a sign-in name", field="username")
    if User.objects.filter(username=username).exists():
        raise Refused("该登录名已被使用", "This sign-in name is taken", field="username")
    if User.objects.filter(person=person).exists():
        raise Refused("该人员已有账号", "This person has an account already", field="person")
    _external_id_free(external_id)
    user = User(
        username=username,
        email=person.email,
        person=person,
        external_id=external_id or None,
        must_change_password=must_change_password and password is not None,
    )
    if password is None:
        user.set_unusable_password()
    else:
        _check_password(password, user)
        user.set_password(password)
    with act():
        user.save()
        record(actor, "accounts.account_opened", user, after=_account(user), subject=person.subject)
    return user


def reset_password(actor: Actor, user: User) -> str:
    """Give an account a new first password, end its sessions, and return the password: it is shown once."""
    made = new_password()
    with act():
        user.set_password(made)
        user.must_change_password = True
        user.save(update_fields=["password", "must_change_password"])
        end_sessions(user)
        record(actor, "accounts.password_reset", user)
    return made


def change_external_id(actor: Actor, user: User, external_id: str) -> None:
    """The name by which the gateway or the OIDC provider knows the account; empty takes it away."""
    if (user.external_id or "") == external_id:
        return
    _external_id_free(external_id)
    before = _account(user)
    with act():
        user.external_id = external_id or None
        user.save(update_fields=["external_id"])
        record(
            actor,
            "accounts.external_id_changed",
            user,
            before=before,
            after=_account(user),
            subject=user.person.subject,
        )


def lock_account(actor: Actor, user: User, *, reason: str) -> None:
    """Close an account at once: no sign-in, its sessions end, its tokens and feeds no longer work."""
    if not reason.strip():
        raise Refused("请写明停用原因", "Say why the account is closed", field="reason")
    if not user.is_active:
        return
    with act():
        user.is_active = False
        user.save(update_fields=["is_active"])
        end_sessions(user)
        record(actor, "accounts.account_locked", user, detail={"reason": reason})


def unlock_account(actor: Actor, user: User) -> None:
    """Open a closed account again. An erased person's stays closed."""
    if user.person.erased_at is not None:
        raise Refused("该人员信息已清除,账号不能恢复", "This person was erased; the account stays closed")
    if user.is_active:
        return
    with act():
        user.is_active = True
        user.save(update_fields=["is_active"])
        record(actor, "accounts.account_unlocked", user)


def erase_person(actor: Actor, person: Person, *, reason: str, on: date | None = None) -> None:
    """Erase a person's particulars: the row is blanked and the key of their values in the journal destroyed.

    Refused while the person holds a post, since duties must pass on first.
    """
    day = on or timezone.localdate()
    if not reason.strip():
        raise Refused("请写明清除的依据", "State the basis of the erasure", field="reason")
    if person.erased_at is not None:
        return
    if person.holdings.exclude(valid_to__lte=day).exists():
        raise Refused(
            "该人员仍担任岗位,请先办理交接",
            "This person still holds a post: hand it over first",
        )
    with act():
        user = User.objects.filter(person=person).first()
        if user is not None:
            _blank_account(user)
        person.name = person.initials = person.telephone = person.email = person.number = ""
        person.erased_at = timezone.now()
        person.version += 1
        person.save()
        record(actor, "accounts.person_erased", person, detail={"reason": reason})
        if SubjectKey.objects.filter(subject=person.subject, destroyed_at__isnull=True).exists():
            erase(actor, person.subject, reason)


def _blank_account(user: User) -> None:
    end_sessions(user)
    username, user.username = user.username, f"erased-{user.pk}"
    user.email = ""
    user.external_id = None
    user.is_active = False
    user.set_unusable_password()
    _forget_sign_ins(user, username)
    user.save()


def _forget_sign_ins(user: User, username: str) -> None:
    """Where and with what someone signed in: addresses, browsers, second factors, failures."""
    from allauth.mfa.models import Authenticator
    from allauth.usersessions.models import UserSession
    from axes.models import AccessAttempt, AccessFailureLog, AccessLog

    Authenticator.objects.filter(user=user).delete()
    UserSession.objects.filter(user=user).delete()
    for kept in (AccessAttempt, AccessFailureLog, AccessLog):
        kept.objects.filter(username=username).delete()


def _number_free(actor: Actor, number: str) -> None:
    if number and Person.objects.filter(jurisdiction=actor.jurisdiction, number=number).exists():
        raise Refused("该工号已被使用", "This staff number is taken", field="number")


def _external_id_free(external_id: str) -> None:
    if external_id and User.objects.filter(external_id=external_id).exists():
        raise Refused("该外部标识已属于另一账号", "This external id belongs to another account", field="external_id")


def _check_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as fault:
        text = " ".join(fault.messages)
        raise Refused(text.replace("{", "{{"), text.replace("{", "{{"), field="password") from fault


def _facts(person: Person) -> dict[str, Any]:
    return {"number": person.number, **_personal(person)}


def _personal(person: Person) -> dict[str, Any]:
    return {"name": person.name, "telephone": person.telephone, "email": person.email}


def _account(user: User) -> dict[str, Any]:
    return {"username": user.username, "external_id": user.external_id, "person": user.person_id}


def reveal(actor: Actor, person: Person) -> None:
    """Note that ``actor`` looked at a person's telephone and mail in full."""
    with act():
        record(actor, "accounts.contact_revealed", person)


def reset_second_factor(actor: Actor, user: User) -> None:
    """Take the second factor of an account away (a lost telephone), and end its sessions."""
    from allauth.mfa.models import Authenticator

    with act():
        Authenticator.objects.filter(user=user).delete()
        end_sessions(user)
        record(actor, "accounts.second_factor_reset", user)


def release_name(actor: Actor, username: str) -> None:
    """Let a name that was locked after wrong passwords sign in again at once."""
    from axes.utils import reset

    with act():
        reset(username=username)
        user = User.objects.filter(username=username).first()
        if user is not None and user.person.jurisdiction == actor.jurisdiction:
            record(actor, "accounts.lockout_released", user)
