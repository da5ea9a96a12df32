"""Names that begin today, without anybody at work."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils.timezone import get_current_timezone, localdate

from luoshi.jobs.schedule import enqueue_due
from luoshi.units import services
from luoshi.units.background import NAMES, refresh
from luoshi.units.models import Unit
from tests.units.city import a_place, a_unit, the_office

pytestmark = pytest.mark.django_db


def test_a_name_that_begins_today_becomes_todays_name() -> None:
    a_place()
    unit = a_unit("市甲局")
    services.rename_unit(the_office(), unit, name="市乙局", on=localdate())
    Unit.objects.update(name="市甲局", short_name="市甲局")  # as it was when it was recorded ahead
    jobs = enqueue_due(datetime.combine(localdate() + timedelta(days=1), datetime.min.time(), get_current_timezone()))
    job = next(job for job in jobs if job.kind == NAMES)
    assert refresh(job, None) == {"units": 1}  # type: ignore[arg-type]  # it tells no progress
    unit.refresh_from_db()
    assert unit.name == "市乙局"
