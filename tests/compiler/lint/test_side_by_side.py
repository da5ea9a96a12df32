"""Body beside annex, document beside document: what differs is shown, what agrees raises nothing."""

from __future__ import annotations

from luoshi.compiler.lint import Checked, check
from luoshi.compiler.lint.overlap import similar_pairs
from luoshi.packs.model import DocumentFacts, Target, Task
from tests.compiler.lint.invented import findings, make_document

BODY = (
    "建立健全产权保护协调工作机制,制定完善产权保护的整治措施。",
    "推进政务服务标准化,建立涵盖全事项、全过程的服务标准体系。",
    "开展诚信文化宣传教育活动,营造良好的诚信法治环境。",
    "对全市新建工业项目实行多评合一、多图联审的管理方式。",
    "各级政府要严格兑现依法作出的招商引资政策承诺。",
    "加强口岸基础设施建设,提高物流仓储设施的自动化水平。",
)
ROWS = (
    BODY[0],
    BODY[1],
    BODY[2],
    BODY[3],
    BODY[5],
)


def decomposed(*rows: str, body: tuple[str, ...] = BODY) -> Checked:
    return make_document(*body, rows=[Task(text=text, leads=("市发改委",), deadline="2020-12-31") for text in rows])


def test_a_row_that_differs_from_its_sentence_shows_the_words() -> None:
    (finding,) = findings("LS401", decomposed(BODY[0].replace("整治措施", "政策措施"), *ROWS[1:]))
    assert finding.clause == "表1/1"
    assert "政策措施" in finding.message
    assert "整治措施" in finding.message


def test_a_year_that_differs_is_shown_whole() -> None:
    body = (*BODY, "加快5G网络建设,到2023年底前实现乡镇以上区域连续覆盖。")
    (finding,) = findings("LS401", decomposed(*ROWS, body[-1].replace("2023", "2022"), body=body))
    assert "“2022年底”/正文“2023年底”" in finding.message


def test_rows_that_repeat_the_body_raise_nothing_even_with_other_punctuation() -> None:
    assert findings("LS401", decomposed(BODY[0].replace(",", "；"), *ROWS[1:])) == []
    assert findings("LS402", decomposed(*ROWS)) == []


def test_a_lost_enumeration_comma_is_a_difference() -> None:
    (finding,) = findings("LS401", decomposed(*ROWS[:3], BODY[3].replace("多评合一、", "多评合一"), ROWS[4]))
    assert "合一、多图" in finding.message


def test_a_row_that_was_repaired_after_the_body_is_noted() -> None:
    rows = [
        Task(text=text, leads=("市发改委",), deadline="2020-12-31")
        for text in (*ROWS[:4], "提髙办事效率的各项工作要求。")
    ]
    document = make_document(
        *BODY, "提高办事效率的各项工作要求。", rows=rows, repairs=[("髙", "高", "look-alike", "high")]
    )
    assert [f.severity for f in findings("LS401", document)] == ["note"]


def test_a_row_without_a_sentence_is_an_orphan() -> None:
    (finding,) = findings("LS402", decomposed(*ROWS, "充分发挥各类开放平台的综合功能。"))
    assert finding.clause == "表1/6"


def test_an_obligation_without_a_row_has_no_owner() -> None:
    (finding,) = findings("LS403", decomposed(*ROWS))
    assert "严格兑现" in finding.message
    assert "1句义务" in finding.message
    assert findings("LS403", decomposed(*ROWS, BODY[4])) == []


def test_a_table_that_does_not_decompose_the_body_is_not_compared_with_it() -> None:
    other = tuple(f"第{n}批试点单位名单由各地自行确定并公布{n}。" for n in range(6))
    assert findings("LS402", decomposed(*other)) == []
    assert findings("LS403", decomposed(*other)) == []


SCIENCE = "对国际国内有影响力的新产品,按新产品首年形成效益的比例给予研发团队奖补。"
FINANCE = "制定产品创新奖励办法,对有影响力的新产品,按新产品首年形成效益的标准由财政予以奖励。"


def plan(text: str, *leads: str, name: str = "甲.txt", **more: object) -> Checked:
    filler = [
        Task(text="推进教育信息化建设,改善农村学校办学条件。", leads=("市教育局",)),
        Task(text="加强水环境综合治理,严格落实河长制责任。", leads=("市水利局",)),
        Task(text="完善社区养老服务设施,发展居家养老服务。", leads=("市民政局",)),
    ]
    return make_document(tasks=[Task(text=text, leads=leads), *filler], name=name)


