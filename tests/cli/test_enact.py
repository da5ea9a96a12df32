"""``luoshi enact``: a pack from a file, planned by one person and applied by another."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.factories import make_official, make_unit

from luoshi.cli import main
from luoshi.kernel.actors import Role
from luoshi.policies.models import Policy
from luoshi.tasks.models import Task

pytestmark = pytest.mark.django_db
TEXT = """云岭市人民政府关于促进开放的意见

一、办好口岸

(一)建设公用型保税仓库。(市商务局牵头,市财政局配合,2027年6月底前完成)

(二)开行国际货运班列。(市商务局负责,2027年12月底前完成)
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    source = tmp_path / "意见.txt"
    source.write_text(TEXT, "utf-8")
    assert main(["compile", str(source), "-o", str(tmp_path)]) == 0
    (found,) = tmp_path.glob("*.pack.yaml")
    return found


@pytest.fixture
def people(db: None) -> tuple[str, str]:
    office = make_unit("市委改革办", kind="office")
    make_unit("市商务局"), make_unit("市财政局")
    return tuple(make_official(office, role).user.username for role in (Role.EDITOR, Role.CONFIRMER))  # type: ignore[return-value]  # two of them


def test_a_pack_is_planned_by_one_and_applied_by_another_and_only_once(
    pack: Path, people: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    editor, confirmer = people
    plan = ["enact", "plan", str(pack), "--as", editor, "--accept-low", "在 git 中核对过"]
    assert main(plan) == 0
    assert "公用型保税仓库" in capsys.readouterr().out
    assert Task.objects.count() == 0
    assert main(["enact", "apply", str(pack), "--as", editor]) == 2
    assert main(["enact", "apply", str(pack), "--as", confirmer]) == 0
    titles = set(Task.objects.values_list("title", flat=True))
    assert titles == {"建设公用型保税仓库", "开行国际货运班列"}
    assert main(["enact", "apply", str(pack), "--as", confirmer]) == 0
    assert main(plan) == 0
    assert Task.objects.count() == 2
    assert Policy.objects.count() == 1


def test_a_withdrawal_needs_a_reason_and_keeps_the_tasks_in_history(pack: Path, people: tuple[str, str]) -> None:
    editor, confirmer = people
    main(["enact", "plan", str(pack), "--as", editor, "--accept-low", "核对过"])
    main(["enact", "apply", str(pack), "--as", confirmer])
    number = str(Policy.objects.get().pk)
    assert main(["enact", "withdraw", number, "--as", editor]) == 2
    assert main(["enact", "withdraw", number, "--as", editor, "--reason", "废止"]) == 0
    assert main(["enact", "apply", number, "--as", confirmer]) == 0
    assert Task.objects.filter(withdrawn_on=None).count() == 0
    assert Task.objects.count() == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["plan", "没有.yaml"], "没有.yaml"),
        (["plan", "999999"], "999999"),
        (["apply", "999999"], "999999"),
    ],
)
def test_what_is_not_there_is_named(
    people: tuple[str, str], arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["enact", *arguments, "--as", people[0]]) == 2
    assert words in capsys.readouterr().err


def test_nobody_acts_without_an_account(people: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["enact", "plan", "1", "--as", "nobody"]) == 2
    assert "nobody" in capsys.readouterr().err
