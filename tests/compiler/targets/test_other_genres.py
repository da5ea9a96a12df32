"""Targets in health, education, ecology and farm plans, and in work reports. All sentences and places are invented."""

from __future__ import annotations

import pytest

from luoshi.compiler.pipeline import draft_of
from luoshi.compiler.targets.extraction import read_sentence
from luoshi.compiler.targets.reading import Frame
from luoshi.compiler.targets.scopes import place_in
from luoshi.compiler.targets.years import title_year
from luoshi.packs.model import Target
from luoshi.texts.model import Source
from luoshi.texts.plain import plain

PLAN = Frame(place="云溪市", title_year=2025, period=True, issued=2021)
OPEN = Frame(place="云溪市", issued=2021)


def read(text: str, frame: Frame = PLAN) -> list[tuple[str, str, object, str, str]]:
    return [(r.indicator, r.op, r.value, r.unit, r.kind) for r in read_sentence(plain(text), frame)]


def targets(text: str) -> list[Target]:
    return list(draft_of([Source(name="x.txt", raw=text, sha256="", reader="test")]).targets)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("医护人员年人均培训不少于40学时。", [("医护人员年人均培训", ">=", 40, "学时", "annual")]),
        ("每万名职工中技术人员达到75人年。", [("每万名职工中技术人员", "=", 75, "人年", "level")]),
        ("平均受教育年限提高到11.5年。", [("平均受教育年限", "=", 11.5, "年", "level")]),
        ("群众平均往返次数降至0.3次以下。", [("群众平均往返次数", "<=", 0.3, "次", "level")]),
        ("臭氧年均浓度达到150微克/立方米以下。", [("臭氧年均浓度", "<=", 150, "微克/立方米", "level")]),
        ("建设学习平台,实现宽带网络覆盖率100%。", [("宽带网络覆盖率", "=", 100, "%", "level")]),
        ("山羊存栏稳定在80万只,蛋鸡出栏300万羽。", [("山羊存栏", "=", 80, "万只", "level"), ("蛋鸡出栏", "=", 300, "万羽", "level")]),
        ("三年补充乡村医生600名。", [("乡村医生", "=", 600, "名", "cumulative")]),
        ("每个街道办好1所标准化养老院。", [("标准化养老院", "=", 1, "所", "level")]),
        ("每个乡镇原则上至少办好一所公办托育园。", [("公办托育园", ">=", 1, "所", "level")]),
        ("争取专项债券额度12亿元。", [("专项债券额度", "=", 12, "亿元", "level")]),
        (
            "每年完成退耕还林6万亩,治理石漠化面积40平方公里,修复湿地15处。",
            [("退耕还林", "=", 6, "万亩", "annual"), ("石漠化面积", "=", 40, "平方公里", "annual"), ("湿地", "=", 15, "处", "annual")],
        ),
        (
            "2022年危旧房改造开工36个、80万平方米、1.1万户。",
            [("危旧房改造开工", "=", n, unit, "level") for n, unit in ((36, "个"), (80, "万平方米"), (1.1, "万户"))],
        ),
        (
            "年产值超百亿元企业力争达到3家、超50亿元企业8家。",
            [("年产值超百亿元企业", "=", 3, "家", "level"), ("超50亿元企业", "=", 8, "家", "level")],
        ),
        (
            "建设60个、提升150个示范村。",
            [("示范村", "=", 60, "个", "level"), ("示范村", "=", 150, "个", "level")],
        ),
        ("贫困村退出35个。", [("贫困村退出", "=", 35, "个", "level")]),
        ("2021年改造户厕1.1万座,2022年1.4万座。", [("户厕", "=", 1.1, "万座", "level"), ("户厕", "=", 1.4, "万座", "level")]),
        ("新增公共停车泊位3000个,打通断头路9条。", [("公共停车泊位", "=", 3000, "个", "cumulative"), ("断头路", "=", 9, "条", "level")]),
        (
            "再生资源利用量超过80万吨,其中废钢30万吨,废纸12万吨。",
            [("再生资源利用量", ">", 80, "万吨", "level"), ("废钢", "=", 30, "万吨", "level"), ("废纸", "=", 12, "万吨", "level")],
        ),
        ("为1500户困难家庭实施适老化改造。", [("困难家庭", "=", 1500, "户", "level")]),
        ("组建医疗集团3个,覆盖70%以上的乡镇卫生院。", [("医疗集团", "=", 3, "个", "level"), ("乡镇卫生院覆盖率", ">=", 70, "%", "level")]),
        (
            "到2023年,12个薄弱村全部摘帽,6万困难群众脱贫。",
            [("薄弱村", "=", 12, "个", "level"), ("困难群众", "=", 6, "万人", "level")],
        ),
        (
            "到2025年,公路总里程达到2600公里,其中高速公路90公里、国省干线公路310公里。",
            [("公路总里程", "=", 2600, "公里", "level"), ("高速公路", "=", 90, "公里", "level"), ("国省干线公路", "=", 310, "公里", "level")],
        ),
        ("每年遴选80个技改示范项目,给予每个项目不超过100万元补助。", [("技改示范项目", "=", 80, "个", "annual")]),
    ],
)  # fmt: skip
def test_figures_of_other_fields_are_read(text: str, expected: list[tuple[str, str, object, str, str]]) -> None:
    assert read(text) == expected


