"""Drafts of the demo city on their way: one waits for approval, one went back, one has its day, one is written."""

from datetime import datetime, timedelta
from typing import Protocol

from tongban.catalogue.actions import approve_version, draft_from_current, hand_in_version, send_back_version
from tongban.catalogue.actions.drafts import replace_content
from tongban.catalogue.models import Item, ItemVersion
from tongban.catalogue.queries import content_of
from tongban.catalogue.rules.lint.checks import with_element
from tongban.kernel.moments import local_day
from tongban.kernel.transactions import action
from tongban.people.models import Officer

PLACE = "云州市"
WRITER, APPROVER = "linfang", "shenjianhua"
GUIDE = "示例：公交 2 路、7 路到政务中心站，停车场入口在北门。"
NOTE = "示例：交通指引里的站名已经改了，请核对。"


class City(Protocol):
    """What is needed of ``people.demo.City``."""

    def officer(self, username: str) -> Officer: ...


@action
def begin_reviews(city: City, *, now: datetime) -> list[ItemVersion]:
    """Let a manager have drafted four items and a second person have read two of them; after the items are loaded."""
    writer, second = city.officer(WRITER), city.officer(APPROVER)
    free = Item.objects.filter(office__region__name=PLACE, current__isnull=False)
    free = free.exclude(versions__state__in=ItemVersion.UNFINISHED).order_by("code")
    drafts = [_drafted(item, writer, now) for item in free.select_related("current")[:4]]
    if len(drafts) < 4:
        return drafts
    waiting, returned, planned, written = drafts
    hand_in_version(version=waiting, by=writer, now=now)
    send_back_version(version=hand_in_version(version=returned, by=writer, now=now), note=NOTE, by=second, now=now)
    day = local_day(now) + timedelta(days=14)
    approve_version(version=hand_in_version(version=planned, effective_on=day, by=writer, now=now), by=second, now=now)
    return [waiting, returned, planned, written]


def _drafted(item: Item, writer: Officer, now: datetime) -> ItemVersion:
    draft = draft_from_current(item=item, by=writer, now=now)
    content = with_element(content_of(draft), "traffic_guide", GUIDE)
    return replace_content(version=draft, content=content, by=writer, now=now)
