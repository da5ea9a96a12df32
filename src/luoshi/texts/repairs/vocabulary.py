"""What may stand where a character was lost: the words of the genre and the words of the document itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from operator import add

from luoshi.kernel.numerals import chinese_numeral

# Words with which headings of policy documents begin, and the nouns that most often follow. A lexicon of the genre, for
# no place and no document.
_GENRE = """
加强 强化 推进 推动 促进 营造 构建 培育 培养 拓展 加快 完善 健全 优化 提升 深化
实施 建立 建设 开展 落实 鼓励 支持 引导 发挥 坚持 创新 扩大 规范 严格 统筹 聚焦
突出 打造 壮大 做大 做强 巩固 稳定 保障 改善 改革 改进 改造 明确 压实 严肃 严守
提高 增强 激发 释放 降低 减轻 清理 简化 放宽 放开 探索 试点 推广 推行 普及 整合
整治 治理 防范 化解 防控 处置 监管 监测 监督 督促 督查 督导 考核 评估 考评 奖惩
激励 表彰 宣传 培训 组织 领导 协调 调度 调控 协同 合作 交流 对接 融合 融入 引进
引入 吸引 集聚 聚集 承接 转移 转化 转型 升级 布局 规划 编制 制定 出台 修订 印发
发布 公开 共享 开放 搭建 创建 创造 争创 申报 认定 奖励 补助 补贴 资助 扶持 帮扶
减免 返还 兑现 保护 维护 修复 储备 保供 供应 供给 服务 管理 执行 执法 立法 审批
审查 审核 备案 登记 受理 办理 投诉 举报 信用 诚信 法治 法制 依法 依规 科学 合理
全面 大力 着力 努力 积极 切实 扎实 深入 持续 稳步 有序 高效 高质量 加大 加速 全力
确保 抓好 抓实 狠抓 做好 做优 办好 用好 搞好 建好 总体 要求 目标 任务 重点 工作
措施 指导 思想 基本 原则 主要 组织领导 统筹协调 责任落实 政策支持 资金保障 要素保障 舆论宣传 考核评价 监督检查 附则
机制 体制 体系 制度 责任 力度 能力 水平 环境 平台 人才 资金 政策 产业 企业 科技
市场 主体 项目 园区 基础 设施 质量 品牌 安全 生态 绿色 低碳 数字 智能 信息 农业
农村 乡村 工业 制造 商贸 外贸 物流 交通 能源 水利 教育 医疗 卫生 健康 养老 文化
旅游 体育 就业 创业 社会 保险 住房 城市 城镇 县域 区域 口岸 通关 投资 招商 融资
金融 税收 财政 土地 用地 成果 知识 产权 标准 研发 技术 装备 材料 资源 环保 污染
消费 出口 进口 贸易 竞争 优势 空间 格局 链条 集群 龙头 骨干 中小 民营 国有 外资
内需
"""
GENRE_WORDS = _GENRE.split()

_GLOSS = re.compile(r"[(（][a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜü]{1,6}[)）]")
HAN = re.compile(r"[㐀-鿿]")


def value_of(text: str) -> int | None:
    """The number that a heading counts with, None where it is none between 1 and 99.

    >>> value_of("十四"), value_of("12"), value_of("甲")
    (14, 12, None)
    """
    if text.isascii() and text.isdecimal():
        return int(text) if len(text) < 3 else None
    return _VALUES.get(text)


_VALUES = {chinese_numeral(n): n for n in range(1, 100)}


class Vocabulary:
    """Which characters, and which pairs of them, a text uses.

    ``surprise`` is 0 for a pair that has been seen, and grows the stranger a character is at its place.
    """

    def __init__(self, text: str, words: Iterable[str]) -> None:
        text = _GLOSS.sub("", text)
        self.pairs = set(map(add, text, islice(text, 1, None)))
        self.pairs.update(w[i : i + 2] for w in words for i in range(len(w) - 1))
        self.characters = {c for pair in self.pairs for c in pair}

    def surprise(self, before: str, character: str) -> float:
        if before + character in self.pairs:
            return 0.0
        if character in self.characters:
            return 4.0 if HAN.match(character) and HAN.match(before) else 2.0
        return 9.0

    def surprise_of(self, before: str, text: str) -> float:
        total = 0.0
        for character in text:
            total += self.surprise(before, character)
            before = character
        return total
