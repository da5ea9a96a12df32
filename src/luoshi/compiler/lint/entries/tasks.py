"""Checks of tasks: who, by when, how measured; and of the units named."""

from __future__ import annotations

from luoshi.compiler.lint import deadlines, tasks, units
from luoshi.compiler.lint.model import Check
from luoshi.kernel.speech import Phrase

CHECKS: tuple[Check, ...] = (
    Check(
        code="LS301",
        severity="warning",
        title=Phrase("任务没有责任单位或没有牵头单位", "A task without a unit or without a lead"),
        explanation=Phrase(
            "没有责任单位的任务无人承担;多个单位而无牵头的只作提示。",
            "A task that names no unit is nobody's; several units without a lead are a note.",
        ),
        example=Phrase(
            "“加强宣传引导。”",
            "“Strengthen publicity.”",
        ),
        single=tasks.without_lead,
    ),
    Check(
        code="LS302",
        severity="warning",
        title=Phrase("任务没有完成时限", "A task without a deadline"),
        explanation=Phrase(
            "没有时限无法到期提醒和考核。一份文件只报一条,列出涉及条目。",
            "Without a deadline nothing is ever due. One finding per document, with the items.",
        ),
        example=Phrase(
            "任务分解表没有“完成时限”栏。",
            "A task table without a deadline column.",
        ),
        single=deadlines.without_deadline,
    ),
    Check(
        code="LS303",
        severity="note",
        title=Phrase("任务没有可量化的措辞", "A task without a measure"),
        explanation=Phrase(
            "任务文字里没有数量,完成与否难以判断。一份文件只报一条。",
            "Without a figure of its own a task is hard to verify. One finding per document.",
        ),
        example=Phrase(
            "“大力推进品牌建设。”",
            "“Vigorously build brands.”",
        ),
        single=tasks.without_measure,
    ),
    Check(
        code="LS304",
        severity="error",
        title=Phrase("时限早于或紧接成文、公开日期", "Due before, or only days after, issue or publication"),
        explanation=Phrase(
            "完成时限早于成文日期或公开日期的,文件一出即已过期;成文后十个工作日内到期的难以执行。",
            "A deadline before the day of issue or publication is overdue at birth; one within ten working days of issue can hardly be met.",
        ),
        example=Phrase(
            "12月29日印发,要求12月底完成;次年1月公开。",
            "Issued on 29 December, due on 31 December, published in January.",
        ),
        single=deadlines.due_at_birth,
    ),
    Check(
        code="LS305",
        severity="warning",
        title=Phrase("长期任务没有检查时间", "A standing task without a review date"),
        explanation=Phrase(
            "“持续推进”“长期坚持”的任务应写明何时检查评估。",
            "Standing tasks should say when they are reviewed.",
        ),
        example=Phrase(
            "完成时限栏:持续推进。",
            "Deadline column: “ongoing”.",
        ),
        single=deadlines.standing,
    ),
    Check(
        code="LS306",
        severity="warning",
        title=Phrase("一行包含多项任务", "Several tasks in one row"),
        explanation=Phrase(
            "一行有多个时限、多句或多项举措的,应当拆开,才能分别计时、分别验收。",
            "A row with several limits, sentences or measures must be split to be clocked and verified.",
        ),
        example=Phrase(
            "“开办企业3日办结、登记5日办结、许可50日办结”,三个单位分别负责。",
            "Three limits for three units in one row.",
        ),
        single=tasks.several_in_one,
    ),
    Check(
        code="LS307",
        severity="warning",
        title=Phrase("惩处与激励混在一行", "Punishment and encouragement in one row"),
        explanation=Phrase(
            "惩处和激励的程序、依据、责任单位不同,应当分列。",
            "They follow other procedures and other units and belong in separate rows.",
        ),
        example=Phrase(
            "“严肃查处典型案件。对敢担当的干部撑腰鼓劲。”",
            "“Punish violations. Encourage those who act.”",
        ),
        single=tasks.mixed_aims,
    ),
    Check(
        code="LS308",
        severity="warning",
        title=Phrase("牵头单位又列为责任单位", "The lead is also listed as participant"),
        explanation=Phrase(
            "同一单位在一项任务里既牵头又配合,多为误列,或漏了另一单位。",
            "A unit that both leads and takes part is mostly a slip, or another unit was meant.",
        ),
        example=Phrase(
            "牵头单位:市人社局;责任单位:市人社局、市教育局。",
            "Lead: A; participants: A, B.",
        ),
        single=tasks.lead_helps_itself,
    ),
    Check(
        code="LS309",
        severity="warning",
        title=Phrase("责任单位栏疑有脱字", "A units cell that breaks off"),
        explanation=Phrase(
            "同栏其他行都写明“牵头”“负责”,该行没有。",
            "Nearly all other cells of the column say who leads or answers, this one does not.",
        ),
        example=Phrase(
            "“市委宣传部”(同栏其他行均为“某某局牵头”)。",
            "A bare unit where all other cells end in “leads”.",
        ),
        single=tasks.broken_off_lists,
    ),
    Check(
        code="LS310",
        severity="warning",
        title=Phrase("计划期与分解起始年不一致", "The plan begins before its allocation"),
        explanation=Phrase(
            "计划期从某年起,而目标从更晚的年份才分解下达。",
            "The plan runs from one year, its targets are allocated only from a later one.",
        ),
        example=Phrase(
            "2017-2020年计划,“自2018年起将目标分解到各县”。",
            "A plan for 2017-2020 allocated “from 2018”.",
        ),
        single=deadlines.split_periods,
    ),
    Check(
        code="LS501",
        severity="warning",
        title=Phrase("同一单位有两种写法", "One unit in two spellings"),
        explanation=Phrase(
            "简称、全称或漏字使同一单位在表中成为两个;仅按缩略规则推断的作提示。",
            "Short and full forms or a lost sign make one unit two; guesses by abbreviation alone are notes.",
        ),
        example=Phrase(
            "“市住建局”与“市住房城乡建设局”。",
            "市住建局 and 市住房城乡建设局.",
        ),
        cross=units.two_spellings,
    ),
    Check(
        code="LS502",
        severity="warning",
        title=Phrase("两个单位连写", "Two units run together"),
        explanation=Phrase(
            "两个单位之间脱漏顿号。",
            "The comma between two units is missing.",
        ),
        example=Phrase(
            "“市发改委市经信委”。",
            "市发改委市经信委.",
        ),
        single=units.run_together,
    ),
    Check(
        code="LS503",
        severity="warning",
        title=Phrase("单位(区划)在任务到期前已合并或更名", "A unit merged or renamed before its task is due"),
        explanation=Phrase(
            "依据国家机构改革的时间和本地数据,任务须转交承接单位。",
            "By the dates of national reforms and by local data; the tasks pass to the successor.",
        ),
        example=Phrase(
            "2017年文件中市国税局的任务2020年到期,2018年7月起为税务局。",
            "A tax office of 2017 that merged in July 2018, with a task due in 2020.",
        ),
        single=units.ends_before_due,
        limit=20,
    ),
    Check(
        code="LS504",
        severity="warning",
        title=Phrase("单位在成文前已不存在", "A unit that no longer existed at issue"),
        explanation=Phrase(
            "文件沿用了改革前的单位名称。",
            "The document uses names from before a reform.",
        ),
        example=Phrase(
            "2019年6月文件仍写“市工商局”。",
            "A document of June 2019 that still names 市工商局.",
        ),
        single=units.ended_before_issue,
    ),
)
