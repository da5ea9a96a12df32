"""What every field of a pack means, in both languages: for the published schema and for docs/pack-format.md.

Fields that all items share stand under ``Item``.
"""

from __future__ import annotations

from luoshi.kernel.speech import Phrase

RECORDS: dict[str, Phrase] = {
    "Pack": Phrase("政策包:从一份政策文件中读出的全部内容", "A pack: all that was read from one policy document"),
    "DocumentFacts": Phrase("文件自身的情况", "The document's own facts"),
    "Item": Phrase("每个条目都有的字段", "Fields that every item has"),
    "Task": Phrase("任务:一件工作和对它负责的单位", "A task: a piece of work with those who answer for it"),
    "Target": Phrase("指标:要达到的数字", "A target: a figure to be reached"),
    "Incentive": Phrase("奖补:给某类对象的好处", "An incentive: a benefit for a recipient"),
    "TimeLimit": Phrase("时限:办理某项服务或手续的期限", "A time limit that binds a service or procedure"),
    "Register": Phrase("名录与机制:要建立、保持或运行的库、单、平台、机制、指数", "A library, list, platform, mechanism or index to be kept"),
    "Provision": Phrase("规定:正文中不是任务的义务", "A provision: an obligation of the body that is no task"),
    "Body": Phrase("议事机构:联席会议、领导小组、委员会", "A standing body: joint meeting, leading group, committee"),
    "Citation": Phrase("引用文件", "Another document that the text names"),
    "Consultation": Phrase("征求意见的窗口", "A window for public comment"),
    "ClauseRecord": Phrase("条款:提纲中的一个节点", "A clause: a node of the outline"),
    "RepairRecord": Phrase("修复:对损坏原文的一处修复", "A repair of damaged source text"),
    "Finding": Phrase("问题:检查发现的问题", "A finding of lint"),
    "SourceRecord": Phrase("来源文件", "A file the pack was compiled from"),
}  # fmt: skip

_STRENGTH = Phrase(
    "义务强度:prohibit 不得,must 必须、一律,full 全面推行,promote 推行、推广,explore 探索,strive 力争,encourage 鼓励,plain 一般",
    "strength of the obligation: prohibit, must, full, promote, explore, strive, encourage, plain",
)
_RAW = Phrase("原始文字中的位置 [起, 止)", "place in the raw text, [start, end)")
_CLAUSE = Phrase("所在条款的编号", "path of the clause")

