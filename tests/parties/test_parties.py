"""Organisations outside government: entered once, with a code that holds, reported for by a unit."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import CITY, actor_of, an_actor, make_city, make_official, make_unit, sign_in

from luoshi.kernel.actors import Role
from luoshi.kernel.verdicts import Refused
from luoshi.parties.models import Party
from luoshi.parties.queries import reporting_units
from luoshi.parties.services import change_party, enter_party

pytestmark = pytest.mark.django_db
GOOD = "91110000600037341L"  # the example of the standard's library


@pytest.fixture
def editor(db: None) -> Any:
    make_city()
    return an_actor(Role.EDITOR)


def test_a_code_is_checked_and_kept_in_one_form(editor: Any) -> None:
    made = enter_party(editor, name=" 云岭银行 ", kind="institution", credit_code="91110000 600037341l")
    assert (made.name, made.credit_code) == ("云岭银行", GOOD)


@pytest.mark.parametrize(("code", "words"), [(GOOD[:-1] + "M", "校验位"), ("12345", "18 位"), ("工商银行", "18 位")])
def test_a_wrong_code_is_refused_with_what_is_wrong(editor: Any, code: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        enter_party(editor, name="云岭银行", kind="institution", credit_code=code)
    assert not Party.objects.exists()


def test_neither_name_nor_code_is_entered_twice(editor: Any) -> None:
    enter_party(editor, name="云岭银行", kind="institution", credit_code=GOOD)
    with pytest.raises(Refused, match="已经登记"):
        enter_party(editor, name="云岭银行", kind="institution")
    with pytest.raises(Refused, match="另一单位"):
        enter_party(editor, name="邻水银行", kind="institution", credit_code=GOOD)


def test_the_second_of_two_changes_is_told(editor: Any) -> None:
    made = enter_party(editor, name="云岭银行", kind="institution")
    change_party(editor, made, seen=1, name="云岭农商银行", kind="institution")
    with pytest.raises(Refused, match="他人"):
        change_party(editor, made, seen=1, name="云岭商行", kind="institution")


def test_its_tasks_go_to_the_unit_that_reports_for_it(editor: Any) -> None:
    unit = make_unit("市金融办")
    enter_party(editor, name="云岭银行", kind="institution", represented_by=unit)
    assert reporting_units(CITY, ["云岭银行", "别的银行"]) == {"云岭银行": unit.pk}


def test_the_pages_enter_list_and_change(client: Client, editor: Any) -> None:
    official = make_official(make_unit("市委改革办", kind="office"), Role.EDITOR)
    sign_in(client, official)
    assert client.post(reverse("console:party_new"), {"name": "云岭商会", "kind": "association"}).status_code == 302
    assert "云岭商会" in client.get(reverse("console:parties")).content.decode()
    made = Party.objects.get()
    sent = {"name": "云岭商会", "kind": "association", "credit_code": "1", "version": "1"}
    assert client.post(reverse("console:party", args=[made.pk]), sent).status_code == 422
    reader = make_official(make_unit("市教育局"), Role.DRAFTER)
    sign_in(client, reader)
    assert client.get(reverse("console:party", args=[made.pk])).status_code == 200
    assert client.post(reverse("console:party", args=[made.pk]), {**sent, "credit_code": ""}).status_code == 422
    assert actor_of(reader).jurisdiction == made.jurisdiction
