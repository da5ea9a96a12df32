"""Every template compiles; Chinese stands only inside ``say``; every icon is in the sprite; no inline script or style."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template import engines

import luoshi

ROOT = Path(luoshi.__file__).parent
TEMPLATES = sorted(path for path in ROOT.glob("*/**/*.html") if "templates" in path.parts)
CHINESE = re.compile(r"[\u3400-\u9fff]")
SAY = re.compile(r"""\{%-?\s*say\s+("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\s+("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")
COMMENT = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", re.S)
ICON = re.compile(r"""\{% icon "([a-z0-9-]+)\"""")
ICONS = {
    line.split()[0]
    for line in (ROOT.parents[1] / "assets" / "icons.txt").read_text("utf-8").splitlines()
    if line.strip() and not line.startswith("#")
}

templates = pytest.mark.parametrize("path", TEMPLATES, ids=[str(path.relative_to(ROOT)) for path in TEMPLATES])


@templates
def test_it_compiles(path: Path) -> None:
    engines["django"].from_string(path.read_text("utf-8"))


@templates
def test_chinese_stands_only_in_say_and_has_its_english(path: Path) -> None:
    source = COMMENT.sub("", path.read_text("utf-8"))
    for zh, en in SAY.findall(source):
        quoted = len(CHINESE.findall(en))  # English may quote a term of the documents
        assert quoted < len(re.findall("[A-Za-z]", en)) or not quoted or en == '"中文"', (
            f"{zh} {en}: the English is missing"
        )
    rest = SAY.sub("", source).replace('lang="zh-Hans">中文<', "")  # a language names itself
    assert not (found := CHINESE.search(rest)), f"outside say: {rest[max(found.start() - 20, 0) : found.end() + 20]}"


@templates
def test_it_uses_known_icons(path: Path) -> None:
    assert set(ICON.findall(path.read_text("utf-8"))) <= ICONS


@templates
def test_it_has_no_inline_script_or_style(path: Path) -> None:
    source = path.read_text("utf-8")
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:|https?://", source)
