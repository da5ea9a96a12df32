"""Layouts of responsibility lists as other places print them."""

from __future__ import annotations

import pytest

from luoshi.packs.model import Task
from tests.compiler.sample_texts import draft_from

_PLAN = "云溪市2022年深化改革实施方案\n为深入推进改革,制定本方案。\n一、主要任务\n{items}\n"


def tasks(items: str) -> list[Task]:
    return list(draft_from(_PLAN.format(items=items)).tasks)


def test_a_short_item_with_its_list_on_the_line_below_keeps_its_words() -> None:
    first, second = tasks("1.地区生产总值增长6%以上。\n责任单位:市发改委\n2.改造公厕20座。\n责任单位:市城管局")
    assert (first.text, first.number, first.participants) == ("地区生产总值增长6%以上。", "1", ("市发改委",))
    assert second.text == "改造公厕20座。"


def test_lists_below_a_heading_are_inherited_by_the_items_under_it() -> None:
    first, second = tasks(
        "(一)道路整治\n牵头单位:市公安局;配合单位:市城管局\n1.整治超限超载。设置治超站点。\n2.整治农村道路。加装护栏。"
    )
    assert first.leads == second.leads == ("市公安局",)
    assert first.participants == ("市城管局",)
    assert (first.text, first.number) == ("整治超限超载。设置治超站点。", "1")


def test_sub_items_printed_on_in_one_paragraph_have_their_own_numbers() -> None:
    first, second = tasks(
        "1.深化商事改革。(1)推行多证合一。整合各类证照。(市市场监管局牵头)(2)推行网上登记。优化登记系统。(市大数据局牵头)"
    )
    assert (first.number, first.text) == ("1", "推行多证合一。整合各类证照。")
    assert (second.number, second.text) == ("2", "推行网上登记。优化登记系统。")


def test_a_line_that_names_an_official_is_no_part_of_the_task() -> None:
    (task,) = tasks("1.稳定粮食生产。播种面积不减少。\n责任领导:李明\n责任单位:市农业农村局\n完成时限:2022年10月底")
    assert task.text == "稳定粮食生产。播种面积不减少。"
    assert (task.participants, task.deadline) == (("市农业农村局",), "2022-10-31")


@pytest.mark.parametrize(
    ("printed", "leads", "participants"),
    [
        ("(牵头单位为市发改委,配合单位为云溪供电公司)", ("市发改委",), ("云溪供电公司",)),
        ("(由市工信局负责牵头,市大数据局参与)", ("市工信局",), ("市大数据局",)),
        ("(市人社局、市发改委分别牵头)", ("市人社局", "市发改委"), ()),
        ("——市司法局、市公安局负责", (), ("市司法局", "市公安局")),
        ("——责任单位:市政务服务局", (), ("市政务服务局",)),
        ("(2022年底前实施。责任单位:市司法局)", (), ("市司法局",)),
    ],
)
def test_roles_are_read_in_other_wordings(printed: str, leads: tuple[str, ...], participants: tuple[str, ...]) -> None:
    (task,) = tasks(f"1.推进数据共享。打通部门数据。{printed}")
    assert (task.leads, task.participants) == (leads, participants)
    assert task.text == "推进数据共享。打通部门数据。"


def test_one_bare_name_is_a_list_only_beside_other_lists() -> None:
    others = "2.清理证明。全面清理。(市司法局负责)\n3.优化用水。压缩时间。(市住建局牵头)"
    single = next(t for t in tasks(f"1.提升纳税服务。实现网上办税。(市税务局)\n{others}") if t.number == "1")
    assert (single.participants, single.confidence) == (("市税务局",), "low")
    (alone,) = tasks("1.提升纳税服务。实现网上办理各类涉税业务申报缴纳(市税务局)")
    assert alone.participants == ()


def test_a_bracketed_list_in_the_middle_of_a_line_ends_at_its_bracket() -> None:
    first, second = tasks(
        "1.构建产业体系。发展航空物流。(责任单位:市发改委、市商务局)发展航空制造。引进企业10家。(责任单位:市工信局)"
    )
    assert first.participants == ("市发改委", "市商务局")
    assert (second.text, second.participants) == ("发展航空制造。引进企业10家。", ("市工信局",))


def test_a_list_in_lines_below_the_last_sub_item_closes_the_item() -> None:
    (task,) = tasks(
        "(一)改善环境\n1.厕所革命\n(1)新建户厕500户。\n(2)改造公厕20座。\n责任单位:市城管局\n完成时限:2022年11月底"
    )
    assert task.participants == ("市城管局",)
    assert task.deadline == "2022-11-30"
    assert "新建户厕" in task.text and "改造公厕" in task.text


