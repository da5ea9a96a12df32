"""Targets of whole documents: years, scopes and kinds carried from sentence to sentence. All invented."""

from __future__ import annotations

from luoshi.compiler.pipeline import draft_of
from luoshi.packs.model import Target
from luoshi.texts.model import Source


def targets(text: str) -> list[Target]:
    source = Source(name="x.txt", raw=text, sha256="", reader="test")
    return sorted(draft_of([source]).targets, key=lambda t: t.span.start)


def briefly(text: str) -> list[tuple[object, ...]]:
    return [(t.indicator, t.value, t.unit, t.kind, t.year, t.scope) for t in targets(text)]


HEAD = "云溪市人民政府关于加快水利发展的实施意见\n\n各县市区人民政府:\n\n为加快水利发展,提出如下意见。\n\n"
SIGNED = "\n\n云溪市人民政府\n\n2021年3月5日\n"


def test_a_year_at_the_head_of_a_paragraph_governs_it_to_the_next_year_or_paragraph() -> None:
    body = (
        "一、主要任务\n\n(一)加强供水。到2023年,供水能力显著增强。集中供水率达到95%。"
        "到2025年,供水更有保障。集中供水率达到98%。\n\n(二)加强灌溉。有效灌溉面积达到120万亩。"
    )
    assert briefly(HEAD + body + SIGNED) == [
        ("集中供水率", 95, "%", "level", 2023, "云溪市"),
        ("集中供水率", 98, "%", "level", 2025, "云溪市"),
        ("有效灌溉面积", 120, "万亩", "level", None, "云溪市"),
    ]


def test_a_year_in_the_opening_of_the_goals_governs_the_paragraphs_under_them() -> None:
    body = (
        "一、总体要求\n\n(一)主要目标。水利保障能力不断提高,到2025年基本建成现代水网。\n\n"
        "供水更加安全。集中供水率达到98%。\n\n(二)基本原则。坚持统筹规划。\n\n二、重点任务\n\n"
        "(一)建设水库。新增库容2亿立方米。"
    )
    assert briefly(HEAD + body + SIGNED) == [
        ("集中供水率", 98, "%", "level", 2025, "云溪市"),
        ("库容", 2, "亿立方米", "cumulative", None, "云溪市"),
    ]


def test_the_period_in_a_plan_s_title_gives_the_year() -> None:
    text = (
        "云溪市节水行动计划(2021-2023年)\n\n为推进节水,制定本计划。\n\n一、工作目标\n\n"
        "万元GDP用水量控制在50立方米以内,用水总量年均下降2%。\n\n二、重点任务\n\n1.节水改造。各县市区至少建成一个节水示范园区。\n"
    )
    assert briefly(text) == [
        ("万元GDP用水量", 50, "立方米", "level", 2023, "云溪市"),
        ("用水总量", 2, "%", "growth", 2023, "云溪市"),
        ("节水示范园区", 1, "个", "level", 2023, "各县市区"),
    ]


def test_a_semicolon_keeps_year_and_kind_and_a_part_keeps_the_scope() -> None:
    body = (
        "一、工作目标\n\n力争到2025年,累计引进外资企业20家以上、外资项目30个以上;引进内资企业50家以上。"
        "省级以上园区进出口额年均增长15%以上,实际使用外资年均增长8%以上。"
    )
    assert briefly(HEAD + body + SIGNED) == [
        ("外资企业", 20, "家", "cumulative", 2025, "云溪市"),
        ("外资项目", 30, "个", "cumulative", 2025, "云溪市"),
        ("内资企业", 50, "家", "cumulative", 2025, "云溪市"),
        ("进出口额", 15, "%", "growth", 2025, "省级以上园区"),
        ("实际使用外资", 8, "%", "growth", 2025, "省级以上园区"),
    ]


def test_the_same_figure_printed_again_counts_once_and_another_figure_twice() -> None:
    body = (
        "一、主要任务\n\n(一)到2025年,集中供水率达到98%。\n\n(二)到2025年,集中供水率达到98%,水质达标率达到95%。\n\n"
        "(三)到2025年,水质达标率达到96%。"
    )
    assert [(t.indicator, t.value) for t in targets(HEAD + body + SIGNED)] == [
        ("集中供水率", 98),
        ("水质达标率", 95),
        ("水质达标率", 96),
    ]


def test_a_national_document_binds_the_nation_and_each_province_where_it_says_so() -> None:
    text = (
        "国务院办公厅关于加强城市绿化的意见\n\n国办发〔2021〕3号\n\n各省、自治区、直辖市人民政府:\n\n一、主要目标\n\n"
        "到2025年,全国城市建成区绿化覆盖率达到43%。每个省份至少建成2个国家森林城市。\n\n国务院办公厅\n\n2021年1月8日\n"
    )
    assert briefly(text) == [
        ("全国城市建成区绿化覆盖率", 43, "%", "level", 2025, "全国"),
        ("国家森林城市", 2, "个", "level", 2025, "每个省份"),
    ]


def test_targets_carry_the_units_of_their_task() -> None:
    body = "一、主要任务\n\n1.到2025年,集中供水率达到98%。(责任单位:市水利局、市财政局)"
    (found,) = targets(HEAD + body + SIGNED)
    assert found.owners == ("市水利局", "市财政局")


def test_a_review_of_the_past_and_a_rule_hold_no_targets() -> None:
    review = (
        "云溪市2021年政府工作报告\n\n一、2020年工作回顾\n\n建成高标准农田6万亩,新增企业23家。\n\n"
        "二、2021年工作安排\n\n全年新增企业30家。\n"
    )
    assert [(t.indicator, t.value, t.year) for t in targets(review)] == [("企业", 30, 2021)]
    rule = "云溪市创新券管理办法\n\n第一条 为规范管理,制定本办法。\n\n第二条 单个企业每年申领额度不超过10万元,专家不少于5人。\n"
    assert targets(rule) == []


def test_a_year_in_a_heading_is_the_year_of_what_stands_under_it() -> None:
    text = (
        "清源县政府工作报告\n\n一、2020年工作回顾\n\n新增企业23家。\n\n二、2021年工作安排\n\n"
        "(一)培育企业。新增企业30家。\n\n(二)改善民生。改造老旧小区12个。\n"
    )
    found = targets(text)
    assert [(t.indicator, t.value, t.year, t.confidence) for t in found] == [
        ("企业", 30, 2021, "high"),
        ("老旧小区", 12, 2021, "high"),
    ]


def test_what_is_doubtful_is_marked_low_with_a_reason() -> None:
    body = "一、主要任务\n\n(一)到2025年,农业用水量下降10%。新建水库5座。"
    found = targets(HEAD + body + SIGNED)
    assert [(t.confidence, bool(t.reasons)) for t in found] == [("low", True), ("low", True)]


def test_spans_show_the_words_that_were_read() -> None:
    body = "一、主要任务\n\n(一)抓好建设。力争到2025年,集中供水率达到98%以上。"
    text = HEAD + body + SIGNED
    (found,) = targets(text)
    assert text[found.span.start : found.span.end] == "集中供水率达到98%以上" == found.text
