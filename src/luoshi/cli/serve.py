"""``luoshi serve``: the web server, with background workers on request, in one process tree."""

from __future__ import annotations

import argparse
import socket
import sys
import threading

from luoshi.cli.arguments import Parser
from luoshi.cli.children import Children
from luoshi.cli.django_setup import start_django
from luoshi.cli.migrate import collect_static
from luoshi.cli.terminal import CommandError, Terminal
from luoshi.cli.worker import stop_on_signals
from luoshi.kernel.speech import Phrase

MORE = Phrase(
    "例:\n"
    "  luoshi serve --with-worker                 单机:网页和后台作业一起\n"
    "  luoshi serve --host 0.0.0.0 --port 80      对外提供(同时设 LUOSHI_HOSTS)\n"
    "进程意外结束会自动重启;停止本命令则全部停止。\n",
    "examples:\n"
    "  luoshi serve --with-worker                 one machine: pages and background work together\n"
    "  luoshi serve --host 0.0.0.0 --port 80      for others (set LUOSHI_HOSTS too)\n"
    "A process that ends unexpectedly is started again; when this command stops, all stop.\n",
)
HOST = Phrase("监听的地址,默认 127.0.0.1", "the address to listen on, default 127.0.0.1")
PORT = Phrase("端口,默认 8000", "the port, default 8000")
WITH_WORKER = Phrase("同时运行后台作业进程", "run background workers too")
WORKERS = Phrase("后台作业进程数,默认 1", "how many background workers, default 1")
PROCESSES = Phrase("网页进程数,默认 1(SQLite 宜为 1)", "how many web processes, default 1 (best for SQLite)")

ADDRESS = Phrase("落实已启动:{address}", "Luoshi is at {address}")
ENDED = Phrase("{name} 已结束({status}),重新启动", "{name} ended ({status}) and is started again")
STOPPED = Phrase("已停止", "stopped")
UNPROTECTED = Phrase(
    "日志的保护触发器缺失或被改({names})。请运行 luoshi migrate 重建,再用 luoshi journal verify 检查",
    "triggers that protect the journal are missing or changed ({names}). Run luoshi migrate, then luoshi journal verify",
)
NO_STATIC = Phrase(
    "网页的样式和脚本还没有构建({missing})。请运行 make assets",
    "styles and scripts of the pages are not built ({missing}). Run make assets",
)
PORT_TAKEN = Phrase(
    "{host}:{port} 不能监听({why})。请换一个 --port,或停掉占用它的程序",
    "{host}:{port} cannot be listened on ({why}). Choose another --port, or stop what uses it",
)
CANNOT_START = Phrase(
    "{name} 连续启动失败,已停止。原因见上面的输出", "{name} failed to start several times; see the output above"
)
BUNDLES = ("ui/dist/app.css", "ui/dist/app.js")


def arguments(parser: Parser) -> None:
    parser.option("--host", about=HOST, default="127.0.0.1")
    parser.option("--port", about=PORT, type=int, default=8000)
    parser.option("--with-worker", about=WITH_WORKER, action="store_true")
    parser.option("--workers", about=WORKERS, type=int, default=1)
    parser.option("--processes", about=PROCESSES, type=int, default=1)


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    start_django()
    check()
    _check_port(options.host, options.port)
    collect_static()
    _let_go_of_the_database()
    stop = threading.Event()
    stop_on_signals(stop)
    ended: list[str] = []

    def say(name: str, status: int) -> None:
        ended.append(name)
        terminal.remark(terminal.say(ENDED, name=name, status=status))

    children = Children(say)
    children.add("web", web_command(options.host, options.port, options.processes))
    for number in range(options.workers if options.with_worker else 0):
        children.add(f"worker {number + 1}", [sys.executable, "-m", "luoshi.cli", "worker", "--child"])
    host = f"[{options.host}]" if ":" in options.host else options.host
    terminal.write(terminal.say(ADDRESS, address=f"http://{host}:{options.port}/"))
    terminal.out.flush()
    if children.run(stop):
        raise CommandError(CANNOT_START, name=ended[-1])
    terminal.remark(terminal.say(STOPPED))
    return 0


def check() -> None:
    """Raises ``CommandError`` with the one thing that is missing: triggers of the journal, or the bundles."""
    from django.contrib.staticfiles.finders import find

    from luoshi.journal.triggers import check_triggers

    if names := check_triggers():
        raise CommandError(UNPROTECTED, names=", ".join(names))
    if missing := [name for name in BUNDLES if not find(name)]:
        raise CommandError(NO_STATIC, missing=", ".join(missing))


def web_command(host: str, port: int, processes: int) -> list[str]:
    """The command of the web server."""
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(processes), "--respawn-failed-workers", "--blocking-threads", "8",
        "--workers-kill-timeout", "15", "--log-level", "error", "luoshi.settings.wsgi:application",
    ]  # fmt: skip


def _check_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except (OSError, OverflowError) as error:
            why = getattr(error, "strerror", None) or type(error).__name__
            raise CommandError(PORT_TAKEN, host=host, port=port, why=why) from None


def _let_go_of_the_database() -> None:
    """The parent only watches: no connection, and no pool whose threads a child would copy."""
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        close_pool = getattr(connection, "close_pool", None)
        if close_pool is not None:
            close_pool()
