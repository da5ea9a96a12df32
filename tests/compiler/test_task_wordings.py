"""Wordings of responsibility and names of units as offices of every kind and level print them."""

from __future__ import annotations

import pytest

from luoshi.compiler.units import read_units
from luoshi.packs.model import Task
from tests.compiler.sample_texts import draft_from

_PLAN = "云溪市2022年深化改革实施方案\n为深入推进改革,制定本方案。\n一、主要任务\n{items}\n"


def tasks(items: str) -> list[Task]:
    return list(draft_from(_PLAN.format(items=items)).tasks)


@pytest.mark.parametrize(
    ("printed", "leads", "participants"),
    [
        ("责任单位:州国资委(牵头)、州金融局", ("州国资委",), ("州金融局",)),
        ("州国资委(牵头单位)、州金融局(配合)", ("州国资委",), ("州金融局",)),
        ("市科技局、各县(市、区)党委和人民政府", (), ("市科技局", "各县(市、区)党委和人民政府")),
        ("发展改革委等部门和单位及各地区负责", (), ("发展改革委", "各地区")),
        ("师农业农村局牵头,各团场、各连队配合", ("师农业农村局",), ("各团场", "各连队")),
        ("责任分工:由旗林草局、旗人武部牵头,各国有林场配合", ("旗林草局", "旗人武部"), ("各国有林场",)),
        ("甲局牵头,各项目责任单位配合", ("甲局",), ("各项目责任单位",)),
    ],
)
def test_roles_and_collectives_are_read(printed: str, leads: tuple[str, ...], participants: tuple[str, ...]) -> None:
    found = read_units(printed)
    assert (found.lead_names, found.participant_names) == (leads, participants)


def test_a_date_whose_last_word_ends_like_a_unit_is_the_deadline() -> None:
    found = read_units("州公安局牵头,州市场监管局配合,2022年年内出台")
    assert found.participant_names == ("州市场监管局",)
    assert found.deadline is not None and found.deadline.value == "2022-12-31"


def test_names_keep_the_brackets_as_printed_and_count_once() -> None:
    (task,) = tasks("1.整治乱堆乱放。清理街巷。(各县（市、区）人民政府、市城管局、各县(市、区)人民政府负责)")
    assert task.participants == ("各县（市、区）人民政府", "市城管局")


@pytest.mark.parametrize(("opened", "closed"), ["<>", "{}", "「」", "〔〕", "［］", "＜＞"])
def test_lists_stand_in_brackets_of_every_kind(opened: str, closed: str) -> None:
    (task,) = tasks(
        f"1.编制更新规划。明确更新时序。{opened}责任单位:市规划局(牵头)、市住建局;完成时限:2022年9月{closed}"
    )
    assert (task.leads, task.participants, task.deadline) == (("市规划局",), ("市住建局",), "2022-09-30")
    assert task.text == "编制更新规划。明确更新时序。"


def test_a_task_printed_below_its_lists_is_the_text_and_its_heading_the_path() -> None:
    first, second = tasks(
        "(一)国资改革\n牵头单位:财政局\n责任单位:审计局、城投公司\n完成时限:2022年9月底\n整合县属国有企业,组建三大集团,完善治理结构。\n"
        "(二)医共体改革\n牵头单位:卫生健康局\n责任单位:各乡镇卫生院\n完成时限:6月底前\n推进人财物统一管理,推动优质资源下沉。"
    )
    assert (first.text, first.leads) == ("整合县属国有企业,组建三大集团,完善治理结构。", ("财政局",))
    assert first.participants == ("审计局", "城投公司")
    assert first.path[-1] == "(一)国资改革"
    assert (second.deadline, second.number) == ("2022-06-30", None)


def test_a_list_that_ends_the_tasks_own_sentence_stays_in_its_text() -> None:
    first, second = tasks(
        "1.建立帮扶台账,每月调度一次,由区工信局牵头,区统计局配合,于5月底前完成。\n2.梳理用地诉求,形成问题清单。由区发改局牵头,区信访局配合。"
    )
    assert first.text.endswith("于5月底前完成。")
    assert (first.leads, first.participants, first.deadline) == (("区工信局",), ("区统计局",), "2022-05-31")
    assert (second.text, second.leads) == ("梳理用地诉求,形成问题清单。", ("区发改局",))


