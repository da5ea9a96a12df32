"""Standing bodies are read with their convenors, members, office and cadence."""

from __future__ import annotations

import pytest

from luoshi.compiler.bodies import read_bodies
from luoshi.compiler.lines import split_lines, split_sentences
from luoshi.compiler.outline import outline
from luoshi.compiler.pipeline import draft_of
from luoshi.packs.model import Body
from luoshi.texts.model import Source


def bodies_of(text: str) -> list[Body]:
    source = Source(name="t.txt", raw=text, sha256="", reader="text/1")
    return list(draft_of([source], (split_lines, outline, split_sentences, read_bodies)).bodies)


def test_a_joint_meeting_with_its_whole_constitution() -> None:
    text = (
        "建立云溪市养老服务工作联席会议制度。联席会议由副市长担任总召集人,市政府副秘书长、市民政局局长担任召集人,"
        "市民政局、市发改委、市财政局等相关部门负责人为成员。联席会议下设办公室,设在市民政局,由市民政局分管负责人兼任办公室主任。"
        "联席会议原则上每半年召开一次。"
    )
    (body,) = bodies_of(text)
    assert body.name == "云溪市养老服务工作联席会议"
    assert body.convenors == ("副市长", "市政府副秘书长、市民政局局长")
    assert body.members == ("市民政局", "市发改委", "市财政局")
    assert body.office == "市民政局"
    assert (body.cadence, body.times) == ("half-yearly", 1)
    assert body.spans["office"][0].of(text) == "市民政局"
    assert body.confidence == "high"


def test_a_leading_group_whose_heads_stand_in_a_relative_clause() -> None:
    (body,) = bodies_of("成立由县长任组长、分管副县长任副组长的清源县数字乡村建设领导小组,统筹推进各项工作。")
    assert body.name == "清源县数字乡村建设领导小组"
    assert body.convenors == ("县长", "分管副县长")


def test_a_group_in_the_form_of_a_list() -> None:
    text = (
        "成立东港区防汛抗旱指挥部。\n总指挥:李某某 区委副书记、区长\n副总指挥:王某某 副区长\n"
        "成员单位:区水利局、区应急局、区气象局。\n指挥部办公室设在区水利局,承担日常工作。\n"
    )
    (body,) = bodies_of(text)
    assert body.name == "东港区防汛抗旱指挥部"
    assert body.convenors == ("区委副书记、区长", "副区长")
    assert body.members == ("区水利局", "区应急局", "区气象局")
    assert body.office == "区水利局"


@pytest.mark.parametrize(
    ("words", "cadence", "times"),
    [
        ("每季度召开一次", "quarterly", 1),
        ("每年至少召开两次", "yearly", 2),
        ("原则上每月召开1次会议", "monthly", 1),
        ("根据工作需要适时召开", "as-needed", None),
        ("根据工作需要适时召开,每年至少召开一次", "yearly", 1),
    ],
)
def test_how_often_it_meets(words: str, cadence: str, times: int | None) -> None:
    (body,) = bodies_of(f"建立全县林业工作联席会议制度。联席会议{words}。")
    assert (body.cadence, body.times) == (cadence, times)


@pytest.mark.parametrize(
    "text",
    [
        "按照省领导小组部署安排,扎实推进各项工作。",
        "市委常委会每年听取一次汇报。",
        "经市人大常务委员会批准。",
        "由市财政局局长负责,每年检查一次。",
    ],
)
def test_a_body_that_is_only_mentioned_is_not_read(text: str) -> None:
    assert bodies_of(text) == []


def test_two_bodies_keep_their_own_facts() -> None:
    text = (
        "建立市物流工作联席会议制度。联席会议由副市长担任召集人。\n"
        "建立市消费工作联席会议制度。联席会议由市商务局局长担任召集人,每季度召开一次。"
    )
    first, second = bodies_of(text)
    assert (first.convenors, first.cadence) == (("副市长",), None)
    assert (second.convenors, second.cadence) == (("市商务局局长",), "quarterly")
