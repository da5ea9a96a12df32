"""Who is paid, and on what condition, from the words before a benefit."""

from __future__ import annotations

import re

_FOR = re.compile(r"(?:对于?|给予?|为|凡是?|符合)(?P<rest>.+)$")
_CONDITION_WHO = re.compile(r"(?P<condition>.{2,})的(?P<who>[^的,]{2,24})$")
_NOUN = re.compile(
    r"(?:企业|单位|项目|机构|团队|园区|人才|人员|个人|农户|用户|商户|大户|合作社|家庭农场|中心|平台|基地|院所|高校|学校|协会|商会|组织|集体|主体|"
    r"毕业生|博士|硕士|专家|院士|技师|能手|大师|工匠|教师|医生|车辆|产品|品牌|成果|设备|货物|纳税人|乡镇|村|县区|实验室|银行|者|人|户|公司|车间|工厂|店|家)$"
)
_ITSELF = re.compile(
    r"(?:支持|鼓励|允许|引导|为|给予|向|奖励|奖补|补助|资助)(?P<who>[^,;、的]{2,24}?(?:企业|单位|项目|机构|团队|人才|人员|个人|农户|者|园区|商户|车辆|组织|用户))"
)
_SUBJECT_TAIL = re.compile(
    r"(?:分别|一次性|每[人项户家个年月]|每年度|直接|由.{0,8}财政|可以?|将|均|一律|每年|按规定|按现行规定|要|应当?|再|分别|依法|依规|按照?.{0,20})+$"
)


def payee_of(lead: str, grant: str) -> tuple[str | None, str | None]:
    """(who, condition) from the words before the benefit (``lead``) and its own (``grant``); None where none is named.

    >>> payee_of("对首次认定为高新技术企业的单位,", "给予20万元奖励")
    ('单位', '首次认定为高新技术企业')
    >>> payee_of("对主持制定国家标准的,", "给予30万元奖励")
    (None, '主持制定国家标准')
    >>> payee_of("高新技术企业", "减按15%的税率征收企业所得税")
    ('高新技术企业', None)
    """
    words = _SUBJECT_TAIL.sub("", lead.strip(" ,、:")).strip(" ,、:")
    if not words:
        inner = _ITSELF.search(grant)
        return (inner["who"] if inner else None), None
    given = _FOR.match(words)
    rest = given["rest"] if given else words
    first = rest.split(",")[0] if "," in rest else rest
    tail = _SUBJECT_TAIL.sub("", rest.rsplit(",", 1)[-1])
    for printed in (first, tail):
        phrase = printed.removesuffix("的")
        both = _CONDITION_WHO.match(phrase)
        if both and _NOUN.search(both["who"]):
            return both["who"], both["condition"]
        if _NOUN.search(phrase):
            return phrase, None
    inner = _ITSELF.search(grant)
    return (inner["who"] if inner else None), rest.removesuffix("的") or None
