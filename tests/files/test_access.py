"""Who may read a file, and how it is handed out."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import StreamingHttpResponse
from tests.factories import NEIGHBOUR, an_actor, the_system
from tests.files.documents import PNG, pdf

from luoshi.files import queries
from luoshi.files.access import Visible, policy
from luoshi.files.downloads import download
from luoshi.files.models import StoredFile
from luoshi.files.services import attach, store
from luoshi.journal.models import Event
from luoshi.kernel.actors import Actor, Role
from luoshi.kernel.verdicts import Refused

pytestmark = pytest.mark.django_db
UPLOADER, READER, STRANGER = (an_actor(Role.DRAFTER, person=number) for number in (1, 2, 3))
Kinds = dict[str, Visible]


def an_object(kinds: Kinds, *readers: Actor) -> StoredFile:
    """An object of an upper app (any row does) that the readers see."""
    made = store(the_system(), b"object", name="object.txt")
    own = StoredFile.objects.filter(pk=made.pk)
    kinds["files.storedfile"] = lambda actor: own if actor in readers else own.none()
    return made


def sees(actor: Actor, file: StoredFile) -> bool:
    in_list = file in queries.visible(actor)
    assert bool(policy.allows(actor, "download", file)) is in_list
    return in_list


def test_a_loose_upload_is_its_uploaders(kinds: Kinds) -> None:
    file = store(UPLOADER, PNG, name="a.png")
    assert [sees(actor, file) for actor in (UPLOADER, READER, the_system())] == [True, False, True]


def test_an_attached_file_follows_its_object(kinds: Kinds) -> None:
    file = store(UPLOADER, PNG, name="a.png", on=an_object(kinds, READER))
    assert [sees(actor, file) for actor in (READER, STRANGER, UPLOADER)] == [True, False, False]


def test_a_file_on_an_unregistered_kind_is_nobodys(kinds: Kinds) -> None:
    file = store(UPLOADER, PNG, name="a.png", on=an_object({}, READER))
    assert not any(sees(actor, file) for actor in (READER, STRANGER, UPLOADER))


def test_files_of_another_place_are_out_of_sight(kinds: Kinds) -> None:
    file = store(UPLOADER, PNG, name="a.png", on=an_object(kinds, READER))
    elsewhere = an_actor(Role.DRAFTER, person=2, jurisdiction=NEIGHBOUR)
    kinds["files.storedfile"] = lambda actor: StoredFile.objects.all()
    assert sees(READER, file)
    assert not sees(elsewhere, file)
    with pytest.raises(Refused):
        attach(elsewhere, file, file)


def test_a_file_one_may_not_see_cannot_be_attached_to_an_own_object(kinds: Kinds) -> None:
    file = store(UPLOADER, PNG, name="a.png")
    with pytest.raises(Refused):
        attach(STRANGER, file, an_object(kinds, STRANGER))


def test_the_list_costs_one_query(kinds: Kinds, django_assert_max_num_queries: Any) -> None:
    owner = an_object(kinds, READER)
    for number in range(4):
        store(UPLOADER, PNG + bytes([number]), name=f"{number}.png", on=owner)
    with django_assert_max_num_queries(1):
        assert len(queries.visible(READER)) == 4
    with django_assert_max_num_queries(1):
        assert len(queries.of_objects(READER, "files.storedfile", [owner.pk])[owner.pk]) == 4


def body(response: Any) -> bytes:
    assert isinstance(response, StreamingHttpResponse)
    return b"".join(response)


def test_a_download_is_saved_not_sniffed_and_journalled() -> None:
    file = store(UPLOADER, b"<html><script>alert(1)</script></html>", name='通知"1".html')
    response = download(UPLOADER, file, inline=True)
    assert response["Content-Type"] == "text/html"
    assert response["Content-Disposition"].startswith("attachment; filename=")
    assert "filename*=UTF-8''%E9%80%9A%E7%9F%A5_1_.html" in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert len(body(response)) == int(response["Content-Length"]) == file.size
    assert Event.objects.filter(act="files.downloaded", object_id=file.pk, actor="person:1").count() == 1


@pytest.mark.parametrize(("data", "name"), [(PNG, "a.png"), (pdf("通知"), "a.pdf")])
def test_pictures_and_pdf_may_be_shown(data: bytes, name: str) -> None:
    file = store(UPLOADER, data, name=name)
    assert download(UPLOADER, file, inline=True)["Content-Disposition"].startswith("inline")
    assert download(UPLOADER, file)["Content-Disposition"].startswith("attachment")


def test_sealed_bytes_are_handed_out_opened() -> None:
    file = store(UPLOADER, PNG, name="a.png", subject="instruction:9")
    assert body(download(UPLOADER, file)) == PNG
