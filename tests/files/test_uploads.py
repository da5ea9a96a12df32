"""Bounds on what a request may bring, before anybody looks at it."""

from __future__ import annotations

import pytest
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.test import RequestFactory

from luoshi.files import uploads


def uploaded(size: int) -> UploadedFile:  # type: ignore[type-arg]  # generic in the stubs only
    request = RequestFactory().post("/", {"file": SimpleUploadedFile("a.txt", b"a" * size)})
    found = request.FILES["file"]
    assert isinstance(found, UploadedFile)
    return found


def test_of_a_file_without_end_little_more_than_the_bound_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "LARGEST", 2_000_000)
    monkeypatch.setattr(uploads, "SPARE", 500_000)
    size = uploaded(6_000_000).size
    assert size is not None
    assert 2_000_000 < size <= 2_500_000
    assert uploaded(1_999_999).size == 1_999_999


def test_a_request_above_the_bound_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "LARGEST_REQUEST", 1000)
    with pytest.raises(RequestDataTooBig):
        uploaded(2000)
