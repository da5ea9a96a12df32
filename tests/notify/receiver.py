"""A web server that receives messages and answers as told: success, failure, an error code, nothing for long."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any


@dataclass
class Got:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Receiver:
    """``answers`` are used one after the other, the last one for all that follow."""

    answers: list[Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=list)
    got: list[Got] = field(default_factory=list)

    def __enter__(self) -> Receiver:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                headers = {name.lower(): value for name, value in self.headers.items()}
                receiver.got.append(Got(self.path, headers, body))
                answers = receiver.answers or [answer(200)]
                answers[min(len(receiver.got), len(answers)) - 1](self)

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True)
        self.thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.over.set()
        self.server.shutdown()
        self.server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/hook"

    def hangs(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer nothing until the test is over."""
        self.over.wait(60)

    def drips(self, handler: BaseHTTPRequestHandler) -> None:
        """An endless answer, a byte at a time."""
        while not self.over.wait(0.05):
            handler.wfile.write(b"H")
            handler.wfile.flush()


def answer(status: int, content: object = None, **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    """An answer with a status, and JSON when given."""
    body = b"" if content is None else json.dumps(content).encode()

    def give(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return give
