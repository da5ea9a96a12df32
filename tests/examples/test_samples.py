"""The sample documents are read as a careful reader reads them, and lint finds every flaw that was planted."""

from __future__ import annotations

import importlib.util
import re
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest

from luoshi.cli.documents import Compiled, compile_document, documents_of, findings_of
from luoshi.packs.model import Finding

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
OPINION, PLAN = "1-制造业实施意见.html", "2-开放型经济行动计划.docx"
MEASURES, CONSULTATION = "3-支持企业若干措施.txt", "4-成果转化征求意见-受损网页.txt"

# document, check, words of the finding; the same list stands in examples/README.md
PLANTED = [
    (OPINION, "LS205", "300家"),
    (OPINION, "LS304", "2023-02-28"),
    (OPINION, "LS204", "规模以上工业增加值"),
    (OPINION, "LS211", "5年内"),
    (OPINION, "LS305", "2项“持续推进”"),
    (OPINION, "LS306", "重点产业人才信息库"),
    (OPINION, "LS308", "市工业和信息化局"),
    (OPINION, "LS401", "联合测绘"),
    (OPINION, "LS402", "博览会"),
    (OPINION, "LS403", "严禁在审批环节变相增设前置条件"),
    (OPINION, "LS502", "市水利局市财政局"),
    (OPINION, "LS503", "市乡村振兴局"),
    (OPINION, "LS503", "银保监分局"),
    (PLAN, "LS101", "27.06"),
    (PLAN, "LS205", "有进出口实绩的企业"),
    (PLAN, "LS207", "总部"),
    (PLAN, "LS301", "二/五/14"),
    (PLAN, "LS302", "4项没有完成时限"),
    (PLAN, "LS308", "市司法局"),
    (PLAN, "LS310", "自2025年起"),
    (MEASURES, "LS209", "裁量"),
    (MEASURES, "LS603", "2023〕6号"),
    (MEASURES, "LS701", "优先采购本市企业"),
    (MEASURES, "LS701", "对地方财政贡献"),
    (MEASURES, "LS701", "须在本市注册"),
    (MEASURES, "LS701", "不迁"),
    (MEASURES, "LS701", "一事一议"),
    (CONSULTATION, "LS105", "25%"),
    (CONSULTATION, "LS504", "市地方金融监督管理局"),
    (CONSULTATION, "LS601", "2天"),
    (CONSULTATION, "LS602", "云科发[2023]11号"),
    (CONSULTATION, "LS603", "〔20236号"),
    (CONSULTATION, "LS701", "优先采购本地企业"),
    (CONSULTATION, "LS901", "市科技局"),
]
PLANTED_ACROSS = [
    ("LS205", "研发经费投入强度"),
    ("LS205", "350家"),
    ("LS404", "市交通运输局(「开通云溪至沿海港口"),
    ("LS404", "中试熟化基地"),
    ("LS501", "市科学技术局"),
]


@cache
def compiled(name: str) -> Compiled:
    return compile_document(documents_of([EXAMPLES / name])[0])


@cache
def alone(name: str) -> tuple[Finding, ...]:
    return findings_of([compiled(name)])


@cache
def across() -> tuple[Finding, ...]:
    return findings_of([compiled(name) for name in (OPINION, PLAN, MEASURES, CONSULTATION)])


@cache
def script(name: str) -> ModuleType:
    described = importlib.util.spec_from_file_location(name, EXAMPLES / f"{name}.py")
    assert described is not None and described.loader is not None
    module = importlib.util.module_from_spec(described)
    described.loader.exec_module(module)
    return module


def has(findings: tuple[Finding, ...], code: str, words: str) -> bool:
    return any(finding.code == code and words in finding.message for finding in findings)


@pytest.mark.parametrize(("document", "code", "words"), PLANTED)
def test_lint_finds_every_planted_flaw(document: str, code: str, words: str) -> None:
    assert has(alone(document), code, words), [f.message for f in alone(document) if f.code == code]


@pytest.mark.parametrize(("code", "words"), PLANTED_ACROSS)
def test_lint_finds_what_contradicts_another_sample(code: str, words: str) -> None:
    assert has(across(), code, words), [f.message for f in across() if f.code == code]


def test_totals_that_add_up_raise_nothing() -> None:
    assert [f.message for f in alone(PLAN) if f.code in ("LS101", "LS103")] == [
        f.message for f in alone(PLAN) if "27.06" in f.message
    ]


