"""People: the list, a person, their account."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from luoshi.accounts import services
from luoshi.accounts.access import policy
from luoshi.accounts.masking import masked_email, masked_telephone
from luoshi.accounts.models import Person, PostHolding, User
from luoshi.accounts.second_factor import has_second_factor
from luoshi.console.accounts.acting import attempted, carried_out, done
from luoshi.console.accounts.forms import AccountForm, ExternalIdForm, PersonForm, ReasonForm
from luoshi.journal.owned import valid_on
from luoshi.kernel.actors import Actor
from luoshi.kernel.speech import Phrase
from luoshi.ui.guard import OfficialRequest, guard
from luoshi.ui.language import said
from luoshi.ui.lists import Choice, Column, ListPage, Option, Picker
from luoshi.ui.lists.filters import Rows
from luoshi.units.models import Unit

STATES = (
    Option("open", Phrase("账号正常", "Open account")),
    Option("closed", Phrase("账号停用", "Closed account")),
    Option("none", Phrase("无账号", "No account")),
    Option("erased", Phrase("已清除", "Erased")),
)
_STATE_CONDITIONS = {
    "open": Q(user__is_active=True),
    "closed": Q(user__is_active=False, erased_at__isnull=True),
    "none": Q(user__isnull=True, erased_at__isnull=True),
    "erased": Q(erased_at__isnull=False),
}


def unit_options(actor: Actor) -> list[Option]:
    """The units of the place as options."""
    rows = Unit.objects.filter(jurisdiction=actor.jurisdiction).order_by("order", "pk")
    return [Option(str(unit.pk), str(unit), unit.initials) for unit in rows]


def _in_units(rows: Rows, value: Any, actor: Actor) -> Rows:
    held = PostHolding.objects.filter(valid_on(actor.on), post__unit__in=value)
    return rows.filter(pk__in=held.values("person"))


def _in_states(rows: Rows, value: Any, actor: Actor) -> Rows:
    wanted = Q()
    for state in value:
        wanted |= _STATE_CONDITIONS[state]
    return rows.filter(wanted)


class PeopleList(ListPage):
    """People that the actor may see, with their posts of today; telephone and mail are masked."""

    key = "people"
    title = Phrase("人员", "People")
    item = Phrase("人", "{n:person|people}")
    columns = (
        Column(key="name", phrase=Phrase("姓名", "Name"), sort="name", primary=True, template="accounts/cells/person.html"),
        Column(key="number", phrase=Phrase("工号", "Staff number"), sort="number"),
        Column(
            key="posts",
            phrase=Phrase("岗位", "Posts"),
            template="accounts/cells/posts.html",
            sheet=lambda row: "、".join(f"{h.post.unit} {h.post.title}" for h in row.current_holdings),
            wide=True,
        ),
        Column(key="telephone", phrase=Phrase("电话", "Telephone"), value=lambda row: masked_telephone(row.telephone)),
        Column(key="email", phrase=Phrase("邮箱", "E-mail"), value=lambda row: masked_email(row.email), default=False),
        Column(key="state", phrase=Phrase("账号", "Account"), template="accounts/cells/state.html", sheet=lambda row: said(state_of(row).phrase)),
    )  # fmt: skip
    filters = (
        Picker(key="unit", phrase=Phrase("单位", "Unit"), options=unit_options, by=_in_units),
        Choice(key="state", phrase=Phrase("账号", "Account"), options=STATES, by=_in_states),
    )
    search_hint = Phrase("姓名、拼音首字母或工号", "Name, pinyin initials or staff number")
    order = ("name",)
    related = ("user",)
    template = "accounts/people.html"
    empty_text = Phrase("先登记人员,或从 Excel 导入。", "Enter people, or import them from Excel.")

    def rows(self, actor: Actor) -> Rows:
        return policy.visible(actor, Person.objects.all())

    def search(self, rows: Rows, words: str) -> Rows:
        for word in words.split():
            rows = rows.filter(
                Q(name__contains=word) | Q(initials__startswith=word.lower()) | Q(number__startswith=word)
            )
        return rows

    def fetched(self, keys: Any) -> list[Any]:
        held = PostHolding.objects.filter(valid_on(self.actor.on)).select_related("post", "post__unit").order_by("part")
        self.prefetch = (Prefetch("holdings", queryset=held, to_attr="current_holdings"),)  # type: ignore[misc]  # of this day
        return super().fetched(keys)

    def present(self, rows: list[Any]) -> list[Any]:
        for row in rows:
            row.account_state = state_of(row)
        return rows

    def url_of(self, row: Any) -> str:
        return reverse("console:person", args=[row.pk])

    def tone_of(self, row: Any) -> str:
        return "muted" if row.erased_at is not None else ""

    def context(self) -> dict[str, Any]:
        return {"may_manage": bool(policy.allows(self.actor, "manage_people"))}


def state_of(person: Person) -> Option:
    """The state of a person's account, as an option of the filter."""
    user = getattr(person, "user", None)
    if person.erased_at is not None:
        return STATES[3]
    if user is None:
        return STATES[2]
    return STATES[0] if user.is_active else STATES[1]


