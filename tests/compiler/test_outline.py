import re

from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.compiler.outline.markers import read_mark
from tests.compiler.sample_texts import DIVISION_OF_WORK, NOTICE, WORK_POINTS, draft_from


def paths(text: str) -> dict[str, str]:
    return {c.path: c.title for c in draft_from(text).clauses}


def test_a_notice_and_the_plan_it_covers_are_two_parts() -> None:
    draft = draft_from(NOTICE)
    assert [p.title for p in draft.parts] == [
        "云溪市人民政府办公室关于印发云溪市优化营商环境三年行动方案(2022—2024年)的通知",
        "云溪市优化营商环境三年行动方案(2022—2024年)",
    ]


def test_clauses_have_paths_made_of_their_numbers() -> None:
    found = paths(NOTICE)
    assert found["文1/二/一/1"] == "推行企业开办“一网通办”"
    assert found["文1/三/二"] == "强化督查考核"


def test_a_list_of_annexes_is_no_annex() -> None:
    assert not any(p.annex for p in draft_from(NOTICE).parts)


def test_an_annex_opens_a_part_with_paths_of_its_own() -> None:
    text = "清源县河长制工作方案\n一、总体要求\n保护河湖。\n附件1\n\n清源县河长名单\n一、县级河长\n由县长担任。\n"
    draft = draft_from(text)
    assert [(p.title, p.annex) for p in draft.parts] == [("清源县河长制工作方案", False), ("清源县河长名单", True)]
    assert "附件1/一" in {c.path for c in draft.clauses}


def test_a_title_over_two_lines_is_one_title() -> None:
    text = "东港市人民政府关于加快推进城乡\n一体化发展的若干意见\n各县区人民政府:\n一、总体要求\n加快发展。\n"
    assert draft_from(text).parts[0].title == "东港市人民政府关于加快推进城乡一体化发展的若干意见"


def test_a_page_printed_as_one_line_is_cut_at_its_marks() -> None:
    item = "。坚持问题导向,压实各方责任,推动各项任务落到实处。" * 30
    text = f"东港市数字经济工作方案 (征求意见稿) 为加快发展,制定本方案。 1.夯实基础{item} 2.培育产业{item} 3.加强保障{item}"
    found = [c.title for c in draft_from(text).clauses if c.kind == "item"]
    assert found == ["夯实基础", "培育产业", "加强保障"]


def test_numbers_that_are_no_marks_open_no_clause() -> None:
    assert read_mark("2020年完成", 0, 7) is None
    assert read_mark("3.5万人参加", 0, 7) is None
    assert read_mark("第一批项目", 0, 5) is None
    assert read_mark("(2018-2020年)", 0, 12) is None


def test_a_lead_printed_in_a_heading_is_not_part_of_its_title() -> None:
    assert paths(DIVISION_OF_WORK)["二/一"] == "抓好粮食生产"


def test_a_closing_appeal_does_not_belong_to_the_last_item() -> None:
    draft = draft_from(WORK_POINTS)
    last = next(c for c in draft.clauses if c.number == "3")
    assert "全区上下" not in last.span.of(draft.text)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="一二、()123.。\n 附件:第条章任务表牵头市局,;“”《》〔", max_size=200))
def test_own_texts_tile_whatever_is_printed(text: str) -> None:
    draft = draft_from(text)
    assert "".join(c.own.of(draft.text) for c in draft.clauses) == draft.text
    assert len({c.path for c in draft.clauses}) == len(draft.clauses)


def test_a_hostile_line_is_outlined_in_linear_time() -> None:
    for filler in ("1.", "(一)", "一、", "第一条 ", "附件"):
        draft = draft_from(filler * 20000)
        assert re.sub(r"\s", "", "".join(c.own.of(draft.text) for c in draft.clauses)) == re.sub(r"\s", "", draft.text)


def test_articles_under_numbered_headings_nest_below_them() -> None:
    text = (
        "云溪市若干措施\n一、支持研发\n第一条 给予补助。\n(一)首次认定的给予支持。\n二、支持技改\n第二条 给予贴息。\n"
    )
    assert [c.path for c in draft_from(text).clauses if c.kind != "title"] == [
        "一",
        "一/第一条",
        "一/第一条/一",
        "二",
        "二/第二条",
    ]