def test_goals_listed_behind_a_colon_need_no_verb() -> None:
    text = "今年的主要预期目标是:生产总值增长6%左右;居民消费价格涨幅3%左右。"
    assert [(name, kind) for name, _, _, _, kind in read(text, OPEN)] == [
        ("生产总值", "growth"),
        ("居民消费价格涨幅", "growth"),
    ]


@pytest.mark.parametrize(
    ("text", "op", "value"),
    [
        ("到2025年,85%以上的乡镇卫生院达到服务能力标准。", ">=", 85),
        ("力争60%的社区建成邻里中心。", "=", 60),
        ("实现超过70%的行政村开展积分制管理。", ">", 70),
        ("推动二级以上医院100%设立康复科。", "=", 100),
    ],
)
def test_a_share_before_its_noun_is_a_target_to_look_at(text: str, op: str, value: float) -> None:
    (found,) = read_sentence(plain(text), PLAN)
    assert (found.op, found.value, found.unit) == (op, value, "%")
    assert found.reasons


@pytest.mark.parametrize(
    "text",
    [
        "按投资额80%的比例完成拨付。",
        "首次登记、变更登记分别在3个、2个工作日内办结。",
        "每家企业每年补贴面积不超过1500平方米。",
        "企业年度新增产值合计超过2亿元,按照每新增1亿元奖励8万元的标准兑现。",
        "改造内容包括基础类、完善类、提升类3类。",
        "安排彩票公益金不低于60%用于全民健身。",
        "商事案件平均审理天数缩短至55天以内。",
    ],
)
def test_rules_of_benefits_and_enumerations_are_no_targets(text: str) -> None:
    assert read(text, OPEN) == []


def test_a_year_in_which_things_were_built_is_not_the_year_of_the_target() -> None:
    found = read_sentence("改造2000年底前建成的小区40个。", OPEN)
    assert [r.year for r in found] == [None]


def test_a_five_year_plan_written_in_full_gives_its_last_year() -> None:
    assert title_year("云溪市国民经济和社会发展第十四个五年规划纲要") == 2025
    assert title_year("清源县国民经济和社会发展第十三个五年规划纲要") == 2020


def test_a_norm_without_a_date_is_marked_low() -> None:
    (found,) = read_sentence("新建小区充电车位比例不低于10%。", OPEN)
    assert "可能是标准而非目标" in found.reasons


def test_the_congress_before_which_a_report_is_given_names_the_place() -> None:
    report = (
        "政府工作报告\n——2024年1月10日在清源县第十七届人民代表大会第三次会议上\n县长 李某\n\n各位代表:\n"
        "一、2024年主要目标\n今年的主要预期目标是:地区生产总值增长6%左右;城镇新增就业3000人以上。\n"
    )
    assert [(t.scope, t.value) for t in targets(report)] == [("清源县", 6), ("清源县", 3000)]


def test_a_whole_county_that_is_never_named_is_marked_low() -> None:
    text = "关于加快人才集聚的若干意见\n\n一、主要目标\n到2025年,全县人才总量达到5万人。\n"
    (found,) = targets(text)
    assert (found.confidence, found.scope) == ("low", "全县")


def test_brackets_mark_the_cumulative_figure_in_a_column_of_yearly_growth() -> None:
    text = (
        "云溪市“十四五”发展规划\n\n指标 | 2020年 | 2025年 | 年均增长〔累计〕 | 属性\n"
        "地区生产总值(亿元) | 900 | 1300 | 7.5% | 预期性\n城镇化率(%) | 52 | 58 | 〔6〕 | 预期性\n研发投入增长(%) | - | - | 10 | 预期性\n"
    )
    found = {(t.indicator, t.value): t.kind for t in targets(text)}
    assert (found["地区生产总值", 7.5], found["城镇化率", 6]) == ("growth", "cumulative")


def test_what_is_asked_of_a_place_named_first_is_marked_for_a_look() -> None:
    (found,) = read_sentence("支持东港市建设大数据试验区,到2023年集聚数据企业200家以上。", OPEN)
    assert (found.scope, bool(found.reasons)) == ("东港市", True)


def test_a_fall_against_the_year_before_is_a_target_among_goals() -> None:
    text = "事故起数同比下降10%以上。"
    assert read_sentence(text, OPEN) == []
    (found,) = read_sentence(text, Frame(place="云溪市", issued=2021, goal=True))
    assert (found.op, found.value) == (">=", 10)


def test_what_binds_each_street_does_not_bind_the_next_clause() -> None:
    found = read_sentence("每个街道至少建成1个养老服务中心,居家养老服务覆盖率达到100%。", PLAN)
    assert [r.scope for r in found] == ["每个街道", "云溪市"]


