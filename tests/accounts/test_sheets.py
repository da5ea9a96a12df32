"""People and posts from Excel: every fault at once, nothing until it is right, twice the same."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook
from tests import factories

from luoshi.accounts.models import Person, Post, PostHolding, RoleGrant, User
from luoshi.accounts.sessions import actor_of
from luoshi.accounts.sheets.columns import COLUMNS
from luoshi.accounts.sheets.reading import read_sheet
from luoshi.accounts.sheets.writing import template
from luoshi.journal.models import Event
from luoshi.kernel.actors import Role

HEADINGS = [column.name.zh for column in COLUMNS]
GOOD = ["A1", "李敏", "limin", "13912345678", "", "市科技局", "综合科", "联络员", "", "联络员", "", "2026-03-02"]


def _sheet(*rows: list[Any], headings: list[str] | None = None) -> BytesIO:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in (headings or HEADINGS, *rows):
        page.append(row)
    out = BytesIO()
    book.save(out)
    out.seek(0)
    return out


def _row(**changed: Any) -> list[Any]:
    return [changed.get(column.key, value) for column, value in zip(COLUMNS, GOOD, strict=True)]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"name": ""}, "未填写"),
        ({"name": "长" * 61}, "超过60个字"),
        ({"on": "三月"}, "不是日期"),
        ({"on": "2026-02-30"}, "不是日期"),
        ({"username": "李敏"}, "登录名由小写字母"),
        ({"part": "C"}, "应为 A 或 B"),
        ({"roles": "联络员、厨师"}, "没有“厨师”这一角色"),
        ({"roles": "联络员", "area": "990102"}, "按单位授权"),
    ],
)
def test_a_fault_names_its_row_and_column(changed: dict[str, str], words: str) -> None:
    rows, faults = read_sheet(_sheet(_row(), _row(number="A2", **changed)), 1000)
    assert [fault.row for fault in faults] == [3]
    assert words in faults[0].reason.zh and faults[0].column is not None
    assert len(rows) == 1


def test_headings_are_read_in_either_language_and_any_order() -> None:
    order = list(reversed(range(len(COLUMNS))))
    sheet = _sheet([GOOD[at] for at in order], headings=[COLUMNS[at].name.en for at in order])
    rows, faults = read_sheet(sheet, 1000)
    assert not faults and rows[0].name == "李敏" and rows[0].roles == (Role.DRAFTER,)


def test_a_missing_column_is_a_fault_of_the_heading() -> None:
    _, faults = read_sheet(_sheet(GOOD[1:], headings=HEADINGS[1:]), 1000)
    assert [(fault.row, fault.reason.zh) for fault in faults] == [(1, "缺少这一列")]


@pytest.mark.parametrize("content", [b"", b"not a sheet", b"PK\x03\x04broken"])
def test_what_is_no_sheet_is_told_so(content: bytes) -> None:
    _, faults = read_sheet(BytesIO(content), len(content))
    assert "不是 .xlsx" in faults[0].reason.zh


def test_a_file_too_large_is_not_opened() -> None:
    assert "5 MB" in read_sheet(BytesIO(b""), 6_000_000)[1][0].reason.zh


def test_the_template_reads_as_an_empty_sheet() -> None:
    assert read_sheet(BytesIO(template("zh")), 1000) == ([], [])
    assert read_sheet(BytesIO(template("en")), 1000) == ([], [])


@pytest.fixture
def administrator(client: Client) -> factories.Official:
    official = factories.make_official(factories.make_unit("市委机要局"), Role.SECURITY_ADMIN, name="安全员")
    factories.make_unit("市科学技术局", short_name="市科技局")
    factories.sign_in(client, official)
    return official


def _import(client: Client, *rows: list[Any]) -> Any:
    return client.post(
        "/people/import/",
        {"file": SimpleUploadedFile("people.xlsx", _sheet(*rows).getvalue()), "form_token": "x"},
    )


@pytest.mark.django_db
def test_a_sheet_makes_people_accounts_posts_and_roles(client: Client, administrator: factories.Official) -> None:
    page = _import(client, _row(), _row(number="A2", name="王刚", username="", title="科员", roles=""))
    assert page.status_code == 200
    person = Person.objects.get(number="A1")
    assert actor_of(person).has(Role.DRAFTER)
    user = User.objects.get(person=person)
    password = page.content.decode().split("<code>limin</code></td><td><code>")[1].split("<")[0]
    assert user.check_password(password) and user.must_change_password
    assert not User.objects.filter(person__number="A2").exists()
    assert len(set(Event.objects.filter(act__startswith="accounts.person").values_list("act_id", flat=True))) == 1


@pytest.mark.django_db
def test_the_same_sheet_again_changes_nothing(client: Client, administrator: factories.Official) -> None:
    rows = [_row(), _row(number="A2", name="王刚", username="", title="联络员", roles="")]
    for _ in range(2):
        assert _import(client, *rows).status_code == 200
    assert (Person.objects.filter(number__startswith="A").count(), Post.objects.filter(title="联络员").count()) == (
        2,
        2,
    )
    assert PostHolding.objects.filter(person__number__startswith="A").count() == 2
    assert RoleGrant.objects.filter(role="drafter").count() == 1


@pytest.mark.django_db
def test_one_fault_and_nothing_is_changed(client: Client, administrator: factories.Official) -> None:
    page = _import(
        client,
        _row(),
        _row(number="A2", name="王刚", username="wang", unit="市外星局"),
        _row(number="A3", name="赵", username="zhao", title="审计", roles="审计管理员、联络员"),
    )
    assert page.status_code == 422
    text = page.content.decode()
    assert "没有“市外星局”这个单位" in text and "三员分立" in text and "什么也没有改动" in text
    assert not Person.objects.filter(number__startswith="A").exists()


@pytest.mark.django_db
def test_the_export_is_masked_and_journalled(client: Client, administrator: factories.Official) -> None:
    _import(client, _row())
    masked = load_workbook(BytesIO(b"".join(client.post("/people/export/")))).worksheets[0]
    plain = load_workbook(BytesIO(b"".join(client.post("/people/export/?plain=1")))).worksheets[0]
    cells = {row[0]: row for row in masked.iter_rows(values_only=True)}
    assert (cells["A1"][1], cells["A1"][3]) == ("李*", "139****5678")
    assert {row[0]: row for row in plain.iter_rows(values_only=True)}["A1"][1] == "李敏"
    told = list(
        Event.objects.filter(act="accounts.people_exported").order_by("pk").values_list("detail__plain", flat=True)
    )
    assert told == [False, True]


@pytest.mark.django_db
def test_a_cell_is_never_a_formula(client: Client, administrator: factories.Official) -> None:
    _import(client, _row(name="=1+1"))
    sheet = load_workbook(BytesIO(b"".join(client.post("/people/export/?plain=1")))).worksheets[0]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
