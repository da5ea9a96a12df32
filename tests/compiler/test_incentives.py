"""Incentives: one item for each payee and each standard, with amount, cap and share; general support is none."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.compiler.incentives import read_incentives
from luoshi.compiler.incentives.money import figures
from luoshi.compiler.pipeline import draft_of
from luoshi.packs.model import Incentive
from luoshi.texts.model import Source

Standard = tuple[object, object, object]  # amount, cap, rate


def incentives_of(text: str) -> tuple[Incentive, ...]:
    return read_incentives(draft_of([Source("invented.txt", text, "0", "plain/1")])).incentives


def standards_of(text: str) -> list[Standard]:
    return [(item.amount, item.cap, item.rate) for item in incentives_of(text)]


# An invented city's measures for enterprises, sentence by sentence, with what a careful reader writes down.
MEASURES: list[tuple[str, list[Standard]]] = [
    (
        "对新认定的国家级、省级工业设计中心，分别给予80万元、40万元一次性奖励。",
        [(800000, None, None), (400000, None, None)],
    ),
    ("对首次通过认定的科技型企业，给予奖励15万元；", [(150000, None, None)]),
    ("对重新认定的，给予5万元。", [(50000, None, None)]),
    (
        "对年产值首次突破1亿元、5亿元、10亿元的企业，分别奖励10万元、30万元、60万元。",
        [(100000, None, None), (300000, None, None), (600000, None, None)],
    ),
    ("对智能化改造项目，按设备投资额的12%给予补助，单个项目最高不超过300万元。", [(None, 3000000, 0.12)]),
    ("对固定资产投资800万元以上的技改项目，按照实际投资额的6%给予补贴，最高200万元。", [(None, 2000000, 0.06)]),
    ("获得市长质量奖的奖励30万元，获得提名奖的奖励10万元。", [(300000, None, None), (100000, None, None)]),
    ("对入驻云溪创客园的企业，三年内免收租金。", [(None, None, None)]),
    ("技术先进型服务企业减按15%的税率征收企业所得税。", [(None, None, 0.15)]),
    ("对全职引进的博士、硕士，每人每月分别发放2000元、1000元生活补贴。", [(2000, None, None), (1000, None, None)]),
    (
        "对引进的A类人才，给予80万元安家补助和最高300万元的项目资助。",
        [(800000, None, None), (None, 3000000, None)],
    ),
    (
        "对企业新增贷款，按同期贷款市场报价利率的40%给予贴息，每家企业贴息总额不超过50万元，期限不超过2年。",
        [(None, 500000, 0.4)],
    ),
    ("对购置研发仪器的企业，给予购置款20%、最高100万元的补助。", [(None, 1000000, 0.2)]),
    ("为新开办企业免费刻制公章。", [(None, None, None)]),
    (
        "企业主持制定国际标准、国家标准的，每项分别给予不超过60万元、30万元的资助。",
        [(None, 600000, None), (None, 300000, None)],
    ),
    ("对租用标准厂房的企业，按每平方米每月8元给予租金补贴，补贴期限3年。", [(8, None, None)]),
    ("每培育一家规模以上服务业企业，奖励所在乡镇3万元。", [(30000, None, None)]),
    ("重点产业项目土地出让底价可按最低价标准的70%执行。", [(None, None, 0.7)]),
    ("对获评示范基地的运营机构一次性给予五十万元奖励。", [(500000, None, None)]),
    (
        "对返乡创业人员，给予一次性创业补贴8000元、每年最高5000元的场地租金补贴。",
        [(8000, None, None), (None, 5000, None)],
    ),
    ("对省级以上重点项目优先安排用地计划指标，并按规定减免城市基础设施配套费。", [(None, None, None)]),
    ("对连片种植的家庭农场，每亩补贴150元，每户最高补贴1万元。", [(150, 10000, None)]),
    ("对获得省级科技计划立项的项目，按1:1比例给予配套支持，最高100万元。", [(None, 1000000, 1)]),
    ("给予每户3000元—5000元的改厕补助。", [((3000, 5000), None, None)]),
    (
        "对新建站的博士后工作站给予建站资助，国家级100万元、省级50万元。",
        [(1000000, None, None), (500000, None, None)],
    ),
    ("小微企业免征不动产登记费。", [(None, None, None)]),
    (
        "新引进总部企业一次性给予200万元落户奖励，并给予每年最高100万元的办公用房补贴。",
        [(2000000, None, None), (None, 1000000, None)],
    ),
    ("奖励标准为：国家级30万元，省级10万元。", [(300000, None, None), (100000, None, None)]),
    ("创新大赛一等奖奖金10万元、二等奖奖金5万元。", [(100000, None, None), (50000, None, None)]),
    ("一级、二级、三级孵化器分别一次性奖励60、40、20万元。", [(600000, None, None), (400000, None, None), (200000, None, None)]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), MEASURES, ids=[s[:12] for s, _ in MEASURES])
def test_each_standard_is_one_incentive(sentence: str, expected: list[Standard]) -> None:
    assert standards_of(sentence) == expected


def test_a_whole_document_gives_the_sum_of_its_sentences() -> None:
    numbered = "\n".join(f"{n}.{sentence}" for n, (sentence, _) in enumerate(MEASURES, 1))
    document = "云溪市支持企业发展若干措施\n为激发市场主体活力，制定本措施。\n" + numbered
    expected = [standard for _, each in MEASURES for standard in each]
    assert sorted(map(str, standards_of(document))) == sorted(map(str, expected))


@pytest.mark.parametrize(
    "sentence",
    [
        "大力发展普惠金融，支持实体经济发展。",
        "建立健全创新创业奖励制度，完善补贴政策体系。",
        "骗取奖励资金的，追回已发放的资金。",
        "同一项目不重复享受奖励。",
        "获得本措施奖励的企业，须承诺五年内不迁出本市。",
        "以上奖励资金从市级产业发展专项资金中列支。",
        "争取上级奖补资金1.2亿元。",
        "到2025年，税收收入突破100亿元，研发经费投入占比达到3%。",
        "对工作不力的单位给予通报批评。",
        "加大惠企政策宣传力度，营造良好氛围。",
        "落实新材料首购奖励补助制度。",
        "制定对优秀企业家给予奖励的办法。",
        "完善对重点项目给予补贴的机制。",
        "对已获得市级奖励的，只补差额。",
        "将居民医保补助标准提高到每人每年580元。",
        "原由财政负担的岗位津贴按原渠道解决。",
        "优化退税流程，清理规范涉企收费。",
        "对重点招商项目在审批、人文关怀等方面予以支持。",
    ],
)
def test_general_support_and_rules_about_awards_are_none(sentence: str) -> None:
    assert standards_of(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "给予项目团队扶持资金和安家补助。",
        "对节能改造贷款进行贴息。",
        "养老服务机构按规定适用增值税优惠政策。",
        "各级财政专项资金优先支持专精特新企业。",
        "由财政负担合格样品的检验、运输费用。",
        "赋予研发团队部分职务成果所有权。",
        "科研人员经批准以现金出资方式持有股权。",
        "落实阶段性降低失业保险费率政策。",
        "对返乡企业在车间租赁、设备搬运费用等方面给予政策支持。",
        "加大对冷链车辆过路费优惠力度。",
    ],
)
def test_a_concrete_benefit_without_a_figure_is_an_incentive(sentence: str) -> None:
    assert standards_of(sentence) == [(None, None, None)]


def test_two_payees_of_one_benefit_are_two_incentives() -> None:
    first, second = incentives_of("对入选省级名单的领军人才，以及掌握核心工艺的团队来县创业，给予安家补助。")
    assert (first.who, "团队" in str(second.who) + str(second.condition)) == ("领军人才", True)


def test_revenues_listed_by_commas_are_several_incentives() -> None:
    text = "对出版企业销售教材取得的收入，书店取得的教材零售收入，图书馆取得的借阅服务收入免征增值税。"
    assert [item.base for item in incentives_of(text)] == ["增值税"] * 3


def test_who_and_on_what_condition() -> None:
    (item,) = incentives_of("对首次通过认定的高新技术企业，按新增税收的30%给予奖励。")
    assert (item.who, item.condition, item.base) == ("高新技术企业", "首次通过认定", "新增税收")


def test_thresholds_are_no_awards() -> None:
    (item,) = incentives_of("对年销售收入2000万元以上且增长20%以上的企业，给予10万元奖励。")
    assert (item.amount, item.rate) == (100000, None)


def test_the_words_of_the_item_stand_in_the_source() -> None:
    text = "一、支持创新\n深化改革。对参与编制行业规范的企业，给予20-50万元奖励。加强宣传。\n"
    (item,) = incentives_of(text)
    assert item.span.of(text) == "对参与编制行业规范的企业，给予20-50万元奖励"
    assert item.amount == (200000, 500000)


def test_an_award_printed_in_two_clauses_counts_once_where_it_comes_first() -> None:
    sentence = "对获评绿色工厂的企业，给予20万元奖励。"
    items = incentives_of(f"一、绿色发展\n{sentence}\n二、任务分解\n{sentence}\n")
    assert [item.span.start for item in items] == [7]


def test_a_lower_bound_and_a_total_are_marked_for_a_look() -> None:
    floor, total = (incentives_of(s)[0] for s in (
        "对年度优秀的众创空间，给予不低于10万元的运营补贴。",
        "市财政每年安排3000万元专项资金，重点支持科技型企业。",
    ))  # fmt: skip
    assert (floor.confidence, total.confidence) == ("low", "low")
    assert floor.reasons and total.reasons


def test_half_is_half_and_marked() -> None:
    (item,) = incentives_of("小型微利企业减半征收城镇土地使用税。")
    assert (item.rate, item.base, item.confidence) == (0.5, "城镇土地使用税", "low")


@given(st.integers(1, 9999), st.sampled_from([("元", 1), ("百元", 100), ("万元", 10**4), ("亿元", 10**8)]))
def test_money_is_multiplied_out_to_yuan(number: int, unit: tuple[str, int]) -> None:
    name, factor = unit
    (figure,) = figures(f"给予{number}{name}奖励")
    assert figure.value == number * factor


@given(st.text("对给予奖励补助按最高不超过分别0123456789万元%、,的企业一二十免征", min_size=1, max_size=120))
def test_any_jumble_of_the_words_of_the_trade_is_read_without_a_crash(jumble: str) -> None:
    text = re.sub(r"\s", "", jumble)
    for item in incentives_of(text):
        assert item.span.end <= len(text)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("甲类项目最高补助500万元，乙类项目最高补助300万元。", [(None, 5000000, None), (None, 3000000, None)]),
        (
            "对首台套装备，按销售价格的30%给予研制企业奖励、10%给予应用企业补贴，最高均不超过200万元。",
            [(None, 2000000, 0.3), (None, 2000000, 0.1)],
        ),
        ("在建项目贷款给予2%的贴息，贴息不超过2年，最高500万元。", [(None, 5000000, 0.02)]),
        ("按产值每新增1000万元奖励2万元的标准给予增量奖励，每家企业最高奖励300万元。", [(20000, 3000000, None)]),
        ("对投资给予10%以内、三年不超过3000万元奖励。", [(None, 30000000, 0.1)]),
        ("分项目开工、竣工两个阶段，分别给予补助总额30%、70%的补助。", [(None, None, 0.3), (None, None, 0.7)]),
        ("对新增小微贷款，按新增额的1‰给予奖励。", [(None, None, 0.001)]),
        ("县财政给予50万元奖补，市级按1:1配套。", [(500000, None, None), (None, None, 1)]),
        ("对建立院士工作站的企业，按每家50万元的标准给予奖励。", [(500000, None, None)]),
        ("对已获得省级认定的企业给予20万元奖励。", [(200000, None, None)]),
        ("按投资额的10%给予不得超过50万元的补助。", [(None, 500000, 0.1)]),
        ("对建立健全质量管理制度并通过认证的企业，奖励3万元。", [(30000, None, None)]),
        ("对失信主体，限制享受财政补贴、税收优惠政策。", []),
        ("失业保险稳岗返还标准由30%提高到60%。", []),
    ],
)
def test_wordings_of_other_places(sentence: str, expected: list[Standard]) -> None:
    assert standards_of(sentence) == expected


def test_the_condition_may_hold_a_bracket_with_a_comma() -> None:
    text = "对落户企业，按实际投入（仅指设备，下同）给予10%的补助。"
    (item,) = incentives_of(text)
    assert item.span.of(text) == text.rstrip("。")


def test_a_second_benefit_of_the_same_sentence_keeps_the_payee() -> None:
    first, second = incentives_of("对符合条件的公交企业，免征车辆购置税，并给予每年8万元运营补贴。")
    assert (first.who, second.who) == ("公交企业", "公交企业")
    assert (second.amount, second.condition) == (80000, "符合条件")


def test_a_cap_for_one_enterprise_belongs_to_the_award_before_it() -> None:
    (item,) = incentives_of("对外贸企业，每新增1美元给予0.02元奖励，单个企业奖励不超过200万元。")
    assert (item.amount, item.cap) == (0.02, 2000000)


def test_a_list_begun_by_a_heading_goes_on_and_is_marked() -> None:
    text = "1.扶持上市企业。奖励标准如下：\n（1）主板上市500万元；\n（2）新三板挂牌100万元。\n"
    assert [(item.amount, item.confidence) for item in incentives_of(text)] == [(5000000, "low"), (1000000, "low")]


def test_a_run_in_title_is_no_incentive_of_its_own() -> None:
    items = incentives_of("一、支持创新\n1.给予研发补助。对年研发投入增长的企业，给予20万元奖励。\n")
    assert [item.amount for item in items] == [200000]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("对技改项目，按投资额的10%给予最高2000万元补贴，其中奖补资金50%待达产后兑现。", [(None, 20000000, 0.1)]),
        ("对新认定首台套项目，给予省级补助资金1:1配套奖励，每个企业最高不超过20万元。", [(None, 200000, 1)]),
        ("对购置农机具的，在国家补贴基础上按购机价的10%叠加补贴，每台最高3万元。", [(None, 30000, 0.1)]),
    ],
)
def test_instalments_matching_funds_and_top_ups_make_one_standard(sentence: str, expected: list[Standard]) -> None:
    assert standards_of(sentence) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("服务性收费按最低标准减半收取。", [(None, None, 0.5)]),
        ("对困难企业缓缴基本养老保险费,期限3个月。", [(None, None, None)]),
        ("工业用水价格下调10%,期限3个月。", [(None, None, 0.1)]),
        ("按照每新增1亿元工业产值奖励8万元的标准给予奖励。", [(80000, None, None)]),
        ("人才企业可申请最高200万元的“英才贷”。", [(None, 2000000, None)]),
        ("对重点保供企业提供优惠利率信贷支持。", [(None, None, None)]),
        ("增值税留抵退税2个工作日内完成审核。", []),
        ("对投保出口信用保险的,给予保费40%的补助(单个企业补助金额最高不超过20万元)。", [(None, 200000, 0.4)]),
        ("对购买云服务的企业,按合同金额的25%发放“上云券”,每家企业最高10万元。", [(None, 100000, 0.25)]),
        ("国有A级景区对全国大中小学生免首道门票。", [(None, None, None)]),
        ("对退役军人实行门票半价优惠。", [(None, None, 0.5)]),
        ("养老机构用水、用电、用气执行居民价格。", [(None, None, None)]),
        ("单家旅行社全年奖励总额不超过50万元。", []),
        ("实现高龄津贴发放率100%。", []),
        ("年销售额增长15%以上的批发企业,增量部分每1000万元奖励2万元,最高40万元。", [(20000, 400000, None)]),
        ("对新建渔船,市财政按船价的4%给予配套补助,单船最高200万元。", [(None, 2000000, 0.04)]),
        ("家电按售价的10%立减,每件最高500元。", [(None, 500, 0.1)]),
        ("发放创业担保贷款1.2亿元。", []),
        ("个人创业担保贷款额度最高20万元、小微企业最高400万元。", [(None, 200000, None), (None, 4000000, None)]),
    ],
)
def test_relief_for_firms_in_difficulty(text: str, expected: list[Standard]) -> None:
    assert standards_of(text) == expected


def test_a_chapter_heading_grants_nothing() -> None:
    text = "云溪市招商引资办法\n\n第一章 规费减免\n第一条 新办工业企业免收城市基础设施配套费。\n第二章 附则\n第二条 本办法自印发之日起施行。\n"
    assert len(incentives_of(text)) == 1


def test_a_call_on_others_to_forgo_rent_is_marked_low() -> None:
    (found,) = incentives_of("鼓励其他业主减免租金。")
    assert found.confidence == "low"


def amounts_of(text: str) -> list[tuple[object, object, object]]:
    return [(i.amount, i.cap, i.rate) for i in incentives_of(text)]


def test_a_cap_for_each_payee_a_year_holds_for_all_the_shares_before_it() -> None:
    text = "新引进企业租用厂房的,前三年按实际租金的100%、80%、50%给予补贴,每家企业每年最高100万元。"
    assert amounts_of(text) == [(None, 1_000_000, 1), (None, 1_000_000, 0.8), (None, 1_000_000, 0.5)]


def test_a_ceiling_in_a_clause_of_its_own_is_the_cap_of_the_award_before_it() -> None:
    text = "登记额每满1000万元给予5万元奖励,单个机构年度奖励上限50万元。"
    assert amounts_of(text) == [(50_000, 500_000, None)]


def test_another_payee_after_a_semicolon_gets_the_same_kind_of_benefit() -> None:
    text = "对引进的博士,每人每年发放生活补贴6万元;硕士每人每年3万元。"
    assert amounts_of(text) == [(60_000, None, None), (30_000, None, None)]


def test_an_allowance_for_living_is_one_benefit() -> None:
    assert amounts_of("困难学员参加培训的,每人每天给予生活费补贴50元。") == [(50, None, None)]


def test_vouchers_for_nobody_named_are_doubtful() -> None:
    assert [i.confidence for i in incentives_of("发放消费券3000万元。")] == ["low"]


def test_how_many_households_get_a_subsidy_is_no_incentive() -> None:
    assert incentives_of("筹建租赁住房2000套,发放租赁补贴1500户。") == ()


def test_free_entry_is_an_incentive() -> None:
    assert len(incentives_of("中小学生凭证免费进入公共滑冰场。")) == 1


def test_who_pays_a_subsidy_is_no_second_incentive() -> None:
    assert amounts_of("对开展无害化处理的养殖场,每头补助80元,由财政按规定承担。") == [(80, None, None)]
