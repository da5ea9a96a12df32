"""Taking the invented data away, tables included: the journal lets no event go, so the whole database begins anew."""

from __future__ import annotations

import shutil
from pathlib import Path

from django.conf import settings
from django.db import connection

from luoshi.demo.models import Loaded


def empty() -> None:
    """Drop every table of the database and the stored files of the invented cities.

    Only for a database of which ``loading.state`` said that it holds invented cities and nothing else.
    """
    codes = list(Loaded.objects.values_list("jurisdiction", flat=True))
    if connection.vendor == "sqlite":
        path = Path(str(connection.settings_dict["NAME"]))
        connection.close()
        for ending in ("", "-wal", "-shm"):
            Path(f"{path}{ending}").unlink(missing_ok=True)
    else:
        with connection.cursor() as cursor:
            for name in connection.introspection.table_names(cursor):
                cursor.execute(f"DROP TABLE {connection.ops.quote_name(name)} CASCADE")
    for code in codes:
        for folder in ("files", "anchors"):
            shutil.rmtree(Path(settings.HOME) / folder / code, ignore_errors=True)
