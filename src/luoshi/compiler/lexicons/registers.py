"""Words by which a register is known: the head nouns that end its name, and the verbs that build, keep or run it.

A register is a library, list, platform, mechanism or index that the text orders to be made or kept. The head noun
decides the kind; a verb before it tells an order from a mere mention.
"""

from __future__ import annotations

import re

HEAD = re.compile(
    r"(?P<mechanism>机制|制度|联席会议"
    r"|(?:责任|负责|办结|承诺|告知|首问|受理|轮值|听证|巡查|督办|兑现|预约|预审|评议|考评|考核|周报|月报|日报|挂牌|代办|帮办|否决|会商|公示|通报|备案|报告|例会|交办|销号|包干|包联|揭榜|赛马|挂帅|问责|追究|积分"
    r"|特派员|专员|首席官|联审|联办|准入|[河湖林田链路街湾滩段库园楼]长)制(?![度定造约衡剂式订])"
    r")"
    r"|(?P<platform>平台|(?:信息|管理|监测|监管|预警|追溯|指挥|查询|服务|调度|交易|申报|执法|审批|追踪|智能辅助)系统"
    r"|单一窗口)"
    r"|(?P<list>名单|清单|目录|名录|台账|项目册)"
    r"|(?P<library>(?<![仓车水冷油鲜调金国粮智入出血书药弹武机宝文])库|档案)"
    r"|(?P<index>指数)"
)
"""A head noun, grouped by the kind of register it names. 仓库, 水库, 入库 and the like are no registers."""

HEAD_HINT = re.compile(r"[制台单录账册库案数]|联席会议|系统|窗口")

NAME_GOES_ON = re.compile(
    r"机制|制度|体制|体系|名录|目录|清单|名单|库|平台|系统"  # another head follows: the name is longer
    r"|化|性|的|改革|创新|管理|公司|企业|入驻|入驻|资源|功能|环境|支撑|共享|障碍|优势|布局|架构|框架|模式|格局|成员单位"
    r"|办公室|召集人|抽取|链接|载体|经济|监管|作用|影响|对接|信息|流程|为主|为核心|为基础|要求|规定|[落执实]?[实行施]情况"
    r"|建设情况|\+"
)
"""What after a head noun shows that the head is only the modifier of another noun."""

NAME_ENDS = re.compile(
    r"$|[,。;:!?、)\]】《\s]|和|及|与|以及|并|或|且|等|建设|应用|试点|落实|落地|实施|推广|运行|建立|整合|对接"
)
"""What after a head noun lets the name end there with certainty."""

ALWAYS_VERB = (
    "建立健全|建立完善|建立和完善|建立|健全|(?<!机)(?<!结)构建|搭建|打造|建好用好|建好|用好|办好|做优|做强|组建|共建|创建|新建"
    "|筹建|建成|建起|构筑|制定|制订|拟定|编制|编印|出台|推行|试行|实行|开设|设立|引入|充实|完善|召开"
)
"""Verbs that build or keep wherever they stand before the name."""

OPEN_VERB = (
    "建设|梳理规范|落实|执行|实施|形成|探索|优化|(?<!支持)(?<!推动)(?<!鼓励)创新(?!创业)|规范|明确|推广应用|推广|推出|发布|公布|公开"
    "|确定|培育|发展|开发|研发|巩固|布局|拓展|启用|开通|运行(?!机制|情况|维护)|上线|梳理|升级|整合|改进|修订|更新|加强|强化|推进|推动|加快|深化|支持|统筹"
    "|开展|参与|扩大|严格|抓好|做好|促进|纳入|列入|录入|归集|依托|发挥|加大|建"
)
"""Verbs that are nouns as often (队伍建设机制): they count only where a clause can begin."""

NEEDS_BUILDING = frozenset(
    re.findall(r"\S+", "加强 强化 推进 推动 加快 深化 支持 统筹 开展 参与 扩大 拓展 加大 严格 抓好 做好 促进")
)
"""Verbs that say nothing of building themselves: the name must be followed by 建设, 应用, 试点 …"""

ENTERING = frozenset(["纳入", "列入", "录入", "归集"])
"""Verbs that put an entry into a library or list which is therefore kept."""

RELYING = frozenset(["依托"])
"""Verbs that run something on what is already there."""

PROMULGATING = frozenset(["发布", "公布", "公开", "确定"])
"""Verbs with which a list without further name (发布名单) is still a list to be kept."""

ADVERB = (
    "进一步|加快|加紧|积极|大力|着力|全面|严格|认真|逐步|有序|深入|继续|持续|不断|切实|有效|精准|定期|适时|及时|统筹|主动"
    "|充分|扎实|稳步|广泛|高标准|高质量|高水平|抓紧|尽快|尽早|率先|牢固|科学|合理|依法|联合|共同|分级|分类|分别|逐一|统一"
    "|研究|探索|推动|推进|争取|力争|引导|鼓励|支持|组织|协调|督促|指导|重点|集中|牵头|负责|协助|配合|参与|新|再|全力|强力"
    "|努力|务实|规范|动态|严|实|快|抓好|做好|通过|利用|自主|联动|同步|试点|示范|稳妥|首批|年内|每[年月周季]度?|每半年|季度|完善|健全"
)
"""What may stand before a verb that opens a clause."""

BEARER_ENDS = (
    "[年月]?底前|日前|月前|要|应|应当|须|将|可|并|来|以|必须|需|需要|部门|地区|地方|单位|企业|政府|银行|园区|街道|乡镇|县|区|市|省|各地"
    "|州|旗|同志|小组|办公室|办|局|委|厅|部|会|署|院|校|所|中心|机构|公司|平台|领域|方面|国|域|内"
)
"""What may end the words that name who acts, before the verb."""

GENERIC = {
    "mechanism": re.compile(
        r"(?:工作|相关|有关|各项|各类|各种|新型|新|市场|配套|组织实施|良好|这一|上述|其他|一系列|政策|制度|体制|法律|执法|重要"
        r"|主要|内部|创新|服务型|基本|具体|长期|规章|此|该|本|两|三|四|大)*的?"
    ),
    "platform": re.compile(
        r"(?:相关|有关|各项|各类|各种|新型|新|这一|上述|其他|一系列|重要|主要|大|此|该|本|两|三|四)*的?"
    ),
    "list": re.compile(r"(?:相关|有关|各项|各类|各种|新|这一|上述|其他|具体|工作|此|该|本|两|三|四)*的?"),
    "library": re.compile(r"(?:相关|有关|各类|新|这一|上述|其他|工作|此|该|本|两|三|四)*的?"),
    "index": re.compile(r"(?:相关|有关|各类|新|这一|上述|其他|此|该|本)*的?"),
}
"""With nothing but these before the head noun nothing particular is named."""

NOT_REGISTERS = re.compile(
    r"(?:现代企业|现代产权|基本经济|社会主义[^,]*|政治|法律|财务|会计|市场化(?:经营|运作)?)(?:制度|机制)$|大平台$"
)
"""Institutions and figures of speech that no one keeps as a register."""

THING_ENDS = re.compile(
    r"(?:体系|模式|联盟|网络|载体|空间|基金|中心|基地|设施|结构|标准|办法|措施|渠道|队伍|团队|委员会|小组|专班|产业园|孵化器|实验室|工作站"
    r"|窗口|专区|通道|方案|规划|细则|政策|体制|制度|机制|平台)(?:、|和|及|以及)(?=[^、和及与,]{2})"
)
"""A thing of another kind in a list before the register: the name begins after it."""
