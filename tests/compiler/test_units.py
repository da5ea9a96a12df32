import pytest

from luoshi.compiler.units import read_units

LISTS = [
    ("市发改委牵头", ["市发改委"], [], False, None),
    ("市司法局、市发改委牵头,各县市区人民政府负责", ["市司法局", "市发改委"], ["各县市区人民政府"], False, None),
    ("责任单位:市商务局、市发改委,各县市区和各园区", [], ["市商务局", "市发改委", "各县市区", "各园区"], False, None),
    (
        "牵头单位:市委办、市政府办;责任单位:市编办,各县市区政府等",
        ["市委办", "市政府办"],
        ["市编办", "各县市区政府"],
        True,
        None,
    ),
    ("海关总署、商务部等有关部门负责", [], ["海关总署", "商务部"], True, None),
    (
        "省发展改革委牵头,省财政厅、省科技厅配合,2023年底前完成",
        ["省发展改革委"],
        ["省财政厅", "省科技厅"],
        False,
        "2023-12-31",
    ),
    (
        "市工业和信息化局会同市财政局、市科技局按职责分工负责",
        ["市工业和信息化局"],
        ["市财政局", "市科技局"],
        False,
        None,
    ),
    ("市发改委、市财政局会同有关部门", ["市发改委", "市财政局"], [], True, None),
    ("市委政研室(市委改革办)、市科技局等", [], ["市委政研室(市委改革办)", "市科技局"], True, None),
    ("市商务\n\n粮食局", [], ["市商务粮食局"], False, None),
    ("市发改委\n\n市科技局", [], ["市发改委", "市科技局"], False, None),
    ("市发改委市经信委", [], ["市发改委", "市经信委"], False, None),
    ("文化和旅游部、粮食和储备局", [], ["文化和旅游部", "粮食和储备局"], False, None),
    ("发展改革委和财政部牵头", ["发展改革委", "财政部"], [], False, None),
    ("各省、自治区、直辖市人民政府负责", [], ["各省、自治区、直辖市人民政府"], False, None),
    ("各县(市、区)人民政府负责", [], ["各县(市、区)人民政府"], False, None),
    ("市住房城乡建设局(张某某)牵头", ["市住房城乡建设局"], [], False, None),
    ("责任领导:李某;责任单位:县教育局;完成时间:12月底", [], ["县教育局"], False, "2022-12-31"),
    ("市直相关部门,各县市区人民政府负责", [], ["市直相关部门", "各县市区人民政府"], False, None),
    ("省委宣传部牵头,省文化和旅游厅按职责分工负责,持续推进", ["省委宣传部"], ["省文化和旅游厅"], False, "ongoing"),
    (
        "国家发展改革委、人民银行负责,以下均需地方各级人民政府落实,不再列出",
        [],
        ["国家发展改革委", "人民银行"],
        False,
        None,
    ),
]


@pytest.mark.parametrize(
    ("text", "leads", "participants", "open_ended", "deadline"), LISTS, ids=[x[0][:24] for x in LISTS]
)
def test_lists_are_read_as_printed(
    text: str, leads: list[str], participants: list[str], open_ended: bool, deadline: str | None
) -> None:
    found = read_units(text, 2022)
    assert list(found.lead_names) == leads
    assert list(found.participant_names) == participants
    assert found.open_ended is open_ended
    assert (found.deadline.value if found.deadline else None) == deadline


def test_the_first_of_every_list_may_be_declared_the_lead() -> None:
    assert read_units("工信部、科技部等负责。列第一位者为牵头单位,下同").first_leads
    assert read_units("税务总局、财政部负责,排在第一位的部门为牵头部门,下同").first_leads
    assert not read_units("工信部、科技部等负责").first_leads


def test_a_sentence_is_no_unit() -> None:
    found = read_units("推进政务服务标准化、市发改委")
    assert found.participant_names == ("市发改委",)
    assert found.doubts


def test_units_say_where_they_stand() -> None:
    text = "牵头单位:市发改委;责任单位:市财政局"
    assert [u.span.of(text) for u in read_units(text).units] == ["市发改委", "市财政局"]
