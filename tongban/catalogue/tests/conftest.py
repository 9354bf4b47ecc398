"""A tiny city: the city itself, a district with an approval bureau, a street, a county with departments in its hall."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from tongban.catalogue.demo import load_items
from tongban.catalogue.models import Item
from tongban.people.models import Account, Office, Officer, PowerTransfer, Region, RoleGrant
from tongban.people.rules.identifiers import make_uscc

NOW = datetime(2026, 4, 27, 1, 10, tzinfo=UTC)  # Monday 09:10 in China
TODAY = date(2026, 4, 27)
TOWN = "鼓楼街道"  # has taken over what was handed down to towns
PLACES = {"990100": "云州市", "990102": "云城区", "990122": "望河县"}
DEPARTMENTS = {
    "市监局": "市场监督管理局", "消防救援支队": "消防救援大队", "城管局": "城市管理局", "住建局": "住房和城乡建设局",
    "自然资源局": "自然资源局", "烟草专卖局": "烟草专卖局", "交通局": "交通运输局", "教育局": "教育局",
    "公积金中心": "住房公积金管理中心", "卫健委": "卫生健康委员会", "农业农村局": "农业农村局", "公安局": "公安局",
    "生态环境局": "生态环境局", "水务局": "水务局", "税务局": "税务局", "人社局": "人力资源和社会保障局",
    "医保局": "医疗保障局", "民政局": "民政局", "不动产登记中心": "不动产登记中心", "文旅局": "文化和旅游局",
    "应急局": "应急管理局", "新闻出版局": "新闻出版局", "邮政管理局": "邮政管理局", "发改委": "发展和改革局",
    "林业局": "林业局", "残联": "残疾人联合会", "司法局": "司法局", "民宗局": "民族宗教事务局", "车管所": "车辆管理所",
    "出入境支队": "出入境管理支队", "供电公司": "供电公司", "供水公司": "供水有限公司", "燃气公司": "燃气有限公司",
    "通信公司": "通信有限公司", "气象局": "气象局", "退役军人局": "退役军人事务局",
}  # fmt: skip
LINES = {"市监局": "market", "城管局": "traffic", "水务局": "agriculture", "住建局": "investment"}


@dataclass(frozen=True)
class TinyCity:
    offices: Mapping[tuple[str, str], Office]

    def office(self, short: str, place: str) -> Office:
        return self.offices[short, place]


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def city(db: None) -> TinyCity:
    offices: dict[tuple[str, str], Office] = {}
    serial = iter(range(1, 999))
    for code, name in PLACES.items():
        level = "city" if code.endswith("00") else "county"
        region = Region.objects.create(code=code, name=name, level=level, valid_from=date(2000, 1, 1))
        for short, long in {"行政审批局": "行政审批服务局", **DEPARTMENTS}.items():
            offices[short, name] = Office.objects.create(
                name=f"{name}{long}",
                short_name=short,
                uscc=make_uscc(next(serial), region=code),
                kind=Office.Kind.APPROVAL_BUREAU if short == "行政审批局" else Office.Kind.DEPARTMENT,
                level="3" if level == "city" else "4",
                region=region,
                phone=f"0990-800{len(offices):04d}",
                address=f"{name}政务大道1号",
            )
    county = Region.objects.get(code="990102")
    town = Region.objects.create(
        code=f"{county.code}001", name=TOWN, level="town", parent=county, valid_from=date(2000, 1, 1)
    )
    offices[TOWN, TOWN] = Office.objects.create(
        name=f"{TOWN}办事处",
        short_name=TOWN,
        uscc=make_uscc(next(serial), region=county.code),
        kind=Office.Kind.TOWN,
        level="5",
        region=town,
        phone="0990-8009999",
        address="云城区鼓楼路1号",
    )
    for short, line in LINES.items():
        PowerTransfer.objects.create(
            line=line,
            regulating_office=offices[short, "云城区"],
            approving_office=offices["行政审批局", "云城区"],
            basis="相对集中行政许可权试点方案",
            since=date(2020, 1, 1),
        )
    return TinyCity(offices)


@pytest.fixture
def items(city: TinyCity, now: datetime) -> list[Item]:
    """A food licence, a shop sign decided on the spot, and teachers, who apply in windows of time."""
    return load_items(city, now=now, numbers={9, 46, 65})


@pytest.fixture
def all_items(city: TinyCity, now: datetime) -> list[Item]:
    return load_items(city, now=now)


def sign_in_manager(client: Client, office: Office, now: datetime, number: str = "1") -> Officer:
    """Sign somebody in who manages the items of an office."""
    account = Account.objects.create(kind=Account.Kind.STAFF, username=f"manager-{number}")
    officer = Officer.objects.create(
        account=account, office=office, name="周敏", staff_number=number, joined_on=now.date()
    )
    RoleGrant.objects.create(officer=officer, role="item_manager", office=office, since=now.date())
    client.force_login(account)
    return officer


@pytest.fixture
def food(items: list[Item]) -> Item:
    return Item.objects.get(catalog_item__code="990131001000", office__region__name="云城区")


@pytest.fixture
def manager(client: Client, food: Item, now: datetime) -> Client:
    sign_in_manager(client, food.office, now)
    return client


@pytest.fixture
def office(city: TinyCity) -> Office:
    return city.office("行政审批局", "云城区")
