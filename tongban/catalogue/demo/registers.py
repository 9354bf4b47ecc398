"""What stands beside the items of the demo city: papers and proofs, a delegation to a town, agreements with neighbours.

One agreement holds an item in which both sides match, and one in which they do not.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from tongban.catalogue.actions.agreements import put_forward, sign_agreement
from tongban.catalogue.actions.delegations import delegate_item
from tongban.catalogue.actions.papers import enter_unknown_names
from tongban.catalogue.models import AgreedItem, Agreement, Item, Partner
from tongban.catalogue.queries.agreements import values_of_version, versions_to_compare
from tongban.catalogue.rules.agreements import steps_named
from tongban.kernel.events import SYSTEM
from tongban.kernel.moments import local_day
from tongban.kernel.transactions import action
from tongban.people.models import Office

FAR = {"code": "880100", "name": "邻州市", "province": "临江省"}
NEAR = {"code": "990300", "name": "澄湖市", "province": "云州所在省"}
COMPARED = ("task_name", "catalog_code", "task_type", "by_law")
LENT = "招牌"
FUND = "公积金提取"
AGREED = 4  # items


class City(Protocol):
    """What is needed of ``people.demo.City``."""

    def office(self, short: str, place: str) -> Office: ...


@action
def load_registers(city: City, *, now: datetime, signing: Office | None = None) -> None:
    """Enter papers and proofs, lend some items to towns; let an office (the city's bureau) agree with neighbours."""
    enter_unknown_names(by=SYSTEM, now=now)
    _lend(now)
    office = signing or city.office("行政审批局", "云州市")
    _agree(office, _of(office), now)
    if signing is None:
        _agree_on_the_fund(city.office("公积金中心", "云州市"), now)


def _of(office: Office) -> list[Item]:
    held = Item.objects.filter(office=office, current__isnull=False).select_related("catalog_item", "office")
    return list(held.order_by("catalog_item__code"))


def _lend(now: datetime) -> None:
    """Let a town of each county take in what its bureau or department decides on the spot: signs over shops."""
    day = local_day(now)
    instant = Item.objects.filter(current__is_instant=True, catalog_item__name__contains=LENT, office__level="4")
    for item in instant.select_related("office").order_by("pk"):
        towns = Office.objects.filter(region__parent=item.office.region_id, kind=Office.Kind.TOWN).order_by("pk")
        for town in towns[:1]:
            delegate_item(
                item=item, to=town, scope="partial", powers=["receive", "accept", "deliver"],
                document=f"{item.office.name}委托书（示例）", basis="",
                since=day - timedelta(days=60), until=day + timedelta(days=305), by=SYSTEM, now=now,
            )  # fmt: skip


def _agree(office: Office, items: list[Item], now: datetime) -> None:
    day = local_day(now)
    far = _signed(office, FAR, Agreement.Reach.PROVINCES, "云州市邻州市“跨省通办”合作协议（示例）", day, now)
    near = _signed(office, NEAR, Agreement.Reach.CITIES, "云州市澄湖市“省内通办”合作协议（示例）", day, now)
    versions = versions_to_compare([item.pk for item in items])
    several = [item for item in items if len(_papers(values_of_version(versions[item.pk]))) > 1]
    for place, item in enumerate(several[:AGREED]):
        ours = values_of_version(versions[item.pk])
        said = {name: ours[name] for name in COMPARED}
        values = {**said, "handle_flow": steps_named(ours["handle_flow"]), "materials": _papers(ours)}
        put_forward(agreement=far, item=item, mode=AgreedItem.Mode.ONLINE, values=values, by=SYSTEM, now=now)
        if place < 2:
            put_forward(
                agreement=near, item=item, mode=AgreedItem.Mode.PROXY, values=_otherwise(values), by=SYSTEM, now=now
            )


def _agree_on_the_fund(office: Office, now: datetime) -> None:
    """Withdrawals from the housing fund are taken in for the neighbour, who asks for the same papers."""
    far = _signed(
        office, FAR, Agreement.Reach.PROVINCES, "云州市邻州市公积金“跨省通办”协议（示例）", local_day(now), now
    )
    items = [item for item in _of(office) if FUND in item.catalog_item.name]
    versions = versions_to_compare([item.pk for item in items])
    for item in items:
        ours = values_of_version(versions[item.pk])
        said = {name: ours[name] for name in COMPARED}
        values = {**said, "handle_flow": steps_named(ours["handle_flow"]), "materials": _papers(ours)}
        put_forward(agreement=far, item=item, mode=AgreedItem.Mode.PROXY, values=values, by=SYSTEM, now=now)


def _signed(office: Office, partner: Mapping[str, str], reach: str, title: str, day: date, now: datetime) -> Agreement:
    signed_on = day - timedelta(days=90)
    return sign_agreement(
        office=office, partner=Partner(**partner), reach=reach, title=title, signed_on=signed_on,
        since=signed_on + timedelta(days=30), until=None, by=SYSTEM, now=now,
    )  # fmt: skip


def _papers(values: Mapping[str, Any]) -> list[dict[str, Any]]:
    asked = [paper for paper in values["materials"].values() if not paper["free_way"]]
    kept = ("material_name", "material_type", "material_format", "is_need")
    return [{name: paper[name] for name in kept} for paper in asked]


def _otherwise(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the neighbour asks who has not come along yet: one paper more, one fewer, a step of its own."""
    more = {"material_name": "经营场所照片", "material_type": "原件", "material_format": "纸质", "is_need": "必要"}
    return {
        **values,
        "handle_flow": [*values["handle_flow"], "集体会审"],
        "materials": [*values["materials"][1:], more],
    }
