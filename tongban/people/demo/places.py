"""The regions of the demo city: one city, six counties and districts, 24 towns and streets, 80 villages."""

from datetime import date

from tongban.people.models import Region

FOUNDED = date(1998, 1, 1)
PROVINCE = ("990000", "云岭省")
CITY = ("990100", "云州市")

# County code and name, then its streets (codes from 001), towns (100) and townships (200).
COUNTIES: dict[tuple[str, str], tuple[list[str], list[str], list[str]]] = {
    ("990102", "云城区"): (["鼓楼街道", "文昌街道", "南湖街道", "高新街道"], [], []),
    ("990103", "江湾区"): (["滨江街道", "船厂街道"], ["柳港镇", "新渡镇"], []),
    ("990121", "青岚县"): ([], ["青岚镇", "茶亭镇", "竹源镇"], ["雾山乡"]),
    ("990122", "石桥县"): ([], ["石桥镇", "桃林镇", "大窑镇"], ["上坪乡"]),
    ("990123", "临溪县"): ([], ["临溪镇", "清水镇", "古渡镇"], ["松岭乡"]),
    ("990181", "白鹭市"): (["湖滨街道", "城东街道"], ["荷塘镇", "稻香镇"], []),
}
# 江湾区 was a county with another code until 2015: numbers given there stay valid.
ABOLISHED = ("990120", "江湾县", date(2015, 6, 30))

COMMUNITIES = ["春风", "和平", "东门", "望江", "书院", "梧桐", "朝阳", "锦绣", "花园", "北苑"]
VILLAGES = ["前塘", "后坡", "樟树下", "石碾", "杨柳湾", "枫林", "井头", "渔家", "高田", "花桥"]
VILLAGES_IN_ALL = 80


def make_regions() -> list[Region]:
    """Return the regions, parents first, as rows not yet saved."""
    province = Region(code=PROVINCE[0], name=PROVINCE[1], level=Region.Level.PROVINCE, valid_from=FOUNDED)
    city = Region(code=CITY[0], name=CITY[1], level=Region.Level.CITY, parent=province, valid_from=FOUNDED)
    counties = [_county(city, code, name) for code, name in COUNTIES]
    towns = [town for county in counties for town in _towns(county)]
    villages = [village for number, town in enumerate(towns) for village in _villages(town, number, len(towns))]
    code, name, last = ABOLISHED
    abolished = Region(code=code, name=name, level=Region.Level.COUNTY, parent=city, valid_from=FOUNDED, valid_to=last)
    return [province, city, *counties, abolished, *towns, *villages]


def _county(city: Region, code: str, name: str) -> Region:
    since = date(2015, 7, 1) if name == "江湾区" else FOUNDED
    return Region(code=code, name=name, level=Region.Level.COUNTY, parent=city, valid_from=since)


def _towns(county: Region) -> list[Region]:
    numbered = [
        (first + number, name)
        for first, names in zip((1, 100, 200), COUNTIES[county.code, county.name], strict=True)
        for number, name in enumerate(names)
    ]
    return [
        Region(
            code=f"{county.code}{number:03d}",
            name=name,
            level=Region.Level.TOWN,
            parent=county,
            valid_from=county.valid_from,
        )
        for number, name in numbered
    ]


def _villages(town: Region, number: int, towns: int) -> list[Region]:
    """Every town has three; the first ones have a fourth, up to the number in all."""
    amount = VILLAGES_IN_ALL // towns + (number < VILLAGES_IN_ALL % towns)
    is_street = town.name.endswith("街道")
    names, first, suffix = (COMMUNITIES, 1, "社区") if is_street else (VILLAGES, 200, "村")
    return [
        Region(
            code=f"{town.code}{first + place:03d}",
            name=names[(number + place) % len(names)] + suffix,
            level=Region.Level.VILLAGE,
            parent=town,
            valid_from=town.valid_from,
        )
        for place in range(amount)
    ]
