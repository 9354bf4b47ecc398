"""What people of the demo city say when they hand a bundle in: their answers, and what they type."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tongban.people.rules.identifiers import make_citizen_id

COUNTY = "990102"


@dataclass(frozen=True)
class Said:
    """Who hands which bundle in, where, how many working days ago; ``days`` are fields so many days from then."""

    code: str
    region: str
    party: str
    days_ago: int
    answers: Mapping[str, Any]
    form: Mapping[str, Any]
    days: Mapping[str, int] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()

    def form_on(self, day: date) -> dict[str, Any]:
        return dict(self.form) | {name: (day + timedelta(days=n)).isoformat() for name, n in self.days.items()}


STAFFED = {"home": "own", "agent": False, "staff": 3, "bank": True}
OFFICE = {
    "business_scope": "软件开发、信息技术咨询",
    "capital": 100,
    "staff": 3,
    "monthly": 20,
    "amount": 1000,
    "maker": "云州印章刻制有限公司",
    "industry": "软件和信息技术服务业",
    "rate": 8,
    "pay_day": 10,
    "bank_name": "云州银行鼓楼支行",
    "consent": True,
    "seals": ["main", "finance"],
    "kinds": ["plain"],
}

SAID = {
    "restaurant": Said(
        code="restaurant",
        region=COUNTY,
        party="李晓云",
        days_ago=2,
        answers={
            "registered": False,
            "area": 320,
            "facility": False,
            "network": True,
            "sign": "small",
            "water": 5,
            "trader.place": "own",
        },
        form={
            "shop_name": "云味小馆（鼓楼店）",
            "place_address": "云城区鼓楼街道建设路26号一层",
            "business_scope": "餐饮服务",
            "platform": "云州外卖",
            "manager_name": "李晓云",
            "floor_area": 320,
            "staff": 6,
            "floors": "一层",
            "capacity": 90,
            "exits": 2,
            "extinguishers": 8,
            "width": 4,
            "height": 1.2,
            "clearance": 3,
            "outlets": 1,
            "tank": 2,
            "dishes": ["hot", "cold"],
            "cold_room": 8,
            "pollutants": ["oil"],
            "agreed": True,
        },
        days={"install_on": 40},
    ),
    "company": Said(
        code="company",
        region=COUNTY,
        party="周启航",
        days_ago=1,
        answers={"kind": "one"} | STAFFED,
        form=OFFICE
        | {
            "applicant_name": "云州远帆科技有限公司",
            "place_address": "云城区云水路66号三层",
            "holder_names": "周启航",
            "head_identity": make_citizen_id(region=COUNTY, born=date(1991, 6, 18), sequence=31),
        },
        days={"first_month_on": 3, "wanted_on": 4},
    ),
    "late": Said(
        code="company",
        region=COUNTY,
        party="林一凡",
        days_ago=4,
        answers={"kind": "one"} | STAFFED,
        form=OFFICE
        | {
            "applicant_name": "云州一凡设计有限公司",
            "place_address": "云城区鼓楼街道柳荫巷8号",
            "holder_names": "林一凡",
            "head_identity": make_citizen_id(region=COUNTY, born=date(1994, 9, 3), sequence=52),
        },
        days={"first_month_on": 3, "wanted_on": 6},
    ),
    "flat": Said(
        code="flat",
        region=COUNTY,
        party="郑好",
        days_ago=1,
        answers={"first": True, "only": True, "loan": False, "minor": False},
        form={
            "home_address": "云城区鼓楼街道柳荫巷12号5幢301室",
            "home_price": 880000,
            "seller_name": "吴建国",
            "seller_phone": "19900000007",
            "seller_id": make_citizen_id(region=COUNTY, born=date(1954, 2, 8), sequence=61),
            "deed_number": "云（2017）云城区不动产权第0023456号",
            "share": "single",
        },
        days={"signed_on": -8},
        left_out=("network",),
    ),
}