FIELDS: dict[str, dict[str, Phrase]] = {
    "Pack": {
        "compiler": Phrase("编译程序及版本", "name and version of the compiler"),
        "sources": Phrase("来源文件,首尾相接即为全部原始文字", "the files; laid end to end they are the raw text"),
        "document": Phrase("文件自身的情况", "the document's own facts"),
        "clauses": Phrase("提纲,按阅读顺序;各条款的 text 相接即为修复后的全文", "the outline in reading order; the clause texts are the repaired document"),
        "tasks": Phrase("任务", "tasks"),
        "targets": Phrase("指标", "targets"),
        "incentives": Phrase("奖补", "incentives"),
        "time_limits": Phrase("时限", "time limits"),
        "registers": Phrase("名录与机制", "registers"),
        "provisions": Phrase("规定", "provisions"),
        "bodies": Phrase("议事机构", "standing bodies"),
        "citations": Phrase("引用文件", "cited documents"),
        "consultation": Phrase("征求意见的窗口,没有则为空", "the window for public comment, if any"),
        "repairs": Phrase("对损坏原文的修复", "repairs of damaged text"),
        "findings": Phrase("检查发现的问题(每次编译重新检查)", "findings of lint (made anew by every compilation)"),
    },
    "DocumentFacts": {
        "title": Phrase("政策名称(不是网页标题)", "the title of the policy, not of the web page"),
        "number": Phrase("发文字号,不是上级文件的字号", "its own document number"),
        "issuer": Phrase("发文机关", "who issued it"),
        "issued": Phrase("发文日期;文中没有则为发布日期", "the date signed, else the date published"),
        "published": Phrase("网页发布日期", "the date of the web page"),
        "kind": Phrase("文种,如 意见、实施方案", "kind of document, such as 意见, 实施方案"),
        "parts": Phrase("所含各文件、附件的名称", "titles of the documents bundled in it and of its annexes"),
        "distribution": Phrase("发布层次,如 此件发至县团级", "distribution level"),
        "addressees": Phrase("主送单位", "whom it is addressed to"),
        "signed": Phrase("发文日期是否写在文中", "whether the date of issue stands in the text"),
    },
    "Item": {
        "id": Phrase("显示用的序号,会随条目增减变化", "number for display; changes as items come and go"),
        "key": Phrase("固定名称,一经给出不再改变,也不给别的条目", "lasting name; given once, never to another item"),
        "part": Phrase("所在的文件或附件", "the bundled document or annex it stands in"),
        "path": Phrase("上面各级标题,由外到内", "headings above it, outermost first"),
        "clause": Phrase("所在条款的编号,如 附件/三/44", "path of its clause, such as 附件/三/44"),
        "text": Phrase("原文(断行已接好)", "the words it was read from, line breaks healed"),
        "span": _RAW,
        "spans": Phrase("各字段在原始文字中的位置", "places of single fields in the raw text"),
        "confidence": Phrase("可信度:high 高,low 存疑", "high, or low where a person should check"),
        "reasons": Phrase("存疑的原因,应核对什么", "why it is doubtful and what to check"),
        "printed": Phrase("值经过修复或推断的字段,原文印作什么", "printed words of fields whose value is a repair or a reading"),
        "corrected": Phrase("人工更正过的字段", "fields whose value a person has set"),
    },
    "Task": {
        "number": Phrase("印出的编号", "printed number"),
        "title": Phrase("表中标题栏的文字", "title column of a table"),
        "leads": Phrase("牵头单位", "lead units"),
        "participants": Phrase("责任单位、配合单位,按原文顺序", "responsible and participating units in print order"),
        "open_ended": Phrase("单位名单以“等”结尾", "the list of units ends in 等"),
        "deadline": Phrase("期限的最后一天;ongoing 为持续推进;没有写明则为空", "last day of the period; ongoing; or empty"),
        "text_deadline": Phrase("任务文字中的日期,不一定约束整件任务", "a date inside the text, which may not govern the whole task"),
        "recurrence": Phrase("周期:yearly、half-yearly、quarterly、monthly", "yearly, half-yearly, quarterly, monthly"),
        "scope": Phrase("适用范围", "where it applies"),
        "strength": _STRENGTH,
    },
    "Target": {
        "indicator": Phrase("指标名称", "short name in the document's words"),
        "op": Phrase("比较:= 达到,>= 以上,<= 以内,> 超过,< 低于", "comparison"),
        "value": Phrase("数值,或一对数值(幅度)", "a number, or a pair for a range"),
        "unit": Phrase("单位,如 %、家、亿元", "unit"),
        "kind": Phrase("口径:level 达到,growth 年均增长,cumulative 累计,annual 每年", "level, growth, cumulative or annual"),
        "year": Phrase("到期年份", "the year it falls due"),
        "base_year": Phrase("基期年份", "base year"),
        "base_value": Phrase("基期数值", "base value"),
        "scope": Phrase("约束的地区或单位", "the area or unit it binds"),
        "owners": Phrase("所在任务的责任单位", "units of the task it stands in"),
    },
    "Incentive": {
        "who": Phrase("对象", "recipient"),
        "condition": Phrase("条件", "condition"),
        "amount": Phrase("金额(元),或一对数(幅度)", "yuan, or a pair for a range"),
        "cap": Phrase("最高金额(元)", "cap in yuan"),
        "rate": Phrase("比例,0.3 为 30%", "share; 0.3 is 30 %"),
        "base": Phrase("比例的计算基数", "what the share is of"),
    },
    "TimeLimit": {
        "service": Phrase("事项", "service or procedure"),
        "days": Phrase("天数;只写比例的为空", "days; empty where only a share is printed"),
        "day_kind": Phrase("working 工作日,calendar 自然日", "working or calendar days"),
        "condition": Phrase("条件", "condition"),
        "ratio": Phrase("占法定时限的比例", "share of the statutory limit"),
    },
    "Register": {
        "name": Phrase("名称", "name"),
        "kind": Phrase("library 库,list 名单清单目录,platform 平台,mechanism 制度机制,index 指数", "kind"),
        "members": Phrase("成员或组成", "members"),
    },
    "Provision": {
        "bearer": Phrase("义务由谁承担", "who is bound, where the text says so"),
        "strength": _STRENGTH,
    },
    "Body": {
        "name": Phrase("名称", "name"),
        "convenors": Phrase("召集人、组长", "convenors"),
        "members": Phrase("成员单位", "members"),
        "office": Phrase("办公室所在单位", "where its office sits"),
        "cadence": Phrase("开会频次", "how often it meets"),
        "times": Phrase("每个周期开几次会", "meetings in each period"),
    },
    "Citation": {
        "title": Phrase("文件名称", "title"),
        "number": Phrase("发文字号", "document number"),
        "relation": Phrase("implements 贯彻,cites 引用,repeals 废止,forwards 转发", "how it is cited"),
    },
    "Consultation": {
        "opens": Phrase("开始时间", "when it opens"),
        "closes": Phrase("表单关闭时间", "when the form closes"),
        "deadline": Phrase("文中写明的截止时间", "the deadline stated in the text"),
        "channels": Phrase("反馈方式", "ways to comment"),
        "clause": _CLAUSE,
        "span": _RAW,
    },
    "ClauseRecord": {
        "path": Phrase("编号,全文唯一", "path, unique in the document"),
        "kind": Phrase("种类:heading 标题,article 条,item 项,paragraph 段,table 表,row 行,furniture 网页其余部分……", "kind of clause"),
        "level": Phrase("层级", "level"),
        "number": Phrase("编号中的数", "its number"),
        "marker": Phrase("印出的标号", "its mark as printed"),
        "title": Phrase("标题", "heading"),
        "span": Phrase("原始文字中的位置,含下级", "place in the raw text, with everything below it"),
        "own": Phrase("原始文字中的位置,到下一条款为止", "place in the raw text up to the next clause"),
        "parent": Phrase("上级条款的编号", "path of the clause above"),
        "text": Phrase("修复后的文字,不含下级", "its own text after repair"),
    },
    "RepairRecord": {
        "code": Phrase("损坏的种类", "kind of damage"),
        "span": _RAW,
        "before": Phrase("原来印的", "as printed"),
        "after": Phrase("修复为", "as repaired"),
        "reason": Phrase("依据", "why it may be believed"),
        "confidence": Phrase("可信度", "high or low"),
    },
    "Finding": {
        "code": Phrase("检查代码,luoshi lint --explain 可查", "code of the check; see luoshi lint --explain"),
        "severity": Phrase("error 错误,warning 警告,note 提示", "error, warning or note"),
        "document": Phrase("文件", "document"),
        "clause": _CLAUSE,
        "message": Phrase("问题(中文)", "what is wrong, in Chinese"),
        "message_en": Phrase("问题(英文)", "what is wrong, in English"),
        "related": Phrase("相关的键、条款或文件", "keys, clauses or documents that belong to it"),
        "span": _RAW,
    },
    "SourceRecord": {
        "name": Phrase("文件名", "file name"),
        "sha256": Phrase("文件内容的 SHA-256", "SHA-256 of the file"),
        "reader": Phrase("读取程序及版本", "reader and its version"),
        "remarks": Phrase("读取时的说明(猜测的编码、略去的图片等)", "what the reader remarks: encoding guessed, pictures left out"),
        "start": Phrase("在全部原始文字中的起点", "where its text starts in the raw text"),
        "length": Phrase("字数", "its length in code points"),
    },
}  # fmt: skip


def described(record: str, field: str) -> Phrase | None:
    """What a field of a record means; fields shared by all items are found under ``Item``."""
    return FIELDS.get(record, {}).get(field) or FIELDS["Item"].get(field)
