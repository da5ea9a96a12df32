"""Scopes: which area or unit a target binds; the document's own place where the sentence names none."""

from __future__ import annotations

import re

from luoshi.compiler.draft import Draft

_HAN = "[一-龥]"
_PLACE = re.compile(
    rf"(?:中共)?(?P<place>{_HAN}{{2,12}}?(?:自治区|自治州|自治县|自治旗)|{_HAN}{{1,10}}?(?:经济技术开发区|高新技术产业开发区|经开区|高新区|开发区|示范区|新区|新城|综合保税区|工业园区|园区)"
    rf"|{_HAN}{{2,8}}?(?:农场|林场|牧场)(?=20\d\d年|关于|“|第|工作|[一二三四五]年)|{_HAN}{{1,5}}?县|{_HAN}{{2,5}}?(?:省|市|州|盟|旗|镇|乡|街道|区))(?!级|区域|场(?!监)|民(?!政|族)|政(?!府|协)|长|直|域|委书记)"
)
_NATIONAL = re.compile(
    rf"^(?:中华人民共和国)?(?:国务院|中共中央|中央|国家{_HAN}{{2,}}|全国|{_HAN}{{2,10}}部(?=办公厅|等|关于|、|$|印发)|中国人民银行|最高人民)"
)
_TITLE_LEAD = re.compile(
    r"^(?:关于|转发|印发|公布|下达|批转|征求|做好|发布|对|《|<|“|中国共产党|的通知|修改意见|意见|草案|[一二三四五六七八九十]+、|附件\d*|[:\s])+"
)
_NO_PLACE = re.compile(
    r"^(?:各|全|本|我|推进|加快|实施|支持|促进|进一步|深化|建设|加强|做好|打造|推动|优化|提升|对接|国家|省级|市级|县级|老旧|自由|自主|综合|特色|重点|先进|现代"
    r"|绿色|智慧|数字|生态|产业|工业|农业|科技|教育|卫生|文化|旅游|城市|城镇|农村|乡村|社区|招商|节能|营商|海绵|无障碍|美丽|高标准|高质量|园区|示范|贫困|脱贫|县域|区域|革命)"
)
_KIND_OF_CITY = re.compile(
    r"^域|城乡$|(?:校|小|社|保护|牧|库|片|景|街)区$|.{2}城市$|(?:城乡|[中全]心|强|大|名|新)[省市县区]$"
)
_GOVERNMENT = re.compile(
    rf"(?:^|[\s:、(])(?P<place>{_HAN}{{2,6}}?(?:省|市|县|区|州|旗))(?=人民政府|政府(?!工作报告)|管委会|委员会|办公室|[市县区]?委办)"
)
_ALL_PROVINCES = re.compile(r"各省、自治区、直辖市(?!驻)")
_SEATED = re.compile("管理?委|党工委|工委|管理局|办公室|办事处")  # a zone that has an office is a place
_KIND_OF_ZONE = re.compile(
    rf"(?P<place>{_HAN}{{2,6}}?[省市县州])(?:国家级|省级|市级|各类|现代|农业|工业|产业|科技|生态|旅游|文化|自由贸易|先行)*(?:示范区|新区|园区|工业园区|开发区)$"
)
_CONGRESS = re.compile(
    rf"在(?P<place>{_HAN}{{2,12}}?(?:自治[区州县旗]|[省市县区州盟旗]))第[一二三四五六七八九十]{{1,3}}届人民代表大会"
)
_HEAD, _FOOT = 600, 300
_WHOLE = re.compile(
    r"^(?:全|我|本)(?P<level>省|市|县|区|州|盟|旗|镇|乡|园区|园|域)(?!域|级|长|委|民|直)(?:范围)?(?:内|各地|上下|的)?"
)
_NATION = re.compile(r"^(?:全国|我国)")
_GROUP = (
    "县市区|县区|区县|县市|市县区|市县|市州|州市|旗县区|旗县|县\\(市、区\\)|县\\(市\\)|县\\(区\\)|市\\(州\\)|市\\(县、区\\)|区\\(县、市\\)|区\\(市\\)县"
    "|乡镇\\(街道\\)|镇\\(街道\\)|乡镇|镇街|街道|园区|开发区|高新区|经开区|新区|示范区|产业园(?!区)|工业园(?!区)|(?<!水)功能区|综保区|保税区"
)
_ZONE = r"(?:园区|开发区|高新区|经开区|新区|示范区|产业园(?!区)|工业园(?!区)|(?<!水)功能区|综保区|保税区)"
_COUNTY = r"(?:县市区|县区|区县|县\(市、区\)|县\(市\)|县\(区\)|乡镇\(街道\)|乡镇|县)"
_MEASURE_ONLY = re.compile(r"^(?:数量?|个数|总数|总量|占比|比例|比重|面积|规模|建设)")
_BINDER = rf"(?:{_GROUP}|地市|地区|省区市|省份|市|县|区|镇|村|社区|机关|部门|单位|企业|学校|医院|高校|机构|中心)"
_EACH = re.compile(
    r"^(?:原则上)?(?P<scope>(?:每个|每(?![千万百十\d人户名年亩])|各|所有|全体|全部)"
    rf"[^,、。]{{0,18}}?{_BINDER}(?:\([^()]{{1,8}}\))?(?:和园区)?(?!域|级|级以上))的?"
    rf"|^(?P<area>[^,、。的]{{0,12}}?{_ZONE}"
    rf"|[^,、。的]{{0,8}}?(?:山区|试点|示范|重点|主产|边境|民族|脱贫){_COUNTY})(?!\()的?(?=[^、和及与])"
    r"|^(?P<region>[^,。的]{0,8}?(?:近郊区|远郊区|中心城区|主城区|[东西南北中]部地区|平原地区|沿海地区|缺水地区|高寒地区))(?=[^、和及与])"
)
_ACTOR = re.compile(
    r"^(?P<scope>[^,、。]{1,14}?(?:谷|园区|园(?!区)|区|城|港|市|县|镇|基地))(?=实现(?!率)|完成(?!率)|建成(?!区)|力争)"
    r"|^(?P<area>(?=[^,、。]{4})[^,、。小社]{2,12}?(?:[东西南北中]部|高原|平原|沿海|沿江|流域|库区|沙区|林区|草原区|牧区|山区|垦区|片区))(?=治理|修复|新建|改造|新增|营造|造林|退|(?:发展|建设|打造|培育|推广)(?!水平|能力|指数|速度|规模|用地|面积))"
)
_ZONE_PLACE = re.compile(r"(?:开发区|高新区|经开区|园区|新区|新城|示范区|保税区|产业园|集聚区|度假区)$")
_ZONE_ITSELF = {"园区", "开发区", "高新区", "经开区", "新区", "新城", "示范区", "保税区", "综保区"}


