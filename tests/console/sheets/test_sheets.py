"""The table used today comes in: read, mapped, names settled, applied wholly or not at all."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook
from tests.factories import make_official, make_unit, sign_in

from luoshi.kernel.actors import Role
from luoshi.tasks.models import SheetImport, Task, TaskSource

pytestmark = pytest.mark.django_db


def workbook(*rows: list[Any]) -> SimpleUploadedFile:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["2026年重点任务台账"])
    sheet.merge_cells("A1:D1")
    sheet.append(["序号", "工作任务", "牵头单位", "完成时限"])
    for row in rows:
        sheet.append(row)
    out = BytesIO()
    book.save(out)
    return SimpleUploadedFile("台账.xlsx", out.getvalue())


@pytest.fixture
def office(db: None, settings: Any, tmp_path: Any) -> Any:
    settings.FILES_ROOT = tmp_path / "files"
    make_unit("市商务局")
    return make_official(make_unit("市政府督查室", kind="office"), Role.SUPERVISOR)


def read(client: Client, office: Any, *rows: list[Any]) -> SheetImport:
    sign_in(client, office)
    response = client.post(reverse("console:sheet_new"), {"book": workbook(*rows)})
    assert response.status_code == 302, response.content.decode()
    return SheetImport.objects.get()


def address(name: str, imported: SheetImport) -> str:
    return reverse(f"console:{name}", args=[imported.pk])


def test_a_table_is_read_checked_and_applied_once(client: Client, office: Any) -> None:
    imported = read(client, office, [1, "开行国际货运班列", "市商务局", "2026年12月底"])
    assert "开行国际货运班列" in client.get(address("sheet", imported)).content.decode()
    assert Task.objects.count() == 0
    for _ in range(2):
        client.post(address("sheet_apply", imported), {"version": imported.version})
    (task,) = Task.objects.all()
    assert task.origin == "sheet"
    assert TaskSource.objects.get(task=task).imported


def test_a_name_nobody_knows_holds_the_whole_table_until_it_is_settled(client: Client, office: Any) -> None:
    imported = read(
        client, office, [1, "开行货运班列", "市神秘局", "2026年底"], [2, "修建保税仓库", "市商务局", "2026年底"]
    )
    page = client.get(address("sheet", imported)).content.decode()
    assert "市神秘局" in page and "不是本地区的单位" in page
    client.post(address("sheet_apply", imported), {"version": imported.version})
    assert Task.objects.count() == 0
    sent = {"version": imported.version, "printed": "市神秘局", "meaning": "outside"}
    client.post(address("sheet_name", imported), sent)
    imported.refresh_from_db()
    client.post(address("sheet_apply", imported), {"version": imported.version})
    assert Task.objects.count() == 2


def test_a_row_can_be_left_out_and_the_second_person_is_told(client: Client, office: Any) -> None:
    imported = read(
        client, office, [1, "开行货运班列", "市商务局", "2026年底"], [2, "修建保税仓库", "市商务局", "2026年底"]
    )
    row = imported.rows[0]["row"]
    client.post(address("sheet_row", imported), {"version": imported.version, "row": row, "choice": "skip"})
    stale = client.post(
        address("sheet_row", imported), {"version": imported.version, "row": row, "choice": "create"}, follow=True
    )
    assert [str(message) for message in stale.context["messages"]]
    imported.refresh_from_db()
    assert imported.rows[0]["choice"] == "skip"


def test_what_is_no_workbook_is_refused_in_words(client: Client, office: Any) -> None:
    sign_in(client, office)
    response = client.post(reverse("console:sheet_new"), {"book": SimpleUploadedFile("台账.xlsx", b"not a workbook")})
    assert response.status_code == 422
    assert not SheetImport.objects.exists()


def test_a_unit_does_not_import(client: Client, office: Any) -> None:
    other = make_official(make_unit("市教育局"), Role.DRAFTER)
    imported = read(client, office, [1, "开行货运班列", "市商务局", "2026年底"])
    sign_in(client, other)
    assert client.get(reverse("console:sheet_new")).status_code == 403
    assert client.get(address("sheet", imported)).status_code == 404
