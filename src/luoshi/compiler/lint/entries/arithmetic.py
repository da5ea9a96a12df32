"""Checks of figures: sums, growth, percentages."""

from __future__ import annotations

from luoshi.compiler.lint import growth, percentages, rates, totals
from luoshi.compiler.lint.model import Check
from luoshi.kernel.speech import Phrase

CHECKS: tuple[Check, ...] = (
    Check(
        code="LS101",
        severity="error",
        title=Phrase("表格合计不等于各行之和", "A total of a table does not add up"),
        explanation=Phrase(
            "合计、总计、小计行的数字应当等于所辖各行之和,只允许四舍五入的差。",
            "A row marked 合计, 总计 or 小计 must be the sum of its rows; only rounding may differ.",
        ),
        example=Phrase(
            "三行为10、20、30,合计写70。",
            "Rows of 10, 20 and 30 with a total of 70.",
        ),
        single=totals.table_totals,
    ),
    Check(
        code="LS102",
        severity="error",
        title=Phrase("“其中”各部分大于总数", "Parts named after “of which” exceed the whole"),
        explanation=Phrase(
            "“其中”之后同一单位的各部分相加不应超过前面的总数。",
            "Parts after 其中 in the same unit must not add up to more than the whole before it.",
        ),
        example=Phrase(
            "“投资100亿元,其中工业80亿元、服务业30亿元。”",
            "“Investment 10 billion, of which industry 8 billion, services 3 billion.”",
        ),
        single=totals.text_parts,
    ),
    Check(
        code="LS103",
        severity="error",
        title=Phrase("表中数字与所述增长率不符", "Figures of a table do not follow the stated growth rate"),
        explanation=Phrase(
            "表注写明按某增长率测算的,首末年的数字应当符合该增长率;因系数四舍五入而略低的、自零起步无增长率的单独提示。",
            "Where a note says by what yearly rate a table was reckoned, the first and last year must follow it; "
            "rows just under it by a rounded factor and rows that start from zero are told as such.",
        ),
        example=Phrase(
            "注称“年均增长8%”,某行四年由100到150(年均10.67%)。",
            "The note says 8% a year, a row goes from 100 to 150 in four years (10.67%).",
        ),
        single=growth.table_growth,
    ),
    Check(
        code="LS104",
        severity="warning",
        title=Phrase("目标值之间与增长率不能互推", "Levels of two years and the growth rate do not agree"),
        explanation=Phrase(
            "同一指标两个年份的目标值、年均增长率、翻番要求应当能互相推出。",
            "Levels of one indicator in two years, its yearly growth and its doubling should follow from each other.",
        ),
        example=Phrase(
            "2020年50亿美元、2021年58亿美元,同时写“年均增长15%”:其间须16%。",
            "50 in 2020 and 58 in 2021 beside “15% a year”: 16% is needed.",
        ),
        cross=rates.rates_and_levels,
    ),
    Check(
        code="LS105",
        severity="error",
        title=Phrase("百分比与个数不符(文字)", "A percentage does not follow from its counts (text)"),
        explanation=Phrase(
            "文中的占比、完成率应当等于所列个数相除。",
            "A share or rate in the text must be what the counts beside it give.",
        ),
        example=Phrase(
            "“共80家企业,其中20家已改造,占30%。”",
            "“80 firms, 20 of them renewed, 30%.”",
        ),
        single=percentages.in_text,
    ),
    Check(
        code="LS106",
        severity="error",
        title=Phrase("百分比与个数不符(表格)", "A percentage does not follow from its counts (table)"),
        explanation=Phrase(
            "完成率应当等于完成数除以目标数,占比应当等于该行除以合计。",
            "A completion rate must be done over planned, a share must be the row over the total.",
        ),
        example=Phrase(
            "目标40、完成30、完成率80%。",
            "Planned 40, done 30, rate 80%.",
        ),
        single=percentages.in_tables,
    ),
    Check(
        code="LS107",
        severity="note",
        title=Phrase("总数暗含成员个数", "A total implies a number of members"),
        explanation=Phrase(
            "“N个以上,其中a个市级,各县市区至少b个”只有在成员不少于(N-a)/b个时成立。",
            "“N in all, a of them central, at least b per county” holds only with (N-a)/b members or more.",
        ),
        example=Phrase(
            "“建平台12个以上,其中4个市级,各县区至少1个”,全市只有7个县区。",
            "“At least 12 platforms, 4 central, 1 per county” in a city of 7 counties.",
        ),
        single=totals.implied_members,
    ),
    Check(
        code="LS108",
        severity="warning",
        title=Phrase("标题所称项数与实际不符", "A heading announces another number of items"),
        explanation=Phrase(
            "标题写“共N项”的,其下条目应当是N项。",
            "Where a heading says (N items), N items must stand under it.",
        ),
        example=Phrase(
            "“一、审批改革(共5项)”下只有4项。",
            "“I. Approvals (5 items)” with 4 items.",
        ),
        single=totals.stated_counts,
    ),
    Check(
        code="LS109",
        severity="warning",
        title=Phrase("包含在内的部分增量大于整体", "A part said to be included grows more than the whole"),
        explanation=Phrase(
            "一表注明包含某类单位,而另一表中该单位的增量大于前表合计的增量。",
            "One table says that it includes a kind of unit, whose growth in another table exceeds the first table's total growth.",
        ),
        example=Phrase(
            "园区表合计增加9亿美元并注明含保税中心,保税中心表一家增加10亿美元。",
            "Parks grow by 0.9 billion including bonded centres; one bonded centre alone grows by 1 billion.",
        ),
        single=growth.nested_tables,
    ),
    Check(
        code="LS110",
        severity="note",
        title=Phrase("须逐年翻番以上的目标", "A target that must more than double each year"),
        explanation=Phrase(
            "表中某行首末年之间须年均增长100%以上,请核对可行性。",
            "A row would have to grow by 100% a year or more: check whether it can be reached.",
        ),
        example=Phrase(
            "2017年1亿元、2020年10亿元。",
            "1 in 2017, 10 in 2020.",
        ),
        single=growth.fast_rows,
    ),
    Check(
        code="LS111",
        severity="note",
        title=Phrase("部分与整体增长率不同,占比改变", "A part grows at another rate than its whole"),
        explanation=Phrase(
            "按所述增长率倒推,部分占整体的比重会明显改变,请核对是否符合本意。",
            "By the stated rates the share of a part changes clearly; check whether that is meant.",
        ),
        example=Phrase(
            "整体年均增15%、部分年均增20%,四年后占比由39%变为46%。",
            "Whole 15% a year, part 20%: its share goes from 39% to 46% in four years.",
        ),
        cross=rates.shares,
    ),
)