def document_place(draft: Draft) -> str | None:
    """The place (or 全国) that the document governs, by its issuer, its title, and at last its first lines."""
    facts = draft.document
    heads = [h for h in (facts.title, facts.issuer) if h]
    if not heads:
        heads = [line.text for line in draft.lines[:12] if 6 < len(line.text) < 80]
    if any(_NATIONAL.match(_TITLE_LEAD.sub("", h)) for h in heads):
        return "全国"
    for head in heads:
        place = place_in(head)
        if place:
            return place
    for head in heads:
        found = _PLACE.search(_TITLE_LEAD.sub("", head))
        if found and not _NO_PLACE.match(found["place"]) and not _KIND_OF_CITY.search(found["place"]):
            return found["place"]
    return _issuing_place(draft)


def _issuing_place(draft: Draft) -> str | None:
    """The place whose government or bureau is named at the head or the foot of the document."""
    text = draft.plain
    if _ALL_PROVINCES.search(text[:_HEAD]):
        return "全国"
    congress = _CONGRESS.search(text[:_HEAD])
    if congress and not _NO_PLACE.match(congress["place"]):
        return congress["place"]
    for stretch in (text[:_HEAD], text[max(len(text) - _FOOT, _HEAD) :]):
        for found in _GOVERNMENT.finditer(stretch):
            if not _NO_PLACE.match(found["place"]) and not _KIND_OF_CITY.search(found["place"]):
                return found["place"]
    return None


