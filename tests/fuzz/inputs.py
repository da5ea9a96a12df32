"""Inputs for the fuzz tests: everything follows from a seed, so that a failing case can be made again."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

from tests.compiler.sample_texts import DIVISION_OF_WORK, NOTICE, WORK_POINTS

EXAMPLES = Path(__file__).parents[2] / "examples"
READABLE = (".txt", ".html", ".docx", ".xlsx", ".pdf")
NAMES = ["a.txt", "a.html", "a.docx", "a.xlsx", "a.pdf", "a.mht", "a"]
MOST = 20_000  # characters or bytes of one case

TABLE = """附件
清源县2025年重点任务分工表
序号
重点任务
牵头单位
责任单位
完成时限
1
建设数字档案馆。
县档案馆
县财政局、县大数据中心
2025年6月底前
2
新建标准厂房12万平方米,引进企业30家。
县工信局
各乡镇人民政府
2025年12月
县区\t2023年\t2024年\t2025年
东港区\t12.5\t13\t14.2
清源县\t8\t9.1\t10
合计\t20.5\t22.1\t24.2
"""
FRAGMENTS = [
    "(", "(", "〔", "【", "《", "“", ")", "〕", "》", "”", "一、", "(一)", "1.", "①", "第一章 ", "第十二条 ", "附件1", "附件:",
    "(责任单位:", "市发改委牵头,", "市财政局、", "完成时限:", "到2025年", "2025年6月底前,", "给予20万元奖励", "不超过30%", "百分之五",
    "增长8%以上", "1:1", "3个工作日内", "建立清单制度。", "云政发〔2023〕5号", "|a|b|", "\t", "\n", "\r\n", "\r", "\x0b", "\x0c", "\x85",
    "\u2028", "\u200b", "\ufeff", "\u3000", "\xa0", "\x00", "\x07", "\x1b", "\ud800", "\udfff", "\uffff", "\U00020000", "😀", "é", "Ã©",
    "锟斤拷", "?。ㄒ唬﹦", "創(chuàng)新", "發(fā)展產業", "澳门葡京官网", "世界5002家", "髙", "⺠", "０１２", "２０２５年", "合计", "序号",
    "单位:亿元", "同比", "#", "- ", "? ", "key: value", "'", '"', "---", "&a", "*a", "!!x", "<b>", "&amp;", "]]>", "=1+1", "\\",
]  # fmt: skip

Edit = Callable[[Random, str], str]


@cache
def sample_files() -> tuple[tuple[str, bytes], ...]:
    """Name and bytes of the sample documents, where they are there, and of the invented texts."""
    found = sorted(EXAMPLES.iterdir()) if EXAMPLES.is_dir() else []
    files = [(f"a{path.suffix}", path.read_bytes()) for path in found if path.suffix in READABLE]
    invented = (NOTICE, DIVISION_OF_WORK, WORK_POINTS, TABLE)
    return (*files, *(("a.txt", text.encode()) for text in invented))


@cache
def sample_texts() -> tuple[str, ...]:
    """The sample documents that are plain text, decoded."""
    return tuple(
        data.decode("gb18030" if _is_gbk(data) else "utf-8-sig") for name, data in sample_files() if name == "a.txt"
    )


def _is_gbk(data: bytes) -> bool:
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return True
    return False


def any_bytes(random: Random) -> tuple[str, bytes]:
    """A name and bytes: noise, or the bytes of a sample with some of them changed."""
    if random.random() < 0.2:
        return random.choice(NAMES), random.randbytes(random.randrange(2000))
    name, data = random.choice(sample_files())
    changed = bytearray(data)
    for _ in range(random.randrange(1, 12)):
        if not changed:
            break
        at = random.randrange(len(changed))
        match random.randrange(4):
            case 0:
                changed[at] = random.randrange(256)
            case 1:
                del changed[at : at + random.choice((1, 2, 50, 1000))]
            case 2:
                changed[at:at] = random.randbytes(random.choice((1, 3, 40)))
            case _:
                start = random.randrange(len(changed))
                changed[at:at] = changed[start : start + random.choice((1, 10, 500))]
    return (name if random.random() < 0.9 else random.choice(NAMES)), bytes(changed)


def any_text(random: Random) -> str:
    """A sample text after some edits, or fragments of the genre at random."""
    if random.random() < 0.15:
        return "".join(random.choices(FRAGMENTS, k=random.randrange(200)))
    text = random.choice(sample_texts())
    if random.random() < 0.5:
        text = text.replace("\r\n", "\n")
    for _ in range(random.randrange(1, 8)):
        text = random.choice(EDITS)(random, text)[:MOST]
    return text


def hostile_line(random: Random, length: int) -> str:
    """One line (or many short ones) of a repeated pattern of a few fragments, as long as ``length``."""
    pattern = "".join(random.choices(FRAGMENTS, k=random.randrange(1, 5)))
    text = pattern * (length // len(pattern) + 1)
    return (text.replace("\n", "") or "(") if random.random() < 0.5 else text


def _somewhere(random: Random, text: str) -> tuple[int, int]:
    start = random.randrange(len(text) + 1)
    return start, min(len(text), start + random.choice((1, 2, 5, 30, 400)))


def _delete(random: Random, text: str) -> str:
    start, end = _somewhere(random, text)
    return text[:start] + text[end:]


def _insert(random: Random, text: str) -> str:
    start, _ = _somewhere(random, text)
    return text[:start] + "".join(random.choices(FRAGMENTS, k=random.randrange(1, 4))) + text[start:]


def _repeat(random: Random, text: str) -> str:
    start, end = _somewhere(random, text)
    return text[:start] + text[start:end] * random.choice((2, 3, 40)) + text[end:]


def _move(random: Random, text: str) -> str:
    start, end = _somewhere(random, text)
    to, _ = _somewhere(random, text)
    return text[:to] + text[start:end] + text[to:]


def _swap_lines(random: Random, text: str) -> str:
    lines = text.split("\n")
    random.shuffle(lines)
    return "\n".join(lines)


def _join_lines(random: Random, text: str) -> str:
    return text.replace("\n", random.choice(("", " ", "\u3000", "\r\n", "\n\n", "\t")))


def _break_lines(random: Random, text: str) -> str:
    mark = random.choice("、。,;:的和(")
    return text.replace(mark, mark + "\n")


def _lose_marks(random: Random, text: str) -> str:
    return text.replace(random.choice("、。,;:()〔〕《》年月0123456789"), random.choice(("", "", "?", " ")))


def _shift_bytes(random: Random, text: str) -> str:
    start, end = _somewhere(random, text)
    shifted = text[start:end].encode("gb18030", "replace")[1:].decode("gb18030", "replace")
    return text[:start] + shifted + text[end:]


def _widen(random: Random, text: str) -> str:
    start, end = _somewhere(random, text)
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text[start:end])
    return text[:start] + wide + text[end:]


EDITS: tuple[Edit, ...] = (
    _delete, _insert, _insert, _repeat, _move, _swap_lines, _join_lines, _break_lines, _lose_marks, _shift_bytes, _widen,
)  # fmt: skip
