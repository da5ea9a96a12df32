"""How units of government are named: by what a name ends in, not by lists of names."""

from __future__ import annotations

import re

# What the name of a unit ends in. Longest first is not needed: the pattern is anchored at the end.
_SUFFIX = (
    r"局|委|办|厅|部|署|府|院|会|社|团|行|关|台|站|所|处|科|室|组|队|网|馆|校|港|司|库|联|协|源|"
    r"中心|公司|集团|银行|支行|分行|总行|海关|大学|学院|学校|医院|园区|新区|开发区|高新区|经开区|示范区|试验区|合作区|保税区|度假区|"
    r"管理区|功能区|工业区|产业园|工业园|县区|市区|区县|县市|市州|州市|地市|旗县|县市区|市县|乡镇|街道|镇街|乡|镇|村|社区|"
    r"部门|单位|机构|企业|地区|地方|地|省|市|县|区|州|盟|旗|部委|厅局|委局|委办局|高校|院校|"
    r"人大|政协|纪委|监委|法院|检察院|工会|妇联|残联|科协|社科联|文联|工商联|侨联|贸促会|团委|红十字会|"
    r"办公室|委员会|管委会|管理办|指挥部|专班|领导小组|联席会议|成员单位|基地|电视台|广电台|报社|日报|电力|烟草|电信|移动|联通|铁塔|石油|石化|邮政|税务|"
    r"军分区|武装部|总队|支队|大队|分局|总站|总社|总局|总署|总会|商会|学会|研究会|促进会|研究院|科学院|工程院|党校|群团|街办|"
    r"联合会|协会|基金会|合作社|供销社|农信社|信用社|铁路|机场|电网|团场|连队|苏木|嘎查|林场|牧场|农场|网点|中队|公积金|平台|实体|主体|责任人|[一-鿿]{2}中央"
)
_UNIT = re.compile(rf"^[\w()〔〕/·“”\"、—-]{{0,40}}?(?:{_SUFFIX})(?:\([^()]*\))?$")
_TOO_LONG = 32
_VERBS = re.compile(
    r"^(?:推进|推动|加强|建设|完善|落实|实施|开展|促进|提升|优化(?!办)|支持|鼓励|打造|培育|按照|通过|对|进行|制定|加快|健全|建立|确保|实现|具有|全面|积极|大力|进一步|各项(?!目))"
    r"|以及其|不得|应当|可以|必须|的[^士]|[了把将]|与其"
)
_BARE = frozenset(
    {
        "部门",
        "单位",
        "机构",
        "地区",
        "企业",
        "会",
        "办",
        "部",
        "委",
        "局",
        "院",
        "室",
        "组",
        "市",
        "县",
        "区",
        "省",
        "地方",
        "主体",
    }
)
_NOT_ENDING = re.compile(
    r"(?:社会|机会|大会|晚会|峰会|年会|议会|学会了|展会|博览会|全部|内部|外部|东部|中部|西部|干部|总部|银行业|进行|流行|执行|发行|运行|履行|推行|实行|举行|先行"
    r"|相关|有关|机关事务|开关|攻关|通关|把关|难关|资源|来源|水源|能源|财源|根源|电源|社区服务|仓库|数据库|项目库|信息库|名录库|人才库|入库|旅行|出行|小组成员"
    r"|关联|互联|串联|物联|学校教|场所|住所|公共场所|处所|场馆|展馆|公司法|平台|出台|年内)$"
)


def is_unit_like(name: str) -> bool:
    """Has ``name`` the form of a unit's name? It need not be known.

    >>> [is_unit_like(n) for n in ("市委政研室(市委改革办)", "文化和旅游部", "各县市区", "推进改革", "社会")]
    [True, True, True, False, False]
    """
    name = re.sub(r"\s+", "", name)
    if not 2 <= len(name) <= _TOO_LONG or name in _BARE:
        return False
    if not _UNIT.match(name):
        return False
    bare = re.sub(r"\([^()]*\)$", "", name)
    return not (_NOT_ENDING.search(bare) or _VERBS.search(bare))


def names_no_unit(name: str) -> bool:
    """Is ``name`` certainly no unit: a sentence, a figure, a lone word?"""
    return (
        len(name) > _TOO_LONG
        or bool(_VERBS.search(name))
        or bool(re.search(r"[。;:!?%]|\d{3,}", name))
        or len(name) < 2
    )