def test_the_same_work_under_another_lead_in_another_document() -> None:
    first, second = plan(SCIENCE, "市科技局"), plan(FINANCE, "市财政局", name="乙.txt")
    (finding,) = findings("LS404", first, second)
    assert "市科技局" in finding.message
    assert "市财政局" in finding.message
    assert finding.related[1] == "甲.txt"


def test_the_same_work_under_the_same_lead_in_two_spellings_raises_nothing() -> None:
    first, second = plan(SCIENCE, "市住建局"), plan(FINANCE, "市住房城乡建设局", name="乙.txt")
    assert findings("LS404", first, second) == []


def test_a_target_whose_subject_another_document_gives_to_another_lead() -> None:
    target = Target(indicator="服务贸易进出口", kind="growth", unit="%", value=20, text="服务贸易进出口年均增长20%")
    numbers = make_document(tasks=[Task(text="服务贸易进出口年均增长20%。", leads=("市发改委",))], targets=[target])
    work = make_document(tasks=[Task(text="大力发展服务贸易,提升企业水平。", leads=("市商务局",))], name="乙.txt")
    (finding,) = findings("LS404", numbers, work)
    assert "市商务局" in finding.message


def test_the_same_work_twice_in_one_document() -> None:
    filler = [Task(text=f"第{n}项其他工作,由本单位{n * 7}科室自行安排落实。", leads=("市教育局",)) for n in range(8)]
    twice = [Task(text=SCIENCE, leads=("市科技局",)), Task(text=SCIENCE, leads=("市财政局",))]
    assert len(findings("LS405", make_document(tasks=[*twice, *filler]))) == 1
    assert findings("LS405", make_document(tasks=[twice[0], twice[0], *filler])) == []


def test_ten_thousand_unlike_tasks_give_few_pairs() -> None:
    words = "推进完善建立加强优化提升开展落实规范引导支持培育发展改造升级保障服务监管协调"
    tasks = [
        Task(text="".join(words[(n * k + k) % len(words)] for k in range(3, 33)) + f"编号{n}", leads=(f"市{n % 7}局",))
        for n in range(10_000)
    ]
    checked = make_document()
    assert len(similar_pairs([(checked, task) for task in tasks])) < len(tasks)


def test_a_thing_to_be_tried_here_and_carried_out_there() -> None:
    tried = make_document("对产业项目探索推行“先建后验”管理模式。")
    firm = make_document("加快推行“先建后验”管理模式。", name="乙.txt")
    (finding,) = findings("LS406", tried, firm)
    assert "“先建后验”的力度不一致" in finding.message
    assert findings("LS406", firm, make_document("全面推行“先建后验”。", name="丙.txt")) == []
    elsewhere = DocumentFacts(issuer="清源省人民政府", issued="2019-01-02")
    assert findings("LS406", tried, make_document("加快推行“先建后验”。", name="丁.txt", facts=elsewhere)) == []


def test_nearly_the_same_words_are_told_but_not_two_things_of_one_pattern() -> None:
    slip = [Task(text="将云溪北站建成国家一级铁路口岸。"), Task(text="将云溪北站建成国家一级口岸。")]
    pattern = [Task(text="建立市科技创新工作联席会议制度。"), Task(text="建立市文化创新工作联席会议制度。")]
    assert len(findings("LS407", make_document(tasks=slip))) == 1
    assert findings("LS407", make_document(tasks=pattern)) == []


def test_a_list_of_kinds_with_another_member_elsewhere() -> None:
    four = make_document("追踪世界500强、中国500强、制造业500强、民营500强企业的投资方向。")
    three = make_document("引进世界500强、中国500强和民营500强企业。", name="乙.txt")
    (finding,) = findings("LS408", four, three)
    assert "缺制造业500强" in finding.message
    assert findings("LS408", three, three) == []


def test_one_named_thing_due_at_two_times() -> None:
    early = Task(text="加快“单一窗口”建设。", leads=("市商务局",), deadline="2018-12-31")
    late = Task(text="2020年底前“单一窗口”覆盖主要环节。", leads=("市商务局",))
    assert len(findings("LS409", make_document(tasks=[early, late]))) == 1
    assert findings("LS409", make_document(tasks=[early, early])) == []


def test_a_hostile_line_is_checked() -> None:
    noise = "市局《》“”、,其中共1家指定年内倍增〔2017号" * 8000
    document = make_document(noise, tasks=[Task(text=noise[:100_000], leads=("市发改委",))])
    assert all(finding.message for finding in check([document]))


def test_an_empty_document_raises_nothing() -> None:
    assert check([make_document()]) == ()
    assert check([]) == ()
