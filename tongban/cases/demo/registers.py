"""The demo registers filled: what stands there about the people and firms of the scenarios, and their logins.

Identity numbers are of regions that do not exist, and so are the numbers of certificates.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tongban.exchange.actions import ensure_partner
from tongban.exchange.models import DemoEntry
from tongban.exchange.queries import REGISTERS
from tongban.kernel.events import SYSTEM
from tongban.people.actions import find_or_create_party
from tongban.people.models import Party
from tongban.people.rules.identifiers import make_citizen_id

NAME = "数据源（人口、婚姻、不动产等，示例）"
STREET = "云州市云城区鼓楼街道"
Facts = tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Person:
    """Somebody of a scenario: when born and where in the series of identity numbers, and what registers hold."""

    name: str
    born: date
    sequence: int
    entries: dict[str, Facts]


def _household(name: str, place: str) -> Facts:
    return (("户主或者本人", name, "name"), ("户籍地址", f"{STREET}{place}", "address"))


def _identity(name: str) -> Facts:
    return (("姓名", name, "name"), ("证件状态", "有效", ""))


def _marriage(one: str, other: str) -> Facts:
    return (("登记双方", one, "name"), ("配偶", other, "name"), ("登记日期", "2023-05-20", ""))


def _estate(owner: str, place: str, use: str) -> Facts:
    return (
        ("权利人", owner, "name"),
        ("坐落", f"{STREET}{place}", "address"),
        ("用途", use, ""),
        ("查封、抵押", "无", ""),
    )


BABY: Facts = (("母亲", "张雨", "name"), ("父亲", "林一凡", "name"), ("出生日期", "2026-11-20", ""), ("性别", "女", ""))
PEOPLE = (
    Person(
        "周启航",
        date(1991, 6, 18),
        31,
        {
            "identity": _identity("周启航"),
            "household": _household("周启航", "云水路9号"),
            "estate": _estate("周启航", "云水路66号二层", "办公"),
        },
    ),
    Person(
        "张雨",
        date(1996, 4, 12),
        41,
        {
            "household": _household("张雨", "荷塘路6号"),
            "identity": _identity("张雨"),
            "marriage": _marriage("张雨", "林一凡"),
            "birth": BABY,
            "insured": (("参保险种", "职工医保、生育保险", ""), ("连续缴费月数", "38", "")),
        },
    ),
    Person(
        "林一凡",
        date(1994, 9, 3),
        52,
        {
            "household": _household("林一凡", "荷塘路6号"),
            "identity": _identity("林一凡"),
            "marriage": _marriage("林一凡", "张雨"),
            "birth": BABY,
        },
    ),
    Person(
        "吴建国",
        date(1954, 2, 8),
        61,
        {
            "household": _household("吴建国", "柳荫巷12号3幢502室"),
            "identity": _identity("吴建国"),
            "estate": _estate("吴建国", "柳荫巷12号3幢502室", "住宅"),
        },
    ),
    Person(
        "郑好",
        date(1993, 11, 25),
        73,
        {
            "identity": _identity("郑好"),
            "household": _household("郑好", "建设路77号"),
            "marriage": _marriage("郑好", "郑媛"),
            "contract": (("卖方", "吴建国", "name"), ("买方", "郑好", "name"), ("成交价", "960000 元", "")),
            "estate": _estate("吴建国", "柳荫巷12号3幢502室", "住宅"),
            "tax": (("税种", "契税", ""), ("状态", "已完税", "")),
        },
    ),
)
# 李晓云 lives here and opens a restaurant; what a firm has stands under its credit code.
OWNER: dict[str, Facts] = {
    "identity": _identity("李晓云"),
    "household": _household("李晓云", "荷塘路6号"),
    "business": (("名称", "云城区云味小馆", ""), ("经营范围", "餐饮服务", ""), ("状态", "存续", "")),
    "estate": _estate("李晓云", "建设路18号一层", "商业"),
    "health": (("持证人员", "5 人", ""), ("有效期至", "2027-06-30", "")),
    "food_manager": (("考核", "合格", ""), ("管理员", "李晓云", "name")),
}
FIRM: dict[str, Facts] = {
    "business": (("状态", "存续", ""), ("登记机关", "云城区市场监督管理局", "")),
    "estate": _estate("本单位", "云水路18号", "商业"),
    "fire": (("结论", "合格", ""), ("检查日期", "2026-06-12", "")),
    "tax": (("欠税", "无", ""),),
    "insured": (("参保人数", "12", ""), ("欠费", "无", "")),
}


def fill_registers(*, now: datetime) -> None:
    """Set the partner up and enter what stands there."""
    ensure_partner(code=REGISTERS, name=NAME, adapter="demo_registers", by=SYSTEM, now=now)
    told = [(_party(person, now), person.entries) for person in PEOPLE]
    told += [(party, OWNER) for party in Party.objects.filter(account__username="lixiaoyun")]
    firms = Party.objects.filter(kind=Party.Kind.ORGANISATION, authorisations_given__agent__account__isnull=False)
    told += [(party, FIRM) for party in firms.distinct()]
    DemoEntry.objects.bulk_create(
        DemoEntry(
            register=register,
            identity=party.identity.clear(),
            reference=f"{register[:2].upper()}-DEMO-{number:03d}",
            as_of=now - timedelta(days=3),
            facts=[{"label": label, "value": value, "kind": kind} for label, value, kind in facts],
        )
        for number, (party, entries) in enumerate(told, 1)
        for register, facts in entries.items()
    )


def _party(person: Person, now: datetime) -> Party:
    return find_or_create_party(
        kind=Party.Kind.PERSON,
        name=person.name,
        identity_kind="citizen-id",
        identity=make_citizen_id(region="990102", born=person.born, sequence=person.sequence),
        by=SYSTEM,
        now=now,
    )