def test_the_note_on_leads_may_stand_in_a_bracket_of_its_own() -> None:
    (task,) = tasks("1.扩大投资。增长10%。\n责任单位:市发改委、市财政局(除另有标注外,列第一位为牵头单位,下同)")
    assert (task.leads, task.participants) == (("市发改委",), ("市财政局",))


def test_a_month_without_year_takes_the_year_of_the_document_number() -> None:
    text = (
        "云溪市人民政府关于推进绿色建筑的实施意见\n云政发〔2019〕3号\n一、主要任务\n"
        "1.推广绿色建材。完善标准。(市住建局牵头,12月底前完成)\n"
    )
    (task,) = draft_from(text).tasks
    assert task.deadline == "2019-12-31"


def test_a_table_of_services_and_their_limits_holds_no_tasks() -> None:
    rows = "\n".join(
        f"{n}\n{name}\n市市场监管局\n20个工作日\n{n}个工作日"
        for n, name in enumerate(("企业设立登记", "食品经营许可", "药品经营许可"), 1)
    )
    text = f"云溪市关于公布承诺时限的通知\n附件\n政务服务事项表\n序号\n事项名称\n实施部门\n法定时限\n承诺时限\n{rows}\n"
    assert not any("登记" in t.text for t in draft_from(text).tasks)


def test_instructions_of_a_bare_notice_are_marked_for_a_look() -> None:
    text = "云溪市应急管理局关于做好汛期安全工作的通知\n一、严格落实值班值守。各单位应当安排专人二十四小时值班。\n二、加强隐患排查。对重点部位逐一排查登记。\n"
    assert {t.confidence for t in draft_from(text).tasks} <= {"low"}


def test_a_covering_notice_without_a_title_signs_above_the_policy() -> None:
    text = (
        "各县市区人民政府,市直各单位:\n《关于扶持企业的实施意见》已经市人民政府同意,现印发给你们。\n云溪市人民政府办公室\n2021年9月2日\n"
        "关于扶持企业的实施意见\n为扶持企业,制定本意见。\n一、主要任务\n1.扶持企业。加大投入。(市工信局牵头)\n"
    )
    document = draft_from(text).document
    assert (document.title, document.issuer, document.issued) == (
        "关于扶持企业的实施意见",
        "云溪市人民政府办公室",
        "2021-09-02",
    )


def test_a_note_in_the_preamble_makes_the_first_of_every_list_the_lead() -> None:
    text = (
        "云溪市2023年重点任务清单\n各项任务的责任单位中,排在首位的为牵头单位。\n| 序号 | 任务内容 | 责任单位 | 完成时限 |\n| --- | --- | --- | --- |\n"
        "| 1 | 改造老旧小区86个。 | 市住建局、市财政局 | 全年 |\n| 2 | 新建公园2个。 | 市城管局 | 6月底前 |\n"
    )
    first, second = draft_from(text).tasks
    assert (first.leads, first.participants, first.deadline) == (("市住建局",), ("市财政局",), "2023-12-31")
    assert (second.leads, second.deadline) == (("市城管局",), "2023-06-30")


def test_a_note_on_several_leads_says_nothing_of_other_lists() -> None:
    first, second = tasks(
        "牵头单位有两个以上的,排在第一位的为总牵头单位。\n1.打通数据。归集信息。(市大数据局负责)\n2.清理证明。全面清理。(市司法局、市公安局负责)"
    )
    assert first.leads == second.leads == ()


def test_departments_of_several_fields_with_one_tail_are_one_collective() -> None:
    (task,) = tasks("1.推进节能改造。实施改造项目。(责任单位:市工信局,各级工业和信息化、发展改革主管部门)")
    assert task.participants == ("市工信局", "各级工业和信息化、发展改革主管部门")


@pytest.mark.parametrize(
    ("printed", "deadline"),
    [
        ("2022年上半年取得突破,年底前基本完成", "2022-12-31"),
        ("10月31日前", "2022-10-31"),
        ("每季度末", "ongoing"),
        ("即时推进", None),
        ("常抓不懈", "ongoing"),
        ("三年内完成", None),
        ("十四五末", "2025-12-31"),
        ("年内完成", "2022-12-31"),
    ],
)
def test_words_of_time_in_a_list_are_no_units(printed: str, deadline: str | None) -> None:
    (task,) = tasks(f"1.推进数据共享。打通部门数据。(市大数据局牵头,{printed})")
    assert (task.leads, task.participants, task.deadline) == (("市大数据局",), (), deadline)


def test_the_year_of_a_plan_may_stand_in_a_title_that_ends_in_tasks() -> None:
    text = "云溪市2023年重点改革任务\n一、主要任务\n1.改革审批。压减材料。(市政务局牵头,9月底前)\n"
    (task,) = draft_from(text).tasks
    assert task.deadline == "2023-09-30"


