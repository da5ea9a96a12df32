"""``luoshi journal``: seal, anchor, verify the journal; replace the master key."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from luoshi.cli.arguments import Parser
from luoshi.cli.terminal import CommandError, Counter, Terminal
from luoshi.kernel.speech import Phrase

if TYPE_CHECKING:
    from luoshi.journal.verification import Report

MORE = Phrase(
    "退出状态:0 完好(或已做完),1 发现问题,2 用法有误或做不了\n\n"
    "例:\n"
    "  luoshi journal verify                    核验全部辖区的日志,并与锚定文件对照\n"
    "  luoshi journal verify --anchor 留存.jsonl --jurisdiction 430200\n"
    "  luoshi journal seal                      封存尚未封存的事件\n"
    "  luoshi journal anchor                    把链首写到数据库之外,并显示一行供打印、寄存\n"
    "  luoshi journal rewrap                    更换主密钥后重新包裹各对象的密钥\n",
    "exit status: 0 sound (or done), 1 faults found, 2 wrong usage or not done\n\n"
    "examples:\n"
    "  luoshi journal verify                    verify the journals of all places, beside their anchor files\n"
    "  luoshi journal verify --anchor kept.jsonl --jurisdiction 430200\n"
    "  luoshi journal seal                      seal the events that wait\n"
    "  luoshi journal anchor                    write the heads outside the database; print a line of each to keep\n"
    "  luoshi journal rewrap                    wrap the keys of subjects anew after replacing the master key\n",
)
DEED = Phrase("verify 核验、seal 封存、anchor 锚定、rewrap 换主密钥", "verify, seal, anchor or rewrap")
PLACE = Phrase("辖区的区划代码(默认全部)", "division code of a jurisdiction (default: all)")
ANCHOR = Phrase(
    "对照的锚定文件(默认 LUOSHI_HOME/anchors 中的)", "anchor file to compare with (default: LUOSHI_HOME/anchors)"
)
ALGORITHM = Phrase("封存所用的算法", "the algorithm of new seals")
PROGRESS = Phrase("不在终端上也显示进度", "show progress even where nobody watches the terminal")

ONE_PLACE = Phrase("--anchor 只对一个辖区:请加 --jurisdiction", "--anchor is of one place: add --jurisdiction")
NO_ANCHOR = Phrase("没有锚定文件 {file}", "there is no anchor file {file}")
BAD_PLACE = Phrase("“{code}”不是区划代码", "{code} is no division code")
NOTHING = Phrase("还没有任何事件", "there are no events yet")
SOUND = Phrase(
    "{place}:完好。{events}条事件,{seals}次封存,链首 {head}",
    "{place}: sound. {events} events, {seals} seals, head {head}",
)
BROKEN = Phrase(
    "{place}:发现{found}处问题({events}条事件,{seals}次封存)",
    "{place}: {found} faults found ({events} events, {seals} seals)",
)
FURTHER = Phrase("  ……另有{count}处", "  ... and {count} more")
COMPARED = Phrase("  已与{count}条锚定记录对照", "  compared with {count} anchors")
UNANCHORED = Phrase(
    "  没有锚定记录可对照:整体重写或截尾查不出来。请运行 luoshi journal anchor",
    "  no anchor to compare with: a history rewritten or cut off as a whole is not seen. Run luoshi journal anchor",
)
WAITING = Phrase("  {count}条事件待封存,最早的记于{since}", "  {count} events wait for their seal since {since}")
UNPROTECTED = Phrase(
    "数据库缺少保护日志的触发器:{names}。请运行 luoshi migrate",
    "the database lacks triggers that protect the journal: {names}. Run luoshi migrate",
)
SEALED = Phrase("{place}:封存了{count}条事件", "{place}: {count} events sealed")
SWEPT = Phrase(
    "{place}:{count}条事件绕过了触发器,现已纳入封存",
    "{place}: {count} events that came past the triggers were taken in",
)
REWRAPPED = Phrase("重新包裹了{count}个密钥", "{count} keys wrapped anew")
NO_EVENTS = Phrase("{place}:还没有事件,无可锚定", "{place}: there are no events yet, nothing to anchor")


def arguments(parser: Parser) -> None:
    parser.option("deed", about=DEED, choices=("verify", "seal", "anchor", "rewrap"))
    parser.option("--jurisdiction", about=PLACE, metavar="CODE")
    parser.option("--anchor", about=ANCHOR, type=Path, metavar="FILE")
    parser.option("--algorithm", about=ALGORITHM, choices=("sha256", "sm3"))
    parser.option("--progress", about=PROGRESS, action="store_true")


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    from luoshi.cli.django_setup import start_django

    if options.anchor is not None and not options.jurisdiction:
        raise CommandError(ONE_PLACE)
    if options.anchor is not None and not options.anchor.is_file():
        raise CommandError(NO_ANCHOR, file=str(options.anchor))
    start_django()
    deeds: dict[str, Callable[[argparse.Namespace, Terminal], int]] = {
        "verify": _verify, "seal": _seal, "anchor": _anchor, "rewrap": _rewrap,
    }  # fmt: skip
    return deeds[options.deed](options, terminal)


def _places(options: argparse.Namespace, terminal: Terminal) -> list[str]:
    from luoshi.journal.anchors import anchor_path
    from luoshi.journal.queries import jurisdictions

    if not options.jurisdiction:
        found = jurisdictions()
        if not found:
            terminal.remark(terminal.say(NOTHING))
        return found
    try:
        anchor_path(options.jurisdiction)
    except ValueError:
        raise CommandError(BAD_PLACE, code=options.jurisdiction) from None
    return [options.jurisdiction]


def _verify(options: argparse.Namespace, terminal: Terminal) -> int:
    from luoshi.journal.anchors import anchor_path
    from luoshi.journal.triggers import check_triggers
    from luoshi.journal.verification import verify

    missing = check_triggers()
    if missing:
        terminal.write(terminal.say(UNPROTECTED, names=", ".join(missing)))
    status = 1 if missing else 0
    for place in _places(options, terminal):
        counter = terminal.counter(2, options.progress)
        report = verify(place, options.anchor or anchor_path(place), partial(_step, counter, place))
        counter.clear()
        _tell(report, terminal)
        status = status if report.ok else 1
    return status


def _step(counter: Counter, place: str, done: int, total: int) -> None:
    counter.total, counter.done = total, done - 1
    counter.step(place)


def _tell(report: Report, terminal: Terminal) -> None:
    facts = {"place": report.jurisdiction, "events": report.events, "seals": report.seals}
    if report.ok:
        terminal.write(terminal.say(SOUND, head=report.head, **facts))
    else:
        terminal.write(terminal.say(BROKEN, found=report.found, **facts))
    for fault in report.faults:
        terminal.write(f"  {fault.kind}: {fault.say(terminal.language)}")
    if report.found > len(report.faults):
        terminal.write(terminal.say(FURTHER, count=report.found - len(report.faults)))
    terminal.write(terminal.say(COMPARED if report.anchors else UNANCHORED, count=report.anchors))
    if report.waiting and report.waiting_since is not None:
        since = report.waiting_since.astimezone().isoformat(sep=" ", timespec="seconds")
        terminal.write(terminal.say(WAITING, count=report.waiting, since=since))


def _seal(options: argparse.Namespace, terminal: Terminal) -> int:
    from luoshi.journal.sealing import seals, sweep

    for place in _places(options, terminal):
        swept = sweep(place)
        if swept:
            terminal.write(terminal.say(SWEPT, place=place, count=swept))
        counter, count = terminal.counter(2, options.progress), 0
        for made in seals(place, algorithm=options.algorithm):
            count += made.count
            _step(counter, place, count, count)
        counter.clear()
        terminal.write(terminal.say(SEALED, place=place, count=count))
    return 0


def _anchor(options: argparse.Namespace, terminal: Terminal) -> int:
    from luoshi.journal.anchors import JournalBroken, anchor

    status = 0
    for place in _places(options, terminal):
        try:
            made = anchor(place)
        except JournalBroken as broken:
            terminal.write(f"{place}: {broken.say(terminal.language)}")
            status = 1
        else:
            terminal.write(made.say(terminal.language) if made else terminal.say(NO_EVENTS, place=place))
    return status


def _rewrap(options: argparse.Namespace, terminal: Terminal) -> int:
    from luoshi.journal.erasure import rewrap

    terminal.write(terminal.say(REWRAPPED, count=rewrap()))
    return 0
