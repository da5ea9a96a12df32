"""Secrecy marks: found in the layout of GB/T 9704, not in running text."""

from __future__ import annotations

import pytest
from tests.files.documents import compound, docx, ofd, pdf, text_box, xlsx

from luoshi.files.marks import find_mark, mark_in_name
from luoshi.files.reading import lines_of

MARKS = [
    ("机密★", "机密"), ("秘密★10年", "秘密"), ("绝密", "绝密"), ("机密", "机密"), ("秘 密 ★ 10 年", "秘密"),
    ("秘　密★１０年", "秘密"), ("No.000012 机密★长期", "机密"), ("000003　绝密★20年", "绝密"), ("密级:秘密", "秘密"),
    ("密级：机密★5年 特急", "机密"), ("特急 秘密★1年", "秘密"), ("★机密★", "机密"), ("秘密☆三年", "秘密"),
    ("祕密★一年", "秘密"), ("機密★5年", "机密"), ("秘密*6个月", "秘密"), ("【机密】", "机密"), ("机密级", "机密"),
    ("本件系机密★5年文件的附件", "机密"),
]  # fmt: skip
NO_MARKS = [
    "关于加强商业机密保护的通知", "严格保守秘密。", "涉及国家秘密、商业秘密的除外", "工作秘密", "商业秘密", "商业秘密★",
    "标有“秘密★1年”的文件不得上传", "不涉及机密", "加密传输", "严禁传递绝密级载体", "星级★★★", "秘密工作十年",
    "密级:", "紧密", "此件公开发布",
]  # fmt: skip


@pytest.mark.parametrize(("line", "level"), MARKS)
def test_a_mark_in_the_head_is_found(line: str, level: str) -> None:
    found = find_mark(["", line, "云溪市人民政府文件", "云政发〔2026〕3号"])
    assert found is not None
    assert found.level == level


@pytest.mark.parametrize("line", NO_MARKS)
def test_running_text_is_no_mark(line: str) -> None:
    assert find_mark([line, "云溪市人民政府文件"]) is None


def test_behind_the_head_only_a_star_makes_a_mark() -> None:
    text = [f"第{number}条 各单位要落实责任。" for number in range(60)]
    assert find_mark([*text, "机密"]) is None
    assert find_mark([*text, "机密★1年"]) is not None


def test_a_form_that_lists_the_levels_is_not_marked() -> None:
    assert find_mark(["定密审批表", "绝密", "机密", "秘密", "内部"]) is None


def test_a_line_without_end_is_looked_through() -> None:
    assert find_mark(["甲" * 100_000 + "秘密★1年"]) is not None


@pytest.mark.parametrize(
    ("name", "level"),
    [("(机密)纪要.docx", "机密"), ("机密_会议.pdf", "机密"), ("纪要〔秘密★1年〕.doc", "秘密"), ("秘密★.txt", "秘密")],
)
def test_a_mark_in_the_name_is_found(name: str, level: str) -> None:
    found = mark_in_name(name)
    assert found is not None
    assert found.level == level


@pytest.mark.parametrize("name", ["商业秘密保护办法.pdf", "国家秘密-定密.docx", "保密培训.pptx", "加密.txt"])
def test_a_name_about_secrecy_is_no_mark(name: str) -> None:
    assert mark_in_name(name) is None


MARKED = "机密★1年"
PLAIN = "云溪市人民政府关于保守商业机密的通知"
FILES = {
    "txt": lambda line: f"{line}\n正文".encode("gb18030"),
    "html": lambda line: f"<html><body><div><p>{line[:1]}<b>{line[1:]}</b></p></div><p>正文</p></body>".encode(),
    "docx": lambda line: docx(line, "正文"),
    "xlsx": lambda line: xlsx(line, "序号"),
    "ofd": lambda line: ofd(line, "正文"),
    "pdf": lambda line: pdf(line, "正文"),
    "doc": lambda line: compound("WordDocument", line),
    "xls": lambda line: compound("Workbook", line, "gb18030"),
}


@pytest.mark.parametrize("kind", FILES)
def test_marks_are_found_in_every_kind_of_file(kind: str) -> None:
    found = find_mark(lines_of(kind, "x", FILES[kind](MARKED)) or ())
    assert found is not None
    assert found.level == "机密"


@pytest.mark.parametrize("kind", FILES)
def test_words_about_secrets_are_let_through_in_every_kind_of_file(kind: str) -> None:
    assert find_mark(lines_of(kind, "x", FILES[kind](PLAIN)) or ()) is None


def test_headers_and_text_boxes_of_word_are_read() -> None:
    assert find_mark(lines_of("docx", "x", docx("正文", header="秘密★5年")) or ()) is not None
    assert find_mark(lines_of("docx", "x", docx(body=text_box("机 密", "云溪市文件"))) or ()) is not None


def test_headers_of_sheets_are_read() -> None:
    assert find_mark(lines_of("xlsx", "x", xlsx("序号", header='&L机密★1年&R&"宋体"第&P页')) or ()) is not None


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pdf", "ofd", "png"])
def test_what_cannot_be_read_is_said_to_be_unread(kind: str) -> None:
    assert lines_of(kind, "x", b"\x00\x01 damaged") is None
