"""Settings of the test run: SQLite in a folder of its own, or PostgreSQL by LUOSHI_TEST_DATABASE_URL.

LUOSHI_TEST_DB_NAME names the test database, so that several runs do not meet.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

_HOME = Path(os.environ.setdefault("LUOSHI_HOME", tempfile.mkdtemp(prefix="luoshi-test-")))
os.environ["LUOSHI_DATABASE_URL"] = os.environ.get("LUOSHI_TEST_DATABASE_URL", "")

from luoshi.settings.base import *  # noqa: E402, F403 (the environment comes first; tests change a few values)
from luoshi.settings.base import DATABASES  # noqa: E402  # as above

_database = DATABASES["default"]
_name = os.environ.get("LUOSHI_TEST_DB_NAME", f"test_luoshi_{os.getpid()}")
if "sqlite" in str(_database["ENGINE"]):
    _database["TEST"] = {"NAME": str(_HOME / f"{_name}.sqlite3")}
    _options = dict(_database["OPTIONS"])  # type: ignore[call-overload]  # the values of DATABASES are of any type
    _options["init_command"] = _options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
    _database["OPTIONS"] = _options
else:
    _database["TEST"] = {"NAME": _name}
    _database["OPTIONS"] = {}  # no pool: its connections would keep the test database from being dropped

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SECRET_KEY = "secret-of-the-tests"
SUBJECT_MASTER_KEY = "master-key-of-the-tests"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
