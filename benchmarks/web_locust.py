"""How Luoshi does the operations of load_mix.toml. Started by benchmarks/web.py, or by hand:

    LOAD_PEOPLE=people.json locust -f benchmarks/web_locust.py --headless -u 16 -H http://127.0.0.1:8000

``LOAD_PEOPLE``: a file of ``benchmarks/web_data.py --people``; ``LOAD_THINK``: seconds in place of the mix's;
``LOAD_SAMPLES``: where every answer's time is written (JSON: operation, milliseconds, whether it was right).
"""

from __future__ import annotations

import json
import os
import random
import re
import tomllib
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from locust import FastHttpUser, between, events
from requests.cookies import create_cookie

MIX = tomllib.loads((Path(__file__).parent / "load_mix.toml").read_text(encoding="utf-8"))
PEOPLE: list[dict[str, Any]] = json.loads(Path(os.environ["LOAD_PEOPLE"]).read_text(encoding="utf-8"))
THINK = float(os.environ.get("LOAD_THINK", MIX["think_seconds"]))
LIGHTS = ("overdue", "behind", "due_soon", "normal", "closed")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
TASK = re.compile(r'href="/tasks/(\d+)/"')
ROW = re.compile(r'hx-post="(/month/row/(\d+)/[\d-]+/)"')
VERSION = re.compile(r'name="version" value="(\d+)" form="f(\d+)"')
_next = count()
_samples: list[tuple[str, float, bool]] = []


class Official(FastHttpUser):
    """A person signed in, doing what their kind does."""

    wait_time = between(THINK, THINK)

    def on_start(self) -> None:
        self.who = PEOPLE[next(_next) % len(PEOPLE)]
        self.tasks_seen: list[str] = []
        self.rows: dict[str, tuple[str, int]] = {}  # by part: address and version
        host = urlsplit(self.host or "").hostname or ""
        self.client.cookiejar.set_cookie(create_cookie("sessionid", self.who["session"], domain=host))
        mix = MIX["kinds"][self.who["kind"]]
        self.deeds = {name: weight for name, weight in mix.items() if name != "share"}
        self.tasks_seen = TASK.findall(self._page("/tasks/", "first look", "</html>"))
        self.look_at_month("first look")

    def act(self) -> None:
        """One operation of the mix."""
        deed = random.choices(list(self.deeds), list(self.deeds.values()))[0]
        {
            "ledger": self.look_at_ledger, "task": self.open_task, "month": self.look_at_month, "save": self.save,
        }[deed]()  # fmt: skip

    tasks = [act]

    def look_at_ledger(self) -> None:
        light = random.choice(LIGHTS)
        year = random.randint(2023, 2026)
        choices = (
            f"light={light}&due_from={year}-01-01&policy={random.choice(self.who['policies'])}",
            f"light={light}&due_from={year}-01-01&due_to={year + 1}-06-30&lead={random.choice(self.who['units'])}",
            f"light={light}&light=due_soon&due_to={year}-12-31&q={random.choice(self.who['words'])}",
            f"unit={random.choice(self.who['units'])}&light={light}&origin=policy",
        )
        page = self._page(f"/tasks/?{random.choice(choices)}", "ledger", "</html>")
        self.tasks_seen = list(dict.fromkeys(TASK.findall(page))) or self.tasks_seen

    def open_task(self) -> None:
        if not self.tasks_seen:
            return self.look_at_ledger()
        self._page(f"/tasks/{random.choice(self.tasks_seen)}/", "task", "</html>")
        return None

    def look_at_month(self, name: str = "month") -> None:
        unit = f"?unit={random.choice(self.who['units'])}" if self.who["kind"] == "office" else ""
        page = self._page(f"/month/{unit}", name, "</html>")
        versions = {part: int(version) for version, part in VERSION.findall(page)}
        self.rows = {part: (path, versions.get(part, 0)) for path, part in ROW.findall(page)}
        self.token = _found(TOKEN, page)

    def save(self) -> None:
        if not self.rows:
            return self.look_at_month()
        part = random.choice(list(self.rows))
        path, version = self.rows[part]
        form = {
            "act": "save", "version": str(version), "csrfmiddlewaretoken": self.token,
            f"a{part}-progress": f"完成第{random.randrange(10**6)}项工作。", f"a{part}-problems": "", f"a{part}-next_steps": "",
        }  # fmt: skip
        with self.client.post(
            path, data=form, headers={"HX-Request": "true"}, name="save", catch_response=True
        ) as answer:
            known = {part: int(version) for version, part in VERSION.findall(answer.text or "")}
            if answer.status_code != 200 or known.get(part, 0) <= version:
                answer.failure(f"not saved: {answer.status_code} {(answer.text or '')[:300]}")
            else:
                answer.success()
                self.rows[part] = (path, known[part])
        return None

    def _page(self, path: str, name: str, holds: str) -> str:
        with self.client.get(path, name=name, catch_response=True) as answer:
            text: str = answer.text or ""
            if answer.status_code != 200 or holds not in text:
                answer.failure(f"{answer.status_code} {path}")
            else:
                answer.success()
        return text


def _found(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found.group(1) if found else ""


@events.request.add_listener  # type: ignore[untyped-decorator]  # locust is not typed
def _keep(name: str, response_time: float, exception: Exception | None, **_: Any) -> None:
    _samples.append((name, response_time, exception is None))


@events.quitting.add_listener  # type: ignore[untyped-decorator]  # as above
def _write(**_: Any) -> None:
    if path := os.environ.get("LOAD_SAMPLES"):
        Path(path).write_text(json.dumps(_samples), encoding="utf-8")
