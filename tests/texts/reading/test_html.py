"""Web pages: the document on them is found, whole, and the site around it left out.

The pages are invented, in the ways that government sites are built. Each is a pair: its HTML, and the lines of the
document in reading order; whatever else stands on it is the site's.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import html as lxml_html

from luoshi.texts.model import ReadingError, Source
from luoshi.texts.reading import read, read_bytes

NAVIGATION = ["首页", "走进云溪", "新闻中心", "政务公开", "政务服务", "互动交流", "专题专栏"]
NEWS = [f"云溪市召开第{n}次常务会议研究部署近期重点工作" for n in range(1, 9)]
FOOTER = [
    "网站地图 | 联系我们 | 关于我们",
    "主办：云溪市人民政府办公室　承办：云溪市大数据中心",
    "云ICP备05001234号　云公网安备 43020002000123号　网站标识码：4302000001",
    "建议使用1024*768分辨率浏览本网站，未经书面许可不得转载本网站内容，联系电话：0700-1234567。",
]
TITLE = "云溪市人民政府办公室关于印发云溪市优化营商环境若干措施的通知"
OPENING = [
    "各县（市、区）人民政府，市政府各部门：",
    "现将《云溪市优化营商环境若干措施》印发给你们，请认真贯彻执行。",
]
SIGNED = ["云溪市人民政府办公室", "2021年3月5日", "（此件公开发布）"]
ITEMS = [
    f"（{n}）推进第{n}项改革。各县区要健全工作机制，完善配套措施，确保各项任务落到实处。（市发展改革委牵头，市财政局配合）"
    for n in "一二三四五六"
]
TABLE = [["序号", "任务", "牵头单位"], ["1", "建设政务大厅", "市行政审批局"], ["2", "推行一网通办", "市大数据中心"]]


@dataclass(frozen=True)
class WebPage:
    html: str
    document: list[str]  # lines of the policy, in order
    site: list[str]  # lines that must not be taken for it


def links(texts: list[str]) -> str:
    return "".join(f'<li><a href="/art/{n}.html">{text}</a></li>' for n, text in enumerate(texts))


def table(rows: list[list[str]]) -> str:
    return (
        "<table border=1>"
        + "".join("<tr>" + "".join(f"<td><p>{t}</p></td>" for t in row) + "</tr>" for row in rows)
        + "</table>"
    )


def footer() -> str:
    return "".join(f"<p>{line}</p>" for line in FOOTER)


def nested_tables() -> WebPage:
    """Layout tables three deep, a table of particulars, navigation left and above, no class names."""
    body = "".join(f"<p>　　{line}</p>" for line in [*OPENING, *SIGNED, *ITEMS])
    html = f"""<html><head><meta http-equiv=Content-Type content="text/html; charset=gb2312"><title>{TITLE}_云溪市门户网站</title>
    <script>document.write("<p>脚本里的字</p>")</script><style>p{{color:red}}</style></head><body>
    <table width=1000><tr><td><a href=/>设为首页</a> | <a href=/>加入收藏</a></td></tr><tr><td><ul>{links(NAVIGATION)}</ul></td></tr></table>
    <table width=1000><tr><td width=200><b>信息公开目录</b><ul>{links(NEWS)}</ul></td><td>
      <table><tr><td>您现在的位置：<a href=/>首页</a> &gt; <a href=/>政务公开</a></td></tr></table>
      <table><tr><td>索 引 号：</td><td>004321/2021-00012</td><td>成文日期：</td><td>2021年03月05日</td></tr>
        <tr><td>文　　号：</td><td>云政办发〔2021〕8号</td><td>发布日期：</td><td>2021年03月08日</td></tr></table>
      <table width=100%><tr><td align=center><b>{TITLE}</b></td></tr>
        <tr><td>发布时间：2021-03-08 来源：市政府办公室 字体：【<a href=#>大</a> <a href=#>中</a>】 <a href="javascript:p()">打印</a></td></tr>
        <tr><td>{body}{table(TABLE)}<p>附件：<a href="/f/1.docx">1.任务清单</a></p></td></tr>
        <tr><td>分享到：<a href=/w>微信</a></td></tr><tr><td>上一篇：<a href=/1>2020年工作总结</a></td></tr></table>
    </td></tr></table><table><tr><td>{footer()}</td></tr></table></body></html>"""
    particulars = ["索 引 号：004321/2021-00012", "成文日期：2021年03月05日", "发布日期：2021年03月08日"]
    cells = [cell for row in TABLE for cell in row]
    document = [*particulars, TITLE, *OPENING, *SIGNED, *ITEMS, *cells, "附件：1.任务清单"]
    return WebPage(html, document, [*NAVIGATION, *NEWS, *FOOTER, "脚本里的字", "分享到", "上一篇", "您现在的位置"])


def line_breaks() -> WebPage:
    """The article in one element with <br> for paragraphs; title, date, signature and annex in elements beside it."""
    text = "<br><br>\n　　".join([*OPENING, *ITEMS])
    html = f"""<html><head><meta charset=utf-8><title>云溪市政府</title></head><body><div class=a1><div class=a2>{links(NAVIGATION)}</div>
    <div class=b><div class=b1><span>当前位置：</span><a href=/>首页</a>&gt;<a href=/x>文件</a></div>
    <div class=b2>{TITLE}</div><div class=b3><span>发布日期：2021-03-08</span><span>信息来源：市政府办公室</span></div>
    <div class=b4><font size=4>　　{text}</font></div><div class=b5>{SIGNED[0]}</div><div class=b5>{SIGNED[1]}</div>
    <div class=b6>附件：<a href="x.xls">2021年任务表.xls</a></div><div class=b7>【打印本页】【关闭窗口】</div>
    <div class=b8><div>相关链接</div><ul>{links(NEWS[:2])}</ul></div></div></div><div class=c>{footer()}</div></body></html>"""
    document = [TITLE, "发布日期：2021-03-08", *OPENING, *ITEMS, *SIGNED[:2], "附件：2021年任务表.xls"]
    return WebPage(html, document, [*NAVIGATION, *NEWS[:2], *FOOTER, "打印本页", "相关链接", "当前位置"])


def chapters_apart() -> WebPage:
    """Modern elements; each chapter in an element of its own; particulars as a definition list; related pages inside."""
    chapters = "".join(
        f"<div class=sec><h2>{n}、重点任务{n}</h2><div><p>{a}</p></div><div><p>{b}</p></div></div>"
        for n, a, b in zip("一二三", ITEMS[:3], ITEMS[3:], strict=True)
    )
    html = f"""<!doctype html><html lang=zh><head><meta charset="utf-8"><title>{TITLE}</title></head><body>
    <header><nav>{links(NAVIGATION)}</nav><form><input value=搜索><button>搜索</button></form></header>
    <main><div class="breadcrumb"><a href=/>首页</a> / <a href=/x>政策文件</a></div><article><h1>{TITLE}</h1>
    <dl><dt>发布日期：</dt><dd>2021年3月8日</dd><dt>发文字号：</dt><dd>云政办发〔2021〕8号</dd></dl>
    <p>{OPENING[0]}</p><p>{OPENING[1]}</p>{chapters}<div class=tablebox>{table(TABLE)}</div>
    <p style="text-align:right">{SIGNED[0]}</p><p>{SIGNED[1]}</p>
    <section class="related"><h3>相关政策</h3><ul>{links(NEWS[:4])}</ul></section></article>
    <aside><h3>热点新闻</h3><ul>{links(NEWS)}</ul></aside></main><footer>{footer()}</footer></body></html>"""
    heads = [[f"{n}、重点任务{n}", a, b] for n, a, b in zip("一二三", ITEMS[:3], ITEMS[3:], strict=True)]
    document = [
        TITLE, "发布日期：2021年3月8日", "发文字号：云政办发〔2021〕8号", *OPENING, *(line for head in heads for line in head),
        *(cell for row in TABLE for cell in row), *SIGNED[:2],
    ]  # fmt: skip
    return WebPage(html, document, [*NAVIGATION, *NEWS, *FOOTER, "搜索", "政策文件", "相关政策", "热点新闻"])


def short_notice() -> WebPage:
    """A notice of three lines among hundreds of links."""
    html = f"""<html><head><meta charset="utf-8"><title>关于报送材料的通知</title></head><body><div id=top><ul>{links(NAVIGATION * 3)}</ul></div>
    <div id=left><ul>{links(NEWS * 6)}</ul></div><div id=mid><h3>关于报送优化营商环境材料的通知</h3><div>日期：2021-03-08</div>
    <div id=zoom><p>各县区：请于2021年3月底前报送材料。</p><p>联系人：张某，电话0700-7654321。</p><p>{SIGNED[0]}</p></div></div>
    <div id=right><ul>{links(NEWS * 4)}</ul></div><div id=bottom>{footer()}</div></body></html>"""
    document = ["关于报送优化营商环境材料的通知", "日期：2021-03-08", "各县区：请于2021年3月底前报送材料。",
                "联系人：张某，电话0700-7654321。", SIGNED[0]]  # fmt: skip
    return WebPage(html, document, [*NAVIGATION, *NEWS, *FOOTER])


def annex_alone() -> WebPage:
    """A task table with spans and no running text."""
    rows = "".join(
        f"<tr><td>{n}</td><td>完成第{n}项建设任务</td><td>市第{n}局</td><td>2021年{n}月</td></tr>" for n in range(1, 13)
    )
    html = f"""<html><head><meta charset="utf-8"><title>分工表</title></head><body><ul>{links(NAVIGATION)}</ul>
    <div><p align=center>附件</p><p align=center>云溪市重点任务分工表</p><table><tr><th rowspan=2>序号</th><th rowspan=2>任务</th>
    <th colspan=2>要求</th></tr><tr><th>牵头单位</th><th>完成时限</th></tr>{rows}</table></div>{footer()}</body></html>"""
    cells = [c for n in range(1, 13) for c in (str(n), f"完成第{n}项建设任务", f"市第{n}局", f"2021年{n}月")]
    document = ["附件", "云溪市重点任务分工表", "序号", "任务", "要求", "牵头单位", "完成时限", *cells]
    return WebPage(html, document, [*NAVIGATION, *FOOTER])


def rows_for_paragraphs() -> WebPage:
    """Every paragraph in a row of a layout table; contents with links to anchors; a link that was never closed."""
    rows = "".join(f"<tr><td>{line}</td></tr>" for line in [*OPENING, *ITEMS, *SIGNED])
    html = f"""<html><head><meta charset="utf-8"><title>{TITLE}</title></head><body><div>{links(NAVIGATION)}</div>
    <table><tr><td><h2>{TITLE}</h2></td></tr><tr><td>目录</td></tr><tr><td><a href="#1">一、总体要求</a></td></tr>
    <tr><td><a href="#2">二、重点任务</a></td></tr><tr><td><a href="#3">三、保障措施</a></td></tr></table>
    <a href="/x.html"><div><table>{rows}</table></div><div class="page-footer">{footer()}</div></body></html>"""
    document = [TITLE, "目录", "一、总体要求", "二、重点任务", "三、保障措施", *OPENING, *ITEMS, *SIGNED]
    return WebPage(html, document, [*NAVIGATION, *FOOTER])


def bare() -> WebPage:
    """A saved fragment without any site around it."""
    html = "".join(f"<p>{line}</p>" for line in [TITLE, *OPENING, *ITEMS, *SIGNED])
    return WebPage(html, [TITLE, *OPENING, *ITEMS, *SIGNED], [])


def capitals_and_fonts() -> WebPage:
    """The oldest kind: capital tags, FONT and CENTER, one line per span, the date among tools."""
    text = "".join(f'<span style="font-size:16pt">&emsp;&emsp;{line}<br/></span>' for line in ITEMS)
    html = f"""<HTML><HEAD><TITLE>{TITLE}</TITLE></HEAD><BODY><CENTER><TABLE><TR>{links(NAVIGATION)}</TR></TABLE>
    <TABLE><TR><TD>【字体：<a href=#>大</a> <a href=#>小</a>】</TD><TD align=right>2021年6月1日 星期二</TD></TR></TABLE>
    <TABLE width=80%><TR><TD align=center><FONT size=5><B>{TITLE}</B></FONT></TD></TR><TR><TD><HR></TD></TR>
    <TR><TD align=center>来源：市政府办　发布时间：2021-05-30　点击数：123</TD></TR><TR><TD>{text}</TD></TR></TABLE>
    <TABLE><TR><TD>上一条：<a href=1>公告</a></TD></TR><TR><TD>下一条：没有了</TD></TR></TABLE>
    <TABLE><TR><TD>{"<BR>".join(FOOTER)}</TD></TR></TABLE></CENTER></BODY></HTML>"""
    return WebPage(
        html, [TITLE, "来源：市政府办　发布时间：2021-05-30", *ITEMS], [*NAVIGATION, "上一条", "下一条", *FOOTER]
    )


def flat_siblings() -> WebPage:
    """Everything a child of the body, the footer too."""
    body = "".join(f"<p>{line}</p>" for line in [*ITEMS, *SIGNED, "附件", "云溪市任务表"])
    html = f"""<html><head><meta charset=gbk><title>{TITLE}-云溪市人民政府</title></head><body><p>{links(NAVIGATION)}</p>
    <p>首页 &gt; 政策 &gt; 正文</p><h1>{TITLE}</h1><p>发布日期：2021-05-30 浏览次数：88</p>{body}{table(TABLE)}
    <p>主办单位：云溪市人民政府办公室</p><p>版权所有 云溪市人民政府 云ICP备1号</p></body></html>"""
    cells = [cell for row in TABLE for cell in row]
    document = [TITLE, "发布日期：2021-05-30", *ITEMS, *SIGNED, "附件", "云溪市任务表", *cells]
    return WebPage(html, document, [*NAVIGATION, "首页 > 政策 > 正文", "主办单位：云溪市", "版权所有 云溪市"])


PAGES = (
    nested_tables,
    line_breaks,
    chapters_apart,
    short_notice,
    annex_alone,
    rows_for_paragraphs,
    bare,
    capitals_and_fonts,
    flat_siblings,
)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def read_page(html: str) -> Source:
    return read_bytes("page.html", html.encode())


def cells(source: Source) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.column, c.row_span, c.column_span, c.span.of(source.raw)) for c in source.tables[0].cells]


@pytest.mark.parametrize("make", PAGES)
def test_every_line_of_the_document_is_kept_in_order(make: Callable[[], WebPage]) -> None:
    page = make()
    raw = squeezed(read_page(page.html).raw)
    at = 0
    for line in page.document:
        found = raw.find(squeezed(line), at)
        assert found >= 0, f"lost: {line}"
        at = found + len(squeezed(line))


@pytest.mark.parametrize("make", PAGES)
def test_the_site_around_the_document_is_left_out(make: Callable[[], WebPage]) -> None:
    page = make()
    lines = [squeezed(line) for line in read_page(page.html).raw.splitlines()]
    for site in map(squeezed, page.site):
        assert not any(line == site or (len(site) > 3 and line.startswith(site)) for line in lines), site


def test_a_layout_table_around_the_article_is_no_table() -> None:
    source = read_page(nested_tables().html)
    assert len(source.tables) == 1
    assert [cell[4] for cell in cells(source)] == [cell for row in TABLE for cell in row]


def test_row_and_column_spans_place_the_cells() -> None:
    source = read_page(annex_alone().html)
    assert cells(source)[:6] == [
        (0, 0, 2, 1, "序号"), (0, 1, 2, 1, "任务"), (0, 2, 1, 2, "要求"), (1, 2, 1, 1, "牵头单位"), (1, 3, 1, 1, "完成时限"),
        (2, 0, 1, 1, "1"),
    ]  # fmt: skip
    assert [c.header for c in source.tables[0].cells][:6] == [True] * 5 + [False]


def test_blocks_and_cells_lie_in_order_inside_the_text() -> None:
    source = read_page(nested_tables().html)
    ends = [0]
    for block in source.blocks:
        assert block.span.start >= ends[-1]
        ends.append(block.span.end)
    assert ends[-1] <= len(source.raw)
    assert all(source.tables[0].span.covers(cell.span) for cell in source.tables[0].cells)


def test_headings_have_their_level_and_a_title_over_two_lines_is_one() -> None:
    source = read_page("<h1>云溪市人民政府<br>关于加快建设的意见</h1><h2>一、总体要求</h2><p>加快建设。</p>")
    assert [(b.kind, b.level, b.span.of(source.raw)) for b in source.blocks] == [
        ("heading", 1, "云溪市人民政府\n关于加快建设的意见"),
        ("heading", 2, "一、总体要求"),
        ("paragraph", None, "加快建设。"),
    ]


def test_spaces_print_as_a_browser_prints_them() -> None:
    source = read_page("<p>国务院&nbsp;&nbsp; 办公厅</p><p>加快\n  建设<span>\n</span>New\n  City</p><p>&nbsp;</p>")
    assert source.raw == "国务院\xa0\xa0 办公厅\n加快建设 New City\n"


def test_a_raised_digit_after_a_length_stays_raised() -> None:
    assert read_page("<p>新增绿地20km<sup>2</sup>，见注<sup>2</sup></p>").raw == "新增绿地20km²，见注2\n"


def test_an_ordered_list_prints_its_numbers_once() -> None:
    source = read_page("<ol><li>推行一网通办<li>压缩时限</ol><ol><li>1.已有编号</li></ol><ol start=3><li>第三项</ol>")
    assert source.raw.splitlines() == ["1.推行一网通办", "2.压缩时限", "1.已有编号", "3.第三项"]


def test_the_declared_encoding_counts_only_where_the_bytes_agree() -> None:
    gbk = '<meta charset="utf-8"><p>云溪市人民政府</p>'.encode("gbk")
    assert read_bytes("a.html", gbk).raw == "云溪市人民政府\n"
    wrong = '<meta charset="gb2312"><p>云溪市人民政府</p>'.encode()
    assert read_bytes("a.html", wrong).raw == "云溪市人民政府\n"
    big5 = '<meta charset="big5"><p>雲溪市人民政府</p>'.encode("big5")
    assert read_bytes("a.html", big5).raw == "雲溪市人民政府\n"


def test_an_xhtml_page_with_an_encoding_declaration_is_read() -> None:
    page = '<?xml version="1.0" encoding="GBK"?><!DOCTYPE html><html><body><p>云溪市</p></body></html>'
    assert read_bytes("a.html", page.encode("gbk")).raw == "云溪市\n"


def test_a_page_that_hides_its_article_is_read_and_remarked() -> None:
    source = read_page(f"<p>载入中</p><div style='display: none'>{''.join(f'<p>{line}</p>' for line in ITEMS)}</div>")
    assert ITEMS[0] in source.raw
    assert any("隐藏" in remark for remark in source.remarks)


def test_words_that_the_page_hides_beside_the_article_are_left_out() -> None:
    article = "".join(f"<p>{line}</p>" for line in ITEMS)
    assert "暗字" not in read_page(f"<div>{article}<span style='display:none'>暗字</span></div>").raw


def test_an_annex_below_the_tools_of_the_site_is_kept() -> None:
    article = "".join(f"<p>{line}</p>" for line in ITEMS * 3)
    html = (
        f"<div>{article}</div><div>分享到：微信</div><div><p>附件1</p><p>任务表</p>{table(TABLE)}</div><p>版权所有</p>"
    )
    assert read_page(html).raw.splitlines()[-11:] == ["附件1", "任务表", *(cell for row in TABLE for cell in row)]


def test_a_signature_in_an_element_called_foot_is_kept() -> None:
    article = "".join(f"<p>{line}</p>" for line in ITEMS * 3)
    source = read_page(f"<main><div>{article}<div class='article-foot'>{SIGNED[0]}</div></div></main>")
    assert source.raw.splitlines()[-1] == SIGNED[0]


def test_the_title_of_the_page_is_kept_apart() -> None:
    assert read_page(nested_tables().html).title == f"{TITLE}_云溪市门户网站"


def test_nesting_beyond_the_parser_is_refused_not_cut_off() -> None:
    with pytest.raises(ReadingError, match=r"嵌套超过.*nests"):
        read_page("<div>" * 5000 + "正文" + "</div>" * 5000)


@pytest.mark.parametrize("page", ["<html></html>", "<p> &nbsp; </p>", "<script>x</script>"])
def test_a_page_without_words_is_refused(page: str) -> None:
    with pytest.raises(ReadingError, match="没有文字"):
        read_page(page)


SHARED = Path(__file__).parents[4] / "shared" / "policies" / "html"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the published policies are not beside this repository")
def test_published_pages_lose_no_character() -> None:
    for path in sorted(SHARED.glob("*.html")):
        body = lxml_html.document_fromstring(path.read_bytes()).find("body")
        assert body is not None
        assert squeezed(read(path).raw) == squeezed("".join(map(str, body.itertext()))), path.name