def test_the_page_about_the_samples_names_every_planted_flaw() -> None:
    page = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"LS\d{3}", page))
    assert named == {code for _, code, _ in PLANTED} | {code for code, _ in PLANTED_ACROSS}


@pytest.mark.parametrize(("document", "tasks"), [(OPINION, 19), (PLAN, 15), (MEASURES, 0), (CONSULTATION, 15)])
def test_every_task_is_read_once(document: str, tasks: int) -> None:
    assert len(compiled(document).pack.tasks) == tasks


def test_tasks_have_their_units_and_deadlines() -> None:
    opinion = compiled(OPINION).pack.tasks
    assert all(task.leads and task.participants and task.deadline for task in opinion)
    assert opinion[12].leads == ("清源县人民政府",) and opinion[12].deadline == "2024-12-31"
    assert opinion[9].participants == ("市水利局", "市财政局", "东港经济开发区管委会")
    plan = compiled(PLAN).pack.tasks
    assert plan[10].leads == ("市工商业联合会", "市商务局")
    assert plan[13].leads == () and plan[13].participants == ("市人力资源和社会保障局", "市商务局")


@pytest.mark.parametrize(
    ("document", "name", "least", "most"),
    [
        (OPINION, "targets", 16, 22),
        (PLAN, "targets", 47, 51),
        (MEASURES, "incentives", 34, 39),
        (CONSULTATION, "targets", 9, 13),
        (CONSULTATION, "incentives", 3, 4),
        (OPINION, "time_limits", 3, 3),
        (MEASURES, "time_limits", 3, 3),
    ],
)  # fmt: skip
def test_as_much_is_read_as_a_reader_counts(document: str, name: str, least: int, most: int) -> None:
    assert least <= len(getattr(compiled(document).pack, name)) <= most


def test_every_cell_of_the_target_tables_is_a_target() -> None:
    cells = {(t.scope, t.year, t.value) for t in compiled(PLAN).pack.targets if t.part is not None and "表" in t.part}
    assert ("清源县", 2025, 4.5) in cells and ("东港经济开发区", 2026, 48) in cells


def test_the_damaged_page_is_read_and_its_proposals_are_marked() -> None:
    pack = compiled(CONSULTATION).pack
    codes = {repair.code for repair in pack.repairs}
    assert {"spam", "gbk-shift", "lost-bracket"} <= codes
    assert "葡京" not in "".join(unit for task in pack.tasks for unit in (*task.leads, *task.participants))
    assert all(task.confidence == "low" for task in pack.tasks if "市科技局" in task.leads)
    assert pack.consultation is not None and pack.consultation.deadline == "2024-09-20T17:30"


def test_the_word_file_is_what_its_script_makes() -> None:
    maker = script("make_docx")
    with zipfile.ZipFile(BytesIO(maker.bytes_of(maker.plan()))) as made, zipfile.ZipFile(EXAMPLES / PLAN) as kept:
        assert made.namelist() == kept.namelist()
        assert made.read("word/document.xml") == kept.read("word/document.xml")


@pytest.mark.parametrize("name", [OPINION, PLAN, MEASURES, CONSULTATION])
def test_samples_are_as_long_as_such_documents_are(name: str) -> None:
    assert 2_400 <= len(compiled(name).draft.text) <= 7_000


def test_the_tour_tells_and_writes_everything(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tour = script("tour")
    assert tour.main(["--out", str(tmp_path)]) == 0
    told = capsys.readouterr().out
    assert "任务 19" in told and "LS601" in told
    assert all(tour.width(line) <= tour.WIDTH for line in told.split("\n") if str(tmp_path) not in line)
    for name in (OPINION, PLAN, MEASURES, CONSULTATION):
        for ending in (".pack.yaml", ".ledger.xlsx", ".review.html"):
            assert (tmp_path / (Path(name).stem + ending)).stat().st_size > 1000


def test_a_correction_survives_the_second_tour(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tour = script("tour")
    tour.main(["--out", str(tmp_path)])
    pack = tmp_path / (Path(OPINION).stem + ".pack.yaml")
    text = pack.read_text(encoding="utf-8")
    assert text.count("leads: [市乡村振兴局]") == 1
    pack.write_text(text.replace("leads: [市乡村振兴局]", "leads: [市农业农村局]"), encoding="utf-8")
    capsys.readouterr()
    for _ in range(2):
        assert tour.main(["--out", str(tmp_path), "--lang", "en"]) == 0
        assert "1 corrections by people kept" in capsys.readouterr().out
        assert "leads: [市农业农村局]" in pack.read_text(encoding="utf-8")
