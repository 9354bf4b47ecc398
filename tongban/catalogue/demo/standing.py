"""The two lists of the demo city: reference catalogues, a local item, a change of law, a pause that is announced."""

from datetime import datetime, timedelta
from typing import Protocol

from tongban.catalogue.actions import (
    add_reference_entries,
    adopt_entry,
    enter_law_change,
    enter_local_item,
    make_reference_list,
    publish_reference_list,
    settle_mark,
    suspend_item,
)
from tongban.catalogue.models import CatalogItem, Item
from tongban.kernel.events import SYSTEM
from tongban.kernel.moments import local_day
from tongban.kernel.transactions import action
from tongban.people.models import Office, Officer, Region

DISTRICT, COUNTY = "云城区", "石桥县"
OFFERED, ADOPTED = 6, 2  # items of a list, and how many of them each centre has adopted
LOCAL_LAW = "云州市城市容貌管理办法"  # of this city alone, as the city is
MANAGER = "linfang"


class City(Protocol):
    """What is needed of ``people.demo.City``."""

    def region(self, name: str) -> Region: ...
    def office(self, short: str, place: str) -> Office: ...
    def officer(self, username: str) -> Officer: ...


@action
def furnish_lists(city: City, *, now: datetime) -> None:
    """Let some of what managers of items do have happened already; after the items are loaded."""
    _reference_lists(city, now)
    enter_local_item(
        name="夜市摊位登记（示例）",
        item_type="20",
        group="50",
        legal_bases=[{"title": LOCAL_LAW, "article": "第十二条", "sure": True}],
        office=city.office("城管局", DISTRICT),
        by=SYSTEM,
        now=now,
    )
    change = enter_law_change(
        title=LOCAL_LAW,
        articles=[],
        is_repealed=False,
        in_force_on=local_day(now) + timedelta(days=30),
        note="示例：门头招牌的规格有调整，请核对受理标准。",
        by=SYSTEM,
        now=now,
    )
    if mark := change.marks.order_by("pk").first():
        settle_mark(mark=mark, note="规格写在附件里，不用改。", by=city.officer(MANAGER), now=now)
    _pause(now)


def _reference_lists(city: City, now: datetime) -> None:
    offered = list(CatalogItem.objects.filter(item_type=CatalogItem.Type.SERVICE).order_by("code")[:OFFERED])
    villages = make_reference_list(
        region=city.region(DISTRICT),
        level="6",
        title=f"{DISTRICT}村（社区）便民服务中心进驻事项参考目录",
        by=SYSTEM,
        now=now,
    )
    add_reference_entries(reference=villages, catalog_items=offered, note="", by=SYSTEM, now=now)
    villages = publish_reference_list(reference=villages, by=SYSTEM, now=now)
    centre = Office.objects.filter(level="6", region__code__startswith=villages.region_id).order_by("region").first()
    for entry in villages.entries.select_related("reference_list", "catalog_item").order_by("pk")[:ADOPTED]:
        if centre:
            adopt_entry(entry=entry, office=centre, by=SYSTEM, now=now)

    towns = make_reference_list(
        region=city.region(COUNTY), level="5", title=f"{COUNTY}镇便民服务中心进驻事项参考目录", by=SYSTEM, now=now
    )
    add_reference_entries(reference=towns, catalog_items=offered, note="", by=SYSTEM, now=now)


def _pause(now: datetime) -> None:
    """Announce a pause of an item that is led elsewhere: nobody's story in the demo begins with it."""
    guided = Item.objects.filter(current__run_mode="guided", office__region__name=COUNTY).order_by("code").first()
    if guided:
        since = local_day(now) + timedelta(days=7)
        suspend_item(item=guided, since=since, until=since + timedelta(days=2), reason="系统切换", by=SYSTEM, now=now)
