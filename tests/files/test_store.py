"""Uploads: taken in whole or not at all, told by their content, bounded, searched for marks."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from tests.factories import CITY, NEIGHBOUR, an_actor
from tests.files.documents import PNG, compound, docx, package, pdf, xlsx

from luoshi.files import disk, rules
from luoshi.files.models import FileLink, Scan, StoredFile, TurnedAway
from luoshi.files.services import SecrecyMark, content, detach, path_of, store, sweep
from luoshi.journal.models import Event
from luoshi.kernel.actors import Role
from luoshi.kernel.verdicts import Refused

pytestmark = pytest.mark.django_db
PERSON = an_actor(Role.EDITOR, person=7)
WORDS = "云溪市人民政府办公室关于印发任务分解表的通知\n".encode()


def bytes_on_disk(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


def test_an_upload_is_kept_with_its_facts(root: Path) -> None:
    file = store(PERSON, SimpleUploadedFile("通知.txt", WORDS, content_type="text/html"))
    digest = hashlib.sha256(WORDS).hexdigest()
    assert (file.sha256, file.size, file.media_type, file.name) == (digest, len(WORDS), "text/plain", "通知.txt")
    assert (file.uploaded_by, file.jurisdiction, file.scan, file.distribution) == (
        "person:7", CITY, Scan.CLEAN, "internal",
    )  # fmt: skip
    assert bytes_on_disk(root) == [root / CITY / digest[:2] / digest]
    assert content(file) == WORDS
    event = Event.objects.get(act="files.stored")
    assert (event.object_id, event.detail["sha256"]) == (file.pk, digest)
    assert "通知" not in str(event.detail)


def test_the_same_content_lies_on_disk_once_per_place(root: Path) -> None:
    first, second = (store(PERSON, WORDS, name=name) for name in ("a.txt", "b.txt"))
    store(an_actor(Role.EDITOR, jurisdiction=NEIGHBOUR), WORDS, name="a.txt")
    assert path_of(first) == path_of(second)
    assert {path.parent.parent.name for path in bytes_on_disk(root)} == {CITY, NEIGHBOUR}
    assert (len(bytes_on_disk(root)), StoredFile.objects.count()) == (2, 3)


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (WORDS, "text/plain"), ("通知".encode("gb18030"), "text/plain"), (b"<!DOCTYPE html><p>1</p>", "text/html"),
        (docx("通知"), rules.KINDS["docx"].media_type), (xlsx("1"), rules.KINDS["xlsx"].media_type),
        (pdf("通知"), "application/pdf"), (PNG, "image/png"), (b"\xff\xd8\xff\xe0" + b"\x00" * 9, "image/jpeg"),
        (compound("WordDocument", "通知"), "application/msword"),
        (compound("Workbook", "表"), "application/vnd.ms-excel"), (b"\x00\x00\x00\x18ftypheic" + b"\x00" * 9, "image/heic"),
    ],
)  # fmt: skip
def test_the_kind_is_told_by_the_content(data: bytes, media_type: str) -> None:
    assert store(PERSON, data, name="whatever.exe").media_type == media_type


@pytest.mark.parametrize(
    "data",
    [
        b"MZ\x90\x00", b"\x7fELF\x02", b"#!/bin/sh\n", package({"a.exe": "x"}), b"Rar!\x1a\x07", b"GIF89a",
        compound("EncryptedPackage", ""), compound("__substg1.0_1000001F", ""), b"text\x00with\x01controls",
        package({"word/document.xml": "<a/>", "word/vbaProject.bin": "x"}), b"{\\rtf1 x}",
        package({"ppt/presentation.xml": "<a/>"}), b"PK\x03\x04 broken",
    ],
)  # fmt: skip
def test_other_kinds_are_refused_and_leave_nothing(root: Path, data: bytes) -> None:
    with pytest.raises(Refused):
        store(PERSON, data, name="通知.docx")
    assert (bytes_on_disk(root), StoredFile.objects.count()) == ([], 0)


def test_a_page_may_ask_for_certain_kinds_only() -> None:
    with pytest.raises(Refused, match="此处可以上传:xlsx、xls"):
        store(PERSON, WORDS, name="a.xlsx", kinds=rules.SHEETS)


def test_nothing_is_no_file() -> None:
    with pytest.raises(Refused, match="空的"):
        store(PERSON, b"", name="a.txt")


def test_each_kind_has_its_bound_and_every_file_one(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refused, match="最大 5 MB"):
        store(PERSON, b"a" * (5 * rules.MB + 1), name="a.txt")
    monkeypatch.setattr("luoshi.files.services.LARGEST", 1000)
    with pytest.raises(Refused, match="上限"):
        store(PERSON, SimpleUploadedFile("a.txt", b"a" * 1001))
    assert bytes_on_disk(root) == []


def test_a_package_that_unpacks_without_end_is_refused() -> None:
    bomb = package({"word/document.xml": b"\x00" * (310 * rules.MB)})
    assert len(bomb) < rules.MB
    with pytest.raises(Refused, match="解压后超过"):
        store(PERSON, bomb, name="a.docx")


@pytest.mark.parametrize("name", ["../../etc/passwd", "a\x00b\r\n.txt", "..\\x.txt", "长" * 500, "", " . "])
def test_names_are_made_safe(name: str) -> None:
    kept = store(PERSON, WORDS, name=name).name
    assert kept.endswith(".txt")
    assert len(kept) <= rules.LONGEST_NAME
    assert not set(kept) & set("/\\\r\n\x00")


def test_a_marked_file_is_not_stored_and_its_event_tells_no_name(root: Path) -> None:
    with pytest.raises(SecrecyMark, match="保密部门") as refusal:
        store(PERSON, docx("机密★1年", "任务"), name="王某案情.docx")
    assert "王某" not in refusal.value.phrase.zh + refusal.value.phrase.en
    assert (bytes_on_disk(root), StoredFile.objects.count()) == ([], 0)
    event = Event.objects.get(act="files.turned_away")
    assert set(event.detail) == {"sha256", "size", "level"}
    assert TurnedAway.objects.get().level == "机密"


@pytest.mark.django_db(transaction=True)
def test_the_event_of_a_marked_file_outlives_the_act_it_undid() -> None:
    with pytest.raises(SecrecyMark), transaction.atomic():
        StoredFile.objects.create(jurisdiction=CITY, sha256="0" * 64, size=1, media_type="x", name="other")
        store(PERSON, docx("秘密★1年"), name="a.docx")
    wait_until(lambda: Event.objects.filter(act="files.turned_away").exists())
    assert (StoredFile.objects.count(), TurnedAway.objects.count()) == (0, 1)


def wait_until(true: object, seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not true():  # type: ignore[operator]  # a function without arguments
        assert time.monotonic() < until
        time.sleep(0.05)


def test_pictures_are_stored_as_unread() -> None:
    assert store(PERSON, PNG, name="现场.png").scan == Scan.UNREAD


def test_bytes_of_a_subject_are_sealed_on_disk() -> None:
    file = store(PERSON, WORDS, name="批示.txt", subject="instruction:4")
    stored = path_of(file).read_bytes()
    assert WORDS not in stored
    assert hashlib.sha256(stored).hexdigest() == file.sha256
    assert (content(file), file.size) == (WORDS, len(WORDS))


def test_lost_content_is_told() -> None:
    file = store(PERSON, WORDS, name="a.txt")
    path_of(file).unlink()
    with pytest.raises(Refused, match="备份"):
        content(file)


def test_a_file_hangs_on_an_object_once() -> None:
    owner = store(PERSON, WORDS, name="owner.txt")  # any row of the jurisdiction
    file = store(PERSON, PNG, name="证据.png", on=owner)
    assert FileLink.objects.filter(object_kind="files.storedfile", object_id=owner.pk, file=file).count() == 1
    detach(PERSON, file, owner)
    assert FileLink.objects.count() == 0


def test_an_act_that_is_undone_leaves_no_row_and_the_sweep_takes_its_bytes(root: Path) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        store(PERSON, WORDS, name="a.txt")
        raise RuntimeError
    kept = store(PERSON, PNG, name="b.png")
    assert sweep() == 0
    long_ago = time.time() - 2 * 24 * 3600
    for path in bytes_on_disk(root):
        os.utime(path, (long_ago, long_ago))
    (disk.incoming() / "half").write_bytes(b"half")
    os.utime(disk.incoming() / "half", (long_ago, long_ago))
    assert sweep() == 2
    assert bytes_on_disk(root) == [path_of(kept)]


@pytest.mark.parametrize(("place", "digest"), [("../etc", "a" * 64), (CITY, "../" + "a" * 61), ("", "a" * 64)])
def test_no_place_outside_the_root_can_be_named(place: str, digest: str) -> None:
    with pytest.raises(ValueError, match="no division code"):
        disk.place_of(place, digest)