def place_in(title: str) -> str | None:
    """The place a title or an issuer's name begins with.

    >>> place_in("中共云溪市委办公室关于印发行动计划的通知"), place_in("关于印发《清源县水网建设规划》的通知")
    ('云溪市', '清源县')
    >>> place_in("东港经济技术开发区党工委2020年工作要点"), place_in("关于加快发展的意见")
    ('东港经济技术开发区', None)
    >>> place_in("2024年云溪市政府工作报告"), place_in("城市更新行动方案"), place_in("乡镇卫生院建设计划")
    ('云溪市', None, None)
    """
    title = re.sub(r"\s+", "", title)
    bare = re.sub(r"^20\d\d年度?", "", _TITLE_LEAD.sub("", title))
    found = _PLACE.match(bare)
    if not found:
        inner = re.search(r"(?:关于)?(?:印发|下达|公布|转发|征求)[《<“]?(.*)", bare)
        found = _PLACE.match(_TITLE_LEAD.sub("", inner[1])) if inner else None
    if not found:
        return None
    place = found["place"]
    if _NO_PLACE.match(place) or place.endswith("城乡"):
        return None
    kind = _KIND_OF_ZONE.match(place)
    if kind and not _SEATED.match(bare, bare.find(place) + len(place)):
        return kind["place"]  # 云溪市现代农业产业园区建设方案: parks as a subject, not the place of the paper
    rest = bare[bare.find(place) + len(place) :]
    below = _PLACE.match(rest) if place.endswith(("省", "市", "自治区")) else None
    if (
        below
        and not _NO_PLACE.match(below["place"])
        and not _KIND_OF_CITY.search(below["place"])  # 云溪市住房和城乡建设局
        and not below["place"].startswith(("人民", "关于", "委", "政", "新"))
    ):
        return below["place"]
    return place


def split_scope(phrase: str, place: str | None) -> tuple[str | None, str]:
    """The scope that a noun phrase opens with, and the rest; None where it names none.

    >>> split_scope("全市进出口总额", "云溪市"), split_scope("各县市区", "云溪市"), split_scope("全国农机总动力", "全国")
    (('云溪市', '进出口总额'), ('各县市区', ''), ('全国', '全国农机总动力'))
    >>> split_scope("省级以上园区进出口额", "云溪市"), split_scope("园区", "云溪市")
    (('省级以上园区', '进出口额'), (None, '园区'))
    >>> split_scope("省级以上园区数量", "云溪市"), split_scope("乡镇卫生院达标率", "云溪市")
    ((None, '省级以上园区数量'), (None, '乡镇卫生院达标率'))
    """
    if _NATION.match(phrase):
        return "全国", phrase
    whole = _WHOLE.match(phrase)
    if whole:
        level = whole["level"]
        own = place is not None and (
            place.endswith(level) or level in ("域", "园", "园区") or (level == "区" and "区" in place[-3:])
        )
        rest = phrase[whole.end() :]
        scope = place if own else whole.group()[:2]
        inner, remainder = split_scope(rest, place) if rest else (None, rest)
        return (inner or scope), remainder
    each = _EACH.match(phrase)
    if each and not _MEASURE_ONLY.match(phrase[each.end() :]):
        named = each["scope"] or each["area"] or each["region"]
        if place and named in _ZONE_ITSELF and _ZONE_PLACE.search(place):
            named = place  # 园区产值, in a paper of the zone itself
        return named, phrase[each.end() :]
    return None, phrase


def acting_place(phrase: str) -> str | None:
    """The area that itself is said to reach the figure (X产业园实现产值…)."""
    found = _ACTOR.match(phrase)
    return (found["scope"] or found["area"]) if found else None
