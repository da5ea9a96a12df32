"""Checks of targets: complete, the same everywhere."""

from __future__ import annotations

from luoshi.compiler.lint import conflicts, targets, wording
from luoshi.compiler.lint.model import Check
from luoshi.kernel.speech import Phrase

CHECKS: tuple[Check, ...] = (
    Check(
        code="LS201",
        severity="warning",
        title=Phrase("增长类指标没有基期", "A growth target without a base"),
        explanation=Phrase(
            "年均增长、翻番要有基期数值或基年才能考核;能倒推的给出倒推值。",
            "Growth and doubling need a base to be assessed; the base that level and rate imply is given.",
        ),
        example=Phrase(
            "“进出口总额年均增长15%以上”,未写基期数。",
            "“Trade grows by 15% a year” without a base.",
        ),
        single=targets.without_base,
    ),
    Check(
        code="LS202",
        severity="warning",
        title=Phrase("指标没有完成年份", "A target without a year"),
        explanation=Phrase(
            "没有年份的目标无法判断是否到期。",
            "A target without a year can never be judged due.",
        ),
        example=Phrase(
            "“培育骨干企业100家”。",
            "“Foster 100 firms”.",
        ),
        single=targets.without_year,
    ),
    Check(
        code="LS203",
        severity="warning",
        title=Phrase("指标没有计量单位", "A target without a unit of measure"),
        explanation=Phrase(
            "数值没有单位,或单位在印制中丢失。",
            "The figure has no unit, or the print lost it.",
        ),
        example=Phrase(
            "“新增平台10”。",
            "“10 new platforms” without a unit.",
        ),
        single=targets.without_unit,
    ),
    Check(
        code="LS204",
        severity="warning",
        title=Phrase("指标没有责任单位", "A target that nobody owns"),
        explanation=Phrase(
            "正文、附件任务都没有把该指标交给任何单位。",
            "Neither the text nor a task gives the target to a unit.",
        ),
        example=Phrase(
            "总体目标写“人均GDP达到8万元”,任务表无人承担。",
            "A headline target that no row of the task table takes up.",
        ),
        single=targets.without_owner,
    ),
    Check(
        code="LS205",
        severity="warning",
        title=Phrase("同一指标的数值或年份不一致", "One indicator with another value or year"),
        explanation=Phrase(
            "同一指标(按术语和分母归一)在一份或几份文件中数值不同(同年为错误)、完成年份不同或随年份倒退。",
            "One indicator, by its terms and denominator, has another value (an error for the same year), "
            "another year, or falls back, within or across documents.",
        ),
        example=Phrase(
            "甲文件:2020年研发投入占GDP 2.8%;乙文件:2021年2.8%。",
            "R&D 2.8% of GDP by 2020 in one document, by 2021 in another.",
        ),
        cross=conflicts.same_indicator,
    ),
    Check(
        code="LS206",
        severity="warning",
        title=Phrase("名称相近而分母不同", "Similar names, different denominators"),
        explanation=Phrase(
            "两个占比指标分子相同、分母不同,容易混用。",
            "Two shares with one numerator and different denominators are easily mixed up.",
        ),
        example=Phrase(
            "“高新产业占工业增加值60%”与“高新产业占GDP 30%”。",
            "High-tech as 60% of industry and as 30% of GDP.",
        ),
        cross=conflicts.other_denominator,
    ),
    Check(
        code="LS207",
        severity="note",
        title=Phrase("可能重复计数", "One object may count twice"),
        explanation=Phrase(
            "两处同年到期的个数指标涉及同一类对象,须写明能否两边都算。",
            "Two counts due in one year concern the same kind of object; say whether one may count for both.",
        ),
        example=Phrase(
            "“引进总部20家”与“回归总部14个”。",
            "“20 headquarters attracted” and “14 headquarters returned”.",
        ),
        cross=conflicts.double_counting,
    ),
    Check(
        code="LS208",
        severity="warning",
        title=Phrase("只见于附表的目标", "A target that stands only in a table"),
        explanation=Phrase(
            "附表合计中的目标正文没有提到。",
            "A total of the target table is not among the targets of the text.",
        ),
        example=Phrase(
            "正文只有资金目标,附表另有“总部14个”。",
            "The text sets a money target, the table also 14 headquarters.",
        ),
        single=targets.only_in_table,
    ),
    Check(
        code="LS209",
        severity="note",
        title=Phrase("区间和“最高”留有裁量", "Ranges and maxima leave discretion"),
        explanation=Phrase(
            "目标为区间、奖补为“最高”或区间的,应写明如何取值、由谁决定。",
            "Where a target is a range or a grant a maximum, say who decides by what standard.",
        ),
        example=Phrase(
            "“给予20-50万元奖励”。",
            "“A grant of 200,000 to 500,000 yuan”.",
        ),
        single=targets.ranges,
    ),
    Check(
        code="LS210",
        severity="warning",
        title=Phrase("“倍增”“翻番”没有基期和年份", "Doubling without base or year"),
        explanation=Phrase(
            "倍增、翻番没有写明以哪一年为基数、到哪一年。",
            "Doubling needs a base year and a year to be reached.",
        ),
        example=Phrase(
            "“实施企业倍增计划”。",
            "“Carry out the doubling plan”.",
        ),
        single=wording.doubling,
    ),
    Check(
        code="LS211",
        severity="warning",
        title=Phrase("相对期限没有起点", "A period without a start"),
        explanation=Phrase(
            "“5年内”没有写明自何时起算。",
            "“Within five years” does not say from when.",
        ),
        example=Phrase(
            "“力争5年内培育100家”。",
            "“100 firms within five years”.",
        ),
        single=wording.relative_time,
    ),
)
