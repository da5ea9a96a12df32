"""A process that approves a plan and stops in the middle of applying it, to be killed there."""

from __future__ import annotations

import sys
import time
from datetime import date
from pathlib import Path

import django


def main(plan: str, version: str, mark: str, where: str) -> None:
    """Approve ``plan``; at the function ``where`` of the services touch the file ``mark`` and wait to be killed."""
    django.setup()
    from tests.factories import an_actor

    from luoshi.enactment import services
    from luoshi.enactment.models import Plan
    from luoshi.kernel.actors import Role

    def stop(*given: object, **more: object) -> None:
        Path(mark).touch()
        time.sleep(600)

    setattr(services, where, stop)
    confirmer = an_actor(Role.CONFIRMER, person=21, on=date(2025, 3, 10))
    services.approve(confirmer, Plan.objects.get(pk=int(plan)), version=int(version))


if __name__ == "__main__":
    main(*sys.argv[1:])
