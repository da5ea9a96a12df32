"""Plain text in the encodings that Chinese offices save in."""

from __future__ import annotations

import codecs

import pytest

from luoshi.texts.model import ReadingError
from luoshi.texts.reading import read_bytes

WORDS = "云溪市人民政府关于加快建设的意见\r\n一、总体要求\n（一）指导思想。\r到2025年达到50亿元。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_the_text_is_the_same_in_every_encoding_and_line_ends_stay(encoding: str) -> None:
    assert read_bytes("a.txt", WORDS.encode(encoding)).raw == WORDS


def test_big_endian_with_mark() -> None:
    assert read_bytes("a.txt", codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be")).raw == WORDS


def test_rare_characters_outside_gbk_are_read_from_gb18030() -> None:
    assert read_bytes("a.txt", "清源县㵲水𠀀镇".encode("gb18030")).raw == "清源县㵲水𠀀镇"


def test_an_encoding_that_was_guessed_is_remarked() -> None:
    assert any("gb18030" in remark for remark in read_bytes("a.txt", WORDS.encode("gb18030")).remarks)
    assert read_bytes("a.txt", WORDS.encode()).remarks == ()


def test_a_character_cut_in_two_at_the_end_is_marked_not_misread() -> None:
    source = read_bytes("a.txt", (WORDS * 3).encode()[:-1])
    assert source.raw == (WORDS * 3)[:-1] + "�"
    assert any("1 处" in remark for remark in source.remarks)


def test_a_page_on_one_line_stays_one_line() -> None:
    line = "一、总体要求 （一）加快建设。" * 1000
    assert read_bytes("a.txt", line.encode()).raw == line


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \r\n\t ", "\u3000\n".encode()])
def test_an_empty_file_is_refused(data: bytes) -> None:
    with pytest.raises(ReadingError, match=r"没有文字.*holds no text"):
        read_bytes("空.txt", data)


def test_binary_rubbish_is_refused_with_its_place() -> None:
    with pytest.raises(ReadingError, match=r"不是文本.*is not text"):
        read_bytes("a.txt", bytes(range(256)) * 50)


def test_hash_and_reader_are_recorded() -> None:
    source = read_bytes("a.txt", b"abc")
    assert source.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert source.reader == "text/1"


def test_traditional_text_in_big5_is_read_as_such() -> None:
    words = "雲溪市人民政府關於促進工業發展的實施意見\n一、推進技術改造,支持企業建立工作機制。(責任單位:市財政局)\n"
    source = read_bytes("a.txt", words.encode("big5"))
    assert source.raw == words
    assert any("big5" in remark for remark in source.remarks)


def test_text_in_a_foreign_encoding_is_remarked() -> None:
    words = "東京都の政策について、税務局は企業からの申請に対応するものとする。関係者は確認してください。"
    source = read_bytes("a.txt", words.encode("shift-jis"))
    assert any("编码可能不对" in remark for remark in source.remarks)


@pytest.mark.parametrize("encoding", ["unicode_escape", "punycode", "idna", "undefined", "utf-7", "rot13", "hex"])
def test_an_encoding_no_page_is_saved_in_is_not_believed(encoding: str) -> None:
    page = f'<html><meta charset="{encoding}"><body><p>云溪市人民政府关于促进工业发展的实施意见</p></body></html>'
    assert "云溪市人民政府" in read_bytes("a.html", page.encode("gb18030")).raw


def test_a_file_of_nothing_but_null_bytes_holds_no_text() -> None:
    with pytest.raises(ReadingError, match="没有文字"):
        read_bytes("a.txt", bytes(1000))
