"""Lists: what the address says is what is shown, counted, exported and chosen."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.http import HttpResponse, QueryDict
from django.test import RequestFactory
from openpyxl import load_workbook

from luoshi.journal.models import Event
from luoshi.kernel.actors import Actor
from luoshi.kernel.speech import Phrase
from luoshi.ui.lists import Boolean, BulkAct, Choice, Column, DateRange, ListPage, Option, Picker, Text
from luoshi.ui.lists import page as page_module
from luoshi.ui.models import SavedView
from luoshi.units.models import Unit
from tests.factories import an_actor, make_city, make_person, make_unit

pytestmark = pytest.mark.django_db


class UnitList(ListPage):
    key = "units"
    title = Phrase("单位", "Units")
    columns = (
        Column(key="name", phrase=Phrase("名称", "Name"), sort="name", primary=True),
        Column(key="order", phrase=Phrase("次序", "Order"), sort="order", align="end"),
        Column(key="founded_on", phrase=Phrase("成立", "Founded"), sort="founded_on"),
        Column(key="short_name", phrase=Phrase("简称", "Short name"), default=False),
    )
    filters = (
        Choice(
            key="kind",
            phrase=Phrase("类别", "Kind"),
            options=(Option("bureau", Phrase("部门", "Bureau")), Option("county", Phrase("县区", "County"))),
        ),
        DateRange(key="founded", phrase=Phrase("成立", "Founded"), field="founded_on"),
        Text(key="short", phrase=Phrase("简称", "Short name"), field="short_name"),
        Picker(key="parent", phrase=Phrase("上级", "Parent"), field="parent_id"),
        Boolean(key="ended", phrase=Phrase("已撤销", "Dissolved"), condition=Q(dissolved_on__isnull=False)),
    )
    search_in = ("name",)
    order = ("order",)
    bulk = (BulkAct(key="x", phrase=Phrase("办理", "Do"), url_name="ui:save_view"),)

    def rows(self, actor: Actor) -> QuerySet[Any]:
        return Unit.objects.filter(jurisdiction=actor.jurisdiction)

    def url_of(self, row: Unit) -> str:
        return f"/units/{row.pk}/"


def listed(query: str = "", *, htmx: bool = False, actor: Actor | None = None) -> UnitList:
    request = RequestFactory().get(
        "/units", QUERY_STRING=query.encode().decode("latin-1"), headers={"HX-Target": "list"} if htmx else {}
    )
    request.user = AnonymousUser()
    request.htmx = htmx  # type: ignore[attr-defined]  # set by the middleware of htmx
    request.actor = actor or an_actor(person=0)  # type: ignore[attr-defined]  # set by the middleware
    return UnitList(request)


def names(query: str) -> list[str]:
    page = listed(query)
    return [row.name for row in page.shown(page.state_of(page.request.GET)).rows]


def text_of(response: HttpResponse) -> str:
    return response.content.decode()


@pytest.fixture
def units() -> list[Unit]:
    found = [make_unit(f"{name}局") for name in ("甲", "乙", "丙")]
    for number, unit in enumerate(found):
        unit.order = number
        unit.founded_on = date(2018, 1 + number, 1) if number else None
        unit.save()
    return found


def test_rows_come_in_the_lists_own_order_and_sorts_with_empty_values_last(units: list[Unit]) -> None:
    assert names("") == ["甲局", "乙局", "丙局"]
    assert names("sort=-order") == ["丙局", "乙局", "甲局"]
    assert names("sort=founded_on") == ["乙局", "丙局", "甲局"]
    assert names("sort=-founded_on") == ["丙局", "乙局", "甲局"]
    assert names("sort=short_name") == names("sort=nonsense") == names("")


def test_search_and_filters_narrow(units: list[Unit]) -> None:
    assert names("q=乙") == ["乙局"]
    assert names("q=乙+局") == ["乙局"]
    assert names("founded_from=2018-02-01&founded_to=2018-02-28") == ["乙局"]
    assert names("founded_from=2018-02-28&founded_to=2018-02-01") == ["乙局"]
    assert names("short=丙") == ["丙局"]
    assert names("kind=county") == []
    assert names("kind=bureau&kind=county") == ["甲局", "乙局", "丙局"]
    units[0].dissolved_on = date(2019, 1, 1)
    units[0].save()
    assert names("ended=1") == ["甲局"]


@pytest.mark.parametrize("query", ["kind=nonsense", "founded_from=31.12.2018", "parent=x", "parent=1&parent=-"])
def test_a_value_that_cannot_be_meant_is_left_out_and_named(units: list[Unit], query: str) -> None:
    page = listed(query)
    assert len(page.state_of(page.request.GET).faults) == 1
    assert "无法识别" in text_of(page.respond())


@pytest.mark.parametrize(
    "query", ["page=0", "page=-1", "page=99999999999", "size=7", "cols=nonsense", "q=%00", "page=²"]
)
def test_hostile_addresses_are_answered(units: list[Unit], query: str) -> None:
    assert listed(query).respond().status_code == 200


def test_the_query_of_a_state_leads_to_the_same_state() -> None:
    make_city()
    query = "q=乙&kind=bureau&founded_from=2018-02-01&sort=-order&cols=name,short_name&size=25&page=3"
    page = listed(query)
    state = page.state_of(page.request.GET)
    assert page.state_of(QueryDict(state.query())) == state
    assert "page" not in state.query(sort="name"), "another order begins at the first page"
    assert "page" not in state.view


def test_the_table_alone_answers_htmx_and_gives_the_clean_address(units: list[Unit]) -> None:
    response = listed("q=乙&short=&sort=", htmx=True).respond()
    assert "<html" not in text_of(response)
    assert response["HX-Push-Url"] == "/units?q=%E4%B9%99"
    assert "HX-Request" in response["Vary"]


def test_a_page_shows_columns_cells_and_what_is_active(units: list[Unit]) -> None:
    text = text_of(listed("q=乙").respond())
    assert f'href="/units/{units[1].pk}/"' in text
    assert '<time datetime="2018-02-01">2018-02-01</time>' in text
    assert "搜索:“乙”" in text
    assert 'data-label="简称"' not in text
    assert 'data-label="简称"' in text_of(listed("col=name&col=short_name").respond())


def test_an_empty_list_says_so_and_an_over_narrow_one_offers_to_clear() -> None:
    make_city()
    assert "还没有内容" in text_of(listed().respond())
    assert "清空筛选" in text_of(listed("q=x").respond())


def test_rows_are_of_the_actors_place_only(units: list[Unit]) -> None:
    make_unit("邻市某局", jurisdiction="990200")
    assert names("") == ["甲局", "乙局", "丙局"]


def test_pages_do_not_overlap_and_counts_beyond_the_bound_wait_for_a_click(
    units: list[Unit], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(57):
        make_unit(f"第{number}局")
    first, second, third = (names(f"size=25&page={n}") for n in (1, 2, 3))
    assert (len(first), len(second), len(third)) == (25, 25, 10)
    assert len({*first, *second, *third}) == 60
    monkeypatch.setattr(page_module, "COUNTED_UP_TO", 40)
    page = listed("size=25")
    shown = page.shown(page.state_of(page.request.GET))
    assert (shown.total, shown.exact, shown.more) == (40, False, True)
    assert "40+" in text_of(listed("size=25").respond())
    exact = listed("size=25&count=exact")
    assert exact.shown(exact.state_of(exact.request.GET)).total == 60


def test_a_count_opens_exactly_its_rows(units: list[Unit]) -> None:
    assert listed().count("q=乙") == len(names("q=乙")) == 1
    assert listed().count("founded_from=2018-02-01") == len(names("founded_from=2018-02-01")) == 2


def test_queries_do_not_grow_with_the_rows(units: list[Unit], django_assert_max_num_queries: Any) -> None:
    person = make_person()
    for number in range(120):
        make_unit(f"第{number}局")
    with django_assert_max_num_queries(6):  # keys, rows, count, views, name of the place, notices
        listed("size=100&kind=bureau&q=局", actor=an_actor(person=person.pk)).respond()


def test_selected_rows_are_ticked_or_all_that_match(units: list[Unit]) -> None:
    page = listed()
    foreign = make_unit("邻市某局", jurisdiction="990200")
    ticked = QueryDict(f"row={units[2].pk}&row={units[0].pk}&row={foreign.pk}&row=x")
    assert [row.name for row in page.selected(ticked)] == ["甲局", "丙局"]
    assert [row.name for row in page.selected(QueryDict("all=1&query=q%3D乙"))] == ["乙局"]
    assert list(page.selected(QueryDict(""))) == []


@pytest.mark.django_db(transaction=True)
def test_the_workbook_holds_the_rows_shown_and_is_journalled() -> None:
    person = make_person("林晓岚")
    unit = make_unit("=SUM(A1:A9)\x07局")
    unit.founded_on = date(2018, 6, 30)
    unit.save()
    make_unit("乙局")
    response = listed("format=xlsx&q==SUM", actor=an_actor(person=person.pk)).respond()
    book = load_workbook(BytesIO(b"".join(response)))
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert rows[0] == ["名称", "次序", "成立"]
    assert rows[1][0] == "=SUM(A1:A9)局"
    assert book.worksheets[0]["A2"].data_type == "s", "text is never a formula"
    assert str(rows[1][2]).startswith("2018-06-30")
    assert len(rows) == 2
    event = Event.objects.get(act="ui.exported")
    assert (event.detail["list"], event.detail["rows"], event.detail["filters"]) == ("units", 1, ["q"])


def test_saved_views_are_ones_own_and_the_shared_ones(units: list[Unit]) -> None:
    mine, other = make_person(), make_person()
    place = {"jurisdiction": "990100", "page": "units"}
    SavedView.objects.create(person=mine, name="我的", query="q=甲", **place)
    SavedView.objects.create(person=other, name="共享", query="q=乙", shared=True, **place)
    SavedView.objects.create(person=other, name="他人", **place)
    text = text_of(listed(actor=an_actor(person=mine.pk)).respond())
    assert "我的" in text and "共享" in text and "他人" not in text
