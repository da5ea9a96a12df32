"""Task tables that were flattened to a cell per line give the rows that were printed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from luoshi.compiler.draft import Draft

Printed = Callable[..., Draft]

Row = tuple[str | None, str, list[str], list[str], str | None]


def rows_of(draft: Draft) -> list[Row]:
    return [(t.number, t.text, list(t.leads), list(t.participants), t.deadline) for t in draft.tasks]


TABLES: dict[str, tuple[list[str], list[Row]]] = {
    "numbered, deadline last": (
        [
            "序号", "工作任务", "牵头单位", "配合单位", "完成时限",
            "1", "建立政务服务事项清单动态调整机制,按季度公布调整结果。", "市政务服务局", "市司法局、市委编办", "2023年6月底前",
            "2", "推进公共数据归集共享。", "市大数据局", "市级各部门,各县(区)政府", "持续推进",
            "3", "全面推行证明事项告知承诺制。", "市司法局", "市公安局、市民政局、市人社局等", "2024年12月",
        ],
        [
            ("1", "建立政务服务事项清单动态调整机制,按季度公布调整结果。", ["市政务服务局"], ["市司法局", "市委编办"], "2023-06-30"),
            ("2", "推进公共数据归集共享。", ["市大数据局"], ["市级各部门", "各县(区)政府"], "ongoing"),
            ("3", "全面推行证明事项告知承诺制。", ["市司法局"], ["市公安局", "市民政局", "市人社局"], "2024-12-31"),
        ],
    ),
    "deadline before the units": (
        [
            "序号", "重点工作", "时间节点", "责任单位",
            "1", "编制县域商业体系建设实施方案并报县政府审定。", "2022年9月", "县商务局",
            "2", "改造提升乡镇农贸市场12个。", "2022年12月底", "县市场监管局、县商务局、各乡镇人民政府",
            "3", "培育县级物流配送中心1个。", "2023年6月", "县交通运输局、县邮政分公司",
        ],
        [
            ("1", "编制县域商业体系建设实施方案并报县政府审定。", [], ["县商务局"], "2022-09-30"),
            ("2", "改造提升乡镇农贸市场12个。", [], ["县市场监管局", "县商务局", "各乡镇人民政府"], "2022-12-31"),
            ("3", "培育县级物流配送中心1个。", [], ["县交通运输局", "县邮政分公司"], "2023-06-30"),
        ],
    ),
    "no numbers, merged headings": (
        [
            "主要任务", "牵头部门", "责任部门",
            "一、夯实产业基础",
            "实施链主企业培育行动,每年遴选10家以上领军企业。", "省工业和信息化厅", "省发展改革委、省科技厅、省财政厅",
            "建设产业技术基础公共服务平台。", "省工业和信息化厅", "省市场监管局",
            "二、优化产业布局",
            "推动沿江化工企业搬迁改造。", "省发展改革委", "省生态环境厅、省应急管理厅、有关市人民政府",
        ],
        [
            (None, "实施链主企业培育行动,每年遴选10家以上领军企业。", ["省工业和信息化厅"], ["省发展改革委", "省科技厅", "省财政厅"], None),
            (None, "建设产业技术基础公共服务平台。", ["省工业和信息化厅"], ["省市场监管局"], None),
            (None, "推动沿江化工企业搬迁改造。", ["省发展改革委"], ["省生态环境厅", "省应急管理厅", "有关市人民政府"], None),
        ],
    ),
    "leaders, deadline first": (
        [
            "完成时限", "任务内容", "责任领导", "责任单位",
            "3月底前", "完成全区老旧小区摸底调查,建立改造项目库。", "王建国", "区住建局",
            "6月底前", "启动首批15个小区改造。", "王建国", "区住建局、各街道办事处",
            "年底前", "完成首批小区改造并组织验收。", "李敏", "区住建局、区城管局",
        ],
        [
            (None, "完成全区老旧小区摸底调查,建立改造项目库。", [], ["区住建局"], "2021-03-31"),
            (None, "启动首批15个小区改造。", [], ["区住建局", "各街道办事处"], "2021-06-30"),
            (None, "完成首批小区改造并组织验收。", [], ["区住建局", "区城管局"], "2021-12-31"),
        ],
    ),
    "remarks that are mostly empty": (
        [
            "序号", "任务", "责任单位", "完成时间", "备注",
            "1", "修订行政处罚裁量基准。", "市城管局", "2023年3月", "已启动",
            "2", "清理与上位法不一致的规范性文件。", "市司法局", "2023年5月", "",
            "3", "开展执法人员轮训。", "市司法局、市城管局", "2023年10月",
            "4", "公布轻微违法不予处罚清单。", "市市场监管局", "2023年4月", "分两批",
        ],
        [
            ("1", "修订行政处罚裁量基准。", [], ["市城管局"], "2023-03-31"),
            ("2", "清理与上位法不一致的规范性文件。", [], ["市司法局"], "2023-05-31"),
            ("3", "开展执法人员轮训。", [], ["市司法局", "市城管局"], "2023-10-31"),
            ("4", "公布轻微违法不予处罚清单。", [], ["市市场监管局"], "2023-04-30"),
        ],
    ),
    "header printed again at a page break, names broken over lines": (
        [
            "序号", "重点任务", "牵头", "单位", "责任单位",
            "1", "推动跨境电商综合试验区建设。", "市商务和", "粮食局", "东港海关、市税务局等",
            "2", "创新口岸监管模式,压缩整体通关时间。", "东港海关", "市商务和粮食局、市交通运输局",
            "序号", "重点任务", "牵头", "单位", "责任单位",
            "3", "建设进口商品展示交易中心。", "市商务和", "粮食局", "市发展改革委、港口集团",
        ],
        [
            ("1", "推动跨境电商综合试验区建设。", ["市商务和粮食局"], ["东港海关", "市税务局"], None),
            ("2", "创新口岸监管模式,压缩整体通关时间。", ["东港海关"], ["市商务和粮食局", "市交通运输局"], None),
            ("3", "建设进口商品展示交易中心。", ["市商务和粮食局"], ["市发展改革委", "港口集团"], None),
        ],
    ),
    "an empty deadline and two leads on two lines": (
        [
            "序号", "具体举措", "牵头单位", "参与单位", "完成时限",
            "1", "制定人才公寓管理办法。", "市委人才办", "市住建局", "市财政局、市国资委", "2022年底前",
            "2", "开展高校毕业生留云溪专项行动。", "市人社局", "市教育局、团市委", "",
            "3", "建成市级人才大数据平台。", "市委人才办", "市大数据局、市人社局", "2023年底前",
        ],
        [
            ("1", "制定人才公寓管理办法。", ["市委人才办", "市住建局"], ["市财政局", "市国资委"], "2022-12-31"),
            ("2", "开展高校毕业生留云溪专项行动。", ["市人社局"], ["市教育局", "团市委"], None),
            ("3", "建成市级人才大数据平台。", ["市委人才办"], ["市大数据局", "市人社局"], "2023-12-31"),
        ],
    ),
    "roles inside one column": (
        [
            "序号", "改革任务", "责任单位及分工", "时限要求",
            "1", "推行企业开办一网通办。", "市市场监管局牵头,市公安局、市税务局、人民银行云溪市中心支行配合", "2020年6月",
            "2", "实行工程建设项目区域评估。", "各园区管委会负责", "2020年12月",
            "3", "简化获得电力流程。", "国网云溪供电公司牵头,市住建局、市城管局按职责分工负责", "长期坚持",
        ],
        [
            ("1", "推行企业开办一网通办。", ["市市场监管局"], ["市公安局", "市税务局", "人民银行云溪市中心支行"], "2020-06-30"),
            ("2", "实行工程建设项目区域评估。", [], ["各园区管委会"], "2020-12-31"),
            ("3", "简化获得电力流程。", ["国网云溪供电公司"], ["市住建局", "市城管局"], "ongoing"),
        ],
    ),
    "several short tasks without a stop": (
        [
            "序号", "任务名称", "责任单位", "完成时限",
            "1", "编制国土空间总体规划", "市自然资源局", "2022年12月",
            "2", "划定城镇开发边界", "市自然资源局", "2022年6月",
            "3", "开展城市体检", "市住建局", "每年10月底前",
            "4", "建设口袋公园20个", "市园林局、各区政府", "2022年12月",
        ],
        [
            ("1", "编制国土空间总体规划", [], ["市自然资源局"], "2022-12-31"),
            ("2", "划定城镇开发边界", [], ["市自然资源局"], "2022-06-30"),
            ("3", "开展城市体检", [], ["市住建局"], "ongoing"),
            ("4", "建设口袋公园20个", [], ["市园林局", "各区政府"], "2022-12-31"),
        ],
    ),
    "narrow columns that break every cell": (
        [
            "序号", "主要任务", "责任单位", "完成时限",
            "1", "推进农村生活污水", "治理,完成30个", "行政村治理任务。", "市生态环境", "局、市农业", "农村局", "2023年", "11月底",
            "2", "实施城区黑臭水体", "整治,建立长效管", "护机制。", "市水利局、", "市住建局", "2023年", "12月底",
            "3", "关停非法排污口。", "市生态环境", "局", "2023年", "6月底",
        ],
        [
            ("1", "推进农村生活污水治理,完成30个行政村治理任务。", [], ["市生态环境局", "市农业农村局"], "2023-11-30"),
            ("2", "实施城区黑臭水体整治,建立长效管护机制。", [], ["市水利局", "市住建局"], "2023-12-31"),
            ("3", "关停非法排污口。", [], ["市生态环境局"], "2023-06-30"),
        ],
    ),
    "a group column merged over rows": (
        [
            "类别", "序号", "工作内容", "牵头单位", "配合单位",
            "减税降费", "1", "落实小微企业所得税优惠政策。", "州税务局", "州财政局",
            "2", "清理规范涉企保证金。", "州工信局", "州财政局、州住建局等",
            "融资支持", "3", "扩大首贷、信用贷、无还本续贷规模。", "人民银行云溪", "州中心支行", "州银保监分局、州财政局",
            "4", "发挥政府性融资担保机构作用。", "州财政局", "州地方金融监管局",
        ],
        [
            ("1", "落实小微企业所得税优惠政策。", ["州税务局"], ["州财政局"], None),
            ("2", "清理规范涉企保证金。", ["州工信局"], ["州财政局", "州住建局"], None),
            ("3", "扩大首贷、信用贷、无还本续贷规模。", ["人民银行云溪州中心支行"], ["州银保监分局", "州财政局"], None),
            ("4", "发挥政府性融资担保机构作用。", ["州财政局"], ["州地方金融监管局"], None),
        ],
    ),
}  # fmt: skip

BEFORE = (
    "云溪市2021年重点工作方案\n为做好全年工作,特制定本方案,请认真组织实施并按时报送进展情况。\n附件\n重点任务分工表"
)
AFTER = (
    "云溪市教育高质量发展行动计划\n为落实教育优先发展战略,结合我市实际,特制定本行动计划。\n一、总体目标\n"
    "到2025年,基本公共教育服务体系更加完善,教育质量整体提升,人民群众满意度不断提高。"
)


@pytest.mark.parametrize("name", TABLES)
def test_every_row_is_read_with_its_units_and_its_deadline(printed: Printed, name: str) -> None:
    cells, expected = TABLES[name]
    draft = printed(*cells, before=BEFORE)
    assert rows_of(draft) == expected


@pytest.mark.parametrize("name", TABLES)
def test_the_table_ends_where_the_next_text_begins(printed: Printed, name: str) -> None:
    cells, expected = TABLES[name]
    draft = printed(*cells, before=BEFORE, after=AFTER)
    assert rows_of(draft) == expected
    assert draft.grids[0].span.of(draft.text).endswith(cells[-1] or cells[-2])


def test_group_headings_lead_to_the_tasks_below_them(printed: Printed) -> None:
    draft = printed(*TABLES["no numbers, merged headings"][0], before=BEFORE)
    assert [t.path for t in draft.tasks] == [("一、夯实产业基础",), ("一、夯实产业基础",), ("二、优化产业布局",)]
    draft = printed(*TABLES["a group column merged over rows"][0], before=BEFORE)
    assert [t.path for t in draft.tasks] == [("减税降费",), ("减税降费",), ("融资支持",), ("融资支持",)]


def test_the_caption_is_read_from_the_lines_above(printed: Printed) -> None:
    cells, _ = TABLES["numbered, deadline last"]
    draft = printed(*cells, before="附件2\n云溪市优化营商环境\n重点任务分解表")
    assert draft.grids[0].caption == "云溪市优化营商环境重点任务分解表"


def test_a_row_without_its_units_is_kept_and_marked_low(printed: Printed) -> None:
    cells = list(TABLES["numbered, deadline last"][0])
    at = cells.index("市大数据局")
    draft = printed(*cells[:at], *cells[at + 2 :], before=BEFORE)
    assert [t.number for t in draft.tasks] == ["1", "2", "3"]
    assert draft.tasks[1].confidence == "low"
    assert "责任单位" in "".join(draft.tasks[1].reasons)
    assert [t.confidence for t in draft.tasks[::2]] == ["high", "high"]


def test_a_lost_header_word_is_found_from_its_cells(printed: Printed) -> None:
    cells = list(TABLES["deadline before the units"][0])
    cells[1] = ""
    draft = printed(*cells, before=BEFORE)
    assert rows_of(draft) == TABLES["deadline before the units"][1]


def test_a_row_printed_twice_by_a_page_break_counts_once(printed: Printed) -> None:
    cells = list(TABLES["numbered, deadline last"][0])
    draft = printed(*cells, *cells[:5], *cells[15:], before=BEFORE)
    assert [t.number for t in draft.tasks] == ["1", "2", "3"]


def test_prose_with_column_words_on_lines_of_their_own_is_no_table(printed: Printed) -> None:
    draft = printed(
        "二、工作内容", "各单位要按照职责分工抓好落实。", "责任单位", "责任单位要主动认领任务,明确专人负责。",
        "工作要求", "要加强组织领导,压实工作责任,确保各项任务落到实处。", "完成时限", "各项任务应当按期完成。",
    )  # fmt: skip
    assert draft.grids == ()
    assert draft.tasks == ()


def test_rows_on_one_line_each_are_read_alike(printed: Printed) -> None:
    draft = printed(
        "序号   工作任务   牵头单位   责任单位   完成时限",
        "1   推进智慧停车系统建设。   市城管局   市公安局、市大数据局   2022年10月",
        "2   新增公共停车泊位5000个。   市住建局   各区政府   2022年12月",
        "3   规范路内停车收费。   市城管局   市发展改革委   长期坚持",
    )  # fmt: skip
    assert rows_of(draft) == [
        ("1", "推进智慧停车系统建设。", ["市城管局"], ["市公安局", "市大数据局"], "2022-10-31"),
        ("2", "新增公共停车泊位5000个。", ["市住建局"], ["各区政府"], "2022-12-31"),
        ("3", "规范路内停车收费。", ["市城管局"], ["市发展改革委"], "ongoing"),
    ]


def test_whole_rows_are_high_and_every_field_has_its_span(printed: Printed) -> None:
    draft = printed(*TABLES["numbered, deadline last"][0], before=BEFORE)
    assert {t.confidence for t in draft.tasks} == {"high"}
    task: Any = draft.tasks[0]
    said = {name: spans[0].of(draft.text) for name, spans in task.spans.items()}
    assert said == {
        "text": "建立政务服务事项清单动态调整机制,按季度公布调整结果。",
        "leads": "市政务服务局",
        "participants": "市司法局、市委编办",
        "deadline": "2023年6月底前",
    }


def test_a_sentence_below_a_unit_list_is_no_unit(printed: Printed) -> None:
    draft = printed(
        "任务", "责任单位", "加强宣传引导。", "县委宣传部", "营造良好氛围。", "及时总结推广经验。", "县发改局、县统计局",
        "强化督查考核。", "县委督查室、县政府督查室",
    )  # fmt: skip
    assert [t.participants for t in draft.tasks] == [
        ("县委宣传部",), ("县发改局", "县统计局"), ("县委督查室", "县政府督查室"),
    ]  # fmt: skip
    assert [t.confidence for t in draft.tasks] == ["high", "low", "high"]


def test_a_second_table_with_another_header_begins_anew(printed: Printed) -> None:
    draft = printed(
        "一、重点任务", "序号", "任务", "责任单位", "1", "推进园区扩容。", "市工信局", "2", "推进外贸转型。", "市商务局",
        "二、保障措施", "序号", "措施", "责任单位", "1", "加强统筹。", "市委办", "2", "加强督导。", "市政府督查室",
    )  # fmt: skip
    assert len(draft.grids) == 2
    assert [t.participants for t in draft.tasks] == [("市工信局",), ("市商务局",), ("市委办",), ("市政府督查室",)]
    assert draft.grids[0].caption == ""
