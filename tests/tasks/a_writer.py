"""A process to be killed in the middle of an act: ``python -m tests.tasks.a_writer FOLDER DEED``.

It says that it has done the deed by the file ``here``, and then waits before the act ends.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import django


def main() -> None:
    django.setup()
    from luoshi.accounts.models import PostHolding
    from luoshi.accounts.sessions import actor_of
    from luoshi.journal.services import act
    from luoshi.kernel.actors import Actor
    from luoshi.tasks import services
    from luoshi.tasks.models import Report, Task
    from luoshi.units import services as units
    from luoshi.units import subscribers
    from luoshi.units.models import Unit
    from tests.factories import TODAY

    folder, deed = Path(sys.argv[1]), sys.argv[2]

    def who(role: str, unit: str = "") -> Actor:
        holdings = PostHolding.objects.filter(post__grants__role=role).order_by("pk")
        held = (holdings.filter(post__unit__name=unit) if unit else holdings).select_related("person")[0]
        return actor_of(held.person, TODAY)

    def wait() -> None:
        (folder / "here").touch()
        time.sleep(120)

    def create() -> None:
        drafts = [services.TaskDraft(title=f"任务{n}", origin="own", parts=()) for n in range(20)]
        services.create_tasks(who("supervisor"), drafts)

    def verify() -> None:
        services.verify(who("supervisor"), Report.objects.get(), None)

    def submit() -> None:
        part = Task.objects.get().assignments.get(role="lead")
        services.mark_no_change(who("unit_head", "市发改委"), part, "2026-03")

    def merge() -> None:
        subscribers.on_succession(lambda actor, rows: wait())
        planning, science = Unit.objects.get(name="市发改委"), Unit.objects.get(name="市科技局")
        units.merge_units(who("supervisor"), [(planning, None)], into=science, on=date(2026, 3, 1), basis="机构改革")

    deeds: dict[str, Callable[[], None]] = {"create": create, "verify": verify, "submit": submit, "merge": merge}
    with act():
        deeds[deed]()
        wait()


if __name__ == "__main__":
    main()
