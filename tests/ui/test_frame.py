"""The frame: language, actor, places, refusals; and what screens remember."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client, RequestFactory

from luoshi.kernel.actors import Role
from luoshi.kernel.speech import Phrase
from luoshi.kernel.verdicts import Refused, no
from luoshi.ui import bulk, navigation, services
from luoshi.ui.forms import CountField, FigureField, conflict_of
from luoshi.ui.models import Draft, SavedView
from luoshi.ui.navigation import Place
from luoshi.ui.parts import Quote
from tests.factories import an_actor, make_official, make_person, make_unit, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def official(client: Client) -> Any:
    found = make_official(make_unit("市督查室"), Role.SUPERVISOR, name="林晓岚")
    sign_in(client, found)
    return found


def test_the_language_is_chinese_until_another_is_chosen_and_is_remembered(client: Client) -> None:
    page = client.get("/nowhere/")
    assert page["Content-Language"] == "zh-Hans"
    assert "没有找到这一页" in page.content.decode()
    page = client.get("/nowhere/?lang=en")
    assert "This page was not found" in page.content.decode()
    assert "This page was not found" in client.get("/nowhere/").content.decode()
    assert client.get("/nowhere/?lang=xx")["Content-Language"] == "en"
    assert "没有找到" in client.get("/nowhere/?lang=zh").content.decode()


def test_the_frame_names_person_place_and_network_level(client: Client, official: Any) -> None:
    text = client.get("/nowhere/").content.decode()
    assert "林晓岚" in text
    assert "云岭" in text
    assert "严禁处理国家秘密" in text


def test_a_form_that_has_expired_says_what_to_do() -> None:
    page = Client(enforce_csrf_checks=True).post("/drafts")
    assert page.status_code == 403
    assert "页面已过期" in page.content.decode()


def test_places_follow_roles_and_the_longest_address_is_current() -> None:
    navigation.register(
        Place(key="t-all", phrase=Phrase("甲", "A"), url_name="ui:draft", order=1),
        Place(key="t-lead", phrase=Phrase("乙", "B"), url_name="ui:draft", roles=frozenset({Role.LEADER})),
        Place(key="t-none", phrase=Phrase("丙", "C"), url_name="no:route"),
    )
    try:
        request = RequestFactory().get("/drafts")
        supervisor = an_actor(Role.SUPERVISOR)
        keys = [entry.key for entry in navigation.entries(request, supervisor) if entry.key.startswith("t-")]
        assert keys == ["t-all"]
        assert [entry.key for entry in navigation.entries(request, supervisor) if entry.current] == ["t-all"]
        assert navigation.places_of(None) == []
    finally:
        for key in ("t-all", "t-lead", "t-none"):
            navigation._PLACES.pop(key)


def test_a_visitor_is_led_to_sign_in(client: Client) -> None:
    assert client.post("/views/save", {"page": "x", "name": "y"})["Location"].startswith("/accounts/login/")


def test_a_view_is_saved_replaced_and_dropped_by_its_person_only(client: Client, official: Any) -> None:
    sent = {"page": "units", "name": "到期", "query": "q=甲", "next": "/units"}
    assert client.post("/views/save", sent)["Location"] == "/units?q=%E7%94%B2"
    client.post("/views/save", {**sent, "query": "q=乙"})
    view = SavedView.objects.get()
    assert view.query == "q=%E4%B9%99"
    other = SavedView.objects.create(person=make_person(), page="units", name="x", shared=True, jurisdiction="990100")
    assert client.post(f"/views/{other.pk}/drop").status_code == 403
    assert client.post(f"/views/{view.pk}/drop", {"next": "//evil.example/"})["Location"] == "/"
    assert list(SavedView.objects.all()) == [other]


def test_a_draft_is_kept_given_back_and_forgotten(client: Client, official: Any) -> None:
    client.post("/drafts", {"draft_key": "report:1", "text": "一", "form_token": "x", "rows": ["1", "2"]})
    assert Draft.objects.get().content == {"text": ["一"], "rows": ["1", "2"]}
    assert client.get("/drafts?draft_key=report:1").json()["content"]["text"] == ["一"]
    assert client.post("/drafts", {"text": "无名"}).status_code == 409
    client.delete("/drafts?draft_key=report:1")
    assert client.get("/drafts?draft_key=report:1").json() == {"content": None}


def test_a_draft_is_its_persons_only(client: Client, official: Any) -> None:
    services.save_draft(an_actor(person=make_person().pk), "report:1", {"text": ["他人"]})
    assert client.get("/drafts?draft_key=report:1").json() == {"content": None}


def test_a_token_counts_once_and_a_program_has_none() -> None:
    actor = an_actor(person=make_person().pk)
    token = "6b0f6ad6-4ac4-4f4e-9c53-6f6a3c3f1a11"
    assert [services.claim(actor, token), services.claim(actor, token)] == [True, False]
    assert services.claim(actor, "nonsense")
    with pytest.raises(Refused):
        services.save_draft(an_actor(person=None), "x", {})  # type: ignore[arg-type]  # a program


def test_the_style_guide_is_closed_outside_development(client: Client) -> None:
    assert client.get("/styleguide").status_code == 404


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("23l", "“23l”不是整数:最后一个字符是字母 “l”,请改为数字"),
        ("2 3。5", "“23。5”不是整数:第 3 个字符是“。”,请改为数字"),
        ("1.5", "“1.5”不是整数:第 2 个字符是“.”,请改为数字"),
        ("x" * 40, "这里要填整数"),
    ],
)
def test_a_number_that_is_none_names_the_character(typed: str, told: str) -> None:
    from django import forms

    with pytest.raises(forms.ValidationError) as raised:
        CountField().clean(typed)
    assert raised.value.messages == [told]


def test_numbers_are_read_as_people_type_them() -> None:
    assert CountField().clean("1,284") == 1284
    assert CountField().clean(" -12 ") == -12
    assert str(FigureField().clean("1,260.50")) == "1260.50"
    assert FigureField(required=False).clean("") is None


def test_a_conflict_lists_what_another_person_changed() -> None:
    base, theirs, mine = {"a": "1", "b": "1"}, {"a": "2", "b": "1"}, {"a": "3", "b": "9"}
    found = conflict_of("王敏", "14:02", [("a", "甲"), ("b", "乙")], base, theirs, mine)
    assert [(each.name, each.both) for each in found.fields] == [("a", True)]


def test_a_bulk_preview_parts_rows_by_the_verdict() -> None:
    found = bulk.preview(
        "催办",
        "催办",
        [1, 2, 3],
        lambda n: no("已办", "done") if n == 2 else no("", "") if n > 5 else _yes(),
        back_url="/",
    )
    assert (found.accepted, [held.row for held in found.held]) == ([1, 3], [2])


def _yes() -> Any:
    from luoshi.kernel.verdicts import YES

    return YES


def test_marks_of_a_quote_never_overlap_or_leave_the_text() -> None:
    pieces = Quote("甲乙丙丁", ((0, 2, "mark"), (1, 3, "unit"), (3, 4, "date"), (3, 9, "x"), (2, 2, "x"))).pieces
    assert [(piece.text, piece.mark) for piece in pieces] == [("甲乙", "mark"), ("丙", ""), ("丁", "date")]
