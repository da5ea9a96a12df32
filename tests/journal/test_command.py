"""``luoshi journal`` at the terminal."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from luoshi.cli import main
from luoshi.journal.models import Seal
from luoshi.journal.triggers import triggers
from tests.factories import CITY, NEIGHBOUR
from tests.journal.deeds import a_deed, some_deeds
from tests.journal.processes import ROOT
from tests.journal.unprotected import unprotected

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _anchors(settings: Any, tmp_path: Path) -> None:
    settings.ANCHORS_ROOT = tmp_path


def test_seal_anchor_and_verify_all_places(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    some_deeds(3), a_deed(jurisdiction=NEIGHBOUR)
    assert main(["journal", "seal"]) == 0
    assert capsys.readouterr().out == f"{CITY}:封存了3条事件\n{NEIGHBOUR}:封存了1条事件\n"
    assert main(["journal", "anchor", "--lang", "en"]) == 0
    head = Seal.objects.get(jurisdiction=CITY).head
    assert f"jurisdiction {CITY}: as of 20" in (out := capsys.readouterr().out)
    assert f"seal 1, 3 events in all, head (sha256) {head}\n" in out
    kept = json.loads((tmp_path / f"{CITY}.jsonl").read_text())
    assert (kept["number"], kept["position"], kept["count"], kept["head"]) == (1, 3, 3, head)
    a_deed()
    assert main(["journal", "verify", "--jurisdiction", CITY, "--progress"]) == 0
    said = capsys.readouterr()
    assert said.out.splitlines()[:2] == [f"{CITY}:完好。3条事件,1次封存,链首 {head}", "  已与1条锚定记录对照"]
    assert "1条事件待封存" in said.out
    assert "[3/3]" in said.err


def test_faults_are_told_and_give_status_1(capsys: pytest.CaptureFixture[str]) -> None:
    made = some_deeds(3)
    main(["journal", "seal", "--algorithm", "sm3"])
    with unprotected() as cursor:
        cursor.execute(f"UPDATE journal_event SET actor = 'person:9' WHERE id = {made[1].pk}")
    capsys.readouterr()
    assert main(["journal", "verify", "--lang", "en"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        f"{CITY}: 1 faults found (3 events, 1 seals)",
        f"  changed: event {made[1].pk} at position 2 (seal 1) was changed: it does not fit its digest",
        "  no anchor to compare with: a history rewritten or cut off as a whole is not seen. Run luoshi journal anchor",
    ]


def test_an_end_cut_off_is_found_with_a_kept_anchor(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    some_deeds(3)
    main(["journal", "seal"])
    main(["journal", "anchor"])
    kept = tmp_path / "kept.jsonl"
    (tmp_path / f"{CITY}.jsonl").rename(kept)
    with unprotected() as cursor:
        for table in ("sealing", "seal", "event"):
            cursor.execute(f"DELETE FROM journal_{table}")
    capsys.readouterr()
    assert main(["journal", "verify", "--anchor", str(kept), "--jurisdiction", CITY]) == 1
    assert "尾部被截去" in capsys.readouterr().out


def test_nothing_is_anchored_over_a_broken_journal(capsys: pytest.CaptureFixture[str]) -> None:
    some_deeds(3)
    main(["journal", "seal"])
    main(["journal", "anchor"])
    with unprotected() as cursor:
        cursor.execute(f"UPDATE journal_seal SET head = '{'ab' * 32}'")
    capsys.readouterr()
    assert main(["journal", "anchor"]) == 1
    assert "与锚定记录(第1行" in capsys.readouterr().out


def test_missing_triggers_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    first = triggers(connection.vendor)[0]
    with connection.cursor() as cursor:
        cursor.execute(
            f"DROP TRIGGER {first.name}" + (f" ON {first.table}" if connection.vendor == "postgresql" else "")
        )
    assert main(["journal", "verify"]) == 1
    assert f"触发器:{first.name}。请运行 luoshi migrate" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--anchor", "x"], "--anchor 只对一个辖区"),
        (["--anchor", "x", "--jurisdiction", CITY], "没有锚定文件 x"),
        (["--jurisdiction", "../x"], "“../x”不是区划代码"),
    ],
)
def test_wrong_usage_is_told(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["journal", "verify", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_an_empty_journal_is_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["journal", "verify"]) == 0
    assert "还没有任何事件" in capsys.readouterr().err


def test_keys_are_wrapped_anew(capsys: pytest.CaptureFixture[str], settings: Any) -> None:
    a_deed(subject="person:5", secret={"name": "赵"})
    settings.SUBJECT_MASTER_KEYS_OLD = [settings.SUBJECT_MASTER_KEY]
    settings.SUBJECT_MASTER_KEY = "another"
    assert main(["journal", "rewrap"]) == 0
    assert capsys.readouterr().out == "重新包裹了1个密钥\n"


@pytest.mark.parametrize(
    ("database", "said"),
    [
        ("sqlite:///{folder}/empty.sqlite3", "请先运行 luoshi migrate"),
        ("postgresql://nobody@127.0.0.1:1/nothing", "连不上数据库"),
        ("oracle://x", "设置有误"),
    ],
)
def test_a_database_that_is_not_ready_is_told(database: str, said: str, tmp_path: Path) -> None:
    address = database.format(folder=tmp_path)
    environment = {**os.environ, "LUOSHI_TEST_DATABASE_URL": address, "LUOSHI_HOME": str(tmp_path)}
    environment["PYTHONPATH"] = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, "-m", "luoshi.cli", "journal", "verify"],
        env=environment, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
