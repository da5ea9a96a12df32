"""Files that are not what their name says, too large, protected, or of kinds that nobody reads."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest

from luoshi.texts.model import ReadingError, join_sources
from luoshi.texts.reading import office, read, read_bytes, read_many
from luoshi.texts.reading.limits import FILE_BYTES


def word_file(*texts: str) -> bytes:
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def package(**parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "reader"),
    [
        ("a.docx", "<html><body><p>云溪市</p></body></html>".encode(), "html/1"),
        ("a.txt", "<!DOCTYPE html><html><body><p>云溪市</p></body></html>".encode(), "html/1"),
        ("a.doc", "云溪市人民政府".encode("gbk"), "text/1"),
        ("a.html", "云溪市人民政府".encode(), "text/1"),
        ("a.txt", word_file("云溪市"), "docx/1"),
    ],
)
def test_the_content_decides_and_the_wrong_name_is_remarked(name: str, data: bytes, reader: str) -> None:
    source = read_bytes(name, data)
    assert source.reader == reader
    assert source.raw.strip().startswith("云溪市")
    assert any("扩展名" in remark and "extension" in remark for remark in source.remarks)


def test_text_with_an_angle_bracket_stays_text() -> None:
    assert read_bytes("a.txt", "<关于加快建设的意见>\n一、总体要求".encode()).reader == "text/1"


def test_a_web_archive_gives_its_page() -> None:
    archive = (
        b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html; '
        b"charset=utf-8\nContent-Transfer-Encoding: base64\n\nPHA+5LqR5rqq5biCPC9wPg==\n--b--\n"
    )
    assert read_bytes("a.mht", archive).raw == "云溪市\n"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xff\xd8\xff\xe0" + b"0" * 50, "是图片"),
        (b"Rar!\x1a\x07\x00", "压缩包"),
        (package(a="x"), "压缩包"),
        (package(**{"OFD.xml": "<x/>"}), "OFD"),
        (package(ppt__presentation="<x/>"), "演示文稿"),
        (package(word__document="<x/>"), "损坏"),
        (b"PK\x03\x04 cut off", "损坏"),
    ],
)
def test_kinds_that_cannot_be_read_say_what_to_do(data: bytes, message: str) -> None:
    with pytest.raises(ReadingError, match=rf"{message}.* \| "):
        read_bytes("附件.docx", data)


def test_a_file_above_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    with path.open("wb") as stream:
        stream.truncate(FILE_BYTES + 1)
    with pytest.raises(ReadingError, match=r"50 MB 的上限.*limit of 50 MB"):
        read(path)


def test_a_package_that_unpacks_to_too_much_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("word/document.xml", b" " * (101 * 1024 * 1024))
    with pytest.raises(ReadingError, match="解压后超过"):
        read_bytes("bomb.docx", stream.getvalue())


def test_a_missing_file_is_told_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match=r"没有.txt 打不开"):
        read(tmp_path / "没有.txt")


def test_old_word_files_name_libreoffice_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "office_program", lambda: None)
    with pytest.raises(ReadingError, match=r"需要 LibreOffice.*needs LibreOffice") as caught:
        read_bytes("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert "\n" not in str(caught.value)


def test_an_encrypted_word_file_is_told_from_a_damaged_one() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(ReadingError, match="已加密"):
        read_bytes("密.docx", data)


def test_old_files_are_converted_and_read_under_their_own_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "made.docx").write_bytes(word_file("云溪市人民政府"))
    program = tmp_path / "soffice"
    program.write_text(f'#!/bin/sh\nmkdir -p "$9" && cp "{tmp_path}/made.docx" "$9/given.docx"\n')
    program.chmod(0o755)
    monkeypatch.setattr(office, "office_program", lambda: str(program))
    source = read_bytes("旧.wps", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert (source.name, source.reader, source.raw) == ("旧.wps", "office+docx/1", "云溪市人民政府\n")


def test_a_conversion_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nsleep 60\n")
    program.chmod(0o755)
    monkeypatch.setattr(office, "office_program", lambda: str(program))
    monkeypatch.setattr(office, "SECONDS", 0.2)
    with pytest.raises(ReadingError, match="未能转换"):
        read_bytes("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))


def test_a_notice_and_its_annex_read_as_one_keep_their_places(tmp_path: Path) -> None:
    (tmp_path / "通知.txt").write_bytes("关于印发方案的通知".encode())
    (tmp_path / "附件.html").write_bytes(
        "<h1>方案</h1><table><tr><td>1</td><td>甲</td></tr><tr><td>2</td><td>乙</td></tr></table>".encode()
    )
    sources = read_many([tmp_path / "通知.txt", tmp_path / "附件.html"])
    whole, offsets = join_sources(sources)
    assert whole.raw == "关于印发方案的通知\n方案\n1\n甲\n2\n乙\n"
    assert offsets == (0, 10)
    assert [b.span.of(whole.raw) for b in whole.blocks] == ["方案", "1\n甲\n2\n乙"]
    assert [c.span.of(whole.raw) for c in whole.tables[0].cells] == ["1", "甲", "2", "乙"]
