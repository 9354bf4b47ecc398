"""What somebody else decides: taken for another city, and an agreement under which it may be."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from tongban.cases.actions.elsewhere import take_for_partner
from tongban.catalogue.models import AgreedItem, Agreement, Item, Partner
from tongban.kernel.moments import local_day
from tongban.people.models import Officer
from tongban.windows.models import Visit


def things(visit: Visit, item: Item, *, clerk: Officer, now: datetime) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what the addresses of matters elsewhere name."""
    today = local_day(now)
    partner = Partner.objects.create(code="990900", name="邻州市", province="云省")
    agreement = Agreement.objects.create(
        office=item.office,
        partner=partner,
        reach=Agreement.Reach.PROVINCES,
        title="通办协议",
        signed_on=today - timedelta(days=9),
        since=today - timedelta(days=9),
    )
    agreed = AgreedItem.objects.create(
        agreement=agreement,
        item=item,
        mode=AgreedItem.Mode.PROXY,
        put_forward_at=now,
        checked_with=item.current,
        checked_at=now,
        differences=0,
        entered_at=now,
    )
    papers = [{"name": "合同", "pages": 1, "kept": "copy_kept"}]
    taken = take_for_partner(visit=visit, agreed=agreed, papers=papers, by=clerk, now=now)
    yield "an item agreed with another city", {"agreed": agreed.pk}
    yield "what was taken for another city", {"number": taken.number}
