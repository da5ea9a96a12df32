"""Traditional pages: glosses go, the script is changed for the document as a whole."""

from __future__ import annotations

from luoshi.texts.repairs import repair

PAGE = (
    "東港區創(chuàng)新驅動發(fā)展規(guī)劃\n一、優(yōu)化營商環(huán)境,加快建設經濟開發(fā)區(qū),推動產業(yè)轉型。"
)


def test_glosses_are_dropped_and_the_script_becomes_simplified() -> None:
    assert repair(PAGE).text == "东港区创新驱动发展规划\n一、优化营商环境,加快建设经济开发区,推动产业转型。"


def test_every_gloss_is_one_repair_and_the_script_is_one() -> None:
    codes = [r.code for r in repair(PAGE).repairs]
    assert codes.count("gloss") == 8 and codes.count("script") == 1


def test_a_gloss_that_an_author_gave_once_stays() -> None:
    for text in ("位于清源县郴(chēn)江镇的项目。", "线路长12公里(km),面积3平方米(m)。", "推广政务服务(app)。"):
        assert repair(text).repairs == ()


def test_traditional_names_in_a_simplified_document_stay() -> None:
    text = "支持在臺灣、香港设立窗口,发展对外贸易,优化营商环境,推动产业转型升级。"
    assert repair(text).text == text


def test_zhe_is_told_from_zhu() -> None:
    text = repair("著力推進產業發展,顯著提升經濟質量,圍繞著名企業開展業務,沿著河道建設區縣設施。").text
    assert text == "着力推进产业发展,显著提升经济质量,围绕著名企业开展业务,沿着河道建设区县设施。"
