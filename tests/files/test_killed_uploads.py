"""Processes that are killed while a file comes in, with real processes: no row without its whole file."""

from __future__ import annotations

import hashlib
import os
import socket
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from tests.jobs.processes import kill, start, wait_until

from luoshi.files.models import StoredFile
from luoshi.files.services import content, sweep
from luoshi.journal.models import Event

pytestmark = pytest.mark.django_db(transaction=True)
EDGE = "----edge"
HEAD = (
    f'--{EDGE}\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\n'
).encode()
CONTENT = "云溪市人民政府办公室\n".encode() * 20_000
BODY = HEAD + CONTENT + f"\r\n--{EDGE}--\r\n".encode()
TYPE = f"multipart/form-data; boundary={EDGE}"


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("where", ["coming", "placed"])
def test_an_upload_killed_before_its_row_is_no_file_and_is_swept_away(tmp_path: Path, where: str) -> None:
    receiver = start("tests.files.a_receiver", str(tmp_path), where)
    wait_until((tmp_path / "here").exists, alive=[receiver])
    kill(receiver)
    assert (StoredFile.objects.count(), Event.objects.count()) == (0, 0)
    left = files_in(tmp_path / "files")
    assert len(left) == 1
    long_ago = time.time() - 2 * 24 * 3600
    os.utime(left[0], (long_ago, long_ago))
    assert sweep() == 1
    assert files_in(tmp_path / "files") == []


def test_a_web_process_killed_in_the_middle_of_an_upload_keeps_nothing(tmp_path: Path, settings: Any) -> None:
    settings.FILES_ROOT = tmp_path / "files"
    (tmp_path / "temporary").mkdir()
    port = free_port()
    server = serve(tmp_path, port)
    with socket.create_connection(("127.0.0.1", port)) as half:
        half.sendall(
            f"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {TYPE}\r\nContent-Length: {len(BODY)}\r\n\r\n".encode()
            + BODY[: len(BODY) // 2]
        )
        wait_until(lambda: files_in(tmp_path / "temporary"), alive=[server])
        kill(server)
    assert (StoredFile.objects.count(), files_in(tmp_path / "files")) == (0, [])

    port = free_port()  # the killed workers may hold the other for a moment
    server = serve(tmp_path, port)
    try:
        request = urllib.request.Request(f"http://127.0.0.1:{port}/", BODY, {"Content-Type": TYPE})
        with urllib.request.urlopen(request) as answer:
            file = StoredFile.objects.get(pk=int(answer.read()))
    finally:
        kill(server)
    assert content(file) == CONTENT
    assert file.sha256 == hashlib.sha256(CONTENT).hexdigest()


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def serve(folder: Path, port: int) -> Any:
    server = start(
        "granian", "--interface", "wsgi", "--port", str(port), "--blocking-threads", "2", "--log-level", "error", "tests.files.a_web:application",
        UPLOADS_OF_THE_TEST=str(folder),
    )  # fmt: skip

    def answers() -> bool:
        with socket.socket() as trial:
            return trial.connect_ex(("127.0.0.1", port)) == 0

    wait_until(answers, alive=[server])
    return server
