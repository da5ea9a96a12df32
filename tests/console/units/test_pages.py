"""The pages about units in a browser's requests: who may, what is shown as of which day, what a form does."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from luoshi.accounts.models import Person, Post, PostHolding
from luoshi.journal.models import Event
from luoshi.kernel.actors import Role
from luoshi.units import services
from luoshi.units.models import Succession, Unit, UnitGroup
from luoshi.units.queries import name_of
from tests.console.units.browsing import merged, signed_in, words
from tests.factories import CITY, NEIGHBOUR
from tests.units.city import REFORM, a_place, a_unit, the_office
from tests.units.test_sheets import GOOD, a_book

pytestmark = pytest.mark.django_db
PLAIN_PAGES = (
    "units", "unit_groups", "areas", "workdays", "unit_settings", "unit_new", "units_merge", "units_sheet", "unit_group_new",
    "area_new", "workday_record",
)  # fmt: skip


@pytest.mark.parametrize("name", PLAIN_PAGES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_opens_in_both_languages(office: Client, name: str, language: str) -> None:
    response = office.get(reverse(f"console:{name}"), {"lang": language})
    assert response.status_code == 200
    assert not re.search(r"style=\"|<script>", response.content.decode())


@pytest.mark.parametrize("name", PLAIN_PAGES)
def test_a_stranger_signs_in_first(name: str) -> None:
    response = Client().get(reverse(f"console:{name}"))
    assert response.status_code == 302
    assert "/accounts/login/" in response["Location"]


@pytest.mark.parametrize(
    "name", ["unit_new", "units_merge", "units_sheet", "unit_group_new", "area_new", "workday_record"]
)
def test_a_liaison_looks_but_does_not_change(name: str) -> None:
    a_place()
    liaison = signed_in(Role.DRAFTER)
    assert liaison.get(reverse("console:units")).status_code == 200
    response = liaison.get(reverse(f"console:{name}"))
    assert response.status_code == 403
    assert "督查室或安全管理员维护" in words(response)


def test_another_places_unit_does_not_exist(office: Client) -> None:
    unit = a_unit("市甲局", actor=the_office(NEIGHBOUR))
    for name in ("unit", "unit_rename", "unit_split", "unit_dissolve"):
        assert office.get(reverse(f"console:{name}", args=[unit.pk])).status_code == 404
    assert "市甲局" not in words(office.get(reverse("console:units")))


def test_the_list_takes_a_bounded_number_of_queries(office: Client, django_assert_max_num_queries: Any) -> None:
    for number in range(30):
        a_unit(f"市第{number}局")
    with django_assert_max_num_queries(14):
        office.get(reverse("console:units"))


def test_units_are_found_by_pinyin_and_former_names_and_filtered(office: Client) -> None:
    merged()
    a_unit("云溪市发展和改革委员会", "市发改委")
    found = words(office.get(reverse("console:units"), {"q": "fgw"}))
    assert "云溪市发展和改革委员会" in found
    assert "云溪市税务局" not in found
    gone = words(office.get(reverse("console:units"), {"life": "gone"}))
    assert "云溪市国家税务局" in gone
    assert "云溪市税务局" not in gone


def test_the_picker_answers_with_units_of_the_day(office: Client) -> None:
    _, _, heir = merged()
    answer = office.get(reverse("console:unit_picker"), {"q": "swj"}).json()
    assert [one["value"] for one in answer] == [heir.pk]
    past = office.get(reverse("console:unit_picker"), {"q": "swj", "on": "2018-01-01"}).json()
    assert {one["text"] for one in past} == {"云溪市国家税务局", "云溪市地方税务局"}


def test_the_unit_page_is_as_of_the_day_asked(office: Client) -> None:
    unit = a_unit("云溪市国土资源局", "市国土局")
    services.rename_unit(the_office(), unit, name="云溪市自然资源局", on=REFORM)
    url = reverse("console:unit", args=[unit.pk])
    assert '<h1 class="page-title">云溪市自然资源局</h1>' in office.get(url).content.decode()
    past = office.get(url, {"on": "2018-05-01"})
    assert '<h1 class="page-title">云溪市国土资源局</h1>' in past.content.decode()
    assert "显示 2018-05-01 的情况" in words(past)
    assert office.get(url, {"on": "nonsense"}).status_code == 200


def test_the_pages_of_units_groups_and_days_take_bounded_queries(
    office: Client, django_assert_max_num_queries: Any
) -> None:
    *_, heir = merged()
    for number in range(12):
        services.define_group(the_office(), name=f"各第{number}组", members=[heir], on=REFORM)
        a_unit(f"第{number}科", kind="section", parent=heir)
    with django_assert_max_num_queries(28):
        office.get(reverse("console:unit", args=[heir.pk]))
    for name in ("unit_groups", "areas", "workdays", "unit_settings"):
        with django_assert_max_num_queries(14):
            office.get(reverse(f"console:{name}"))


def test_a_former_unit_leads_to_its_successor(office: Client) -> None:
    national, _, heir = merged()
    page = office.get(reverse("console:unit", args=[national.pk]))
    assert "市国税局 →2018-07-01 合并→ 市税务局" in words(page)
    assert reverse("console:unit", args=[heir.pk]) in page.content.decode()
    past = office.get(reverse("console:unit", args=[national.pk]), {"on": "2018-01-01"})
    assert "本单位已不存在" not in words(past)


def test_posts_and_people_are_those_of_the_day(office: Client) -> None:
    unit = a_unit("市甲局")
    post = Post.objects.create(jurisdiction=CITY, unit=unit, title="局长")
    old, new = (Person.objects.create(jurisdiction=CITY, name=name) for name in ("王前任", "李现任"))
    PostHolding.objects.create(jurisdiction=CITY, post=post, person=old, valid_from=date(2015, 1, 1), valid_to=REFORM)
    PostHolding.objects.create(jurisdiction=CITY, post=post, person=new, valid_from=REFORM)
    url = reverse("console:unit", args=[unit.pk])
    assert "李现任" in words(office.get(url))
    past = words(office.get(url, {"on": "2018-01-01"}))
    assert "王前任" in past
    assert "李现任" not in past
    assert "李现任" not in words(signed_in(Role.AUDIT_ADMIN, name="审计").get(url))


def test_renaming_and_sending_twice_is_one_rename(office: Client) -> None:
    unit = a_unit("市甲局")
    form = {
        "name": "市乙局",
        "short_name": "",
        "on": "2019-01-01",
        "basis": "文件",
        "version": unit.version,
        "form_token": "a" * 32,
    }
    for _ in range(2):
        assert office.post(reverse("console:unit_rename", args=[unit.pk]), form).status_code == 302
    assert unit.names.count() == 2
    assert name_of(unit, REFORM) == "市乙局"


def test_the_second_editor_is_told_and_keeps_what_was_typed(office: Client) -> None:
    unit = a_unit("市甲局")
    services.rename_unit(the_office(), unit, name="市乙局", on=date(2018, 1, 1))
    form = {"name": "市丙局", "on": "2019-01-01", "version": unit.version, "form_token": "a" * 32}
    response = office.post(reverse("console:unit_rename", args=[unit.pk]), form)
    assert response.status_code == 422
    assert "您看到的不是最新内容" in words(response)
    assert 'value="市丙局"' in response.content.decode()
    version = re.search(r'name="version" value="(\d+)"', response.content.decode())
    assert version
    form["version"] = int(version[1])
    assert office.post(reverse("console:unit_rename", args=[unit.pk]), form).status_code == 302


def test_founding_a_unit(office: Client) -> None:
    form = {
        "name": "市大数据局",
        "kind": "bureau",
        "order": "5",
        "aliases": "市数据局、市大数据中心",
        "on": "2024-01-01",
    }
    response = office.post(reverse("console:unit_new"), form | {"form_token": "a" * 32})
    unit = Unit.objects.get(name="市大数据局")
    assert response["Location"] == reverse("console:unit", args=[unit.pk])
    assert unit.names.filter(alias=True).count() == 2
    wrong = office.post(reverse("console:unit_new"), form | {"form_token": "b" * 32})
    assert wrong.status_code == 422
    assert "同一时间两个单位不能同名" in words(wrong)


def test_groups_are_shown_and_changed_by_date(office: Client) -> None:
    one, other = a_unit("东山县", kind="county"), a_unit("南屏区", kind="county")
    form: dict[str, Any] = {
        "name": "各县市区",
        "aliases": "各县(市、区)",
        "members": [one.pk],
        "on": "2015-01-01",
        "form_token": "a" * 32,
    }
    assert office.post(reverse("console:unit_group_new"), form).status_code == 302
    group = UnitGroup.objects.get()
    assert group.aliases == ["各县(市、区)"]
    form = {"add": [other.pk], "remove": [one.pk], "on": "2019-01-01", "version": group.version, "form_token": "b" * 32}
    assert office.post(reverse("console:unit_group_members", args=[group.pk]), form).status_code == 302
    url = reverse("console:unit_group", args=[group.pk])
    assert "2018-01-01 的成员 1 东山县" in words(office.get(url, {"on": "2018-01-01"}))
    assert "的成员 1 南屏区" in words(office.get(url))
    assert "东山县" in words(office.get(reverse("console:unit_groups"), {"on": "2018-01-01"}))


def _upload(client: Client, content: bytes, **more: str) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("单位.xlsx", content)
    return client.post(reverse("console:units_sheet"), {"workbook": file, **more})


def test_a_workbook_comes_in_or_tells_every_fault(office: Client) -> None:
    faulty = _upload(office, a_book([("市甲局", None, "委办局"), (None, None, "部门")]), form_token="a" * 32)
    assert faulty.status_code == 422
    assert "有 2 处需要改,没有导入任何内容" in words(faulty)
    assert "“单位”表第2行C列" in words(faulty)
    tried = _upload(office, GOOD, form_token="b" * 32, **{"try": "1"})
    assert "检查通过" in words(tried)
    assert not Unit.objects.filter(name="云溪市自然资源局").exists()
    assert _upload(office, GOOD, form_token="c" * 32).status_code == 302
    assert Unit.objects.filter(name="云溪市自然资源局").exists()


def test_the_register_goes_out_and_that_is_journalled(office: Client) -> None:
    a_unit("市甲局")
    response = office.get(reverse("console:units_sheet_export"))
    assert response["Content-Type"].endswith("spreadsheetml.sheet")
    assert Event.objects.filter(act="units.exported").count() == 1
    assert office.get(reverse("console:units_sheet_template")).status_code == 200


def test_a_reform_is_approved_line_by_line(office: Client) -> None:
    a_unit("云溪市农业委员会", "市农委")
    a_unit("云溪市环境保护局", "市环保局")
    url = reverse("console:units_reform", args=["2018"])
    page = office.get(url)
    assert "云溪市生态环境局" in page.content.decode()
    keys = dict(re.findall(r'name="([\w-]+)-name" value="([^"]+)"', page.content.decode()))
    key = next(k for k, name in keys.items() if name == "云溪市生态环境局")
    form = {f"{key}-chosen": "1", f"{key}-name": "云溪市生态环境局", f"{key}-on": "错", "form_token": "a" * 32}
    assert office.post(url, form).status_code == 422
    assert office.post(url, form | {f"{key}-on": "2019-02-01"}).status_code == 302
    assert Succession.objects.get().on == date(2019, 2, 1)
    assert office.get(reverse("console:units_reform", args=["1900"])).status_code == 404


def test_areas_are_shown_as_of_the_day_and_changed(office: Client) -> None:
    form = {"code": "990121", "name": "云溪县", "kind": "county", "on": "2010-01-01", "form_token": "a" * 32}
    assert office.post(reverse("console:area_new"), form).status_code == 302
    area = the_area()
    form = {"code": "990112", "name": "渌水区", "kind": "district", "on": "2018-06-19", "form_token": "b" * 32}
    assert office.post(reverse("console:area_change", args=[area.pk]), form).status_code == 302
    assert "渌水区" in words(office.get(reverse("console:areas")))
    past = words(office.get(reverse("console:areas"), {"on": "2015-01-01"}))
    assert "云溪县" in past
    assert "渌水区" not in past
    assert office.get(reverse("console:area_end", args=[the_area("渌水区").pk])).status_code == 200


def the_area(name: str = "云溪县") -> Any:
    from luoshi.units.models import Area

    return Area.objects.get(name=name)


def test_a_name_with_signs_of_markup_is_text(office: Client) -> None:
    unit = a_unit("市<b>甲</b>局")
    for url in (reverse("console:units"), reverse("console:unit", args=[unit.pk])):
        page = office.get(url).content.decode()
        assert "<b>甲</b>" not in page
        assert "市&lt;b&gt;甲&lt;/b&gt;局" in page
