"""Uploading files, compiling them in the background, and what is kept of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from luoshi.jobs.models import Job
from luoshi.jobs.running import run_due
from luoshi.journal.models import Event
from luoshi.kernel.actors import Actor
from luoshi.kernel.verdicts import Refused
from luoshi.policies import queries
from luoshi.policies.models import Policy, ReviewItem
from luoshi.policies.packs import current_pack
from luoshi.policies.services.uploading import job_of, reorder, start_compile, upload
from tests.factories import CITY

from .conftest import compilation_of

pytestmark = pytest.mark.django_db


def text(words: str, name: str = "意见.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, words.encode())


def test_a_policy_is_compiled_in_the_background_and_comes_under_review(compiled: Any) -> None:
    policy = compiled()
    assert policy.state == Policy.State.REVIEW
    assert policy.title == "云溪市人民政府办公室关于优化营商环境的实施意见"
    assert policy.number == "云政办发〔2025〕12号"
    assert str(policy.issued_on) == "2025-03-01"
    tasks = list(queries.items(policy, "tasks"))
    assert [t.data["leads"] for t in tasks][:2] == [["市市场监管局"], ["市数据局"]]
    assert policy.clauses.count() > 5
    job = job_of(policy)
    assert job is not None and job.state == "done"
    acts = set(Event.objects.filter(object_kind="policies.policy").values_list("act", flat=True))
    assert {"policies.uploaded", "policies.compile_asked", "policies.compiled"} <= acts


def test_names_of_units_are_looked_up_and_unknown_ones_wait_for_a_person(compiled: Any) -> None:
    policy = compiled()
    known = {row.printed: row for row in policy.unit_readings.all()}
    assert known["市市场监管局"].unit.short_name == "市市场监管局"
    assert "市神秘局" in [row.printed for row in queries.unsettled_names(policy)]


def test_nothing_is_kept_when_the_worker_is_killed_in_the_middle(
    city: Any, editor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    from luoshi.policies import background
    from luoshi.policies.services import storing

    policy = upload(editor, [text("关于测试的通知\n\n一、开展检查。(市数据局负责)\n")]).policy
    real = storing.store_reading

    def killed(*given: Any) -> Any:
        real(*given)
        raise KeyboardInterrupt

    monkeypatch.setattr(background, "store_reading", killed)
    with pytest.raises(KeyboardInterrupt):
        run_due()
    policy.refresh_from_db()
    assert policy.state == Policy.State.COMPILING
    assert not policy.items.exists() and not policy.compilations.exists()
    monkeypatch.undo()
    Job.objects.update(lease_until=None)
    run_due()
    policy.refresh_from_db()
    assert policy.state == Policy.State.REVIEW and policy.items.exists()


def test_a_file_that_cannot_be_read_is_named_with_what_to_do(city: Any, editor: Actor) -> None:
    good = text("关于测试的通知\n\n一、开展检查。\n", "通知.txt")
    empty_page = SimpleUploadedFile("空白.html", b"<html><body><p></p></body></html>")
    policy = upload(editor, [good, empty_page]).policy
    run_due()
    policy.refresh_from_db()
    assert policy.state == Policy.State.FAILED
    assert "空白.html" in policy.failure and policy.failure_en
    assert start_compile(editor, policy).state == "queued"


def test_several_files_make_one_document_in_the_order_given(city: Any, editor: Actor) -> None:
    first = text("关于开展检查的通知\n\n一、开展检查。(市数据局负责)\n", "通知.txt")
    second = text("附件\n\n重点任务\n\n1.开展第二项检查。(市公安局负责)\n", "附件.txt")
    policy = upload(editor, [first, second]).policy
    run_due()
    policy.refresh_from_db()
    files = list(policy.files.order_by("order"))
    raw = compilation_of(policy).raw_text
    assert files[1].start >= files[0].length
    assert raw[files[1].start :].startswith("附件")


@pytest.mark.parametrize("files", [[], [text("同"), text("同")], [text("x")] * 31])
def test_what_cannot_be_taken_is_refused_before_anything_is_written(city: Any, editor: Actor, files: list[Any]) -> None:
    with pytest.raises(Refused):
        upload(editor, files)
    assert not Policy.objects.exists()


def test_files_are_put_in_another_order_before_they_are_read_again(city: Any, editor: Actor) -> None:
    files = [
        text("关于检查的通知\n\n一、开展检查。\n", "甲.txt"),
        SimpleUploadedFile("乙.html", b"<html><body></body></html>"),
    ]
    policy = upload(editor, files).policy
    run_due()
    keys = list(policy.files.order_by("order").values_list("pk", flat=True))
    reorder(editor, policy, keys[::-1])
    assert [row.file.name for row in policy.files.order_by("order")] == ["乙.html", "甲.txt"]
    with pytest.raises(Refused):
        reorder(editor, policy, keys[:1])


def test_the_same_content_uploaded_again_is_told(compiled: Any, editor: Actor) -> None:
    first = compiled()
    again = upload(editor, [text_of(first)])
    assert again.twins == (first,)


def text_of(policy: Policy) -> SimpleUploadedFile:
    from luoshi.files.services import content

    return SimpleUploadedFile("另一个名字.txt", content(policy.files.get().file))


def test_asking_twice_for_a_compilation_is_one_job(city: Any, editor: Actor) -> None:
    policy = upload(editor, [text("关于测试的通知\n\n一、开展检查。\n")]).policy
    start_compile(editor, policy)
    assert Job.objects.filter(jurisdiction=CITY).count() == 1


def test_the_pack_of_a_policy_holds_the_items_as_people_left_them(compiled: Any) -> None:
    policy = compiled()
    assert current_pack(policy).tasks == ()
    shown = current_pack(policy, ("pending",))
    assert [t.key for t in shown.tasks] == [i.key for i in queries.items(policy, "tasks")]
    assert shown.document.title == policy.title


def test_every_item_row_has_the_key_of_its_data(compiled: Any) -> None:
    for item in ReviewItem.objects.filter(policy=compiled()):
        assert item.key == item.data["key"] and item.base is not None and item.key == item.base["key"]
