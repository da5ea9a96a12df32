"""Two people at once, each in a connection of their own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from luoshi.kernel.verdicts import Refused
from luoshi.units.models import Unit
from tests.units.city import a_place, a_unit

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_who_found_a_unit_of_one_name_at_once_one_is_told() -> None:
    a_place()

    def found(_: int) -> str:
        try:
            return a_unit("市大数据局").name
        except Refused as refused:
            return refused.phrase.zh
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as people:
        told = list(people.map(found, range(4)))
    assert Unit.objects.filter(name="市大数据局").count() == 1
    assert sum("不能同名" in words for words in told) == 3
