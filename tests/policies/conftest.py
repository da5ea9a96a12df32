"""A city with a few units, people who review, and policies compiled from short documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from luoshi.jobs.running import run_due
from luoshi.kernel.actors import Actor, Role
from luoshi.policies.models import Compilation, Policy
from luoshi.policies.services.uploading import upload
from luoshi.units.models import Jurisdiction, Unit, UnitGroup
from luoshi.units.services.founding import NewUnit, found_unit
from tests.factories import CITY, an_actor, the_system

SAMPLE = """云溪市人民政府办公室关于优化营商环境的实施意见

云政办发〔2025〕12号

各县市区人民政府,市直各部门:

为优化营商环境,现提出如下意见。

一、主要任务

(一)推行企业开办一窗受理。企业开办时间压缩至3个工作日。(市市场监管局牵头,市税务局、市公安局配合,2025年12月底前完成)

(二)建设统一的政务服务平台。(市数据局牵头,各县市区配合,2026年6月底前完成)

(三)到2026年,全市政务服务事项网上可办率达到95%以上。(市数据局负责)

(四)建立重点企业联系制度。(市神秘局负责,2026年3月底前完成)

二、保障措施

各级各部门不得以任何形式增设审批条件。

云溪市人民政府办公室
2025年3月1日
"""


@pytest.fixture(autouse=True)
def files_of_the_test(settings: Any, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path / "files"


@pytest.fixture
def city(db: None) -> dict[str, Unit]:
    """The units of an invented city, by short name."""
    Jurisdiction.objects.create(code=CITY, name="云溪市", short_name="云溪", name_en="Yunxi")
    system = the_system()
    units = {}
    for name, short in (("云溪市市场监督管理局", "市市场监管局"), ("国家税务总局云溪市税务局", "市税务局"),
                        ("云溪市公安局", "市公安局"), ("云溪市数据局", "市数据局"), ("东河县人民政府", "东河县")):  # fmt: skip
        kind = Unit.Kind.COUNTY if short.endswith("县") else Unit.Kind.BUREAU
        units[short] = found_unit(system, NewUnit(name=name, short_name=short, kind=kind), on=date(2001, 1, 1))
    return units


@pytest.fixture
def editor() -> Actor:
    return an_actor(Role.EDITOR, person=11, on=date(2025, 3, 10))


@pytest.fixture
def second_editor() -> Actor:
    return an_actor(Role.EDITOR, person=12, on=date(2025, 3, 10))


@pytest.fixture
def confirmer() -> Actor:
    return an_actor(Role.CONFIRMER, person=21, on=date(2025, 3, 10))


Compile = Callable[..., Policy]


@pytest.fixture
def compiled(city: dict[str, Unit], editor: Actor) -> Compile:
    """Upload a text and compile it: a policy under review."""

    def make(text: str = SAMPLE, name: str = "意见.txt", **more: Any) -> Policy:
        made = upload(editor, [_text(text, name)], **more).policy
        run_due()
        made.refresh_from_db()
        return made

    return make


def _text(text: str, name: str) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile(name, text.encode())


@pytest.fixture
def group(city: dict[str, Unit]) -> Iterator[UnitGroup]:
    yield UnitGroup.objects.create(jurisdiction=CITY, name="各县市区")


def compilation_of(policy: Policy) -> Compilation:
    """What the compiler gave last."""
    return policy.compilations.order_by("-number")[0]
