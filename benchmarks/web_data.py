"""Fills a database for load tests: 200,000 tasks with 2,000,000 reports in five cities.

    python benchmarks/web_data.py --database URL [--tasks 200000] [--home FOLDER]

A filling that was cut off goes on where it stopped. The first 20,000 tasks are loaded by the product
(``luoshi.tasks.bulk``), the rest are copies of them made inside the database. PostgreSQL databases must exist, and be
empty or begun by this script.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from pathlib import Path

ORIGINAL = 20_000
FOLDER = Path("var") / "bench"


def use(url: str, home: Path) -> None:
    """Let the settings of this process, and of those it starts, be those of the database at ``url``."""
    home.mkdir(parents=True, exist_ok=True)
    os.environ |= {"LUOSHI_DATABASE_URL": url, "LUOSHI_HOME": str(home)}
    os.environ.pop("LUOSHI_POOL", None)
    from luoshi.cli.django_setup import start_django

    start_django(migrated=False)


def fill(tasks: int, home: Path) -> None:
    """Bring the database in use to ``tasks`` tasks, with ten reports each."""
    from django.db import connection

    from luoshi.cli.migrate import apply_migrations, make_triggers

    apply_migrations()
    make_triggers()
    if connection.vendor == "sqlite":  # a filling that is cut off by a fault of the machine is begun anew
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
    copies = max(tasks // ORIGINAL, 1)
    known = home / "original.json"
    if not known.exists():
        _load(tasks // copies)
        from benchmarks.web_copies import greatest_keys

        known.write_text(json.dumps(greatest_keys()), encoding="utf-8")
    tops = json.loads(known.read_text(encoding="utf-8"))
    from benchmarks.web_copies import copy, follow_keys

    for number in range(1, copies):
        copy(number, tops)
    follow_keys()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA synchronous=FULL")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        elif connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE")


def _load(tasks: int) -> None:
    from benchmarks.web_cities import CITIES, found, tasks_of
    from django.utils import timezone

    from luoshi.kernel.actors import system_actor
    from luoshi.tasks.bulk import load
    from luoshi.tasks.models import Task

    today = timezone.localdate()
    for city in CITIES:
        found(city)
        wanted = round(tasks * city.share)
        there = Task.objects.filter(jurisdiction=city.code).count()
        rows = tasks_of(city, wanted, today, there)
        began = time.perf_counter()
        count = load(system_actor(city.code, today), rows, batch=500, report_events=True)
        print(f"{city.name}: {count}, {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--database", required=True, help="postgresql://… or sqlite:///…")
    options.add_argument("--tasks", type=int, default=200_000)
    options.add_argument("--home", type=Path, help="where keys and notes of this database live")
    options.add_argument("--people", type=int, metavar="N", help="only print N accounts for the load")
    options.add_argument("--session", metavar="LOGIN", help="only print the key of a new session of an account")
    options.add_argument("--pack", type=int, metavar="N", help="only make a confirmed policy of N tasks; print its id")
    given = options.parse_args()
    use(given.database, (given.home or FOLDER / str(given.tasks)).absolute())
    if given.people or given.pack or given.session:
        from benchmarks.web_cities import CITIES, pack_of, people, signed_in

        if given.people:
            print(json.dumps(people(given.people)))
        elif given.session:
            print(signed_in(given.session))
        else:
            print(pack_of(CITIES[0], time.time_ns(), given.pack).pk)
        return 0
    fill(given.tasks, Path(os.environ["LUOSHI_HOME"]))
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    sys.exit(main())
