"""What a request may bring, decided while it comes in: nobody fills the disk with one upload."""

from __future__ import annotations

from typing import IO, Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

from luoshi.files.rules import LARGEST, MB

LARGEST_REQUEST = 4 * LARGEST
"""Bytes of one request: several files of the largest kind."""
SPARE = 1 * MB  # one byte above the bound is enough for ``services.store`` to tell the person


class BoundedUploadHandler(FileUploadHandler):
    """The first handler: refuses a request above ``LARGEST_REQUEST`` before reading it, and hands on at most one
    megabyte above ``LARGEST`` of any file, which ``services.store`` then refuses in words for people."""

    def handle_raw_input(
        self, input_data: IO[bytes], META: dict[str, str], content_length: int, boundary: str, encoding: str | None = None
    ) -> None:  # fmt: skip
        if content_length > LARGEST_REQUEST:
            raise RequestDataTooBig(f"more than {LARGEST_REQUEST // MB} MB in one request")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._taken = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self._taken += len(raw_data)
        return raw_data if self._taken <= LARGEST + SPARE else None

    def file_complete(self, file_size: int) -> None:
        """A later handler keeps the file."""
