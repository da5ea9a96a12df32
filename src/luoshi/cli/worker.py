"""``luoshi worker``: do background work until told to stop."""

from __future__ import annotations

import argparse
import os
import signal
import threading
from types import FrameType

from luoshi.cli.arguments import Parser
from luoshi.cli.django_setup import start_django
from luoshi.cli.terminal import Terminal
from luoshi.kernel.speech import Phrase

MORE = Phrase(
    "收到 SIGTERM 或 Ctrl-C 后做完手头的作业再停;被强行结束时,作业在租约到期后由别的进程接着做。\n"
    "可以同时运行多个。luoshi serve 会自带一个。\n",
    "on SIGTERM or Ctrl-C it finishes the work in hand and stops; when it is killed, another worker takes the work up\n"
    "after its lease. Several may run at the same time. luoshi serve brings one along.\n",
)
ONCE = Phrase("做完到期的作业就退出", "stop when no work is due")
CHILD = Phrase("随父进程一起结束(luoshi serve 使用)", "stop with the parent process (used by luoshi serve)")
READY = Phrase("后台作业进程已启动", "the worker is ready")
DONE = Phrase("做了 {count} 项作业", "{count} jobs attempted")


def arguments(parser: Parser) -> None:
    parser.option("--once", about=ONCE, action="store_true")
    parser.option("--child", about=CHILD, action="store_true")


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    start_django()
    from luoshi.jobs.handlers import discover
    from luoshi.jobs.running import worker_loop

    stop = threading.Event()
    stop_on_signals(stop)
    if options.child:
        threading.Thread(target=_stop_with_parent, args=(stop, os.getppid()), daemon=True).start()
    discover()
    terminal.remark(terminal.say(READY))
    count = worker_loop(stop, once=options.once)
    terminal.remark(terminal.say(DONE, count=count))
    return 0


def stop_on_signals(stop: threading.Event) -> None:
    """Set ``stop`` on SIGTERM and SIGINT; a second one ends the process as usual."""

    def handle(number: int, frame: FrameType | None) -> None:
        stop.set()
        signal.signal(number, signal.SIG_DFL)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, handle)


def _stop_with_parent(stop: threading.Event, parent: int) -> None:
    while not stop.wait(1):
        if os.getppid() != parent:
            stop.set()
