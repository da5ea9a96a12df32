"""Word documents as a person sees them printed."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from luoshi.texts.model import ReadingError, Source
from luoshi.texts.reading import read_bytes

W = nsdecls("w")


def document_with(*blocks: str, parts: dict[str, str] | None = None) -> bytes:
    """A .docx with the given paragraphs and tables in WordprocessingML, and further parts put in by name."""
    document = docx.Document()
    body = document.element.body
    for block in blocks:
        for element in parse_xml(f"<w:body {W}>{block}</w:body>"):
            body.insert(len(body) - 1, element)
    stream = io.BytesIO()
    document.save(stream)
    if not parts:
        return stream.getvalue()
    out = io.BytesIO()
    with zipfile.ZipFile(stream) as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            if name not in parts:
                made.writestr(name, given.read(name))
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


def numbered(text: str, level: int, instance: int = 1) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{instance}"/></w:numPr>')


def level(index: int, form: str, text: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def numbering(
    levels: str, instances: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
) -> dict[str, str]:
    xml = f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{instances}</w:numbering>'
    return {"word/numbering.xml": xml}


def read(data: bytes) -> Source:
    return read_bytes("policy.docx", data)


def lines(data: bytes) -> list[str]:
    return read(data).raw.splitlines()


def cells(source: Source) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.column, c.row_span, c.column_span, c.span.of(source.raw)) for c in source.tables[0].cells]


def test_automatic_numbers_are_written_as_they_print() -> None:
    levels = (
        level(0, "chineseCounting", "%1、")
        + level(1, "chineseCounting", "（%2）")
        + level(2, "decimal", "%3.")
        + level(3, "decimalEnclosedCircle", "%4")
    )
    data = document_with(
        numbered("总体要求", 0),
        numbered("重点任务", 0),
        numbered("优化服务", 1),
        numbered("推行一网通办", 2),
        numbered("推行一窗受理", 2),
        numbered("压缩时限", 1),
        numbered("再造流程", 2),
        numbered("第一步", 3),
        numbered("组织实施", 0),
        numbered("加强领导", 1),
        parts=numbering(levels),
    )
    assert lines(data) == [
        "一、总体要求", "二、重点任务", "（一）优化服务", "1.推行一网通办", "2.推行一窗受理", "（二）压缩时限", "1.再造流程",
        "① 第一步", "三、组织实施", "（一）加强领导",
    ]  # fmt: skip


def test_a_level_that_never_restarts_counts_through() -> None:
    levels = level(0, "chineseCounting", "第%1章") + level(1, "chineseCounting", "第%2条", '<w:lvlRestart w:val="0"/>')
    data = document_with(
        numbered("总则", 0), numbered("为了规范", 1), numbered("服务", 0), numbered("本市", 1), parts=numbering(levels)
    )
    assert lines(data) == ["第一章 总则", "第一条 为了规范", "第二章 服务", "第二条 本市"]


def test_an_instance_with_its_own_start_begins_anew() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    instances = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="0"/>{override}</w:num>'
    )
    data = document_with(
        numbered("甲", 0), numbered("乙", 0), numbered("丙", 0, 2), numbered("丁", 0, 2),
        parts=numbering(level(0, "decimal", "%1."), instances),
    )  # fmt: skip
    assert lines(data) == ["1.甲", "2.乙", "1.丙", "2.丁"]


def test_nested_decimal_places_take_the_counts_above() -> None:
    levels = level(0, "chineseCounting", "%1、") + level(1, "decimal", "%1.%2", "<w:isLgl/>")
    data = document_with(numbered("甲", 0), numbered("乙", 0), numbered("丙", 1), parts=numbering(levels))
    assert lines(data) == ["一、甲", "二、乙", "2.1 丙"]


def test_a_style_stands_for_the_level_that_names_it() -> None:
    levels = level(0, "chineseCounting", "%1、", '<w:pStyle w:val="Big"/>') + level(
        1, "chineseCounting", "（%2）", '<w:pStyle w:val="Small"/>'
    )
    style = (
        "<w:style w:type='paragraph' w:styleId='{}'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>"
    )
    styles = f"<w:styles {W}>{style.format('Big')}{style.format('Small')}</w:styles>"
    data = document_with(
        paragraph("总体要求", "<w:pStyle w:val='Big'/>"),
        paragraph("指导思想", "<w:pStyle w:val='Small'/>"),
        parts=numbering(levels) | {"word/styles.xml": styles},
    )
    assert lines(data) == ["一、总体要求", "（一）指导思想"]


def test_broken_lines_are_paragraphs_but_a_broken_heading_is_one() -> None:
    broken = "<w:r><w:t>云溪市</w:t><w:br/><w:t>方案</w:t></w:r>"
    source = read(document_with(f"<w:p><w:pPr><w:outlineLvl w:val='0'/></w:pPr>{broken}</w:p>", f"<w:p>{broken}</w:p>"))
    assert [b.span.of(source.raw) for b in source.blocks] == ["云溪市\n方案", "云溪市", "方案"]


def test_headings_keep_their_level() -> None:
    document = docx.Document()
    document.add_heading("云溪市行动方案", 1)
    document.add_heading("总体要求", 2)
    document.add_paragraph("加快建设。")
    stream = io.BytesIO()
    document.save(stream)
    source = read(stream.getvalue())
    assert [(b.kind, b.level, b.span.of(source.raw)) for b in source.blocks] == [
        ("heading", 1, "云溪市行动方案"),
        ("heading", 2, "总体要求"),
        ("paragraph", None, "加快建设。"),
    ]


def test_merged_cells_stand_once_with_their_spans() -> None:
    table = """<w:tbl><w:tr>
      <w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>序号</w:t></w:r></w:p></w:tc>
      <w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>责任</w:t></w:r></w:p></w:tc></w:tr><w:tr>
      <w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>
      <w:tc><w:p><w:r><w:t>牵头</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"""
    source = read(document_with(table))
    assert cells(source) == [(0, 0, 2, 1, "序号"), (0, 1, 1, 2, "责任"), (1, 1, 1, 1, "牵头"), (1, 2, 1, 1, "")]
    assert source.raw == "序号\n责任\n牵头\n\n"


def test_a_table_in_a_cell_is_a_table_inside_the_cell() -> None:
    inner = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>内一</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>内二</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    outer = f"<w:tbl><w:tr><w:tc>{paragraph('外一')}{inner}<w:p/></w:tc><w:tc>{paragraph('外二')}</w:tc></w:tr></w:tbl>"
    source = read(document_with(outer))
    assert [c.span.of(source.raw) for c in source.tables[0].cells] == ["外一\n内一\n内二", "外二"]
    assert [c.span.of(source.raw) for c in source.tables[1].cells] == ["内一", "内二"]


def test_a_frame_of_one_column_is_no_table() -> None:
    source = read(document_with(f"<w:tbl><w:tr><w:tc>{paragraph('框内')}</w:tc></w:tr></w:tbl>"))
    assert source.tables == ()
    assert source.raw == "框内\n"


def test_insertions_stay_and_deletions_go() -> None:
    changed = (
        "<w:p><w:r><w:t>达到</w:t></w:r><w:del w:id='1' w:author='a'><w:r><w:delText>40</w:delText></w:r></w:del>"
        "<w:ins w:id='2' w:author='a'><w:r><w:t>50</w:t></w:r></w:ins><w:r><w:t>亿元</w:t></w:r></w:p>"
    )
    gone = (
        "<w:tbl><w:tr><w:trPr><w:del w:id='3' w:author='a'/></w:trPr><w:tc><w:p><w:r><w:t>旧</w:t></w:r></w:p></w:tc></w:tr>"
        f"<w:tr><w:tc>{paragraph('新')}</w:tc></w:tr></w:tbl>"
    )
    source = read(document_with(changed, gone))
    assert source.raw.splitlines() == ["达到50亿元", "新"]
    assert any("修订" in remark for remark in source.remarks)


def test_a_paragraph_whose_mark_was_deleted_runs_into_the_next() -> None:
    first = "<w:p><w:pPr><w:rPr><w:del w:id='1' w:author='a'/></w:rPr></w:pPr><w:r><w:t>加快</w:t></w:r></w:p>"
    assert lines(document_with(first, paragraph("建设"))) == ["加快建设"]


def test_links_fields_tabs_and_controls_keep_their_words() -> None:
    mixed = (
        "<w:p><w:hyperlink w:anchor='x'><w:r><w:t>附件1</w:t></w:r></w:hyperlink><w:r><w:tab/></w:r>"
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>任务表</w:t></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r></w:p>"
    )
    control = f"<w:sdt><w:sdtContent>{paragraph('控件里的段落')}</w:sdtContent></w:sdt>"
    assert lines(document_with(mixed, control)) == ["附件1\t任务表", "控件里的段落"]


def test_footnotes_follow_the_paragraph_that_refers_to_them() -> None:
    note = f"<w:footnotes {W}><w:footnote w:id='2'>{paragraph('指规模以上企业。')}</w:footnote></w:footnotes>"
    refers = (
        "<w:p><w:r><w:t>培育企业</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:t>100家</w:t></w:r></w:p>"
    )
    source = read(document_with(refers, paragraph("下一段"), parts={"word/footnotes.xml": note}))
    assert source.raw.splitlines() == ["培育企业100家", "注1：指规模以上企业。", "下一段"]
    assert [b.kind for b in source.blocks] == ["paragraph", "footnote", "paragraph"]


def test_the_words_of_a_text_box_are_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('框内说明')}</w:txbxContent>"
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    anchored = (
        f"<w:p><w:r><w:t>正文</w:t></w:r><w:r><mc:AlternateContent xmlns:mc='{mc}'><mc:Choice Requires='wps'><w:drawing>{box}"
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert lines(document_with(anchored)) == ["正文", "框内说明"]


def test_page_headers_and_footers_are_left_out() -> None:
    document = docx.Document()
    document.add_paragraph("正文")
    document.sections[0].header.paragraphs[0].text = "内部资料"
    document.sections[0].footer.paragraphs[0].text = "- 1 -"
    stream = io.BytesIO()
    document.save(stream)
    assert lines(stream.getvalue()) == ["正文"]


def test_a_document_without_words_is_refused() -> None:
    with pytest.raises(ReadingError, match="没有文字"):
        read(document_with("<w:p/>"))


def test_entities_in_a_part_are_refused() -> None:
    bomb = f'<!DOCTYPE w [<!ENTITY a "云溪"><!ENTITY b "&a;&a;">]><w:document {W}><w:body><w:p/></w:body></w:document>'
    with pytest.raises(ReadingError, match="文档类型声明"):
        read(document_with(parts={"word/document.xml": bomb}))
