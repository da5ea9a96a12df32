"""Make the action plan of the samples as a Word document: the same bytes on every run.

    python examples/make_docx.py

The .docx stands beside this file and is committed, so that ``make run`` needs nothing; run this after changing the text.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH

TARGET = Path(__file__).parent / "2-开放型经济行动计划.docx"
WRITTEN = datetime(2024, 1, 26, tzinfo=UTC)
EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment a zip archive can hold

TITLE = "云溪市开放型经济三年行动计划(2024—2026年)"

# Headings begin with #, articles' headings with ##; everything else is a paragraph.
BODY = """
为贯彻落实市委、市政府关于建设区域先进制造业中心的部署,进一步提升全市开放型经济水平,制定本行动计划。
坚持以开放促改革促发展,统筹货物贸易与服务贸易、进口与出口、“引进来”与“走出去”,发挥东港经济开发区开放平台作用和清源县特色农产品优势,着力稳主体、拓市场、优结构、畅通道,加快形成内外联动、县区协同的开放新格局。
# 一、行动目标
到2026年,全市进出口总额达到30亿美元,年均增长15%以上;实际使用外资累计达到4.5亿美元;有进出口实绩的企业达到260家;培育外贸综合服务企业8家;重点产业链本地配套率到2025年达到50%。世界500强企业在云溪市投资的项目新增3个,民营500强企业新增6个,引进区域总部10家以上。
# 二、重点任务
## (一)外贸主体培育行动
1.实施外贸企业“破零倍增”。建立有进出口资质无实绩企业名单,逐户制定帮扶方案,每年新增有实绩企业20家以上,到2025年有进出口实绩的企业达到260家。(牵头单位:市商务局;责任单位:市税务局、云溪海关、各县区人民政府)
2.培育外贸综合服务企业。支持服务企业为中小企业提供通关、结汇、退税、物流一体化服务,服务覆盖全部省级以上园区。(牵头单位:市商务局;责任单位:市市场监管局、东港经济开发区管委会;2025年12月底前完成)
3.做强出口农产品基地。支持清源县建设省级出口农产品质量安全示范区2个,建立出口产品质量追溯平台。(牵头单位:清源县人民政府;责任单位:市农业农村局、市市场监管局;2025年12月底前完成)
4.发展跨境电商。建设跨境电商产业园1个,设立公共海外仓2个,跨境电商交易额年均增长30%。(牵头单位:市商务局;责任单位:市邮政管理局、东港经济开发区管委会;2026年6月底前完成)
## (二)开放平台提升行动
5.申建保税物流中心(B型)。完成规划选址和可行性研究,2025年12月底前提交申报材料,力争2026年获批。(牵头单位:东港经济开发区管委会;责任单位:云溪海关、市自然资源和规划局、市财政局)
6.拓展国际贸易“单一窗口”应用。推动货物、运输工具、企业资质等主要业务应用率达到100%。(牵头单位:云溪海关;责任单位:市商务局、市交通运输局;2024年12月底前完成)
7.推进东港经济开发区扩容提质。编制产业布局规划,盘活低效工业用地1200亩,亩均税收年均增长8%。(牵头单位:东港经济开发区管委会;责任单位:市自然资源和规划局、市税务局;2026年12月底前完成)
## (三)物流通道建设行动
8.加密铁水联运班列。开通云溪至沿海港口的集装箱铁水联运班列,每周固定开行5列以上,推广多式联运“一单制”。(牵头单位:市商务局;责任单位:市交通运输局、东港经济开发区管委会;2025年6月底前完成)
9.提升口岸通关效率。公布进出口环节作业时限标准,一般货物查验在1个工作日内完成,进口整体通关时间压缩到40小时以内。(牵头单位:云溪海关;责任单位:市商务局;持续推进)
## (四)精准招商引资行动
10.完善产业链招商。编制重点产业招商图谱和目标企业名录,建立招商项目库,实行项目签约、落地、投产全过程跟踪。(牵头单位:市招商促进事务中心;责任单位:市工业和信息化局、各县区人民政府;2024年6月底前完成)
11.开展乡贤回归工程。建立在外乡贤人才信息库,每年举办恳谈会1次,回归投资年均增长20%以上。(牵头单位:市工商业联合会、市商务局;责任单位:市委统战部、各县区人民政府)
12.建立重大项目会商机制。对投资10亿元以上的外资项目,由市开放型经济工作联席会议集体研究,一般问题5个工作日内协调解决,重大问题10个工作日内提出处理意见。(牵头单位:市发展和改革委员会;责任单位:市司法局、市市场监管局)
## (五)要素服务保障行动
13.优化外汇和信保服务。推动出口信用保险覆盖小微出口企业,融资支持规模年均增长10%。(牵头单位:国家金融监督管理总局云溪监管分局、市财政局;责任单位:中国人民银行云溪市分行)
14.加强开放型人才培养。每年培训外贸业务骨干200人次,建立国际商务人才信息库。(责任单位:市人力资源和社会保障局、市商务局)
15.健全涉外法律服务。设立涉外法律服务站,建立贸易摩擦预警机制。(牵头单位:市司法局;责任单位:市司法局、市贸促会;2024年3月底前完成)
# 三、保障措施
加强财政支持。市财政统筹安排开放型经济发展专项资金,重点支持企业开拓国际市场、公共服务平台建设和物流通道培育,具体标准按照《云溪市支持企业创新发展若干措施》执行。
强化风险防范。密切跟踪国际经贸形势变化,完善重点企业运行监测,及时发布预警信息。严禁以任何形式违规给予税收返还和出口补贴,不得将企业迁移作为支持条件。
建立市开放型经济工作联席会议制度,由分管副市长任召集人,市商务局、市发展和改革委员会、市工业和信息化局、市财政局、云溪海关、东港经济开发区管委会为成员单位,每半年召开一次会议,办公室设在市商务局。自2025年起将行动目标分解下达到各县区和东港经济开发区,纳入年度绩效考核,实行季度调度、半年通报、年度评估。
附件:1.进出口总额目标分解表
2.招商引资目标分解表
""".strip().splitlines()

SIGNED = ("云溪市人民政府办公室", "2024年1月26日")
TRADE = (
    ("地区", "2023年", "2024年", "2025年", "2026年"),
    ("云湖区", "6.20", "7.13", "8.20", "9.43"),
    ("清源县", "3.40", "3.91", "4.50", "5.17"),
    ("白石县", "1.80", "2.07", "2.38", "2.74"),
    ("东港经济开发区", "8.30", "9.55", "10.98", "12.62"),
    ("合计", "19.70", "22.66", "27.06", "29.96"),  # 26.06: one figure is wrong on purpose
)
TRADE_NOTE = "注:各地区2026年目标以2023年为基数,按年均增长15%测算。"
INVESTMENT = (
    ("地区", "到位资金(亿元)", "引进总部(家)", "签约项目(个)"),
    ("云湖区", "90", "4", "30"),
    ("清源县", "60", "2", "22"),
    ("白石县", "40", "1", "15"),
    ("东港经济开发区", "160", "5", "48"),
    ("合计", "350", "12", "115"),
)


def table(paper: Paper, rows: Sequence[Sequence[str]]) -> None:
    """Add a table with a grid; the first row is its header."""
    made = paper.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for line, row in zip(made.rows, rows, strict=True):
        for cell, text in zip(line.cells, row, strict=True):
            cell.text = text


def centred(paper: Paper, text: str) -> None:
    paper.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.CENTER


def plan() -> Paper:
    """The action plan with its two annexes."""
    paper = Document()
    paper.add_heading(TITLE, level=0)
    centred(paper, "云政办发〔2024〕3号")
    for line in BODY:
        marks = len(line) - len(line.lstrip("#"))
        if marks:
            paper.add_heading(line.lstrip("# "), level=marks)
        else:
            paper.add_paragraph(line)
    for line in SIGNED:
        paper.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paper.add_paragraph("附件1")
    centred(paper, "进出口总额目标分解表")
    paper.add_paragraph("单位:亿美元").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    table(paper, TRADE)
    paper.add_paragraph(TRADE_NOTE)
    paper.add_paragraph("附件2")
    centred(paper, "2024—2026年招商引资目标分解表")
    table(paper, INVESTMENT)
    paper.core_properties.title = TITLE
    paper.core_properties.author = "云溪市人民政府办公室"
    paper.core_properties.created = paper.core_properties.modified = WRITTEN
    return paper


def bytes_of(paper: Paper) -> bytes:
    """The document as a zip archive whose entries all carry the same moment."""
    written, fixed = BytesIO(), BytesIO()
    paper.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            target.writestr(zipfile.ZipInfo(name, EARLIEST), source.read(name), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()


if __name__ == "__main__":
    TARGET.write_bytes(bytes_of(plan()))
