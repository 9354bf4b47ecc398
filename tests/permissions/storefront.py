"""What stands in a storefront, so that every address of it names something: a place, an area, a notice."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from tongban.people.models import Officer
from tongban.portal.actions import publish_notice


def things_of_the_storefront(manager: Officer, now: datetime) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what is told and shown for everybody, by its name in the table."""
    told = {"kind": "hours", "title": "周三停电", "text": "上午不办公。", "last_day": None}
    notice = publish_notice(office=manager.office, **told, by=manager, now=now)
    yield "a place", {"code": manager.office.region_id, "place": manager.office.region_id}
    yield "an area", {"code": "business", "area": "business"}
    yield "a notice", {"notice_id": notice.pk, "notice": notice.pk}
