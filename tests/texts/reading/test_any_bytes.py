"""Whatever the bytes are, a reader reads or refuses; it never crashes."""

from __future__ import annotations

import contextlib
import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.texts.model import ReadingError, Source
from luoshi.texts.reading import office, read_bytes

SUFFIXES = ["txt", "html", "docx", "pdf", "xlsx", "doc", "wps", "mht", ""]
STARTS = [
    b"",
    b"<html><body>",
    b"%PDF-1.4\n",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"{\\rtf1",
    b"\xff\xfe",
]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MARKUP = st.lists(
    st.sampled_from(
        ["<table>", "<tr>", "<td rowspan=3>", "<td colspan=0>", "</td>", "</table>", "<p>", "<br>", "<a href=x>", "</a>",
         "<ol>", "<li>", "<h1>", "</h1>", "<pre>", "\n", "<div style='display:none'>", "</div>", "文字。", "索引号：", "&nbsp;", "&#0;"]
    ),
    max_size=60,
)  # fmt: skip
WORD = st.recursive(
    st.sampled_from(["<w:t>文字</w:t>", "<w:tab/>", "<w:br/>", "<w:sym/>", "<w:footnoteReference w:id='1'/>", "<w:numPr/>"]),
    lambda inner: st.builds(
        lambda tag, parts: f"<w:{tag}>{''.join(parts)}</w:{tag}>",
        st.sampled_from(["p", "r", "tbl", "tr", "tc", "ins", "del", "sdt", "pPr", "tcPr", "txbxContent", "hyperlink"]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)  # fmt: skip

quick = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(autouse=True, scope="module")
def _no_office() -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(office, "office_program", lambda: None)
        yield


def check(source: Source) -> None:
    for span in [b.span for b in source.blocks] + [t.span for t in source.tables]:
        assert span.end <= len(source.raw)
    for table in source.tables:
        for cell in table.cells:
            assert table.span.start <= cell.span.start
            assert cell.span.end <= len(source.raw)
            assert cell.row_span >= 1
            assert cell.column_span >= 1


@quick
@given(st.sampled_from(SUFFIXES), st.sampled_from(STARTS), st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(suffix: str, start: bytes, data: bytes) -> None:
    with contextlib.suppress(ReadingError):
        check(read_bytes(f"a.{suffix}", start + data))


@quick
@given(MARKUP)
def test_any_markup_is_read_or_refused(parts: list[str]) -> None:
    with contextlib.suppress(ReadingError):
        check(read_bytes("a.html", ("<html>" + "".join(parts)).encode()))


@quick
@given(st.lists(WORD, max_size=6))
def test_any_word_markup_is_read_or_refused(parts: list[str]) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr("word/document.xml", f"<w:document {W}><w:body>{''.join(parts)}</w:body></w:document>")
        made.writestr(
            "word/footnotes.xml", f"<w:footnotes {W}><w:footnote w:id='1'>{''.join(parts)}</w:footnote></w:footnotes>"
        )
    with contextlib.suppress(ReadingError):
        check(read_bytes("a.docx", stream.getvalue()))


@quick
@given(st.text(max_size=200))
def test_text_that_is_read_stays_as_it_is(text: str) -> None:
    data = text.encode("utf-8", errors="ignore")
    with contextlib.suppress(ReadingError):
        source = read_bytes("a.txt", data)
        if source.reader == "text/1" and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
            assert source.raw == data.decode("utf-8-sig")
