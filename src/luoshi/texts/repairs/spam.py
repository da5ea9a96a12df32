"""Names of gambling and other sites that were injected into a page in place of a unit, a place or the site's own name.

Programs that break into sites replace one word everywhere, so one string stands for one name only where it stood in
one role. Each occurrence is judged by what surrounds it; a proposal is always doubtful, and the injected words are
never a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from luoshi.kernel.spans import Span
from luoshi.texts.layers import Edit
from luoshi.texts.repairs.absent_unit import AbsentUnit, find_absent_unit

# Brands that mean nothing else, and names that are spam only beside a word of the trade.
_BRAND = "葡京|百家乐|时时彩|亚博|必威|万博体育|乐鱼|开云体育|华体会|凯时|伟德|韦德|立博|利升宝|bet365|BET365|球探|威尼斯人|太阳城"
_NAME = "金沙|银河|永利|皇冠|新濠|美高梅|巴黎人|凯旋门|星际|新葡|明升|大发|申博|赌博|博彩|赌场|六合彩|老虎机|娱乐城"
_TRADE = "娱乐城|娱乐场|娱乐|赌场|真人|棋牌|体育|彩票|投注|博彩|电子游戏|在线|线上|网上|国际|手机版|手机|官方"
_TAIL = (
    "官方网站|官方网址|官网|网址大全|网址|网站|网投|网页版|平台|下载|登录|登陆|注册|开户|手机版|客户端|入口|备用"
    "|app|APP|首页|娱乐城|娱乐场|赌场|投注"
)
_SPAM = re.compile(
    rf"(?:新|大|老|澳门|澳門){{0,3}}(?:{_BRAND})(?:{_TRADE})*(?:{_TAIL})+"
    rf"|(?:澳门|澳門)新?(?:{_NAME})(?:{_TRADE})*(?:{_TAIL})+"
    rf"|(?:代开|开具?)(?:各类|各种|正规|增值税|机打)*发票[^。;\n]{{0,8}}?(?:电话|微信|QQ|qq|V信)[^。;\n]{{0,4}}?\d{{6,12}}"
    rf"|(?:成人|色情|黄色|激情)(?:视频|电影|小说|直播)(?:在线观看|免费|下载|平台|网址|官网)+"
)
_SIGN = re.compile(
    "葡京|澳门|澳門|百家乐|时时彩|亚博|必威|万博|乐鱼|开云|华体会|凯时|伟德|韦德|立博|利升|365|球探|威尼斯|太阳城|发票|成人|色情|黄色|激情"
)
# A text against such sites names them for what they are.
_AGAINST = re.compile(r"打击|查|虚开|整治|取缔|禁止|严禁|涉黄|涉赌|涉嫌|非法|违法|防范|清理|举报|侦办|侦破|案件")

_FURNITURE = re.compile(
    r"首页|当前位置|您的位置|所在位置|版权所有|主办|承办|技术支持|ICP|备案|返回|打印|关闭|扫一扫|浏览|点击|来源|作者"
)
_DATE = re.compile(
    r"\s*(?:\d{4}|[二〇○零一三四五六七八九十]{4})年\s*[\d一二三四五六七八九十]{1,3}月\s*[\d一二三四五六七八九十]{1,3}日"
)
_PLACE = re.compile(
    r"[一-鿿]{1,5}?(?:自治州|自治县|市|县|区|州|旗|镇|乡|街道|省)(?![一-鿿]{0,8}?(?:局|委|办|厅|部|院)(?:[、,。;)等]|$))"
)
_UNIT = re.compile(
    r"[一-鿿()]{2,14}?(?:委员会|办公室|管委会|联合会|监督局|局|委|办|厅|部|院|署|行|中心|科协|工会|妇联|团委|工商联|文联)$"
)
_ROLE_AFTER = re.compile(
    r"(?:[主分]要|分管|有关)?(?:负责|牵头|主办|承办|协办|会同|办公室|主任|局长|领导|党组|制定|组织|出台|下设|主管|指导|另行|解释|等(?:部门|单位|相关))"
)
_ROLE_BEFORE = re.compile(
    r"(?:设在|由|经|报|报送|反馈至|反馈到|送|交|寄至|向|联系|会同|单位[::]|部门[::]|牵头[::]|责任[::]|主体[::])$"
)
_LIST_BREAK = re.compile(r"[。;;!\n((:]|由|任|为")

MOST = 2000


def replace_spam(text: str) -> Iterator[Edit]:
    """Edits that take injected names out and propose, where the surroundings allow it, whom they stand for."""
    if _SIGN.search(text) is None:
        return
    matches = (m for m in _SPAM.finditer(text) if not _AGAINST.search(text, max(0, m.start() - 14), m.start()))
    found = [Span(*m.span()) for m in islice(matches, MOST)]
    if not found:
        return
    unit = find_absent_unit(text, found)
    for span in found:
        yield _judged(text, span, unit)


def _judged(text: str, span: Span, unit: AbsentUnit) -> Edit:
    low = text.rfind("\n", 0, span.start) + 1
    high = text.find("\n", span.end)
    high = len(text) if high < 0 else high
    line = text[max(low, span.start - 60) : min(high, span.end + 60)]
    before, after = text[max(low, span.start - 400) : span.start], text[span.end : min(high, span.end + 400)]
    alone = not before.strip(" \t　") and not after.strip(" \t　")
    if alone and low > 0 and _DATE.match(text, span.end):
        return _signature(span, unit)
    if alone or (len(line) < 60 and _FURNITURE.search(line)):
        return Edit(span, "", "spam", "页面头尾被植入的网站名,与文件无关,删去")
    if _DATE.match(after) and re.search(r"(?:^|[\s\d。:;])$", before):
        return _signature(span, unit)
    return _in_text(span, before, after, unit)


def _signature(span: Span, unit: AbsentUnit) -> Edit:
    if unit.name and unit.drafts:
        return Edit(
            span, unit.place + unit.bare, "spam", f"落款处被植入网站名;{unit.evidence},推定为起草单位,请核对", "low"
        )
    return _unknown(span, "〔某单位〕", "落款处被植入网站名,原单位名已失")


def _unknown(span: Span, placeholder: str, reason: str) -> Edit:
    return Edit(span, placeholder, "spam", f"{reason},请查对原件后填写", "low")


def _in_text(span: Span, before: str, after: str, unit: AbsentUnit) -> Edit:
    """Where it stands in running text: in a list of units, in a list of places, or where a unit acts."""
    previous = (
        _LIST_BREAK.split(before)[-1].split("、")[-2].strip() if before.endswith("、") and "、" in before[:-1] else ""
    )
    if before.endswith("、") and not previous:
        previous = _LIST_BREAK.split(before[:-1])[-1]
    following = re.split(r"[、,,。;;))]", after[1:], maxsplit=1)[0] if after[:1] == "、" else ""
    stripped = re.split(r"等(?:相关|有关)?(?:部门|单位)?", following)[0]
    units = bool(_UNIT.search(previous)) or bool(_UNIT.fullmatch(stripped))
    places = bool(_PLACE.match(following)) or bool(_PLACE.fullmatch(previous))
    if places and not units:
        return _unknown(span, "〔某地〕", "并列的是地名,此处地名被植入的网站名盖住")
    acts = bool(_ROLE_AFTER.match(after)) or bool(_ROLE_BEFORE.search(before))
    if units or acts:
        listed = previous + "、" + following
        if unit.name and (acts or unit.bare not in listed):
            where = "并列的都是部门" if units else "此处应为单位"
            return Edit(span, unit.name, "spam", f"{where},名称被植入的网站名盖住;{unit.evidence},请核对", "low")
        return _unknown(span, "〔某单位〕", "此处应为单位,名称被植入的网站名盖住")
    return _unknown(span, "〔某单位或某地〕", "此处文字被植入的网站名盖住")