@pytest.mark.parametrize(("mark", "number"), [("任务一:", "一"), ("1.1 ", "1.1"), ("行动2:", "2")])
def test_named_and_decimal_marks_number_a_task(mark: str, number: str) -> None:
    (task,) = tasks(f"{mark}建设政务云平台。完成系统迁移。(市大数据局牵头)")
    assert (task.number, task.text) == (number, "建设政务云平台。完成系统迁移。")


def test_a_decimal_that_counts_things_is_no_mark() -> None:
    (task,) = tasks("(一)扩大种植。发展特色产业。\n1.5万亩茶园提质增效。(市农业农村局牵头)")
    assert task.number != "1.5"


def test_a_short_page_on_one_line_is_cut_at_its_marks() -> None:
    filler = "各单位要高度重视,明确责任。" * 30
    text = (
        "云溪市推进快递业绿色发展实施方案 为推进快递业绿色发展,制定本方案。 一、主要任务 "
        "(一)推广绿色包装。应用循环快递箱。(市邮政管理局牵头,市市场监管局配合) (二)减少二次包装。推广原装直发。(市商务局负责) "
        f"二、保障措施 (一)加强领导。{filler}"
    )
    first, second = draft_from(text).tasks
    assert (first.number, first.text) == ("一", "推广绿色包装。应用循环快递箱。")
    assert (second.number, second.participants) == ("二", ("市商务局",))


def test_the_first_of_several_leads_leads_them_and_no_other_list() -> None:
    first, second = tasks(
        "1.开展质量攻关。突破关键技术。(市市场监管局、市工信局牵头,排在首位的部门为总牵头部门,下同)\n2.加强监管。严格执法。(市农业农村局、市市场监管局负责)"
    )
    assert first.leads == ("市市场监管局", "市工信局")
    assert (second.leads, second.participants) == ((), ("市农业农村局", "市市场监管局"))


def test_labelled_lines_of_an_item_are_its_text_and_keep_its_number() -> None:
    first, second = tasks(
        "(一)工作目标:背街小巷干净整洁。\n工作措施:增加清扫频次。\n牵头单位:市城管局\n责任单位:市住建局\n"
        "(二)工作目标:农贸市场规范有序。\n工作措施:改造排水设施。\n牵头单位:市市场监管局"
    )
    assert (first.number, first.text) == ("一", "工作目标:背街小巷干净整洁。工作措施:增加清扫频次。")
    assert (first.leads, first.participants) == (("市城管局",), ("市住建局",))
    assert (second.number, second.leads) == ("二", ("市市场监管局",))


def test_a_heading_may_carry_a_list_of_several_roles_for_the_items_under_it() -> None:
    first, second = tasks(
        "(一)道路提升工程(牵头领导:李明;牵头单位:市交通局;配合单位:各县(市、区))\n"
        "1.改造旅游公路,打通断头路。(责任单位:市公路中心)\n2.建设停车场。(责任单位:市住建局;完成时限:2022年6月)"
    )
    assert first.leads == second.leads == ("市交通局",)
    assert (first.number, first.text) == ("1", "改造旅游公路,打通断头路。")
    assert "市公路中心" in first.participants
    assert second.deadline == "2022-06-30"


def test_short_items_with_lists_of_several_roles_stay_tasks_of_their_own() -> None:
    first, second = tasks(
        "(一)规范涉企执法(牵头单位:市司法局;配合单位:各县(市、区))\n(二)畅通政企渠道(牵头单位:市工信局;配合单位:市工商联)"
    )
    assert (first.number, first.text, first.leads) == ("一", "规范涉企执法", ("市司法局",))
    assert (second.number, second.text, second.participants) == ("二", "畅通政企渠道", ("市工商联",))


@pytest.mark.parametrize(
    ("printed", "leads", "participants"),
    [
        ("(责任单位:市司法局;协作单位:市公安局)", (), ("市司法局", "市公安局")),
        ("\n牵头单位:市司法局\n支持单位:市公安局", ("市司法局",), ("市公安局",)),
        ("(市司法局为牵头单位,市公安局为责任单位)", ("市司法局",), ("市公安局",)),
        ("(牵头市领导:王明;牵头单位:市司法局;配合单位:市公安局)", ("市司法局",), ("市公安局",)),
    ],
)
def test_rarer_labels_of_roles_are_read(printed: str, leads: tuple[str, ...], participants: tuple[str, ...]) -> None:
    (task,) = tasks(f"1.推进数据共享。打通部门数据。{printed}")
    assert (task.leads, task.participants) == (leads, participants)
    assert (task.text, task.confidence) == ("推进数据共享。打通部门数据。", "high")


def test_work_that_goes_on_from_a_year_is_ongoing() -> None:
    (task,) = tasks("1.推进数据共享。打通部门数据。(市司法局牵头,2022年起持续推进)")
    assert (task.leads, task.deadline) == (("市司法局",), "ongoing")