def test_a_notice_to_all_provinces_binds_the_whole_country() -> None:
    text = "关于加快资源循环利用的通知\n\n各省、自治区、直辖市工业主管部门:\n\n一、主要目标\n到2025年,废钢利用量达到3亿吨。\n"
    (found,) = targets(text)
    assert found.scope == "全国"


def test_regions_named_first_are_the_scope() -> None:
    found = read_sentence("城镇近郊区农村卫生厕所普及率达到90%以上,西部地区农村卫生厕所普及率达到60%。", PLAN)
    assert [r.scope for r in found] == ["城镇近郊区", "西部地区"]


def test_a_notice_on_the_work_of_one_year_gives_that_year() -> None:
    assert title_year("云溪市教育局关于做好2024年控辍保学工作的通知") == 2024


def test_a_work_plan_for_one_year_gives_its_year_with_certainty() -> None:
    text = "云溪市2025年优化营商环境工作方案\n\n一、提升效能\n1.企业登记全程网办率达到98%以上。\n2.入企检查频次同比下降20%。\n"
    assert [(t.year, t.value) for t in targets(text)] == [(2025, 98), (2025, 20)]


def test_this_year_is_that_of_the_date_under_the_title() -> None:
    text = "东港区关于办好农业的意见\n(2022年2月28日)\n一、建设任务\n今年完成农村厕所改造1200户,污水治理率达到40%。\n"
    assert [t.year for t in targets(text)] == [2022, 2022]


def test_a_figure_of_this_year_is_doubtful_where_no_year_is_printed() -> None:
    text = "东港区关于办好农业的意见\n一、建设任务\n今年完成农村厕所改造1200户。\n"
    (target,) = targets(text)
    assert target.year is None
    assert "文中所指年份未写明" in target.reasons


def test_a_farm_is_the_place_of_its_own_plan() -> None:
    text = "红柳农场2021年工作计划\n一、总体目标\n全场实现生产总值9.8亿元。\n二、主要任务\n1.修建田间路32公里。\n"
    assert [(t.scope, t.year, t.confidence) for t in targets(text)] == [("红柳农场", 2021, "high")] * 2


def test_the_park_named_in_a_paper_of_the_park_is_the_park_itself() -> None:
    text = "云溪高新区促进创新若干措施\n一、工作目标\n到2026年,园区高新技术企业数量突破500家。\n"
    (target,) = targets(text)
    assert target.scope == "云溪高新区"


def test_a_condition_of_applying_is_no_target() -> None:
    text = "云溪高新区促进创新若干措施\n一、孵化支持\n孵化面积不低于5000平方米,在孵企业不少于50家的,方可申报。\n"
    assert targets(text) == []


def test_a_report_of_a_government_asks_for_the_year_it_is_given_in() -> None:
    text = (
        "政府工作报告\n——2023年1月6日在云溪市第八届人民代表大会第三次会议上\n市长 周明\n"
        "一、今后五年的奋斗目标\n地区生产总值年均增长7%以上,到2027年突破2300亿元;城镇化率达到65%。\n"
        "二、加强自身建设\n网上可办率达到98%。\n"
    )
    assert [(t.indicator, t.year) for t in targets(text)] == [
        ("地区生产总值", 2027),
        ("地区生产总值", 2027),
        ("城镇化率", 2027),
        ("网上可办率", 2023),
    ]


def test_a_region_of_the_country_is_the_scope_of_what_is_done_there() -> None:
    text = "国家云溪局草原规划\n一、分区布局\n到2025年,北方草原区治理沙地1200万亩,围栏封育2000万亩。\n"
    assert {t.scope for t in targets(text)} == {"北方草原区"}


def test_what_is_to_rise_every_year_is_annual() -> None:
    text = "云溪市关于办好农业的意见\n一、发展目标\n财政支出比例每年提高不低于2个百分点。\n"
    (target,) = targets(text)
    assert target.kind == "annual"


def test_the_bureau_of_town_and_country_is_no_place() -> None:
    assert place_in("云溪市住房和城乡建设局") == "云溪市"
    assert place_in("2024年全市住房城乡建设工作要点") is None


def test_a_rise_over_last_year_is_a_goal_in_a_yearly_plan() -> None:
    text = "云溪市2024年工作要点\n一、完善设施\n污水收集率较上年提高2个百分点。竣工安置房3500套。\n"
    assert [(t.value, t.year, t.scope) for t in targets(text)] == [(2, 2024, "云溪市"), (3500, 2024, "云溪市")]


def test_each_county_having_one_is_its_target() -> None:
    text = "云溪市体育计划\n一、主要任务\n每个县(市、区)至少建有1片公共滑冰场。\n"
    assert [(t.scope, t.op, t.value) for t in targets(text)] == [("每个县(市、区)", ">=", 1)]


def test_parks_as_a_subject_are_not_the_place_of_a_paper() -> None:
    assert place_in("云溪市现代农业产业园区建设方案") == "云溪市"
    assert place_in("江北省国家级新区发展规划") == "江北省"
    assert place_in("云溪市开发区管理委员会关于招商的通知") == "云溪市开发区"
