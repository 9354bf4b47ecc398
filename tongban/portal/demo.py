"""Notices of the demo city: of the city, of a district, of a town, one that is over."""

from datetime import datetime, timedelta

from tongban.kernel.moments import local_day
from tongban.people.models import Office, Officer
from tongban.portal.actions import publish_notice

# Region, kind, title, text, days since it was published, days that it is there (None: until it is withdrawn).
NOTICES = [
    (
        "990100",
        "change",
        "“一件事”可以一次申请了",
        "开办饭店、企业开办、新生儿出生等事，填一张表、交一套材料就行。\n\n在首页找到您要办的事，从那里开始。",
        12,
        None,
    ),
    (
        "990100",
        "hours",
        "法定节假日大厅办公时间",
        "法定节假日大厅不办公，节后第一个工作日照常办公，周六上午预约办理。\n\n网上随时可以申请；期限按工作日计算，假日不算在内。",
        3,
        300,
    ),
    (
        "990102",
        "general",
        "云城区大厅设“办不成事”反映窗口",
        "事情没办成，或者不知道为什么没办成，请到 1 号窗口说一说，当天有答复。",
        8,
        None,
    ),
    (
        "990103",
        "hours",
        "江湾区大厅周三上午停电检修",
        "检修期间请到各镇（街道）便民服务中心，或者在网上办理。",
        30,
        7,
    ),
]


def publish_notices(*, now: datetime) -> None:
    """Publish the notices, each in the name of its region's hall, by whoever manages the halls of the city."""
    by = Officer.objects.filter(grants__role="hall_manager").order_by("pk")[0]
    for region, kind, title, text, days, lasts in NOTICES:
        at = now - timedelta(days=days)
        last_day = local_day(at) + timedelta(days=lasts) if lasts is not None else None
        office = Office.objects.filter(region=region, service_points__isnull=False).order_by("level", "pk")[0]
        publish_notice(office=office, kind=kind, title=title, text=text, last_day=last_day, by=by, now=at)
