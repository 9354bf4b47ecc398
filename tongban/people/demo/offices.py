"""The offices of the demo city, in both kinds of bureau.

The city itself and 云城区 have moved powers to an approval bureau (行政审批局); in the other counties the
departments are stationed in the government-services centre (政务服务中心).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tongban.people.models import Office, PowerTransfer, Region
from tongban.people.rules.identifiers import make_uscc

Kind, Line = Office.Kind, PowerTransfer.Line
CITY_LEVEL, COUNTY_LEVEL, TOWN_LEVEL, VILLAGE_LEVEL = "3", "4", "5", "6"
POWERS_MOVED_ON = date(2019, 3, 1)
BASIS = "《中华人民共和国行政许可法》第二十五条;云州市相对集中行政许可权改革方案(示例)"
COUNTIES_WITH_BUREAU = {"云城区"}


@dataclass(frozen=True)
class Plan:
    """One office of a level: how it is called for short, and in full after the name of its place."""

    short: str
    name: str
    kind: Office.Kind = Kind.DEPARTMENT
    under: str = ""
    line: str = ""  # of the powers that an approval bureau takes over


CITY_OFFICES = [
    Plan("行政审批局", "行政审批服务局", Kind.APPROVAL_BUREAU),
    Plan("市监局", "市场监督管理局", line=Line.MARKET),
    Plan("公安局", "公安局"),
    Plan("治安支队", "公安局治安管理支队", under="公安局"),
    Plan("户政支队", "公安局户政管理支队", under="公安局"),
    Plan("车管所", "公安局交警支队车辆管理所", under="公安局"),
    Plan("出入境支队", "公安局出入境管理支队", under="公安局"),
    Plan("消防救援支队", "消防救援支队"),
    Plan("民政局", "民政局", line=Line.SOCIAL),
    Plan("人社局", "人力资源和社会保障局", line=Line.SOCIAL),
    Plan("医保局", "医疗保障局"),
    Plan("公积金中心", "住房公积金管理中心"),
    Plan("自然资源局", "自然资源和规划局", line=Line.INVESTMENT),
    Plan("不动产登记中心", "不动产登记中心", under="自然资源局"),
    Plan("住建局", "住房和城乡建设局", line=Line.INVESTMENT),
    Plan("城管局", "城市管理局", line=Line.TRAFFIC),
    Plan("交通局", "交通运输局", line=Line.TRAFFIC),
    Plan("农业农村局", "农业农村局", line=Line.AGRICULTURE),
    Plan("水务局", "水务局", line=Line.AGRICULTURE),
    Plan("林业局", "林业局", line=Line.AGRICULTURE),
    Plan("生态环境局", "生态环境局", line=Line.INVESTMENT),
    Plan("卫健委", "卫生健康委员会", line=Line.SOCIAL),
    Plan("教育局", "教育局", line=Line.SOCIAL),
    Plan("文旅局", "文化和旅游局", line=Line.MARKET),
    Plan("应急局", "应急管理局", line=Line.MARKET),
    Plan("税务局", "税务局"),
    Plan("烟草专卖局", "烟草专卖局"),
    Plan("司法局", "司法局"),
    Plan("发改委", "发展和改革委员会", line=Line.INVESTMENT),
    Plan("民宗局", "民族宗教事务局"),
    Plan("残联", "残疾人联合会"),
    Plan("气象局", "气象局"),
    Plan("新闻出版局", "新闻出版局"),
    Plan("退役军人局", "退役军人事务局"),
    Plan("邮政管理局", "邮政管理局"),
    Plan("档案馆", "档案馆"),
    Plan("12345中心", "12345政务服务便民热线中心"),
    Plan("供电公司", "供电公司", Kind.UTILITY),
    Plan("供水公司", "供水有限公司", Kind.UTILITY),
    Plan("燃气公司", "燃气有限公司", Kind.UTILITY),
    Plan("通信公司", "通信有限公司", Kind.UTILITY),
]

COUNTY_OFFICES = [
    Plan("市监局", "市场监督管理局", line=Line.MARKET),
    Plan("公安局", "公安局"),
    Plan("消防救援大队", "消防救援大队"),
    Plan("民政局", "民政局", line=Line.SOCIAL),
    Plan("人社局", "人力资源和社会保障局", line=Line.SOCIAL),
    Plan("医保局", "医疗保障局"),
    Plan("自然资源局", "自然资源局", line=Line.INVESTMENT),
    Plan("不动产登记中心", "不动产登记中心", under="自然资源局"),
    Plan("住建局", "住房和城乡建设局", line=Line.INVESTMENT),
    Plan("城管局", "城市管理局", line=Line.TRAFFIC),
    Plan("交通局", "交通运输局", line=Line.TRAFFIC),
    Plan("农业农村局", "农业农村局", line=Line.AGRICULTURE),
    Plan("水务局", "水务局", line=Line.AGRICULTURE),
    Plan("卫健局", "卫生健康局", line=Line.SOCIAL),
    Plan("教育局", "教育局", line=Line.SOCIAL),
    Plan("文旅局", "文化和旅游局", line=Line.MARKET),
    Plan("应急局", "应急管理局", line=Line.MARKET),
    Plan("税务局", "税务局"),
    Plan("烟草专卖局", "烟草专卖局"),
    Plan("司法局", "司法局"),
    Plan("发改局", "发展和改革局", line=Line.INVESTMENT),
    Plan("生态环境分局", "生态环境分局"),
    Plan("林业局", "林业局", line=Line.AGRICULTURE),
    Plan("民宗局", "民族宗教事务局"),
    Plan("残联", "残疾人联合会"),
    Plan("新闻出版局", "新闻出版局"),
    Plan("退役军人局", "退役军人事务局"),
]
BUREAU = Plan("行政审批局", "行政审批局", Kind.APPROVAL_BUREAU)
CENTRE = Plan("政务服务中心", "政务服务中心", Kind.CENTRE)


def make_offices(regions: list[Region]) -> tuple[list[Office], list[PowerTransfer]]:
    """Return the offices, parents first, and the powers that moved between them, as rows not yet saved."""
    places = {region.code: region for region in regions if region.valid_to is None}
    city = next(region for region in places.values() if region.level == Region.Level.CITY)
    offices = list(_of_level(city, CITY_OFFICES, CITY_LEVEL, above=None))
    moved = list(_moves(offices, CITY_OFFICES))

    for county in (place for place in places.values() if place.parent_id == city.code):
        plans = [BUREAU if county.name in COUNTIES_WITH_BUREAU else CENTRE, *COUNTY_OFFICES]
        own = list(_of_level(county, plans, COUNTY_LEVEL, above=offices[0]))
        moved += _moves(own, plans)
        offices += own
        for town in (place for place in places.values() if place.parent_id == county.code):
            office = _town(town, above=own[0])
            villages = (place for place in places.values() if place.parent_id == town.code)
            offices += [office, *(_village(village, above=office) for village in villages)]
    _identify(offices)
    return offices, moved


def _of_level(region: Region, plans: list[Plan], level: str, *, above: Office | None) -> Iterator[Office]:
    """Yield the government of a place and its offices; in a centre the departments are stationed."""
    government = _office(f"{region.name}人民政府", "人民政府", Kind.GOVERNMENT, level, region, parent=above)
    yield government
    made: dict[str, Office] = {}
    for plan in plans:
        parent = made.get(plan.under, government)
        made[plan.short] = _office(f"{region.name}{plan.name}", plan.short, plan.kind, level, region, parent=parent)
    hall = made[plans[0].short]
    for office in made.values():
        office.stationed_in = None if office is hall else hall
        yield office


def _moves(offices: list[Office], plans: list[Plan]) -> Iterator[PowerTransfer]:
    by_name = {office.short_name: office for office in offices}
    bureau = by_name.get(BUREAU.short)
    if bureau is None:
        return
    for plan in plans:
        if plan.line:
            yield PowerTransfer(
                line=plan.line,
                regulating_office=by_name[plan.short],
                approving_office=bureau,
                basis=BASIS,
                since=POWERS_MOVED_ON,
            )


def _town(region: Region, *, above: Office) -> Office:
    suffix = "办事处" if region.name.endswith("街道") else "人民政府"
    return _office(f"{region.name}{suffix}", region.name, Kind.TOWN, TOWN_LEVEL, region, parent=above)


def _village(region: Region, *, above: Office) -> Office:
    suffix = "居民委员会" if region.name.endswith("社区") else "村民委员会"
    name = f"{above.short_name}{region.name.removesuffix('村')}{suffix}"
    return _office(name, region.name, Kind.VILLAGE, VILLAGE_LEVEL, region, parent=above)


def _office(name: str, short: str, kind: Office.Kind, level: str, region: Region, *, parent: Office | None) -> Office:
    office = Office(name=name, short_name=short, kind=kind, level=level, region=region, parent=parent)
    office.place()
    return office


def _identify(offices: list[Office]) -> None:
    """Give each office its credit code, telephone and address."""
    registered = {Kind.UTILITY: ("9", "1"), Kind.VILLAGE: ("5", "4")}  # by 市场监管, by 民政; else 机构编制
    for serial, office in enumerate(offices, start=1):
        department, category = registered.get(Kind(office.kind), ("1", "1"))
        region = office.region.code[:6]
        office.uscc = make_uscc(serial, region=region, department=department, category=category)
        office.phone = f"0990-8600{serial:04d}"
        within = "" if office.region.name == "云州市" else office.region.name
        office.address = f"云州市{within}政务路{serial}号"
