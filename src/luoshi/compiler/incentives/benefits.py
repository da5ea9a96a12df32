"""What counts as a concrete benefit: the verbs and nouns with which documents grant one.

A family is ``sure`` where its words alone make a benefit; the others also occur in general support and are marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_IN = "[^,;:]"
_NOUN = (
    "奖励|奖补|奖金|奖扶|重奖|补助|补贴|资助|贴息|贴费|津贴|安家费|购房款|扶持资金|支持资金|资金支持|资金扶持|经费支持|配套资金|资金配套|"
    "配套支持|启动资金|启动经费|科研经费|工作经费|建设经费|项目经费|研发经费|生活费(?!补)|奖学金|助学金|创新券|消费券|红包|风险补偿|减免|返还|优惠贷款|免租"
)
_FIGURE_AHEAD = r"(?=\d[\d,.]*(?:[、\d.-]|万元?至|万?元?-){0,12} ?(?:百万|千万|万|亿|千|百)?(?:元|%|万)|[一二两三四五六七八九十百千]{1,5}万?元|百分之)"
_NO_PAPER = "(?!(?:奖励|补助|补贴|资助|奖补|贴息|等)*(?:政策|制度|办法|机制|标准|方案|措施|细则|条件|资金管理|机具|目录|名单|力度|工作))"
_TAX = "税|附加|社会保险费|社保费|行政事业性收费|基金"
_FUND = "专项资金|专项经费|扶持资金|奖励资金|发展资金|引导资金|财政资金|专项"
_PAID = "租金|房租|水电费|管理费|物业费|使用费|服务费|检测费|通行费|停车费|学费|手续费|工本费|登记费"

_SHARED = (
    r"(?:给予|予以|叠加|奖补|奖励|补助|补贴|资助|返还|贴息|贴补|兑现|发放|立减|执行|计收|收取|征收|缴纳|配套|拨付|缴存"
    r"|(?:在)?(?:企业所得税)?税前(?:加计)?扣除|加计扣除)"
)

# name, sure, pattern; where two begin at the same place the first wins
_FAMILIES: tuple[tuple[str, bool, str], ...] = (
    ("share", True, rf"按(?:照)?(?:不超过|不低于|最高)?{_IN}{{0,60}}?(?:\d[%‰]|百分之{_IN}|元|\d万)"
     rf"(?:{_IN}{{0,24}}{_SHARED}|{_IN}{{0,24}},{_IN}{{0,14}}{_SHARED})(?:{_IN}{{0,50}}?(?:{_NOUN}))?"),
    ("share", True, rf"按(?:照)?{_IN}{{0,20}}?\d:\d{_IN}{{0,20}}?(?:给予|予以|配套|奖励|补助|资助)(?:{_IN}{{0,50}}?(?:{_NOUN}))?"),
    ("figure", True, rf"(?:奖励|奖补|补助|补贴|资助)标准(?:分别)?(?:为|是|如下)?:?{_IN}{{0,16}}?{_FIGURE_AHEAD}"),
    ("share", True, rf"每{_IN}{{1,12}}?\d{{1,6}}(?:\.\d)?(?:百|千|万)?元"
     rf"(?:的?标准)?{_IN}{{0,6}}?(?:给予|发放|予以|补助|补贴|奖励)(?:{_IN}{{0,30}}?(?:{_NOUN}))?"),
    ("share", True, rf"(?:给予|予以){_IN}{{0,30}}?\d:\d(?:\.\d)?{_IN}{{0,10}}?(?:配套|奖励|补助|资助)(?:奖励|奖补|补助|资金|支持)?"),
    ("award", True, rf"(?:给予|给与|予以){_IN}{{0,80}}?(?:{_NOUN})"),
    ("award", True, rf"(?:进行|实行|实施)(?:表彰|一次性|适当|分档|分级|定额|后|先进|评选)?(?:奖励|奖补|补助|补贴|资助|贴息|重奖|表彰奖励){_NO_PAPER}"),
    ("award", True, rf"(?:提供|发放|叠加|配套){_IN}{{0,40}}?(?:奖励|奖补|奖金|补助|补贴|资助|贴息|津贴|奖学金|助学金|消费券|创新券|扶持资金)"
     rf"{_NO_PAPER}"),
    ("award", True, r"(?:全额|减半|等额|足额|同等金额|分档)(?:给予|予以)?(?:奖励|奖补|补助|补贴|返还|资助|配套|贴息)"),
    ("figure", True, rf"(?:给予|予以|(?:奖励|奖补|补助|补贴|资助)(?!资金|经费|项目|基础|[^,;:]{{0,6}}基础上)"
     rf"|奖(?!补?基础|励?基础)|再给|配套|贴息|返还|津贴|奖金|安家费|启动资金)"
     rf"{_IN}{{0,24}}?{_FIGURE_AHEAD}"),
    ("award", True, r"(?:依法|依规|直接|由财政|由.{1,6}财政)(?:给予|予以)?(?:奖补|奖励|补助|补贴|资助)"),
    ("fee", True, r"免(?:首道|大)?门票|半价(?:优惠|收取|购票)|(?:门票|票价|学费)[^,;:]{0,4}半价"),
    ("price", False, r"(?:水|电|气|热)[^,;:]{0,10}执行居民[^,;:]{0,6}(?:价格|收费标准)"),
    ("fee", True, r"减半(?:征收|收取|计收|缴纳)|减按[^,;:]{0,10}收取"),
    ("defer", False, r"(?:缓缴|延期缴纳|延迟缴纳|延缓缴纳|缓交|延期申报)(?!期|的?期限|政策)"),
    ("price", False, r"(?:价格|电价|气价|水价|费率|利率|租金|收费标准)[^,;:]{0,8}(?:下调|下浮|降低|下降|优惠)\d{1,2}%"),
    ("tax", True, rf"免征|减半征收|减按|免缴|免交|减征|暂免|即征即退|先征后返|先征后退|加计扣除|零税率|免纳|暂不征收|不征收{_IN}{{0,12}}税"),
    ("tax", True, rf"(?:享受|适用(?!于)){_IN}{{0,40}}?(?:{_TAX}){_IN}{{0,14}}(?:政策|优惠|待遇|减免|税率)"),
    ("tax", True, r"简易计税|加速折旧|税前(?:加计)?扣除|留抵退税"),
    ("award", True, rf"享受{_IN}{{0,40}}?(?:补贴|补助|奖励|(?<!特殊)津贴|资助)(?!的)"),
    ("award", True, rf"可(?:以)?(?:按规定)?(?:申请|申领|申报){_IN}{{0,30}}?(?:补贴|补助|贴息|奖励|资助)"),
    ("fee", True, r"免收|免除[^,;:]{0,16}(?:费|租|税|押金|保证金|利息)|减收|减免(?!政策|程序|手续|责|处)"),
    ("fee", True, rf"(?:{_PAID}){_IN}{{0,14}}?(?:全免|减半|减免(?!政策)|免除|全额补|免费|{_FIGURE_AHEAD})|免租|零租金"),
    ("fee", True, r"免费(?:进入|参观|乘坐|开放|提供|供|为|使用|入驻|办理|代办|全程|享受|发放|培训|帮办"
     r"|刻制|邮寄|寄递|配备|检测|体检|赠送|接种|安装|帮代办|参加|给)"),
    ("fee", True, rf"加大{_IN}{{0,100}}?(?:补贴|补助|奖励|奖补|贴息|优惠|减免){_IN}{{0,10}}?力度"),
    ("fee", True, rf"由(?:各级)?(?:政府|(?:同级|本级|市|县|区|省|地方)?财政){_IN}{{0,8}}?(?:负担|承担)(?!的|部分)"),
    ("award", False, rf"(?:落实|兑现){_IN}{{0,40}}?(?:奖励|奖补|奖金|补助|补贴|资助|贴息|津贴|扶持资金){_NO_PAPER}"),
    ("land", False, rf"优先保障{_IN}{{0,40}}?(?:用地|土地)"),
    ("fee", False, r"(?:提供|享受)[^,;:]{0,12}免费|免费[^,;:、]{0,10}服务"),
    ("land", True, rf"优先(?:安排|供应|供给|解决|配置){_IN}{{0,40}}?(?:用地|土地|用海|能耗指标)"),
    ("land", True, rf"(?:用地|土地|指标|用林){_IN}{{0,16}}?(?:优先|单列)(?:安排|供应|保障|供给|予以|给予)"),
    ("land", True, rf"(?:资金|经费|指标)(?:、{_IN}{{1,12}})?(?:要|应当?|可)?(?:重点)?优先(?:支持|安排|保障|倾斜|资助)"),
    ("share", True, rf"(?:按(?:照)?){_IN}{{0,6}}成本(?:价格?)?(?:购买|出售|转让|销售|回购)"),
    ("equity", True, rf"赋予{_IN}{{0,30}}?(?:所有权|股权|收益权)|持有股权"),
    ("equity", False, r"(?:股权|期权|分红|年薪)(?:、(?:股权|期权|分红|年薪|奖励)){1,3}等?(?:激励)?(?:方式|形式)"),
    ("share", True, r"\d{1,3}(?:\.\d{1,2})?%的?[^,;:、的\d]{0,4}?(?:补贴|补助|资助|贴息)"),
    ("share", False, rf"(?:\d%|百分之{_IN}{{1,3}}){_IN}{{0,16}}?(?:奖励给|奖励|归|返还|留归|用于奖励)"),
    ("allotment", True, rf"(?:一次性)?拨付{_IN}{{0,12}}?(?:数额|额度)的?(?:资金|经费)"),
    ("fund", True, rf"(?:安排|设立|统筹|整合|列支|利用){_IN}{{0,24}}?(?:{_FUND}),?(?:用于|重点|优先|主要|用以){{0,3}}(?:支持|扶持|奖励|资助|补助)"),
    ("fund", False, rf"(?:安排|设立|统筹|整合|列支|利用){_IN}{{0,24}}?(?:专项资金|专项经费|扶持资金),(?:{_IN}{{0,30}},)?加大对{_IN}{{0,40}}支持力度"),
    ("priority", False, rf"优先(?:纳入|列入|享受|给予|获得|推荐){_IN}{{0,24}}?(?:支持范围|扶持范围|资助|支持计划|扶持|奖补|支持)"),
    ("case", True, r"(?:实行|采取|按照?|执行|适用|享受)[“\"]?一[事企项]一[议策][”\"]?(?!筹|财政奖|制度|工作)"),
    ("means", False, rf"(?:采取|采用|通过|运用){_IN}{{0,30}}?(?:以奖代补|以奖促|贷款贴息|贴息|补贴|奖补|先建后补){_IN}{{0,20}}?(?:方式|途径|形式|手段)"
     r",?(?:加大|支持|鼓励|引导|对|扶持)"),
    ("policy", False, rf"(?:落实|实施|执行){_IN}{{0,60}}?(?:减税降费|补助|补贴|(?:降低|降){_IN}{{0,24}}?(?:费率|比例)"
     rf"|有利于{_IN}{{0,40}}?税收优惠){_IN}{{0,6}}?政策"),
    ("policy", False, rf"提高{_IN}{{0,60}}?(?:留成|分成|划分|返还)比例"),
    ("support", True, rf"(?:给予|予以|提供){_IN}{{0,40}}?(?:支持|扶持)(?![的政])"),
    ("loan", True, r"(?:可(?:以)?(?:按规定)?申请|给予|提供|发放)最高(?:不超过)?\d[\d.]*万元[^,;:]{0,20}?(?:贷|借款|授信|融资)"),
    ("loan", True, r"(?:贷款|授信|担保)额度(?:最高|不超过|提高[至到]|可达){1,2}\d[\d.]*万?元"),
    ("loan", False, r"(?:给予|提供)[^,;:]{0,20}?(?:优惠利率|信贷支持|低息)[^,;:]{0,8}"),
    ("loan", False, rf"(?:给予|提供|发放){_IN}{{0,40}}?(?:贷款|授信)(?!\d[\d.]*亿)"),
)  # fmt: skip
_BENEFIT = re.compile("|".join(f"(?P<f{i}>{pattern})" for i, (_, _, pattern) in enumerate(_FAMILIES)))
_HINT = re.compile(
    "[奖补贴惠税拨免减]|缓[缴交]|延[期迟缓]|信贷|低息|[下降][调浮低]|半价|执行居民|给予|予以|优先|返还|资助|助学金|收益权|所有权|一[事企项]一[议策]|成本|加计|贷款|专项|扶持资金|负担|承担|"
    "留成|分成|划分|费率|股权|期权|授信|%|百分之|元"
)
_CONCRETE = re.compile("信贷|利率|资金|补助|贴息|奖励|补贴|租赁|租金|厂房|用房|费用|经费|保费|物流")
_MOST_GRANTS = 40  # a sentence that says 给予 more often is no prose, and would be slow to read
_TANGIBLE = re.compile("补助|贴息|奖励|补贴|租赁|租金|厂房|用房|费用|经费|保费|物流")
_CONDITION = re.compile("对[^,;]{2,80}的,?$")
_NAMED = re.compile("企业|单位|机构|团队|总部|园区|院校|人才|人员|个人|农户|者|合作社|项目|中心")
_ENCOURAGED = re.compile(r"(?:\d+\.|\([^()]{1,3}\))?(?:鼓励|引导|倡导|动员|号召)")
_PERIOD_ONLY = re.compile(r"^[^,;]{0,16}退税[^,;免减]{0,10}工作日")
_DRAFTING = re.compile("制定|出台|研究|完善|健全|建立")
_PAPER = re.compile("办法|制度|标准|细则|机制|措施|意见|体系")
_REFUSED = re.compile(
    r"(?:发放|覆盖|到位|兑现|落实|知晓|享受)率|(?:补贴|补助|资助)(?:约|超|不少于)?\d[\d.]*万?(?:户|人|名|家|人次)|不得(?!超过|高于|突破)|限制|扣减|(?<![计前])扣除|罚款|处罚|(?:累计|已|全年|共|预计|新增)发放|不予|不再|追回|收回|骗取|套取|退回|停止|违规|严禁|禁止|清理|整治|已(?:经)?(?:享受|给予|获得[^,;:]{0,12}(?:奖|补|资金|资助|支持))|重复(?:享受|补|奖|支持|资助|申)|"
    "待[^,;:]{1,20}后再?(?:兑现|拨付|支付)|不重复|就高|标准(?:统一)?(?:由|提高|调整|达到|上调)|争取(?:到位|上级|中央|省级|国家|奖补|专项|资金|各类)|未经|虚报|冒领|截留|挪用|宣传|解读|处罚|问责|追究"
)
_GOVERNED = re.compile(
    r"(?:的(?:企业|单位|项目|个人|人员|机构|申请|条件|标准是|对象|程序|资金|,)|(?:政策)?(?:申报|申请|审核|兑现)|(?:办法|制度|机制|细则)(?:$|[,、]))"
)


@dataclass(frozen=True, slots=True)
class Benefit:
    """One benefit in a sentence: ``[start, end)`` from its verb (or 按) to its noun."""

    start: int
    end: int
    family: str
    sure: bool


def benefits(text: str) -> Iterator[Benefit]:
    """The benefits that a sentence of plain text grants, from left to right."""
    if not _HINT.search(text) or text.count("给予") > _MOST_GRANTS:
        return
    for found in _BENEFIT.finditer(text):
        family, sure, _ = _FAMILIES[int((found.lastgroup or "f0")[1:])]
        start = max(text.rfind(c, 0, found.start()) for c in ",:") + 1
        stop = text.find(",", found.end())
        stop = stop if stop > 0 else len(text)
        segment = text[start:stop]
        free = family == "fee" and "免费" in found.group()  # 建立免费代办制度 is the service itself
        drafted = _DRAFTING.search(text, start, found.start()) and _PAPER.search(text, found.end(), stop)
        if not free and (drafted or _REFUSED.search(segment)):  # 制定对…给予奖励的办法
            continue
        if family in ("award", "fee") and found.group().startswith("享受") and _GOVERNED.match(text, found.end()):
            continue
        if family == "support":
            if not _CONCRETE.search(text[_segment_before(text, start) : stop]):
                continue
            sure = _TANGIBLE.search(segment) is not None
        if family == "priority":  # 对…的,优先纳入…支持范围: the payee and its condition are named
            sure = _CONDITION.search(text, 0, found.start()) is not None
        if family == "fee" and _ENCOURAGED.match(segment):  # 鼓励其他业主减免租金: a call on third parties
            sure = False
        if family == "tax" and _PERIOD_ONLY.search(segment):
            continue
        if family == "fund":
            sure = sure and _NAMED.search(text, found.end(), found.end() + 24) is not None
        restated = family in ("tax", "fee") and "落实" in text[start : found.start()]  # 落实加计扣除等政策
        yield Benefit(found.start(), found.end(), family, sure and not restated)


def _segment_before(text: str, start: int) -> int:
    """The start of the segment before the one that begins at ``start``."""
    return text.rfind(",", 0, max(start - 1, 0)) + 1
