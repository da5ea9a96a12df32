"""Pages under load: the operations of load_mix.toml against a real server, for 1 and 16 users, and without think time.

    python benchmarks/web.py --database URL --home FOLDER [--tenth URL --tenth-home FOLDER]
    python benchmarks/web.py --reduced

Databases are filled beforehand by ``benchmarks/web_data.py``; with ``--tenth`` the growth from a tenth of the data is
measured, too. The full run writes its figures into docs/performance.md, between the marks of its kind of database.
``--reduced`` fills a small SQLite database, runs for seconds, writes nothing and fails when an answer was wrong.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
import tomllib
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

from requests.cookies import create_cookie

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "docs" / "performance.md"
MIX = tomllib.loads((HERE / "load_mix.toml").read_text(encoding="utf-8"))
OPERATIONS = {
    "ledger": "ledger list, three filters",
    "task": "task page",
    "month": "this-month grid",
    "save": "save a report",
}
HELD = ("ledger", "task", "save")  # whose 95th percentile has a limit
MOST_P95, MOST_GROWTH, MOST_ENACTING = 100, 2.0, 5.0
PACKS = 3
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')

Times = dict[str, list[float]]


@dataclass(frozen=True, slots=True)
class Target:
    """A filled database, and how its server is run."""

    url: str
    home: Path
    port: int = 8110
    processes: int = 1

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, "LUOSHI_DATABASE_URL": self.url, "LUOSHI_HOME": str(self.home.absolute())}

    def data(self, *options: str) -> str:
        """What ``web_data.py`` prints with these options."""
        command = [
            sys.executable,
            str(HERE / "web_data.py"),
            "--database",
            self.url,
            "--home",
            str(self.home),
            *options,
        ]
        return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout  # own script


@dataclass(slots=True)
class Run:
    """What one run of the load gave: milliseconds by operation, and how many answers were wrong."""

    users: int
    seconds: float
    times: Times = field(default_factory=dict)
    wrong: int = 0

    @property
    def rate(self) -> float:
        """Answers per second."""
        return sum(map(len, self.times.values())) / self.seconds


@contextmanager
def serving(target: Target) -> Iterator[None]:
    """The server of the product on the target's database, as ``luoshi serve`` starts it."""
    command = [
        sys.executable, "-m", "luoshi.cli", "serve", "--port", str(target.port), "--processes", str(target.processes),
    ]  # fmt: skip
    server = subprocess.Popen(command, env=target.environment, stdout=subprocess.DEVNULL)  # own command
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{target.address}/accounts/login/", timeout=5).close()
                break
            except OSError:
                if server.poll() is not None:
                    raise SystemExit("the server did not start; see above") from None
                time.sleep(0.2)
        yield
    finally:
        server.terminate()
        server.wait(30)