def test_names_alone_in_brackets_are_sure_where_the_document_prints_many_lists() -> None:
    few = tasks("1.清理河道。清除垃圾。(市水利局、市环保局)")
    many = tasks(
        "1.清理河道。清除垃圾。(市水利局、市环保局)\n2.优化用水。压缩时间。(市住建局、市水务局)\n3.提升绿化。补植行道树。(市园林局牵头)"
    )
    assert [t.confidence for t in few] == ["low"]
    assert [t.confidence for t in many] == ["high"] * 3


@pytest.mark.parametrize(
    ("printed", "leads", "participants", "open_ended"),
    [
        ("省司法厅牵头,省数据局等10个部门配合", ("省司法厅",), ("省数据局",), True),
        ("市场营销部主责,售电公司、综合能源公司协同", ("市场营销部",), ("售电公司", "综合能源公司"), False),
        ("省农业厅、省供销社及各市、县(市、区)党委和政府负责", (), ("省农业厅", "省供销社", "各市、县(市、区)党委和政府"), False),
        ("责任单位:市编办 市财政局 各区县政府 经开区管委会", (), ("市编办", "市财政局", "各区县政府", "经开区管委会"), False),
    ],
)  # fmt: skip
def test_lists_of_many_offices_are_read(
    printed: str, leads: tuple[str, ...], participants: tuple[str, ...], open_ended: bool
) -> None:
    found = read_units(printed)
    assert (found.lead_names, found.participant_names, found.open_ended) == (leads, participants, open_ended)
    assert not found.doubts


def test_two_units_run_together_are_doubted() -> None:
    assert read_units("各区县政府经开区管委会").doubts


def test_the_official_in_charge_of_a_case_and_its_limit_are_lines_of_the_list() -> None:
    (task,) = tasks(
        "1.化解停工项目。逐项制定方案。\n包案领导:副区长 张伟\n牵头单位:区住建局\n配合单位:区法院,各街道\n化解时限:2022年10月底前"
    )
    assert task.text == "化解停工项目。逐项制定方案。"
    assert (task.leads, task.participants, task.deadline) == (("区住建局",), ("区法院", "各街道"), "2022-10-31")


def test_a_line_under_an_unknown_label_makes_the_task_doubtful() -> None:
    (task,) = tasks("1.化解停工项目。逐项制定方案。\n化解路径:引入战略投资者\n牵头单位:区住建局")
    assert task.confidence == "low"


def test_bullets_with_bullets_for_their_units_are_tasks() -> None:
    draft = draft_from(
        "云溪市大气污染防治责任分工\n(2022年3月10日印发)\n- 淘汰小型燃煤锅炉。\n- 牵头单位:市发改委\n- 配合单位:市财政局、各县区\n- 完成时限:10月31日\n"
        "- 更新新能源公交车。\n- 牵头单位:市交通局\n- 配合单位:市公交集团\n- 完成时限:11月30日\n"
    )
    first, second = draft.tasks
    assert (first.text, first.leads, first.participants) == (
        "淘汰小型燃煤锅炉。",
        ("市发改委",),
        ("市财政局", "各县区"),
    )
    assert (second.text, second.deadline) == ("更新新能源公交车。", "2022-11-30")


def test_short_labels_on_lines_of_their_own_are_lists_to_the_last_item_of_the_document() -> None:
    first, second = tasks(
        "1.推行一网通办。压缩办理时间。\n主办:区审批局\n协办:区税务局、公安分局\n时限:8月31日\n"
        "2.建立联动机制。减少报装环节。\n主办:云溪供电公司\n协办:区经发局\n时限:长期坚持"
    )
    assert (first.text, first.deadline) == ("推行一网通办。压缩办理时间。", "2022-08-31")
    assert (second.leads, second.participants, second.deadline) == (("云溪供电公司",), ("区经发局",), "ongoing")


def test_a_limit_on_the_line_below_the_units_belongs_to_the_task() -> None:
    (task,) = tasks("(一)申报资源库1项,立项课程6门。责任部门:教务处(牵头)、各二级学院\n完成时间:2022年10月")
    assert (task.leads, task.participants, task.deadline) == (("教务处",), ("各二级学院",), "2022-10-31")


def test_stops_inside_a_bracket_part_no_names() -> None:
    found = read_units("区农业农村局牵头,区统计局,各镇(街道、园区)配合")
    assert found.participant_names == ("区统计局", "各镇(街道、园区)")
    assert not found.doubts


def test_an_unread_line_under_the_list_makes_the_task_doubtful() -> None:
    (task,) = tasks("1.清理河道垃圾。清除浮萍。\n责任单位:市水利局\n达标验收节点:另行通知")
    assert task.confidence == "low"
