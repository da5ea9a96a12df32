"""Registers are read where a verb of building, keeping or running governs the noun that names them."""

from __future__ import annotations

import pytest

from luoshi.compiler.lines import split_lines, split_sentences
from luoshi.compiler.outline import outline
from luoshi.compiler.pipeline import draft_of
from luoshi.compiler.registers import read_registers
from luoshi.compiler.registers.mentions import mentions
from luoshi.packs.model import Register
from luoshi.texts.model import Source


def registers_of(text: str) -> list[Register]:
    source = Source(name="t.txt", raw=text, sha256="", reader="text/1")
    return list(draft_of([source], (split_lines, outline, split_sentences, read_registers)).registers)


def named(text: str) -> list[tuple[str, str]]:
    return [(r.name, r.kind) for r in registers_of(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("建立云溪市重大项目储备库,实行动态管理。", [("云溪市重大项目储备库", "library")]),
        ("各县区要编制并公布本级行政许可事项清单。", [("本级行政许可事项清单", "list")]),
        ("建设全市统一的水质监测平台。", [("水质监测平台", "platform")]),
        ("加快推进智慧水利平台、数字档案平台建设。", [("智慧水利平台", "platform"), ("数字档案平台", "platform")]),
        ("全面推行河长制、林长制。", [("河长制", "mechanism"), ("林长制", "mechanism")]),
        ("每季度发布全市营商环境指数。", [("全市营商环境指数", "index")]),
        ("制定《清源县产业指导目录(2024年本)》。", [("清源县产业指导目录(2024年本)", "list")]),
        ("构建“一处违规、处处受限”的联合惩戒机制。", [("“一处违规、处处受限”的联合惩戒机制", "mechanism")]),
        ("加快国际贸易“单一窗口”建设。", [("国际贸易“单一窗口”", "platform")]),
        ("引导金融机构建立尽职免责机制。", [("尽职免责机制", "mechanism")]),
        ("组建技术经纪人联盟和创业导师库。", [("创业导师库", "library")]),
        ("开展家庭农场认定并建立农户数据库。", [("农户数据库", "library")]),
        ("建立党建责任制和安全责任制落实情况报告制度。", [("党建责任制和安全责任制落实情况报告制度", "mechanism")]),
    ],
)
def test_what_is_to_be_built_kept_or_run_is_a_register(text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "深化园区管理体制改革,充分激发机制活力。",
        "取消市级企业名录库。",
        "不得另行设立准入目录。",
        "符合《划拨供地目录》的,可以继续使用。",
        "实行抽查事项清单管理。",
        "破除制约发展的体制机制障碍。",
        "支持企业改造仓库、冷藏保鲜库。",
        "要建立健全工作机制,创新机制。",
        "各级单位要做好“三项制度”的宣传。",
        "全面推行“三项制度”。",
        "完善住房、医疗、服务平台等各项保障。",
        "引进总部企业及平台入驻发展。",
        "外贸人才队伍建设机制有待健全。",
    ],
)
def test_a_mere_mention_is_no_register(text: str) -> None:
    assert named(text) == []


def test_a_counted_name_lists_its_members() -> None:
    (register,) = registers_of("制定技术、成果、人才三张清单。")
    assert register.members == ("技术清单", "成果清单", "人才清单")


def test_a_register_named_twice_is_one_with_two_places() -> None:
    text = "建立容错纠错机制。\n各单位要完善容错纠错机制。"
    (register,) = registers_of(text)
    assert [place.of(text) for place in register.spans["name"]] == ["容错纠错机制", "容错纠错机制"]
    assert register.text == "建立容错纠错机制"


def test_a_heading_that_shortens_the_name_is_the_same_register() -> None:
    text = "(一)统筹建设监测工作平台\n各地要建设本辖区“一河一策”监测工作平台。"
    assert [name for name, _ in named(text)] == ["本辖区“一河一策”监测工作平台"]


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("依托云溪政务数据平台,推动应用示范。", "仅作依托,未言建立"),
        ("将失信单位列入严重失信名单。", "仅言纳入,未言建立"),
        ("会同有关部门确定并发布名单。", "名单未具名"),
        ("推动形成优胜劣汰的产业协同机制。", "仅言形成或执行"),
    ],
)
def test_what_the_words_leave_open_is_marked_low_with_its_reason(text: str, doubt: str) -> None:
    (register,) = registers_of(text)
    assert register.confidence == "low"
    assert doubt in register.reasons


def test_entries_of_an_enumeration_name_mechanisms_without_a_verb() -> None:
    text = "推广2项:以降低维权成本为核心的商标保险机制;基于“一码通行”的货运联合查验制度。"
    assert ("基于“一码通行”的货运联合查验制度", "mechanism") in named(text)


def test_a_hostile_line_costs_no_more_than_its_length() -> None:
    assert list(mentions("建立平台" * 200_000)) == []


def test_an_entry_that_a_table_gives_again_is_certain() -> None:
    text = "推广2项:以信用为基础的分级监管机制;基于“一码通行”的货运联合查验制度。\n基于“一码通行”的货运联合查验制度;\n"
    sure = {r.name: r.confidence for r in registers_of(text)}
    assert sure["基于“一码通行”的货运联合查验制度"] == "high"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("推行一次性告知制、首问负责制和容缺受理制度。",
         [("一次性告知制", "mechanism"), ("首问负责制", "mechanism"), ("容缺受理制度", "mechanism")]),
        ("做好同市场准入负面清单、政务服务事项基本目录的衔接。", []),
        ("发挥市营商环境建设联席会议作用。", [("市营商环境建设联席会议", "mechanism")]),
        ("推进以信用为基础的分级监管机制落地。", [("以信用为基础的分级监管机制", "mechanism")]),
        ("建立诚信企业红名单和失信企业黑名单制度。",
         [("诚信企业红名单", "list"), ("失信企业黑名单制度", "mechanism")]),
        ("开通企业诉求“直通车”平台。", [("企业诉求“直通车”平台", "platform")]),
        ("加快矿山安全风险监测预警系统升级。", [("矿山安全风险监测预警系统", "platform")]),
        ("建设全省一体化政务云平台,整合存量资源。", [("全省一体化政务云平台", "platform")]),
    ],
)  # fmt: skip
def test_registers_of_service_and_credit_plans(text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text) == expected


def test_a_place_of_bricks_called_platform_is_marked_low() -> None:
    (found,) = registers_of("建设乡镇便民服务实体平台。")
    assert found.confidence == "low"


def test_what_the_preamble_names_as_its_purpose_is_marked_low() -> None:
    (found,) = registers_of("为构建以信用为基础的新型监管机制,结合我市实际,制定本方案。")
    assert found.confidence == "low"


def test_a_call_to_keep_the_strictest_law_sets_up_nothing() -> None:
    assert named("落实最严格的耕地保护制度。建立田长巡查制度。") == [("田长巡查制度", "mechanism")]
