from luoshi.packs.model import Task
from tests.compiler.sample_texts import DIVISION_OF_WORK, NOTICE, STATE_OPINION, WORK_POINTS, draft_from


def tasks(text: str) -> list[Task]:
    return list(draft_from(text).tasks)


def by_title(text: str, opening: str) -> Task:
    return next(t for t in tasks(text) if t.text.startswith(opening))


def test_a_list_in_round_brackets_gives_leads_participants_and_deadline() -> None:
    task = by_title(NOTICE, "推行企业开办")
    assert task.leads == ("市市场监管局",)
    assert task.participants == ("市公安局", "市税务局", "人民银行云溪市中心支行", "各县(市、区)人民政府")
    assert (task.number, task.deadline, task.confidence) == ("1", "2022-06-30", "high")
    assert task.text == "推行企业开办“一网通办”。企业开办时间压缩至1个工作日以内。"
    assert task.path == ("二、重点任务", "(一)提升企业开办便利度")


def test_lists_in_other_brackets_are_read_alike() -> None:
    assert by_title(NOTICE, "推进电子").deadline == "2022-12-31"
    assert by_title(NOTICE, "简化注销").participants == ("市市场监管局", "市税务局", "市人社局")


def test_two_lists_after_different_sentences_are_two_tasks() -> None:
    first, second = by_title(NOTICE, "推行“拿地"), by_title(NOTICE, "推行区域评估")
    assert first.leads == ("市住房城乡建设局",)
    assert first.open_ended
    assert second.participants == ("各园区管委会",)
    assert second.deadline == "2023-06-30"
    assert first.number == second.number == "4"


def test_lines_of_their_own_are_one_list() -> None:
    task = by_title(NOTICE, "深化“多测合一”")
    assert (task.leads, task.participants) == (("市自然资源和规划局",), ("市住房城乡建设局", "市人防办"))
    assert task.deadline == "2022-09-30"
    assert task.text.endswith("实现成果共享。")


def test_an_item_without_list_is_no_task_where_others_have_one() -> None:
    assert not any("联合验收" in t.text for t in tasks(NOTICE))


def test_a_list_may_follow_the_last_sentence_without_brackets() -> None:
    task = by_title(NOTICE, "规范中介服务")
    assert (task.participants, task.deadline) == (("市行政审批局", "市发展改革委"), "2023-12-31")
    assert task.text == "规范中介服务。建立中介超市。"


def test_a_lead_in_the_heading_is_inherited() -> None:
    task = by_title(DIVISION_OF_WORK, "新建高标准农田")
    assert task.leads == ("县农业农村局",)
    assert task.participants == ("县水利局", "各乡镇人民政府")
    assert task.path == ("二、坚持乡村振兴", "(一)抓好粮食生产")


def test_a_last_sentence_of_units_and_roles_is_a_list() -> None:
    task = by_title(DIVISION_OF_WORK, "改善人居环境")
    assert task.leads == ("县农业农村局",)
    assert task.participants == ("县乡村振兴局", "县住建局", "各乡镇(街道)")
    assert task.deadline == "2023-11-30"
    assert task.text == "改善人居环境。完成农村改厕2000户。"


def test_a_list_behind_the_last_sub_item_closes_the_whole_item() -> None:
    text = (
        "云溪市招商行动计划\n一、保障措施\n(一)完善政策体系\n1.加大财政支持。整合资金。\n2.优先保障用地。\n"
        "3.优化服务。(责任单位:市财政局、市自然资源局)\n(二)加强考核\n纳入考核。(责任单位:市绩效办)\n"
    )
    first, second = tasks(text)
    assert first.number is None
    assert first.text.startswith("1.加大财政支持")
    assert first.text.endswith("3.优化服务。")
    assert first.path == ("一、保障措施", "(一)完善政策体系")
    assert second.text == "纳入考核。"


def test_the_first_unit_leads_where_the_document_says_so() -> None:
    text = (
        "某部关于推进试点的通知\n一、主要任务\n1.开展试点。选择城市开展试点。(科技部、财政部负责,排在第一位的部门为牵头部门,下同)\n"
        "2.完善标准。制定标准。(标准委、科技部负责)\n"
    )
    assert [t.leads for t in tasks(text)] == [("科技部",), ("标准委",)]
    assert [t.participants for t in tasks(text)] == [("财政部",), ("科技部",)]


def test_a_plan_without_lists_gives_its_numbered_items() -> None:
    found = tasks(WORK_POINTS)
    assert [t.number for t in found] == ["1", "2", "3"]
    assert found[1].leads == ("招商合作局",)
    assert found[0].deadline == "2024-06-30"
    assert found[2].text.endswith("安全事故的发生。")


def test_an_opinion_of_the_state_council_without_lists_gives_none() -> None:
    assert tasks(STATE_OPINION) == []


def test_rules_give_none() -> None:
    text = (
        "东港市户外广告管理办法\n第一章 总则\n第一条 为加强管理,制定本办法。\n第二条 设置户外广告应当经市城管局批准。\n"
    )
    assert tasks(text) == []


def test_a_bracket_that_lost_its_end_is_read() -> None:
    text = "云溪市招商计划\n1.保障经费。要着力保障相关工作经费。(责任单位:市财政局、市商务局。\n"
    (task,) = tasks(text)
    assert task.participants == ("市财政局", "市商务局")
    assert task.text == "保障经费。要着力保障相关工作经费。"


def test_a_definition_in_brackets_is_no_list() -> None:
    text = "云溪市招商计划\n1.统一平台。建设统一平台(以下简称市级平台)。各单位负责对接(法律另有规定的除外)。(市数据局牵头)\n"
    assert [t.leads for t in tasks(text)] == [("市数据局",)]
