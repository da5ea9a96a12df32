"""``luoshi workdays``: counting working days at the terminal."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from luoshi.cli import main


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        ("add 2018-09-28 5", "2018-10-10"),
        ("add 2018年9月28日 5", "2018-10-10"),
        ("add 2018/9/28 5", "2018-10-10"),
        ("add 20180928 5", "2018-10-10"),
        ("add 2018-10-10 -5", "2018-09-28"),
        ("subtract 2018-10-10 5", "2018-09-28"),
        ("between 2018-09-28 2018-10-10", "5"),
        ("between 2018-10-10 2018-09-28", "-5"),
        ("add 2019-04-27 1", "2019-04-28"),
    ],
)
def test_the_answer_stands_alone_on_standard_output(
    arguments: str, answer: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["workdays", *arguments.split()]) == 0
    assert capsys.readouterr() == (f"{answer}\n", "")


def test_a_provisional_answer_is_remarked_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["workdays", "add", "2091-09-28", "5"]) == 0
    out, err = capsys.readouterr()
    assert out == "2091-10-05\n"
    assert "暂定" in err and "2004-01-01" in err
    main(["workdays", "between", "2018-01-01", "2091-09-28", "--lang", "en"])
    assert "provisional" in capsys.readouterr().err


def test_explain_lists_the_days_skipped_and_counted_with_the_holidays_name(capsys: pytest.CaptureFixture[str]) -> None:
    main(["workdays", "add", "2018-09-28", "6", "--explain"])
    assert capsys.readouterr().out.splitlines() == [
        "2018-10-11",
        "  计入 2018-09-29 – 2018-09-30  国庆节调休上班",
        "  跳过 2018-10-01 – 2018-10-07  国庆节",
    ]
    main(["workdays", "subtract", "2018-10-15", "1", "--explain", "--lang", "en"])
    assert capsys.readouterr().out.splitlines() == [
        "2018-10-12", "  skipped 2018-10-13  Saturday", "  skipped 2018-10-14  Sunday",
    ]  # fmt: skip
    main(["workdays", "between", "2018-10-08", "2018-10-08", "--explain"])
    assert capsys.readouterr().out.splitlines() == ["0", "  没有跳过的休息日"]


def test_json_gives_the_answer_with_its_explanation(capsys: pytest.CaptureFixture[str]) -> None:
    main(["workdays", "add", "2019-04-26", "3", "--json"])
    assert json.loads(capsys.readouterr().out) == {
        "action": "add", "start": "2019-04-26", "count": 3, "date": "2019-04-30", "provisional": False,
        "skipped": [{"date": "2019-04-27", "kind": "weekend", "reason": "周六", "reason_en": "Saturday"}],
        "made_up": [
            {
                "date": "2019-04-28", "kind": "make-up", "reason": "劳动节调休上班",
                "reason_en": "make-up day for Labour Day",
            },
        ],
    }  # fmt: skip
    main(["workdays", "between", "2018-10-10", "2018-09-28", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert (told["count"], told["start"], told["end"]) == (-5, "2018-10-10", "2018-09-28")
    assert [each["date"] for each in told["made_up"]] == ["2018-09-29", "2018-09-30"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("add 昨天 5", "“昨天”不是日期"),
        ("add 2018-09/28 5", "“2018-09/28”不是日期"),
        ("add 2018-02-30 5", "没有“2018-02-30”这一天"),
        ("between 2018-09-28 5", "“5”不是日期"),
        ("add 2018-09-28 五天", "“五天”不是工作日数"),
        ("add 2018-09-28 2.5", "“2.5”不是工作日数"),
        ("add 9999-12-01 500", "从 9999-12-01 数 500 个工作日超出了"),
        ("subtract 0001-01-05 500", "从 0001-01-05 往前数 500 个工作日超出了"),
    ],
)
def test_what_cannot_be_counted_is_said_without_an_answer(
    arguments: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["workdays", *arguments.split()]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert message in err


@pytest.mark.parametrize("arguments", ["add 2018-09-28", "minus 2018-09-28 5"])
def test_wrong_usage_is_told(arguments: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["workdays", *arguments.split()])
    assert "运行 luoshi workdays --help 查看用法" in capsys.readouterr().err


def test_a_single_count_does_not_wait_for_numpy() -> None:
    code = (
        "import sys, luoshi.cli; luoshi.cli.main(['workdays', 'add', '2018-09-28', '5']); print('numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["2018-10-10", "False"]
