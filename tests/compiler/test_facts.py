from tests.compiler.sample_texts import NOTICE, STATE_OPINION, WORK_POINTS, draft_from


def test_a_notice_tells_number_issuer_date_parts_and_addressees() -> None:
    facts = draft_from(NOTICE).document
    assert facts.title == "云溪市人民政府办公室关于印发云溪市优化营商环境三年行动方案(2022—2024年)的通知"
    assert (facts.number, facts.issuer, facts.issued) == ("云政办发〔2022〕15号", "云溪市人民政府办公室", "2022-03-18")
    assert facts.kind == "通知"
    assert facts.parts == ("云溪市优化营商环境三年行动方案(2022—2024年)",)
    assert facts.addressees == ("各县(市、区)人民政府", "市直各单位")


def test_the_issuer_may_stand_in_the_title() -> None:
    assert draft_from(WORK_POINTS).document.issuer is None  # a park is a place; who issued it is not printed
    assert (
        draft_from("中共东港市委关于加强基层治理的决定\n一、总体要求\n加强治理。\n").document.issuer == "中共东港市委"
    )


def test_the_state_council_signs_below() -> None:
    facts = draft_from(STATE_OPINION).document
    assert (facts.number, facts.issuer, facts.issued, facts.kind) == (
        "国发〔2019〕88号",
        "国务院",
        "2019-03-01",
        "指导意见",
    )


def test_how_a_document_was_printed_may_stand_below_its_title() -> None:
    facts = draft_from(
        "云溪市支持企业若干措施\n(云溪市人民政府办公室2023年6月12日以云政办发〔2023〕15号印发)\n第一条 给予补助。\n"
    ).document
    assert (facts.number, facts.issuer, facts.issued) == ("云政办发〔2023〕15号", "云溪市人民政府办公室", "2023-06-12")


def test_a_consultation_is_about_the_policy_in_its_title() -> None:
    facts = draft_from(
        "关于征求《东港市养犬管理办法》(征求意见稿)意见的公告\n发布时间:2021-05-06\n欢迎提出意见。\n"
    ).document
    assert facts.title == "东港市养犬管理办法"
    assert facts.published == facts.issued == "2021-05-06"
    assert not facts.signed


def test_a_number_of_another_document_is_not_its_own() -> None:
    text = "东港市实施方案\n根据《省实施意见》(省政发〔2020〕3号)精神,制定本方案。\n一、目标\n加快发展。\n"
    assert draft_from(text).document.number is None


def test_a_date_under_the_title_is_the_date_of_issue_and_no_part_of_the_title() -> None:
    for line, issuer in (("(2022年2月28日)", None), ("(2022年2月28日市大气办印发)", "市大气办")):
        facts = draft_from(f"东港市大气污染防治行动方案\n{line}\n一、总体要求\n改善空气质量。\n").document
        assert (facts.title, facts.issued, facts.issuer) == ("东港市大气污染防治行动方案", "2022-02-28", issuer)
