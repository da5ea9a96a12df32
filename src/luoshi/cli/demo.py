"""``luoshi demo``: load the sample city, say how to sign in."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from luoshi.cli.arguments import Parser
from luoshi.cli.django_setup import start_django
from luoshi.cli.terminal import CommandError, Terminal
from luoshi.kernel.speech import Phrase

if TYPE_CHECKING:
    from luoshi.demo.sign_ins import SignIn

MORE = Phrase(
    "load 装入一座虚构城市(云溪市)两年的数据;已装好的,再装不会改变任何东西。有真实数据的数据库会被拒绝。\n\n"
    "例:\n"
    "  luoshi demo load                       装入示例城市,显示各角色的登录方式\n"
    "  luoshi demo load --fresh               清掉原来的示例城市,按今天重新装入\n"
    "  luoshi demo load --scale 20            为压力测试装入20座城市\n"
    "  luoshi demo sign-ins                   再显示一次登录方式\n",
    "load puts two years of an invented city (Yunxi) into the database; loading it again changes nothing. A database\n"
    "with real data is refused.\n\n"
    "examples:\n"
    "  luoshi demo load                       load the sample city, show a sign-in for each role\n"
    "  luoshi demo load --fresh               clear the sample city and load it as of today\n"
    "  luoshi demo load --scale 20            load 20 cities for load tests\n"
    "  luoshi demo sign-ins                   show the sign-ins again\n",
)
DEED = Phrase("load 装入,sign-ins 显示登录方式", "load, or sign-ins")
SCALE = Phrase("装入多少座城市供压力测试(快速方式)", "how many cities for load tests (a quick way)")
TASKS = Phrase("--scale:每座城市的任务数(默认10000)", "--scale: tasks of a city (default 10000)")
REPORTS = Phrase(
    "--scale:每座城市的报告数(默认任务数的10倍)", "--scale: reports of a city (default ten times its tasks)"
)
MONTHS = Phrase("装入多少个月的历史(默认24)", "how many months of history (default 24)")
SEED = Phrase("随机种子:同一种子、同一天,得到同一座城市", "seed: the same seed on the same day gives the same city")
PASSWORD = Phrase(
    "登录密码(默认每次装入时随机生成)", "the password of the sign-ins (default: made anew at every loading)"
)
FRESH = Phrase("清掉原来的示例数据,重新装入", "clear the sample data and load anew")

STEP = Phrase("  {said}", "  {said}")
THERE = Phrase(
    "示例城市已装好(截至 {day});要按今天重新装入,加 --fresh",
    "the sample city is there (as of {day}); --fresh brings it to today",
)
DONE = Phrase("示例城市已装好:{counts}", "the sample city is loaded: {counts}")
AGAIN = Phrase("上次没有装完,从头装入", "the last loading was cut off; beginning anew")
TOO_FEW = Phrase("--scale 和 --tasks 至少为 1", "--scale and --tasks are at least 1")
SCALED = Phrase("新装入 {made} 座城市(共要求 {all} 座)", "{made} cities loaded ({all} wanted)")
SCALE_WAYS = Phrase(
    "登录:每座城市有 supervisor-代码 和 liaison-代码 两个账号(如 supervisor-{first}),密码 {password}",
    "sign-ins: each city has supervisor-CODE and liaison-CODE (such as supervisor-{first}), password {password}",
)
REFUSED = Phrase("{why}", "{why}")
LOST = Phrase(
    "登录方式的文件不在了({file});加 --fresh 重新装入",
    "the file of the sign-ins is gone ({file}); load anew with --fresh",
)
WAYS = Phrase("各角色的登录方式(密码都是 {password}):", "a sign-in for each role (the password is {password}):")
CODE = Phrase("动态码 {code}", "code {code}")
CODES = Phrase(
    "三员登录还要动态码:每30秒一换,运行 luoshi demo sign-ins 看当前的,或把密钥 {secrets} 录入验证器",
    "administrators also need a one-time code, new every 30 seconds: luoshi demo sign-ins shows it, or enter the keys\n"
    "{secrets} into an authenticator",
)
KEPT = Phrase("以上也记在 {file}(仅本人可读)", "this is also kept in {file} (readable by you only)")


def arguments(parser: Parser) -> None:
    parser.option("deed", about=DEED, choices=("load", "sign-ins"))
    parser.option("--scale", about=SCALE, type=int, metavar="N")
    parser.option("--tasks", about=TASKS, type=int, default=10_000, metavar="N")
    parser.option("--reports", about=REPORTS, type=int, metavar="N")
    parser.option("--months", about=MONTHS, type=int, default=24, choices=range(2, 25), metavar="2–24")
    parser.option("--seed", about=SEED, type=int, default=20181010, metavar="S")
    parser.option("--password", about=PASSWORD, default="")
    parser.option("--fresh", about=FRESH, action="store_true")


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    start_django()
    from luoshi.kernel.verdicts import Refused

    try:
        return _sign_ins(terminal) if options.deed == "sign-ins" else _load(options, terminal)
    except Refused as refused:
        raise CommandError(REFUSED, why=refused.phrase.say(terminal.language)) from None


def _load(options: argparse.Namespace, terminal: Terminal) -> int:
    from luoshi.demo.loading import HalfLoaded, load

    def told(words: Phrase, values: dict[str, object]) -> None:
        terminal.remark(terminal.say(STEP, said=terminal.say(words, **values)))

    if options.fresh:
        _empty()
    if options.scale is not None:
        return _scale(options, terminal, told)
    try:
        outcome = load(seed=options.seed, password=options.password, months=options.months, told=told)
    except HalfLoaded:
        terminal.remark(terminal.say(AGAIN))
        _empty()
        outcome = load(seed=options.seed, password=options.password, months=options.months, told=told)
    if outcome.fresh:
        counts = ", ".join(f"{name} {count}" for name, count in outcome.counts.items())
        terminal.write(terminal.say(DONE, counts=counts))
    else:
        terminal.write(terminal.say(THERE, day=outcome.day))
    show(terminal, outcome.sign_ins)
    return 0


def _scale(options: argparse.Namespace, terminal: Terminal, told: Callable[[Phrase, dict[str, object]], None]) -> int:
    """Cities for load tests, beside the sample city or alone."""
    from luoshi.accounts.services import new_password
    from luoshi.demo.scale import Size, code_of, load_many

    if options.scale < 1 or options.tasks < 1:
        raise CommandError(TOO_FEW)
    size = Size(options.tasks, options.reports if options.reports is not None else 10 * options.tasks)
    password = options.password or new_password()
    made = load_many(options.scale, size, seed=options.seed, password=password, told=told)
    terminal.write(terminal.say(SCALED, made=made, all=options.scale))
    if made:
        terminal.write(terminal.say(SCALE_WAYS, first=code_of(1), password=password))
    return 0


def _sign_ins(terminal: Terminal) -> int:
    from luoshi.demo.sign_ins import kept, place

    known = kept()
    if not known:
        raise CommandError(LOST, file=place())
    show(terminal, known)
    return 0


def _empty() -> None:
    """Take the sample data away. Raises ``Refused`` where there is other data."""
    from luoshi.cli.migrate import apply_migrations, make_triggers
    from luoshi.demo.emptying import empty
    from luoshi.demo.loading import state

    state()
    empty()
    apply_migrations()
    make_triggers()


def show(terminal: Terminal, known: list[SignIn]) -> None:
    """The sign-ins as a table."""
    from luoshi.demo.sign_ins import place

    if not known:
        terminal.write(terminal.say(LOST, file=place()))
        return
    terminal.write("")
    terminal.write(terminal.say(WAYS, password=known[0].password))
    for one in known:
        code = f"  [{terminal.say(CODE, code=one.code)}]" if one.secret else ""
        terminal.write(f"  {one.username:<12} {terminal.say(one.about)}{code}")
    secrets = " ".join(f"{one.username}={one.secret}" for one in known if one.secret)
    terminal.write(terminal.say(CODES, secrets=secrets))
    terminal.write(terminal.say(KEPT, file=place()))
