"""Checks of texts side by side: body and annex, document and document, wording, citations, condition."""

from __future__ import annotations

from luoshi.compiler.lint import alignment, citations, condition, overlap, wording
from luoshi.compiler.lint.model import Check
from luoshi.kernel.speech import Phrase

CHECKS: tuple[Check, ...] = (
    Check(
        code="LS401",
        severity="warning",
        title=Phrase("附件行与正文措辞不同", "A row of the annex differs from the body"),
        explanation=Phrase(
            "任务分解表应当照录正文;列出不同的字词。",
            "A task table should repeat the body; the words that differ are shown.",
        ),
        example=Phrase(
            "正文“质量领先企业”,附件“质量先进企业”。",
            "“Leading” in the body, “advanced” in the annex.",
        ),
        single=alignment.differing_rows,
        limit=30,
    ),
    Check(
        code="LS402",
        severity="warning",
        title=Phrase("附件行在正文中没有依据", "A row without a basis in the body"),
        explanation=Phrase(
            "多数行都能在正文找到,该行找不到。",
            "Most rows stand in the body, this one does not.",
        ),
        example=Phrase(
            "附件有“发挥各类平台功能”,正文没有。",
            "A row that no article mentions.",
        ),
        single=alignment.orphan_rows,
    ),
    Check(
        code="LS403",
        severity="warning",
        title=Phrase("正文义务没有列入附件", "An obligation of the body without a row"),
        explanation=Phrase(
            "正文的义务句没有对应的任务行,无人承担。",
            "Sentences that oblige have no row, hence no owner.",
        ),
        example=Phrase(
            "正文“要严格兑现政策承诺”,任务表没有。",
            "“Promises must be kept” has no row.",
        ),
        single=alignment.body_without_row,
    ),
    Check(
        code="LS404",
        severity="warning",
        title=Phrase("另一文件中同一工作由别的单位牵头", "The same work under another lead in another document"),
        explanation=Phrase(
            "按共有的少见词语和指标对照,按相似程度排列,供人工确认。",
            "Found by shared rare terms and by targets, ranked; a person confirms.",
        ),
        example=Phrase(
            "甲文件由科技局牵头,乙文件同一句由财政局牵头。",
            "Science bureau in one document, finance bureau in the other.",
        ),
        cross=overlap.other_lead_elsewhere,
        limit=40,
    ),
    Check(
        code="LS405",
        severity="warning",
        title=Phrase("同一文件中同一工作有两个牵头", "The same work under two leads in one document"),
        explanation=Phrase(
            "同上,在一份文件之内。",
            "As above, within one document.",
        ),
        example=Phrase(
            "第10项与第30项几乎同文,牵头不同。",
            "Items 10 and 30 are nearly the same, with other leads.",
        ),
        single=overlap.other_lead_within,
        limit=8,
    ),
    Check(
        code="LS406",
        severity="warning",
        title=Phrase("同一事项力度不一", "One thing with two strengths"),
        explanation=Phrase(
            "带引号的同一事项在一处“探索”,在另一处“推行”。",
            "A quoted name is to be tried out here and carried out there.",
        ),
        example=Phrase(
            "“探索推行‘先建后验’”与“加快推行‘先建后验’”。",
            "“Explore” and “carry out” the same scheme.",
        ),
        cross=wording.other_strength,
    ),
    Check(
        code="LS407",
        severity="note",
        title=Phrase("措辞几乎相同而有差别", "Nearly the same words with a difference"),
        explanation=Phrase(
            "两项任务的短语几乎一样,差别可能是有意,也可能是笔误。",
            "Phrases of two tasks are nearly the same; the difference may be meant or a slip.",
        ),
        example=Phrase(
            "“建成国家一级铁路口岸”与“建成国家一级口岸”。",
            "“A first-class railway port” and “a first-class port”.",
        ),
        cross=wording.nearly_same,
        limit=10,
    ),
    Check(
        code="LS408",
        severity="warning",
        title=Phrase("同一类别的列举不一致", "A list of kinds with other members"),
        explanation=Phrase(
            "同一后缀的列举在别处成员不同。",
            "Lists of kinds that end alike have other members elsewhere.",
        ),
        example=Phrase(
            "“世界、中国、民营500强”与另加“制造业500强”。",
            "Three kinds here, four there.",
        ),
        cross=wording.other_members,
    ),
    Check(
        code="LS409",
        severity="note",
        title=Phrase("同一事项有不同的完成时间", "One named thing due at different times"),
        explanation=Phrase(
            "带引号的同一事项在几项任务里完成时间不同,宜定为一项任务的几个节点。",
            "A quoted name is due at different times in several tasks; make them milestones of one.",
        ),
        example=Phrase(
            "“单一窗口”一处2018年底、一处2020年底。",
            "A single window due in 2018 here, in 2020 there.",
        ),
        cross=wording.other_deadline,
    ),
    Check(
        code="LS601",
        severity="error",
        title=Phrase("征求意见表单先于截止时间关闭", "A consultation form that closes before the deadline"),
        explanation=Phrase(
            "文中允许提交意见的最后时段表单已关闭;征求意见时间过短的作提示。",
            "A timely comment cannot be filed after the form closes; a very short window is a note.",
        ),
        example=Phrase(
            "正文截止29日17:30,表单29日9:27关闭。",
            "Deadline 17:30, form closes 09:27.",
        ),
        single=condition.form_closes_early,
    ),
    Check(
        code="LS602",
        severity="warning",
        title=Phrase("引用文号不规范", "A malformed document number"),
        explanation=Phrase(
            "文号应为机关代字加〔年份〕加序号;年份用六角括号,序号不加“第”字、不编虚位(GB/T 9704-2012第7.2.5条)。",
            "A number is issuer, year in 〔〕, serial number without 第 and without padding (GB/T 9704-2012, 7.2.5).",
        ),
        example=Phrase(
            "“云发〔201713号”。",
            "云发〔201713号.",
        ),
        single=citations.malformed_numbers,
    ),
    Check(
        code="LS603",
        severity="note",
        title=Phrase("文号已按体例修复", "A document number that was repaired"),
        explanation=Phrase(
            "印制丢失的括号已修复,请核对原件。",
            "Lost brackets were put back; check the original.",
        ),
        example=Phrase(
            "“〔201713号”修复为“〔2017〕13号”。",
            "〔201713号 read as 〔2017〕13号.",
        ),
        single=citations.repaired_numbers,
    ),
    Check(
        code="LS604",
        severity="warning",
        title=Phrase("同一文件名称写法不一", "One document under two titles"),
        explanation=Phrase(
            "引用的文件名称相差数字以外的几个字。",
            "Titles that differ in a few signs mean one document.",
        ),
        example=Phrase(
            "《关于贯彻落实…的意见》与《贯彻落实…的意见》。",
            "Two titles that differ by 关于.",
        ),
        cross=citations.other_titles,
    ),
    Check(
        code="LS701",
        severity="warning",
        title=Phrase("须作公平竞争审查的措辞", "Wording for fair-competition review"),
        explanation=Phrase(
            "指定经营者、优先本地、限制外地、按税收奖励、按投资者来源给土地等,须依《公平竞争审查条例》(2024年)或国发〔2016〕34号审查;禁止这类做法的句子不报。",
            "Named suppliers, preference for local firms, rewards by taxes, land by origin of the investor need a review "
            "under the Fair Competition Review Regulations (2024) or Guofa 2016 No. 34; sentences that forbid such things are left out.",
        ),
        example=Phrase(
            "“优先采购本地企业产品。”",
            "“Local products are bought first.”",
        ),
        single=wording.restrictive,
        limit=20,
    ),
    Check(
        code="LS901",
        severity="warning",
        title=Phrase("低把握修复待确认", "A doubtful repair"),
        explanation=Phrase(
            "文本修复中把握低的(如垃圾信息占据的单位名称)须人工确认。",
            "Repairs of low confidence, such as spam in place of a unit's name, need a decision.",
        ),
        example=Phrase(
            "“××官网”处疑为“市科技局”。",
            "Spam where a bureau's name stood.",
        ),
        single=condition.doubtful_repairs,
    ),
    Check(
        code="LS902",
        severity="warning",
        title=Phrase("表格读取有疑问", "A doubtful table"),
        explanation=Phrase(
            "单元格数与行列不合等,须对照原件。",
            "Cells do not fill the rows, or the like: compare with the original.",
        ),
        example=Phrase(
            "末行缺一格。",
            "The last row lacks a cell.",
        ),
        single=condition.doubtful_tables,
    ),
    Check(
        code="LS903",
        severity="note",
        title=Phrase("把握低的条目", "Items read with low confidence"),
        explanation=Phrase(
            "编译时标为把握低的条目数和理由。",
            "How many items were marked low, and why.",
        ),
        example=Phrase(
            "148项任务中3项把握低。",
            "3 of 148 tasks.",
        ),
        single=condition.doubtful_items,
    ),
    Check(
        code="LS904",
        severity="warning",
        title=Phrase("未识别的文字", "Text that was not read"),
        explanation=Phrase(
            "行数、句数或句长超出正常文件的范围时,其后的文字只保留在提纲里,不再识别,多为文件转换出错。",
            "Where lines, sentences or the length of one are beyond those of any document, what follows is kept in the outline "
            "but not read; mostly a file was converted badly.",
        ),
        example=Phrase(
            "一句三万字没有标点。",
            "Thirty thousand characters without a full stop.",
        ),
        single=condition.unread_text,
    ),
)