@guard(policy, "list_people")
def people(request: OfficialRequest) -> HttpResponse:
    """The people that the actor may see."""
    return PeopleList(request).respond()


@guard(policy, "manage_people")
def new_person(request: OfficialRequest) -> HttpResponse:
    """Enter a person."""
    form = PersonForm(request.POST or None)
    made: list[Person] = []
    if carried_out(form, request.actor, lambda v: made.append(services.create_person(request.actor, **v))):
        if not made:
            return redirect("console:people")
        return done(request, Phrase("已登记", "Entered"), "console:person", made[0].pk)
    return render(request, "accounts/people_form.html", {"form": form, "heading": Phrase("登记人员", "New person")})


@guard(policy, "view_person", model=Person)
def person(request: OfficialRequest, person: Person) -> HttpResponse:
    """A person: posts over time, account; telephone and mail masked until they are asked for."""
    return _person_page(request, person, plain=False)


@guard(policy, "reveal", model=Person)
@require_POST
@never_cache
def reveal(request: OfficialRequest, person: Person) -> HttpResponse:
    """The same with telephone and mail in full; the journal says who looked."""
    services.reveal(request.actor, person)
    return _person_page(request, person, plain=True)


def _person_page(request: OfficialRequest, person: Person, *, plain: bool) -> HttpResponse:
    user = User.objects.filter(person=person).first()
    held = PostHolding.objects.filter(person=person).select_related("post", "post__unit").order_by("-valid_from", "-pk")
    manages = bool(policy.allows(request.actor, "manage_people"))
    return render(
        request,
        "accounts/person.html",
        {
            "person": person,
            "account": user,
            "state": state_of(person),
            "telephone": person.telephone if plain else masked_telephone(person.telephone),
            "email": person.email if plain else masked_email(person.email),
            "plain": plain,
            "may_reveal": not plain and (person.telephone or person.email) and policy.allows(request.actor, "reveal"),
            "may_manage": manages and person.erased_at is None,
            "second_factor": manages and user is not None and has_second_factor(user),
            "holdings": held,
            "today": request.actor.on,
        },
    )


@guard(policy, "manage_people", model=Person)
def edit_person(request: OfficialRequest, person: Person) -> HttpResponse:
    """Change a person's particulars."""
    initial = {key: getattr(person, key) for key in ("name", "number", "telephone", "email")}
    form = PersonForm(request.POST or None, initial=initial, version=person.version)
    seen = form.sent_version or 0
    if carried_out(form, request.actor, lambda v: services.change_person(request.actor, person, seen=seen, **v)):
        return done(request, Phrase("已保存", "Saved"), "console:person", person.pk)
    return _form(request, person, form, Phrase("修改人员信息", "Change particulars"))


