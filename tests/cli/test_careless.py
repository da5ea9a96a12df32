"""The command line on a careless desktop: odd file names, pipes, closed streams, full disks, other locales."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from luoshi.cli import main
from luoshi.cli.documents import documents_of
from luoshi.cli.terminal import Terminal
from luoshi.packs.files import load, parse

TEXT = """云溪市人民政府关于优化营商环境的实施意见

一、深化政务服务改革
1.推进企业开办全程网办。(牵头单位:市政务服务局;责任单位:市税务局、市公安局;完成时限:2025年6月底)
"""
COMMAND = (sys.executable, "-m", "luoshi.cli")


@pytest.fixture
def opinion(tmp_path: Path) -> Path:
    path = tmp_path / "意见.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def run(*arguments: object) -> int:
    return main([str(argument) for argument in arguments])


def shell(command: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """A line of bash in which ``luoshi`` is this program."""
    line = f'luoshi() {{ "{sys.executable}" -m luoshi.cli "$@"; }}; {command}'
    return subprocess.run(
        ["bash", "-c", line], cwd=folder, env=os.environ | environment, capture_output=True, timeout=60, check=False
    )


@pytest.mark.parametrize("form", ["yaml", "json", "xlsx", "html"])
@pytest.mark.parametrize(
    ("given", "called"),
    [
        (b"a 'b\" \xf0\x9f\x98\x80", "a 'b\" 😀"),
        (b"two\nlines", "two_lines"),
        (b"red\x1b[31m", "red_[31m"),
        ("意见".encode("gbk"), "意见"),
        (b"-dash", "-dash"),
    ],
)
def test_any_file_name_gives_a_file_that_can_be_read_again(
    tmp_path: Path, given: bytes, called: str, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / os.fsdecode(given + b".txt")
    file.write_text(TEXT, encoding="utf-8")
    for _ in range(2):
        assert run("compile", file, "-o", tmp_path / "out", "--format", form) == 0
    written = [path.name for path in (tmp_path / "out").iterdir() if path.is_file()]
    assert len(written) == 1
    assert written[0].startswith(called + ".")
    assert "\x1b" not in capsys.readouterr().err


def test_a_name_as_long_as_the_file_system_allows_is_cut_and_stays_its_own(tmp_path: Path) -> None:
    names = ("长" * 83, "长" * 82 + "短")
    for name in names:
        (tmp_path / f"{name}.txt").write_text(TEXT, encoding="utf-8")
        assert run("compile", tmp_path / f"{name}.txt", "-o", tmp_path / "out") == 0
    assert len(list((tmp_path / "out").glob("*.pack.yaml"))) == 2


def test_files_of_one_name_in_folders_of_one_name_stay_apart_in_any_order(tmp_path: Path) -> None:
    files = [tmp_path / city / "2023" / "意见.txt" for city in ("云溪", "清源")]
    names = {file: document.name for file, document in zip(files, documents_of(files), strict=True)}
    assert set(names.values()) == {"云溪-2023-意见.txt", "清源-2023-意见.txt"}
    assert [document.name for document in documents_of(files[::-1])] == [names[file] for file in files[::-1]]
    same_but_for_capitals = [tmp_path / "A.txt", tmp_path / "a.txt", tmp_path / "a.html"]
    assert len({document.name.casefold() for document in documents_of(same_but_for_capitals)}) == 3


def test_the_same_file_given_twice_is_called_the_same(opinion: Path) -> None:
    assert [document.name for document in documents_of([opinion, opinion])] == ["意见", "意见"]


def test_a_pipe_nobody_writes_to_is_refused_and_the_others_go_on(
    opinion: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(tmp_path / "管道.txt")
    assert run("compile", tmp_path / "管道.txt", opinion, "-o", tmp_path / "out") == 1
    assert "管道.txt 不是普通文件" in capsys.readouterr().err
    assert (tmp_path / "out" / "意见.pack.yaml").exists()


def test_links_that_lead_nowhere_do_not_stop_the_others(
    opinion: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "圈.txt").symlink_to(tmp_path / "圈.txt")
    (tmp_path / "断.txt").symlink_to(tmp_path / "没有.txt")
    assert run("compile", tmp_path / "圈.txt", tmp_path / "断.txt", opinion, "-o", tmp_path / "out") == 1
    assert capsys.readouterr().err.count("没有这个文件") == 2
    assert (tmp_path / "out" / "意见.pack.yaml").exists()


def test_what_a_shell_hands_over_is_read(opinion: Path) -> None:
    done = shell(
        "luoshi compile --format json <(cat 意见.txt); luoshi compile --format json /dev/stdin <意见.txt",
        opinion.parent,
    )
    assert done.returncode == 0
    assert [len(json.loads(line)["tasks"]) for line in done.stdout.splitlines()] == [1, 1]


def test_files_that_begin_with_a_dash(opinion: Path) -> None:
    opinion.rename(opinion.with_name("-意见.txt"))
    done = shell("luoshi compile -o out -- -意见.txt && ls out; luoshi compile -意见.txt", opinion.parent)
    assert "-意见.pack.yaml" in done.stdout.decode()
    assert "请写作 ./-意见.txt" in done.stderr.decode()


@pytest.mark.parametrize("where", ["file/sub", "file", "/proc/nothing"])
def test_a_folder_that_cannot_be_made_is_said_before_anything_is_compiled(
    where: str, opinion: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (opinion.parent / "file").touch()
    assert run("compile", opinion, "-o", opinion.parent / where) == 2
    assert "文件夹" in capsys.readouterr().err


ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}


def test_chinese_names_and_output_work_where_the_locale_knows_none(opinion: Path) -> None:
    done = shell(
        "luoshi compile 意见.txt -o 包 --who 张三; luoshi show 意见.txt; luoshi compile 没有.txt",
        opinion.parent,
        **ASCII,
    )
    assert "已写入 包/意见.pack.yaml\nluoshi: 没有.txt:没有这个文件" in done.stderr.decode()
    assert "深化政务服务改革" in done.stdout.decode()
    assert load(opinion.parent / "包" / "意见.pack.yaml").pack.sources[0].name == "意见.txt"


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&-"])
def test_streams_that_are_closed_do_no_harm(closed: str, opinion: Path) -> None:
    done = shell(f"luoshi compile 意见.txt -o out {closed}", opinion.parent)
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    assert load(opinion.parent / "out" / "意见.pack.yaml").pack.tasks


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
@pytest.mark.parametrize("command", ["compile 意见.txt", "lint 意见.txt", "show 意见.txt", "lint --explain"])
def test_a_full_disk_behind_the_output_is_said(command: str, opinion: Path) -> None:
    done = shell(f"luoshi {command} >/dev/full", opinion.parent)
    assert done.returncode in (1, 2)
    assert "结果写不出去(No space left on device)" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
    assert "缺陷" not in done.stderr.decode()


def test_words_of_a_document_never_command_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "意见.txt"
    file.write_text(TEXT.replace("全程网办", "全程\x1b]0;题\x07网办\u202e"), encoding="utf-8")
    assert run("show", file, "一/1") == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out and "\u202e" not in out
    assert "\\u001b]0;题\\u0007" in out


def test_control_characters_in_the_title_leave_the_pack_readable(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "意见.txt"
    file.write_text(TEXT.replace("云溪市人民政府关于", "云溪市\x1b人民政府\ufeff关于"), encoding="utf-8")
    assert run("compile", file) == 0
    assert parse(capsys.readouterr().out).pack.tasks


def test_a_fault_of_the_program_is_said_without_a_traceback(
    opinion: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("表格")

    monkeypatch.setattr("luoshi.cli.lint.findings_of", fail)
    assert run("lint", opinion) == 2
    err = capsys.readouterr().err
    assert "ZeroDivisionError:表格" in err
    assert "Traceback" not in err


def test_what_the_reader_remarks_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "意见.pdf"
    file.write_bytes(TEXT.encode("gb18030"))
    assert run("compile", file, "--format", "json") == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["tasks"]
    assert "意见.pdf: 扩展名是 .pdf,内容却是 txt,已按内容读取" in err
    assert "意见.pdf: 按 gb18030 编码读取" in err
    assert run("--lang", "en", "lint", file) == 0
    assert "意见.pdf: read as gb18030\n" in capsys.readouterr().err


def test_what_a_reader_does_with_every_page_is_not_worth_a_word(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "意见.html"
    words = "".join(f"<p>{line}</p>" for line in TEXT.splitlines())
    file.write_text(
        f"<html><body><nav>首页 要闻 公开</nav>{words}<footer>版权所有</footer></body></html>", encoding="utf-8"
    )
    assert run("compile", file, "--format", "json") == 0
    assert capsys.readouterr().err == ""


def test_lint_of_nothing_readable_does_not_say_that_nothing_was_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("lint", tmp_path / "没有.txt") == 1
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("form", ["xlsx", "html"])
def test_its_own_papers_are_not_taken_for_policies(
    form: str, opinion: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("compile", opinion, "-o", tmp_path / "out", "--format", form)
    capsys.readouterr()
    assert run("compile", *(tmp_path / "out").iterdir()) == 1
    assert "luoshi 写出的审阅页或台账" in capsys.readouterr().err


def test_a_dumb_terminal_gets_a_line_for_every_step(monkeypatch: pytest.MonkeyPatch) -> None:
    class Watched(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("TERM", "dumb")
    seen = Watched()
    counter = Terminal("zh", io.StringIO(), seen).counter(2)
    counter.step("甲.txt")
    counter.step("乙.txt")
    counter.clear()
    assert seen.getvalue() == "[1/2] 甲.txt\n[2/2] 乙.txt\n"
