"""A folder of its own for the files of each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from luoshi.files import access


@pytest.fixture(autouse=True)
def root(settings: Any, tmp_path: Path) -> Path:
    settings.FILES_ROOT = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def kinds(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, access.Visible]]:
    """The registry of who sees what, empty at first."""
    registry: dict[str, access.Visible] = {}
    monkeypatch.setattr(access, "_KINDS", registry)
    yield registry
