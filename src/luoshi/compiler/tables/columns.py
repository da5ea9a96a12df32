"""What the columns of a table hold, read from the words that head them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from functools import lru_cache

_SPACE = re.compile(r"\s+")
_MARKED = re.compile(r"[一二三四五六七八九十]{1,3}[、.]|[(\d《“]|第[一二三四五六七八九十]+[章节条部]|附")
_BRACKET = re.compile(r"\([^()]*\)|〔[^〕]*〕")


class ColumnKind(Enum):
    """What the cells of a column are."""

    NUMBER = "number"
    GROUP = "group"  # 项目, 领域: a heading over several rows
    TITLE = "title"  # 任务名称: the short name of a row
    TASK = "task"
    LEAD = "lead"
    UNITS = "units"  # 责任单位, 配合单位, 负责部门
    PERSON = "person"
    DEADLINE = "deadline"
    SCOPE = "scope"
    TEXT = "text"  # 工作目标, 成果形式: running text that is not the task itself
    REMARK = "remark"
    LABEL = "label"  # the row's name in a table of figures
    FIGURE = "figure"
    UNKNOWN = "unknown"


UNIT_KINDS = frozenset({ColumnKind.LEAD, ColumnKind.UNITS})
LONGEST_HEADER = 18  # code points; a longer line heads no column

_RULES: tuple[tuple[ColumnKind, re.Pattern[str]], ...] = (
    (ColumnKind.NUMBER, re.compile(r"(?:序号?|编号|项次|条目|任务编?号)")),
    (ColumnKind.REMARK, re.compile(r"备注|说明|其他说明")),
    (
        ColumnKind.PERSON,
        re.compile(
            r"(?!.{0,8}(?:单位|部门)).{0,8}(?:领导(?:同志)?|责任人|负责人|联系人|联络员|负责同志|市长|县长|区长|省长|州长)|领导(?:小组)?成员"
        ),
    ),
    (
        ColumnKind.LEAD,
        re.compile(r".{0,6}(?:牵头|主办|主责|第一责任|首要责任)(?:负责)?(?:责任)?(?:单位|部门|主体|科室|机构|处室|市直部门|方)?(?:及配合单位|[及和与](?:责任人|负责人|联系人))?"),
    ),
    (
        ColumnKind.UNITS,
        re.compile(
            r".{0,8}(?:责任|负责|配合|参与|参加|协办|协同|协作|协助|落实|实施|承办|指导|主管|承担|执行|完成|支持|建设|监管|会同|组织|成员|相关|有关|主要|责任部门|"
            r"涉及|督办|监督|督导|分工|承接|审批|办理|管理|业务|行业|行政|审核|联办|对口|报送|填报|推进|任务|改革|整改|工作)"
            r"(?:责任)?(?:单位|部门|主体|科室|处室|机构)(?:[及和与](?:具体)?(?:分工|职责|责任|配合|责任人|负责人|联系人)(?:单位|部门)?)?"
            r"|(?:责任|工作)?分工|配合|(?:市|省|县|区|州)(?:直|级)(?:责任)?(?:单位|部门)|部门|单位及?部门|责任(?:市|县|区|方)|责任县区|责任乡镇"
        ),
    ),
    (
        ColumnKind.DEADLINE,
        re.compile(
            r".{0,8}(?:时限|时间节点|时间|期限|节点|日期|进度)(?:要求|安排|节点|目标|计划)?(?:和?成果)?|进展安排|(?:工作)?时序|完成(?:时点|年度|年份|月份)"
        ),
    ),
    (ColumnKind.SCOPE, re.compile(r"(?:适用|推广|实施|试点|覆盖|应用)(?:区域)?(?:范围|地区|区域)|范围")),
    (ColumnKind.TITLE, re.compile(r".{0,8}名称")),
    (
        ColumnKind.TEXT,
        re.compile(
            r".{0,6}(?:成果形式|工作目标|预期目标|预期成果|预期成效|阶段目标|阶段性目标|标志性成果|成果|成效|目标要求|目标|考核标准|"
            r"评价标准|验收标准|政策依据|依据|政策来源|来源|完成标准|量化指标|完成情况|进展情况|工作进展|落实情况|存在问题|工作要求|落实形式|责任内容)"
        ),
    ),
    (
        ColumnKind.TASK,
        re.compile(
            r".{0,8}(?:任务|举措|措施|内容|事项|工作|要点|任务分解|任务清单|任务分工|工作分解|任务及措施|任务和措施|条款|任务\(措施\))"
        ),
    ),
    (
        ColumnKind.GROUP,
        re.compile(r".{0,4}(?:项目|类别|分类|领域|板块|方面|类型|大类|专项|环节|行动|工程|章节|维度|部分)"),
    ),
)  # fmt: skip

_SPECIFIC: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(r"内容|具体|细化|分解|主要措施"), 5),
    (re.compile(r"措施|举措"), 4),
    (re.compile(r"任务"), 3),
    (re.compile(r"要点|工作|条款"), 2),
    (re.compile(r""), 1),
)


def squeeze(text: str) -> str:
    """Plain header words without the white space that spreads them over a cell.

    >>> squeeze("责 任 单 位")
    '责任单位'
    """
    return _SPACE.sub("", text)


@lru_cache(maxsize=4096)
def column_kind(header: str) -> ColumnKind | None:
    """The kind that a plain header cell names, or None when its words head no known kind of column.

    >>> column_kind("牵头单位"), column_kind("完成时限"), column_kind("2020年")
    (<ColumnKind.LEAD: 'lead'>, <ColumnKind.DEADLINE: 'deadline'>, None)
    """
    words = squeeze(header)
    if not words or len(words) > LONGEST_HEADER or words[-1] in "。;:,、" or _MARKED.match(words):
        return None
    bare = _BRACKET.sub("", words) or words
    for kind, pattern in _RULES:
        if pattern.fullmatch(bare):
            return kind
    return None


def column_kinds(headers: Sequence[str]) -> tuple[ColumnKind, ...]:
    """The kinds of all columns of one table of tasks, each seen beside the others.

    Where several columns could hold the task, the most specific words win (具体举措 over 重点任务); the others are
    titles. A lost header is the task when no other column is.
    """
    kinds = [column_kind(h) or ColumnKind.UNKNOWN for h in headers]
    tasks = [i for i, kind in enumerate(kinds) if kind is ColumnKind.TASK]
    if tasks:
        chosen = max(tasks, key=lambda i: (_specific(headers[i]), i))
        for i in tasks:
            if i != chosen:
                kinds[i] = ColumnKind.TITLE if i < chosen else ColumnKind.TEXT
    else:
        _choose_task(kinds)
    return tuple(kinds)


def _choose_task(kinds: list[ColumnKind]) -> None:
    for wanted in (ColumnKind.UNKNOWN, ColumnKind.TITLE, ColumnKind.TEXT, ColumnKind.GROUP):
        if wanted in kinds:
            kinds[len(kinds) - 1 - kinds[::-1].index(wanted) if wanted is ColumnKind.GROUP else kinds.index(wanted)] = (
                ColumnKind.TASK
            )
            return


def _specific(header: str) -> int:
    return next(rank for pattern, rank in _SPECIFIC if pattern.search(header))
