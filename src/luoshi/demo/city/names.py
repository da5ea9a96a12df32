"""Invented names of people, the same from the same seed; no two alike in one city."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, parted by spaces."""
    return tuple(text.split())


SURNAMES = words_of(
    "王 李 张 刘 陈 杨 黄 赵 周 吴 徐 孙 马 朱 胡 郭 何 林 "
    "罗 高 郑 梁 谢 宋 唐 许 邓 冯 韩 曹 曾 彭 萧 蔡 潘 田 "
    "董 袁 于 余 叶 蒋 杜 苏 魏 程 吕 丁 沈 任 姚 卢 傅 钟 "
    "姜 崔 谭 廖 范 汪 陆 金 石 戴 贾 韦 夏 邱 方 侯 邹 熊 "
    "孟 秦 白 江 阎 薛 尹 段 雷 欧阳"
)
FIRST = "志建国文明晓海立新永春玉秀丽雪佳思雨梓泽宇浩俊子雅若静慧敏淑桂素红向宏启承景润一亦书"
SECOND = "华军平伟强波涛峰刚勇斌辉鹏杰超明林松柏清源泉洁莹琳颖婷娟芳萍燕霞兰梅英玲琴薇然宁远航成达安康怡悦"


def people_names(random: Random) -> Iterator[str]:
    """A generator of names such as 林晓清, 周源, without end, none twice."""
    used: set[str] = set()
    while True:
        surname = random.choice(SURNAMES)
        given = random.choice(FIRST) + random.choice(SECOND) if random.random() < 0.82 else random.choice(SECOND)
        name = surname + given
        if name not in used and (len(given) == 1 or given[0] != given[1]):
            used.add(name)
            yield name
