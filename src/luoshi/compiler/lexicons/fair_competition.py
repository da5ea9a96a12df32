"""Wording that a fair-competition review must look at, with the rule it may offend.

Rules: 《公平竞争审查条例》 (国务院令第783号, in force since 2024-08-01), articles 8 to 11; before it 《国务院关于在市场体系建设中建立
公平竞争审查制度的意见》(国发〔2016〕34号), part three. The patterns find candidates for a person's review; they judge nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

REGULATION_IN_FORCE = date(2024, 8, 1)


@dataclass(frozen=True, slots=True)
class Restriction:
    """A kind of wording: what it does, by which article it is reviewed, and words one of which must be there at all."""

    pattern: re.Pattern[str]
    words: tuple[str, ...]
    concern: str
    concern_en: str
    article: str


_OWN = r"(?:本地|本市|本县|本区|本省|我市|我县|我区|我省|市内|县内|区内|当地|属地)"

RESTRICTIONS: tuple[Restriction, ...] = (
    Restriction(
        re.compile(r"(?:指定|限定)[^,。;]{0,12}?(?:经营者|供应商|供货商|中介|服务机构|检测机构|施工单位|企业|品牌|产品|商品)"),
        ("指定", "限定"), "限定购买或使用特定经营者的商品、服务", "binds buyers to named suppliers", "第八条第三项",
    ),
    Restriction(
        re.compile(rf"(?:优先|原则上|必须|应当|要求|鼓励|须)[^,。;]{{0,6}}?(?:采购|购买|使用|选用|选择|推荐使用)[^,。;]{{0,8}}?{_OWN}[^,。;]{{0,10}}?(?:企业|产品|商品|服务|品牌|材料)"),
        ("采购", "购买", "使用", "选用", "选择"), "对本地商品、服务给予优先,排斥外地经营者", "prefers local goods and services", "第九条第三项",
    ),
    Restriction(
        re.compile(rf"(?:须|必须|应当|要求|首次|新)[^,。;]{{0,10}}?在{_OWN}[^,。;]{{0,8}}?(?:注册|登记|设立(?:分|子)公司|设立法人|缴纳社保|纳税)|注册地(?:必须|须|应当)?在{_OWN}|{_OWN}注册(?:登记)?的(?:企业|法人)(?:方可|才能|优先)"),
        ("注册", "登记", "设立", "纳税", "缴纳社保"), "以在本地注册、设立机构或纳税为条件",
        "requires registration or payment of taxes in the place", "第九条第二项",
    ),
    Restriction(
        re.compile(r"(?:外地|外省|外市|域外)(?:企业|经营者|产品|商品|车辆|施工)[^,。;]{0,16}?(?:不得|禁止|限制|须经|备案|另行|加收|押金|保证金)|不得[^,。;]{0,12}?外地"),
        ("外地", "外省", "外市", "域外"), "对外地经营者、商品设置歧视性要求", "discriminates against firms or goods from elsewhere", "第九条",
    ),
    Restriction(
        re.compile(r"(?:承诺)?[一二三四五六七八九十\d]+年(?:内)?不(?:得)?(?:迁出|迁离|外迁|搬离|减资)|不得(?:迁出|迁离|外迁)"),
        ("迁出", "迁离", "外迁", "搬离", "减资"), "阻碍本地经营者迁出", "keeps firms from leaving", "第九条第一项",
    ),
    Restriction(
        re.compile(r"(?:税收|纳税|税额|增值税|所得税|地方贡献|财政贡献|地方留成|地方财力|经济贡献)[^。;]{0,24}?(?:奖励|奖补|返还|补助|扶持|补贴|予以奖)|(?:先征后返|即征即返|税收返还|财政返还)"),
        ("税", "贡献", "留成", "财力", "返"), "按纳税额或贡献给予奖励、返还", "pays by taxes or contribution", "第十条第一项、第二项",
    ),
    Restriction(
        re.compile(r"优先(?:供应|保障|安排|供给)[^,。;]{0,6}?(?:土地|用地)|(?:用地|土地)[^,。;]{0,10}?优先(?:安排|供应|保障)|土地出让(?:底价|价格|金|价款)[^。;]{0,36}?(?:\d+%|[一二三四五六七八九]折|返还|优惠|奖励)|零地价|地价(?:优惠|返还)"),
        ("土地", "用地", "地价"), "给予特定经营者要素获取方面的优惠", "grants land on special terms to certain firms", "第十条第三项",
    ),
    Restriction(
        re.compile(r"一事一议|一企一策|一项目一策|特事特办"),
        ("一事一议", "一企一策", "一项目一策", "特事特办"), "给予特定经营者选择性、差异化的支持", "gives selective support case by case", "第十条第二项",
    ),
    Restriction(
        re.compile(rf"{_OWN}(?:企业|产品|经营者)[^,。;]{{0,12}}?(?:加分|优先中标|价格扣除|倾斜|免收)|(?:加分|倾斜)[^,。;]{{0,8}}?{_OWN}企业"),
        ("加分", "中标", "价格扣除", "倾斜", "免收"), "招标采购中对本地企业给予照顾", "favours local bidders", "第九条第三项",
    ),
    Restriction(
        re.compile(r"(?:减免|缓征|免征|免收)[^,。;]{0,8}?(?:行政事业性收费|政府性基金|社会保险费|社保费)"),
        ("减免", "缓征", "免征", "免收"), "减免特定经营者的收费、基金、社会保险费", "waives fees or contributions for certain firms", "第十条第三项",
    ),
)  # fmt: skip

FORBIDDING = re.compile(r"不得|严禁|禁止|不准|取消|清理|防止|杜绝|避免|纠正|查处|违反|违规|违法|凡是|废止|破除")
