"""National reforms of government bodies, dated: which kinds of unit ended, when, and what followed them.

Facts of the State, not of any city: the local reforms of 2018-2019 carried out the central plan of 2018-03 (深化党和国家
机构改革方案; local bodies in place by the end of 2018, counties by 2019-03), the tax reform of 2018 (国税地税征管体制改革方案),
the supervision law of 2018-03, the institutional reform plan of 2023-03. A pattern is matched against the *end* of a unit's
name, so that any city's bureau is recognised; what stands before it (市, 县, 云溪市) is kept for the successor's name.
Where the local successor's name is known to differ between places, ``certain`` is False and messages say "verify".
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

LOCAL = Path(__file__).parent / "local_successions.csv"


@dataclass(frozen=True, slots=True)
class Succession:
    """From ``since`` on, units whose name ends in ``old`` no longer exist; ``new`` followed them.

    ``old`` is a pattern anchored at the end of the name. ``basis`` names the reform.
    """

    old: str
    new: str
    since: date
    basis: str
    basis_en: str
    certain: bool = True
    area: str = ""  # name stem of the place whose units it is about; empty: of any place


_PLAN = "2018年党和国家机构改革(地方2018年底至2019年3月到位)"
_PLAN_EN = "institutional reform of 2018 (local bodies in place between end of 2018 and March 2019)"
_NATIONAL = "2018年国务院机构改革方案"
_NATIONAL_EN = "State Council reform plan of 2018"
_TAX = "国税地税征管体制改革(市县新税务机构2018年7月挂牌)"
_TAX_EN = "merger of national and local tax offices (city and county offices from July 2018)"
_2023 = "2023年党和国家机构改革方案"
_2023_EN = "institutional reform plan of 2023"
_LOCAL_DAY = date(2019, 1, 1)
_DAY_2018 = date(2018, 3, 21)
_DAY_2023 = date(2023, 3, 16)

# Local bodies: 省/市/县 ... The national bodies below are matched as whole names.
LOCAL_BODIES: tuple[Succession, ...] = (
    Succession(r"(?:国税局|地税局|国家税务局|地方税务局)", "税务局", date(2018, 7, 20), _TAX, _TAX_EN),
    Succession(
        r"(?:出入境)?检验检疫局", "海关", date(2018, 4, 20),
        "出入境检验检疫管理职责和队伍划入海关(2018年4月20日起统一以海关名义对外)", "inspection and quarantine merged into customs on 2018-04-20",
    ),
    Succession(
        r"(?<=[省市县区州盟旗])监察[局厅]", "监察委员会(与纪委合署)", date(2018, 3, 20), "国家监察体制改革,《中华人民共和国监察法》(2018年3月20日施行)",
        "reform of the supervision system, Supervision Law of 2018-03-20",
    ),
    Succession(r"(?:工商局|工商行政管理局|工商分局)", "市场监督管理局", _LOCAL_DAY, _PLAN, _PLAN_EN),
    Succession(r"(?:质监局|质量技术监督局|质量监督局|技术监督局)", "市场监督管理局", _LOCAL_DAY, _PLAN, _PLAN_EN),
    Succession(r"(?:食药监局|食品药品监管局|食品药品监督管理局|食药局)", "市场监督管理局", _LOCAL_DAY, _PLAN, _PLAN_EN),
    Succession(r"(?:经信委|经济和信息化委|经济和信息化委员会|经信和科技局)", "工业和信息化局", _LOCAL_DAY, _PLAN, _PLAN_EN, False),
    Succession(r"(?:国土资源局|国土局|国土资源厅)", "自然资源(和规划)局", _LOCAL_DAY, _PLAN, _PLAN_EN),
    Succession(r"(?<!自然资源和)(?:规划局|城乡规划局|城市规划局)", "自然资源(和规划)局", _LOCAL_DAY, _PLAN, _PLAN_EN, False),
    Succession(r"(?:环保局|环境保护局|环保厅|环境保护厅)", "生态环境局", _LOCAL_DAY, _PLAN, _PLAN_EN),
    Succession(r"(?:卫计委|卫计局|卫生计生委|卫生计生局|卫生和计划生育委员会|卫生和计划生育局)", "卫生健康委(局)", _LOCAL_DAY, _PLAN, _PLAN_EN),
    Succession(r"(?:农委|农业委员会|(?<!畜牧)农业局|农业厅|农工办|农工委|农经局)", "农业农村局", _LOCAL_DAY, _PLAN, _PLAN_EN, False),
    Succession(r"(?:安监局|安全生产监督管理局|安全监管局)", "应急管理局", _LOCAL_DAY, _PLAN, _PLAN_EN),
    Succession(
        r"(?:(?<![和化电育体文])旅游局|旅发委|旅游委|旅游发展委员会|旅游外侨局|文广新局|文体广新局|文化广电新闻出版局|文广局|文化局|文化委)",
        "文化和旅游局(文化旅游广电体育局等)", _LOCAL_DAY, _PLAN, _PLAN_EN, False,
    ),
    Succession(r"(?:外侨办|外事侨务办|侨务办|旅游外侨局)", "外事办公室(侨务归统战部)", _LOCAL_DAY, _PLAN, _PLAN_EN, False),
    Succession(r"(?:法制办|法制局|法制办公室)", "司法局", _LOCAL_DAY, _PLAN, _PLAN_EN),
    Succession(r"(?:商务粮食局|商务和粮食局|粮食局)", "商务局(粮食职责归发展改革或粮食和物资储备)", _LOCAL_DAY, _PLAN, _PLAN_EN, False),
    Succession(r"物价局", "发展改革委(价格监督检查归市场监管)", _LOCAL_DAY, _PLAN, _PLAN_EN),
    Succession(r"(?:公务员局|人事局)", "组织部、人力资源社会保障局", _LOCAL_DAY, _PLAN, _PLAN_EN),
    Succession(
        r"(?:银监分局|银监局|(?<!银)保监局|(?<!银)保监分局|银监会|(?<!银)保监会)", "银行保险监督管理机构,2023年起为金融监督管理机构", date(2018, 12, 17),
        "银监、保监机构合并(派出机构2018年12月17日挂牌)", "merger of banking and insurance regulators (branches from 2018-12-17)",
    ),
    Succession(
        r"银保监(?:局|分局)", "金融监督管理总局派出机构(金融监管局、分局)", date(2023, 7, 20), _2023, _2023_EN,
    ),
    Succession(
        r"(?<!国务院)(?:扶贫办|扶贫开发办公室|扶贫局)", "乡村振兴局(2023年后并入农业农村局)", date(2021, 6, 30),
        "扶贫工作机构重组为乡村振兴局(国家局2021年2月25日挂牌)", "poverty-relief offices became rural revitalisation bureaux in 2021",
    ),
    Succession(r"乡村振兴局", "农业农村局", date(2024, 1, 1), _2023, _2023_EN),
    Succession(
        r"(?:金融办|金融工作办公室|地方金融监管局|地方金融监督管理局|经济金融办|经金办|经金局)", "地方金融管理局、地方党委金融委员会办公室",
        date(2024, 1, 1), _2023, _2023_EN, False,
    ),
    Succession(r"(?:老龄办|老龄工作委员会办公室)", "卫生健康委、民政局", _LOCAL_DAY, _PLAN, _PLAN_EN, False),
)  # fmt: skip

NATIONAL_BODIES: tuple[Succession, ...] = tuple(
    Succession(old, new, since, basis, basis_en)
    for old, new, since, basis, basis_en in (
        (r"国土资源部|国家海洋局|国家测绘(?:地信|地理信息)局", "自然资源部", _DAY_2018, _NATIONAL, _NATIONAL_EN),
        (r"环境保护部|环保部", "生态环境部", _DAY_2018, _NATIONAL, _NATIONAL_EN),
        (r"农业部", "农业农村部", _DAY_2018, _NATIONAL, _NATIONAL_EN),
        (r"(?<!和)文化部|国家旅游局|(?<!和)旅游局", "文化和旅游部", _DAY_2018, _NATIONAL, _NATIONAL_EN),
        (r"国家卫生计生委|卫生计生委|国家卫生和计划生育委员会|国务院医改办", "国家卫生健康委", _DAY_2018, _NATIONAL, _NATIONAL_EN),
        (r"安全监管总局|国家安全生产监督管理总局", "应急管理部", _DAY_2018, _NATIONAL, _NATIONAL_EN),
        (r"工商总局|国家工商行政管理总局|质检总局|国家质量监督检验检疫总局|食品药品监管总局|国家食品药品监督管理总局",
         "市场监管总局", _DAY_2018, _NATIONAL, _NATIONAL_EN),
        (r"新闻出版广电总局", "广电总局、国家新闻出版署", _DAY_2018, _NATIONAL, _NATIONAL_EN),
        (r"国务院法制办|法制办", "司法部", _DAY_2018, _NATIONAL, _NATIONAL_EN),
        (r"监察部", "国家监察委员会", _DAY_2018, _NATIONAL, _NATIONAL_EN),
        (r"国家粮食局", "国家粮食和储备局", _DAY_2018, _NATIONAL, _NATIONAL_EN),
        (r"国家林业局", "国家林草局", _DAY_2018, _NATIONAL, _NATIONAL_EN),
        (r"银监会|保监会", "银保监会", _DAY_2018, _NATIONAL, _NATIONAL_EN),
        (r"银保监会", "金融监管总局", date(2023, 5, 18), _2023, _2023_EN),
        (r"国务院扶贫办", "国家乡村振兴局", date(2021, 2, 25), "国务院机构设置(2021年)", "State Council decision of 2021"),
        (r"国家乡村振兴局", "农业农村部", _DAY_2023, _2023, _2023_EN),
        (r"国务院侨办", "中央统战部", _DAY_2018, _NATIONAL, _NATIONAL_EN),
    )
)  # fmt: skip


@cache
def local_successions(table: Path = LOCAL) -> tuple[Succession, ...]:
    """What a city adds: changes of its units or areas, a row each in a CSV file.

    Columns ``area,old,new,since,basis,basis_en``: ``area`` is the stem of the place whose documents it is about (empty: of
    any place), ``old`` the whole name as printed. The file that comes with the package shows the form.
    """
    with table.open(encoding="utf-8-sig", newline="") as rows:
        return tuple(
            Succession(
                re.escape(row["old"]),
                row["new"],
                date.fromisoformat(row["since"]),
                row["basis"],
                row["basis_en"],
                area=row["area"],
            )
            for row in csv.DictReader(rows)
        )


# Short forms of departments and the full form they stand for; both are matched at the end of a name.
SHORT_FORMS: dict[str, str] = {
    "发改委": "发展和改革委员会", "发改局": "发展和改革局", "发展改革委": "发展和改革委员会", "发展改革局": "发展和改革局",
    "经信委": "经济和信息化委员会", "工信局": "工业和信息化局", "工信厅": "工业和信息化厅", "工信部": "工业和信息化部",
    "科技局": "科学技术局", "科技厅": "科学技术厅", "科技部": "科学技术部", "教体局": "教育体育局",
    "人社局": "人力资源和社会保障局", "人力资源社会保障局": "人力资源和社会保障局", "人社厅": "人力资源和社会保障厅",
    "人力资源社会保障厅": "人力资源和社会保障厅", "人社部": "人力资源和社会保障部", "人力资源社会保障部": "人力资源和社会保障部",
    "住建局": "住房和城乡建设局", "住房城乡建设局": "住房和城乡建设局", "住建厅": "住房和城乡建设厅", "住房城乡建设厅": "住房和城乡建设厅",
    "住建部": "住房和城乡建设部", "住房城乡建设部": "住房和城乡建设部", "住建委": "住房和城乡建设委员会", "住房城乡建设委": "住房和城乡建设委员会",
    "卫计委": "卫生和计划生育委员会", "卫生计生委": "卫生和计划生育委员会", "卫健委": "卫生健康委员会", "卫生健康委": "卫生健康委员会",
    "卫健局": "卫生健康局", "环保局": "环境保护局", "国土局": "国土资源局", "资规局": "自然资源和规划局", "自规局": "自然资源和规划局",
    "自然资源规划局": "自然资源和规划局", "城管局": "城市管理局", "城管执法局": "城市管理和综合执法局", "城管委": "城市管理委员会",
    "质监局": "质量技术监督局", "食药监局": "食品药品监督管理局", "食品药品监管局": "食品药品监督管理局",
    "市监局": "市场监督管理局", "市场监管局": "市场监督管理局", "市场监管总局": "市场监督管理总局", "安监局": "安全生产监督管理局",
    "应急局": "应急管理局", "国税局": "国家税务局", "地税局": "地方税务局", "工商局": "工商行政管理局", "药监局": "药品监督管理局",
    "文旅局": "文化和旅游局", "文化旅游局": "文化和旅游局", "文旅厅": "文化和旅游厅", "文旅部": "文化和旅游部", "文旅广体局": "文化旅游广电体育局",
    "文广新局": "文化广电新闻出版局", "文旅委": "文化和旅游委员会", "农委": "农业委员会", "交通局": "交通运输局", "交通厅": "交通运输厅",
    "国资委": "国有资产监督管理委员会", "编办": "机构编制委员会办公室", "编委办": "机构编制委员会办公室", "扶贫办": "扶贫开发办公室",
    "法制办": "法制办公室", "金融办": "金融工作办公室", "经金办": "经济金融办公室", "经济金融办": "经济金融办公室",
    "政研室": "政策研究室", "改革办": "全面深化改革委员会办公室", "深改办": "全面深化改革委员会办公室", "网信办": "网络安全和信息化委员会办公室",
    "政法委": "政法委员会", "纪委": "纪律检查委员会", "监委": "监察委员会", "贸促会": "国际贸易促进委员会", "工商联": "工商业联合会",
    "科协": "科学技术协会", "妇联": "妇女联合会", "残联": "残疾人联合会", "政务中心": "政务服务中心", "审批局": "行政审批局",
    "行政审批服务局": "行政审批服务局", "政数局": "政务服务和数据管理局", "大数据局": "大数据管理局", "医保局": "医疗保障局",
    "退役军人局": "退役军人事务局", "外办": "外事办公室", "台办": "台湾工作办公室", "侨联": "归国华侨联合会", "公资中心": "公共资源交易中心",
    "法院": "人民法院", "中院": "中级人民法院", "检察院": "人民检察院", "人行": "中国人民银行", "人民银行": "中国人民银行",
    "林草局": "林业和草原局", "金融监管总局": "金融监督管理总局", "广电总局": "广播电视总局",
}  # fmt: skip
