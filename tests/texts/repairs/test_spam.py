"""Injected site names are never a value; who stood there is proposed only from what surrounds it."""

from __future__ import annotations

from luoshi.texts.repairs import repair

SPAM = "澳门葡京网址"
NOTICE = (
    f"{SPAM}\n\n您的位置:首页 > 征集\n"
    "关于征求《云溪市水利高质量发展实施方案》意见的通知\n我局起草了《云溪市水利高质量发展实施方案》,"
    f"请将意见反馈至{SPAM}办公室。\n1.建设水利工程。推动{SPAM}、清源县加快建设水利设施,强化水利监管、水利投入、水利信息化。\n"
    f"2.建立联席会议制度。市发改委、市财政局、{SPAM}、市农委等部门负责人为成员,办公室设在{SPAM},研究水利改革、水利建设。\n"
    f"葡京官网\n2021年3月5日\n\n{SPAM}\n\n扫一扫在手机打开"
)


def test_a_unit_is_proposed_from_the_subject_of_the_document() -> None:
    repaired = repair(NOTICE)
    assert "市财政局、市水利局、市农委" in repaired.text
    assert "反馈至市水利局办公室" in repaired.text and "设在市水利局," in repaired.text
    assert "云溪市水利局\n2021年3月5日" in repaired.text


def test_a_place_cannot_be_guessed() -> None:
    assert "推动〔某地〕、清源县加快建设" in repair(NOTICE).text


def test_no_injected_name_remains_and_every_proposal_is_doubtful() -> None:
    repaired = repair(NOTICE)
    assert "葡京" not in repaired.text
    found = [r for r in repaired.repairs if r.code == "spam"]
    assert all("葡京" in r.before for r in found)
    assert all(r.confidence == "low" for r in found if r.after)
    assert [r.after for r in found if r.confidence == "high"] == ["", ""]
    assert repaired.rebuild() == NOTICE


def test_without_a_subject_there_is_only_a_placeholder() -> None:
    text = f"成员单位:市发改委、{SPAM}、市财政局。"
    assert repair(text).text == "成员单位:市发改委、〔某单位〕、市财政局。"


def test_a_bureau_that_is_named_elsewhere_is_not_proposed_again() -> None:
    text = NOTICE.replace("市农委等部门", "市水利局、市农委等部门")
    assert "市财政局、〔某单位〕、市水利局" in repair(text).text


def test_a_text_against_gambling_and_pages_about_macau_are_left_alone() -> None:
    for text in (
        "严厉打击网络赌博网站、博彩平台和六合彩等违法犯罪活动。",
        "加强与澳门银河、澳门金沙等企业合作,组团赴澳门推介。",
        "严查代开发票、虚开发票行为,举报电话:12345678。",
        "金沙县官网公布名单,银河路街道负责。",
    ):
        assert repair(text).repairs == ()
