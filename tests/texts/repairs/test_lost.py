"""What a converter dropped comes back only on evidence; each rule has its near miss."""

from __future__ import annotations

import pytest

from luoshi.texts.repairs import repair


def only(text: str) -> tuple[str, str]:
    [found] = repair(text).repairs
    return repair(text).text, found.confidence


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("(清政发〔201713号)", "(清政发〔2017〕13号)"),
        ("按照云办函2021〕5号文件", "按照云办函〔2021〕5号文件"),
        ("按照云办函[20215号文件", "按照云办函[2021]5号文件"),
        ("20226月底前完成", "2022年6月底前完成"),
        ("2022年1229日", "2022年12月29日"),
        ("东港区人民政府负\n", "东港区人民政府负责\n"),
        ("(市水利局牵)", "(市水利局牵头)"),
        ("推行“互联网 政务服务”。", "推行“互联网+政务服务”。"),
        ("进出口、利用外资年均分别增长9%11%以上", "进出口、利用外资年均分别增长9%、11%以上"),
        ("推广PPPBOT等模式", "推广PPP、BOT等模式"),
        ("云溪市外贸行动计划\n2021-2025年)\n", "云溪市外贸行动计划\n(2021-2025年)\n"),
        ("1.做好保障。落实经费。(责任单位:市财政局、市水利局。\n", "1.做好保障。落实经费。(责任单位:市财政局、市水利局)。\n"),
        ("第三条 快项目审批。加快项目审批办理。\n", "第三条 加快项目审批。加快项目审批办理。\n"),
        ("引进世界5003家、世界500强项目2个", "引进世界500强3家、世界500强项目2个"),
    ],
)  # fmt: skip
def test_a_lost_character_is_put_back(printed: str, meant: str) -> None:
    assert only(printed) == (meant, "high")


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("按照云政发201713号文件", "按照云政发〔2017〕13号文件"),
        ("全面落实“人才30”,加大引进力度", "全面落实“人才30条”,加大引进力度"),
        ("第五条 快园区建设。\n", "第五条 加快园区建设。\n"),
        ("云溪市水利局\n2018112\n", "云溪市水利局\n2018年1月12日\n"),
        ("第一章\n第一条 为了规范管理,制定本办法。\n", "第一章 总则\n第一条 为了规范管理,制定本办法。\n"),
        ("基层党建“1 5”文件", "基层党建“1+5”文件"),
    ],
)
def test_a_doubtful_one_is_marked(printed: str, meant: str) -> None:
    assert only(printed) == (meant, "low")


@pytest.mark.parametrize(
    "text",
    [
        "株式会社500家、世界5002家企业参会",  # no ranking with 强 anywhere
        "增长8%12%", "电话:20186", "编号 20171229", "邮编:412000", "2018年6月", "〔2017〕13号", "(2017)13号",
        "快递业发展。", "一、快递物流\n", "胜负未分", "由各单位负责", "目标:2025年 2030年", "“一带一路 合作共赢”",
        "(责任单位:市财政局)", "第一章 总则\n第一条 为了规范,制定本办法。", "落实“5G”建设", "总计20451\n20462\n",
        "序号  任务  单位", "甲 乙 丙",
    ],
)  # fmt: skip
def test_what_is_sound_is_left_alone(text: str) -> None:
    assert repair(text).repairs == ()


def test_a_signature_date_is_read_under_its_unit_only() -> None:
    assert repair("云溪市人民政府办公室\n\n    20171229\n").text.strip().endswith("2017年12月29日")
    assert repair("检查批次如下\n20171229\n").repairs == ()


def test_deadlines_are_read_in_their_column_only() -> None:
    table = "序号\n任务\n责任单位\n完成时限\n1\n建设水库。\n市水利局\n20186\n2\n修复堤防。\n市水利局\n201812\n投资额\n20451\n20462\n"
    assert repair(table).text.count("2018年") == 2
    assert (
        "2018年6月\n" in repair(table).text
        and "2018年12月\n" in repair(table).text
        and "20451\n20462" in repair(table).text
    )
    assert repair(table.replace("完成时限", "金额")).repairs == ()


def test_a_separator_comes_back_where_the_same_list_has_it() -> None:
    full, broken = "总部、商会、营销渠道、专业市场、人才、科技等回流", "推动营销渠道、专业市场人才、科技等回流"
    assert repair(f"{full}。\n{broken}。").text == f"{full}。\n推动营销渠道、专业市场、人才、科技等回流。"
    assert repair(f"资金、项目、土地。\n{broken}。").repairs == ()


def test_lines_of_one_width_become_paragraphs() -> None:
    words = "为深入实施创新驱动发展战略加快建设现代化产业体系持续优化营商环境推动全市经济高质量发展" * 6
    lines = [words[i : i + 30] for i in range(0, len(words), 30)]
    text = "云溪市实施方案\n" + "\n".join(lines) + "。\n二、主要任务\n" + "\n".join(lines) + "。\n"
    assert repair(text).text == f"云溪市实施方案\n{words}。\n二、主要任务\n{words}。\n"


def test_a_title_over_two_lines_is_joined_and_cells_are_not() -> None:
    text = "附件:全市综合保税区和保税物流中心货物进出\n口目标情况表\n进出口目标由市商务局分解。\n"
    assert "货物进出口目标情况表" in repair(text).text
    cells = "推进各类园区加快基础设施建设\n市住房城乡建设局\n建设市住房保障体系。\n"
    assert repair(cells).repairs == ()


def test_spread_words_close_up_and_look_alikes_become_usual() -> None:
    assert repair("重 点 任 务\n髙质量⼀流").text == "重点任务\n高质量一流"
    assert repair("市\u200b水利局").text == "市水利局"


def test_indented_paragraphs_of_a_page_are_joined_each_for_itself() -> None:
    page = (
        "    (一)强化创新。坚持创新驱动、质量为先、绿色发展、结构优化、人才为本,持续加快\n"
        "推动全市制造业质量变革、效率变革、动力变革,建设具有较强影响力的先进制造业基\n"
        "地。(责任单位:市工业和信息化局、市科学技术局、市财政局、市商务局、市教育局、市\n"
        "统计局,各县区)\n"
    )
    text = "云溪市工作方案\n" + page * 3
    assert [len(line) > 100 for line in repair(text).text.strip().split("\n")] == [False, True, True, True]
    assert repair(text).text.count("市教育局、市统计局,各县区)\n") == 3