@contextmanager
def load(target: Target, users: int, seconds: float, *, think: float | None = None, kind: str = "") -> Iterator[Run]:
    """The mix for ``seconds`` by ``users``, beside what the block does; afterwards the run holds its times."""
    run = Run(users, seconds)
    with tempfile.TemporaryDirectory() as folder:
        people, samples = Path(folder, "people.json"), Path(folder, "samples.json")
        known = [who for who in json.loads(target.data("--people", "16")) if kind in ("", who["kind"])]
        people.write_text(json.dumps(known), encoding="utf-8")
        command = [
            sys.executable, "-m", "locust", "-f", str(HERE / "web_locust.py"), "--headless", "--only-summary",
            "--users", str(users), "--spawn-rate", str(users), "--run-time", f"{seconds:.0f}s", "--host", target.address,
            "--exit-code-on-error", "0", "--loglevel", "ERROR",
        ]  # fmt: skip
        more = {"LOAD_PEOPLE": str(people), "LOAD_SAMPLES": str(samples)}
        more |= {} if think is None else {"LOAD_THINK": str(think)}
        locust = subprocess.Popen(  # own command
            command, env={**os.environ, **more}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        try:
            yield run
            told, _ = locust.communicate(timeout=seconds + 120)
        finally:
            locust.kill()
        for name, taken, right in json.loads(samples.read_text(encoding="utf-8")):
            run.wrong += not right
            if name in OPERATIONS:
                run.times.setdefault(name, []).append(taken)
        if run.wrong:
            print(told, file=sys.stderr)


def alone(target: Target, seconds: float) -> Run:
    """One user: first a liaison, then one of the office."""
    whole = Run(1, seconds)
    for kind in ("liaison", "office"):
        with load(target, 1, seconds / 2, kind=kind) as run:
            pass
        for name, times in run.times.items():
            whole.times.setdefault(name, []).extend(times)
        whole.wrong += run.wrong
    return whole


def enacting(target: Target, size: int, packs: int) -> list[tuple[float, float]]:
    """Seconds to plan and to approve a pack of ``size`` tasks, over the same pages that people use; ``packs`` times."""
    login = "load991100-"
    editor, confirmer = Browser(target, f"{login}editor"), Browser(target, f"{login}confirmer")
    taken = []
    for _ in range(packs):
        policy = int(target.data("--pack", str(size)))
        began = time.perf_counter()
        address, page = editor.post(f"/plans/policy/{policy}/", act="enact")
        planned = time.perf_counter()
        version = re.search(r'name="version" value="(\d+)"', page)
        _, page = confirmer.post(f"{address}approve/", version=version.group(1) if version else "")
        approved = time.perf_counter()
        if "已批准并一次办结" not in page:
            raise SystemExit(f"the plan was not applied: {address}")
        taken.append((planned - began, approved - planned))
    return taken


class Browser:
    """A person signed in, with cookies; each post brings the token of the page before."""

    def __init__(self, target: Target, login: str) -> None:
        self.address = target.address
        jar = CookieJar()
        jar.set_cookie(create_cookie("sessionid", target.data("--session", login).strip(), domain="127.0.0.1"))
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        self._open("/plans/")

    def post(self, path: str, **form: str) -> tuple[str, str]:
        """The path it led to, and the page there."""
        token = TOKEN.search(self.page)
        sent = urlencode({**form, "csrfmiddlewaretoken": token.group(1) if token else ""}).encode()
        return self._open(path, sent)

    def _open(self, path: str, sent: bytes | None = None) -> tuple[str, str]:
        with self.opener.open(f"{self.address}{path}", sent, timeout=120) as answer:
            self.page = answer.read().decode()
            return answer.geturl().removeprefix(self.address), self.page


def p95(times: Sequence[float]) -> float:
    """The 95th percentile, by nearest rank."""
    ordered = sorted(times)
    return ordered[max(-(-len(ordered) * 95 // 100) - 1, 0)]


@dataclass(slots=True)
class Measured:
    """All that is measured on one database."""

    one: Run
    many: Run
    saturated: Run
    enacted: list[tuple[float, float]] = field(default_factory=list)
    beside: Run | None = None  # the load while packs were enacted


def measure(target: Target, seconds: float, *, packs: int = 0) -> Measured:
    """The runs one after the other on a server of their own, which warms up first."""
    with serving(target):
        with load(target, MIX["users"][-1], seconds / 6):
            pass
        one = alone(target, seconds)
        with load(target, MIX["users"][-1], seconds) as many:
            pass
        with load(target, MIX["saturating_users"], seconds / 2, think=0) as saturated:
            pass
        found = Measured(one, many, saturated)
        if packs:
            with load(target, MIX["users"][-1], 12.0 * packs) as found.beside:
                time.sleep(6)  # until all are at work
                found.enacted = enacting(target, MIX["pack"]["tasks"], packs)
        return found


def figures(target: Target, full: Measured, tenth: Measured | None) -> list[str]:
    """The lines of the page."""
    users = f"{full.many.users} users"
    lines = [
        f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} processors shared by server, database and"
        f" load; {target.processes} web process{'es' if target.processes > 1 else ''}, no background worker. Milliseconds.",
        "",
        f"| | 1 user: median | p95 | {users}: median | p95 | a tenth of the data, {users}: median | p95 | growth |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for key, name in OPERATIONS.items():
        cells = [_both(run.times.get(key, [])) for run in (full.one, full.many)]
        cells.append(_both(tenth.many.times.get(key, [])) if tenth else "| – | –")
        cells.append(f"| {grown:.2f}" if tenth and (grown := growth(full, tenth, key)) else "| –")
        lines.append(f"| {name} {' '.join(cells)} |")
    lines += ["", *_verdicts(full, tenth)]
    return lines


def _both(times: Sequence[float]) -> str:
    return f"| {statistics.median(times):.0f} | {p95(times):.0f}" if times else "| – | –"


def growth(full: Measured, tenth: Measured, key: str) -> float:
    """How much longer the operation takes at ten times the data: the medians of one user, whom nobody else slows."""
    now, before = full.one.times.get(key), tenth.one.times.get(key)
    return statistics.median(now) / statistics.median(before) if now and before else 0.0  # 0: too short a run


def _verdicts(full: Measured, tenth: Measured | None) -> list[str]:
    slowest = max(p95(full.many.times[key]) for key in HELD if key in full.many.times)
    lines = [
        f"- Slowest p95 of lists, task pages and saves with {full.many.users} users and {MIX['think_seconds']:g} s think time:"
        f" {slowest:.0f} ms (to reach: under {MOST_P95} ms).",
        f"- Saturation, {full.saturated.users} users without think time: {full.saturated.rate:.0f} answers/s"
        f" (medians {', '.join(f'{key} {statistics.median(times):.0f} ms' for key, times in sorted(full.saturated.times.items()))}).",
    ]
    if tenth:
        grown = max(growth(full, tenth, key) for key in OPERATIONS)
        lines.append(
            f"- Greatest growth at ten times the data, medians of 1 user: {grown:.2f} (to reach: under {MOST_GROWTH:g})."
        )
    if full.enacted and full.beside:
        planned, applied = (max(each[at] for each in full.enacted) for at in (0, 1))
        saves = full.beside.times.get("save", [0.0])
        lines.append(
            f"- A pack of {MIX['pack']['tasks']} tasks while {full.beside.users} users keep working, the slowest of {len(full.enacted)}:"
            f" planned in {planned:.1f} s, approved and applied in {applied:.1f} s (to reach: under {MOST_ENACTING:g} s);"
            f" saves meanwhile: median {statistics.median(saves):.0f} ms, longest {max(saves):.0f} ms."
        )
    runs = [full.one, full.many, full.saturated, *((full.beside,) if full.beside else ())]
    asked = sum(len(times) for run in runs for times in run.times.values())
    wrong = sum(run.wrong for run in runs)
    return [*lines, f"- Wrong answers: {wrong} of {asked:,}."]


def write(kind: str, lines: Sequence[str]) -> None:
    """Put the figures between the marks of this kind of database; everything else on the page is written by hand."""
    begin, end = f"<!-- figures: written by benchmarks/web.py, {kind} -->", "<!-- end of figures -->"
    before, mark, rest = PAGE.read_text(encoding="utf-8").partition(begin)
    if not mark:
        raise SystemExit(f"{PAGE} has no mark {begin}")
    _, _, after = rest.partition(end)
    PAGE.write_text(f"{before}{begin}\n{chr(10).join(lines)}\n{end}{after}", encoding="utf-8")


def reduced(port: int) -> int:
    """A small SQLite database and a few seconds of every run: whether all answers are right."""
    with tempfile.TemporaryDirectory() as folder:
        target = Target(f"sqlite:///{folder}/load.sqlite3", Path(folder), port)
        target.data("--tasks", "400")
        with serving(target), load(target, 4, 6) as run:
            time.sleep(3)
            run_enacted = enacting(target, 20, 1)
    for key, times in sorted(run.times.items()):
        print(f"{OPERATIONS[key]}: {len(times)} times, median {statistics.median(times):.0f} ms")
    print(f"a pack of 20 tasks: planned in {run_enacted[0][0]:.1f} s, applied in {run_enacted[0][1]:.1f} s")
    missing = set(OPERATIONS) - set(run.times)
    if run.wrong or missing:
        print(f"wrong answers: {run.wrong}; never done: {', '.join(sorted(missing)) or '–'}", file=sys.stderr)
    return 1 if run.wrong or missing else 0


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--database", help="filled by web_data.py: postgresql://… or sqlite:///…")
    options.add_argument("--home", type=Path, help="its folder, as given to web_data.py")
    options.add_argument("--tenth", help="the database with a tenth of the data")
    options.add_argument("--tenth-home", type=Path)
    options.add_argument("--seconds", type=float, default=90, help="of each run with think time")
    options.add_argument("--port", type=int, default=8110)
    options.add_argument("--processes", type=int, default=1, help="of the web server")
    options.add_argument("--dry", action="store_true", help="write nothing")
    options.add_argument("--reduced", action="store_true", help="small data, seconds, nothing written")
    given = options.parse_args()
    if given.reduced:
        return reduced(given.port)
    if not given.database or not given.home:
        options.error("--database and --home are needed, or --reduced")
    target = Target(given.database, given.home, given.port, given.processes)
    tenth = None
    if given.tenth:
        tenth = measure(Target(given.tenth, given.tenth_home, given.port, given.processes), given.seconds)
    lines = figures(target, measure(target, given.seconds, packs=PACKS), tenth)
    print("\n".join(lines))
    if not given.dry:
        write("SQLite" if given.database.startswith("sqlite") else "PostgreSQL", lines)
    return 0


if __name__ == "__main__":
    sys.exit(main())