@guard(policy, "manage_people", model=Person)
@never_cache
def open_account(request: OfficialRequest, person: Person) -> HttpResponse:
    """Open an account; its first password is shown this once."""
    form = AccountForm(request.POST or None)
    password = services.new_password()
    made: list[User] = []

    def make(values: dict[str, Any]) -> None:
        made.append(services.create_account(request.actor, person, password=password, **values))

    if carried_out(form, request.actor, make):
        if not made:
            return redirect("console:person", person.pk)
        return render(
            request, "accounts/password_made.html", {"person": person, "account": made[0], "password": password}
        )
    return _form(request, person, form, Phrase("开通账号", "Open an account"))


@guard(policy, "manage_people", model=User)
@require_POST
@never_cache
def reset_password(request: OfficialRequest, user: User) -> HttpResponse:
    """A new first password, shown this once."""
    password = services.reset_password(request.actor, user)
    return render(
        request, "accounts/password_made.html", {"person": user.person, "account": user, "password": password}
    )


@guard(policy, "manage_people", model=User)
@require_POST
def reset_second_factor(request: OfficialRequest, user: User) -> HttpResponse:
    """Take a lost second factor away; administrators must set a new one up at the next sign-in."""
    services.reset_second_factor(request.actor, user)
    return done(request, Phrase("二次验证已重置", "The second factor was reset"), "console:person", user.person_id)


@guard(policy, "manage_people", model=User)
def external_id(request: OfficialRequest, user: User) -> HttpResponse:
    """How the gateway or the identity provider knows the account."""
    form = ExternalIdForm(request.POST or None, initial={"external_id": user.external_id or ""})
    if carried_out(
        form, request.actor, lambda v: services.change_external_id(request.actor, user, v["external_id"].strip())
    ):
        return done(request, Phrase("已保存", "Saved"), "console:person", user.person_id)
    return _form(request, user.person, form, Phrase("外部标识", "External id"))


@guard(policy, "manage_people", model=User)
def lock(request: OfficialRequest, user: User) -> HttpResponse:
    """Close an account at once."""
    if user.person_id == request.actor.person:
        messages.error(request, _own_words())
        return redirect("console:person", user.person_id)
    form = ReasonForm(request.POST or None)
    if carried_out(form, request.actor, lambda v: services.lock_account(request.actor, user, reason=v["reason"])):
        return done(
            request,
            Phrase("账号已停用,其会话随即失效", "The account is closed; its sessions are void"),
            "console:person",
            user.person_id,
        )
    return _form(request, user.person, form, Phrase("停用账号", "Close the account"))


@guard(policy, "manage_people", model=User)
@require_POST
def unlock(request: OfficialRequest, user: User) -> HttpResponse:
    """Open a closed account again."""
    return attempted(
        request,
        Phrase("账号已恢复", "The account is open again"),
        lambda: services.unlock_account(request.actor, user),
        "console:person",
        user.person_id,
    )


@guard(policy, "erase_person", model=Person)
def erase(request: OfficialRequest, person: Person) -> HttpResponse:
    """Erase a person's particulars for good."""
    form = ReasonForm(request.POST or None)
    if carried_out(form, request.actor, lambda v: services.erase_person(request.actor, person, reason=v["reason"])):
        return done(
            request, Phrase("个人信息已清除,不可恢复", "The particulars were erased for good"), "console:people"
        )
    warning = Phrase(
        "清除后,此人的姓名、联系方式以及日志中加密保存的个人信息都不能再恢复;办理过的事项仍以编号保留。",
        "Afterwards the name, contacts and all encrypted values of this person in the journal are gone for good; "
        "what was done stays, under a number.",
    )
    return _form(request, person, form, Phrase("清除个人信息", "Erase particulars"), warning)


def _own_words() -> str:
    return said(Phrase("不能停用自己的账号", "You cannot close your own account"))


def _form(
    request: OfficialRequest, person: Person, form: Any, heading: Phrase, warning: Phrase | None = None
) -> HttpResponse:
    context = {"form": form, "heading": heading, "person": person, "warning": warning}
    return render(request, "accounts/person_form.html", context)
