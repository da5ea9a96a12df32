"""The documentation: no dead links, every system of the inventory once, nothing about a machine."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from luoshi.cli.table import COMMANDS
from luoshi.compiler.lint import CATALOGUE

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted(
    page for folder in (".", "docs", "docs/adr", "examples") for page in (ROOT / folder).glob("*.md")
)  # fmt: skip
GROUPS = {"A": 24, "B": 18, "C": 15, "I": 12, "F": 13, "S": 14, "P": 7, "M": 7, "L": 8}  # rows of the inventory
_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
_TARGET = re.compile(r"`make ([a-z-]+)`|^make ([a-z-]+)", re.M)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    links = [link for link in _LINK.findall(page.read_text(encoding="utf-8")) if "://" not in link]
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_no_page_names_a_path_of_a_machine(page: Path) -> None:
    assert not re.search(r"(?<![\w.])/(?:work|tmp|home|root|Users)/", page.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md", "CONTRIBUTING.md"])
def test_every_make_target_that_is_named_exists(name: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    named = {one or other for one, other in _TARGET.findall((ROOT / name).read_text(encoding="utf-8"))}
    assert named and named <= targets


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md", "docs/quick-start.md", "docs/quick-start.zh-CN.md"])
def test_every_command_that_is_named_exists(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    commands = set(re.findall(r"^(?:\$ )?luoshi ([a-z]+)", text, re.M))
    assert commands and commands <= set(COMMANDS)


def test_every_check_has_its_section() -> None:
    sections = set(re.findall(r"^## (LS\d{3})", (ROOT / "docs" / "lint.md").read_text(encoding="utf-8"), re.M))
    assert sections == {check.code for check in CATALOGUE}


def test_every_system_of_the_inventory_has_one_row_and_a_state() -> None:
    page = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([A-Z]\d\d) \|[^|]+\|[^|]+\| ([○◔◑●]) \|", page, re.M)
    assert [code for code, _ in rows] == [
        f"{group}{n:02d}" for group, most in GROUPS.items() for n in range(1, most + 1)
    ]
    states = Counter(state for _, state in rows)
    assert f"● {states['●']},◑ {states['◑']},◔ {states['◔']},○ {states['○']}" in page


def test_every_test_that_the_coverage_page_names_exists() -> None:
    page = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w/.]+|(?:lint/)?test_\w+\.py)`", page)
    missing = [n for n in named if not ((ROOT / n).exists() or (ROOT / "tests" / "compiler" / n).exists())]
    assert named and missing == []
