"""Who sits at the terminal, for the records of corrections."""

from __future__ import annotations

import argparse
import getpass
import os
import shutil
import subprocess
from contextlib import suppress
from datetime import date

from luoshi.packs.edits import Author


def author_of(options: argparse.Namespace) -> Author:
    """``--who`` and ``--why``; else the name of LUOSHI_WHO, of git, of the account."""
    return Author(options.who or _name(), options.why, date.today().isoformat())


def _name() -> str | None:
    if told := os.environ.get("LUOSHI_WHO"):
        return told
    if git := shutil.which("git"):
        with suppress(OSError, subprocess.SubprocessError):
            command = [git, "config", "user.name"]
            asked = subprocess.run(command, capture_output=True, text=True, timeout=5, check=False)  # noqa: S603 (fixed)
            if asked.returncode == 0 and asked.stdout.strip():
                return asked.stdout.strip()
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return None
