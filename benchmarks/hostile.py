"""Hostile input through the whole compiler: five megabytes of one pattern, on one line and on many short ones.

    python benchmarks/hostile.py [--bytes N] [--seconds N] [PATTERN...]

Each case runs alone and is told with its seconds; the run fails when one takes longer than ``--seconds``, crashes, or
loses text. Without patterns all of them run, which takes about half an hour.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
from types import FrameType

from luoshi.compiler.assemble import assemble
from luoshi.compiler.pipeline import draft_of
from luoshi.texts.model import Source

BYTES, SECONDS = 5_000_000, 30
IN_LINE = (
    "(", "(", "【", "〔", "[", "《", "“", "「", "<", "1234567890", "0", "一、", "(一)", "1.", "①", "第一条", "建立新平台。",
    "(责任单位:", "(责任单位:市发改委)", "市发改委牵头,", "年", "到2020年", "万元", "给予5万元", "市发改委、", "\t", "甲\t", "|", "|甲",
    "锟斤拷", "Ã©â€", "\u200b", "市\u200b", "\ud800", "\x00", "市\x00", "和", "等", "市局", "、", ",", "。", "奖励", "按照", "增长10%",
    "对企业", "百分之", "十", "3个工作日", "附件1", "云政发〔2020〕1号", "?。ㄒ唬", "新葡京官网", "創(chuàng)", "世界5002家", " ",
    "\u3000", "a", "-", ".", "3%", "\r", "發展經濟", "😀", "领导小组", "……", "每1", "按1:1", "()", "《一》", "序号", "单位:",
    "(一)到2020年,【给予“5万元《市\t|",
)  # fmt: skip
ON_LINES = (
    "1", "12.5", "10%", "市发改委", "序号", "序号\n主要任务\n牵头单位\n责任单位", "1\n市发改委\n建立平台\n2", "1\n2\n3\n4\n市发改委",
    "指标名称\n单位\n2016年\n2020年\n1\n2\n3", "牵头单位:市发改委\n责任单位:市财政局", "一、", "(一)发展工业", "1\t2\t3", "|a|b|",
    "|---|---|", "2020年", "1.建立新平台。", "(责任单位:市发改委)", "附件", "第一章 总则", "张三", "(", "《", "“", "合计", "建",
    "关于推进工作的通知", "2020年1月1日", "云政发〔2020〕1号", "亿元\n12\n13",
)  # fmt: skip


def _stop(number: int, frame: FrameType | None) -> None:
    raise TimeoutError


def seconds_of(text: str) -> float:
    """Seconds that the whole extraction of ``text`` takes. Raises AssertionError when text is lost."""
    began = time.perf_counter()
    draft = draft_of([Source(name="hostile.txt", raw=text, sha256="", reader="text/1")])
    assemble(draft)
    taken = time.perf_counter() - began
    assert draft.repaired.rebuild() == text
    assert "".join(c.own.of(draft.text) for c in draft.clauses) == draft.text
    return taken


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--bytes", type=int, default=BYTES, help="UTF-8 bytes of each case")
    options.add_argument("--seconds", type=int, default=SECONDS, help="most seconds for each case")
    options.add_argument("patterns", nargs="*", help="only these")
    given = options.parse_args()
    cases = [*IN_LINE, *(f"{pattern}\n" for pattern in ON_LINES)]
    failed = 0
    signal.signal(signal.SIGALRM, _stop)
    for pattern in [p for p in cases if not given.patterns or p.rstrip("\n") in given.patterns]:
        text = pattern * (given.bytes // len(pattern.encode("utf-8", "surrogatepass")))
        signal.alarm(2 * given.seconds)
        try:
            taken = seconds_of(text)
            said, bad = f"{taken:6.1f} s", taken > given.seconds
        except Exception as error:
            said, bad = f"{type(error).__name__} {error}"[:100], True
        signal.alarm(0)
        failed += bad
        print(f"{pattern!r:40.40} {len(text):>9,} characters {said}{'  <<<' if bad else ''}", flush=True)
    print(f"{failed} of {len(cases)} failed" if failed else "all within the limit")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
