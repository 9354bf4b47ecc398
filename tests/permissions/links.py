"""A department's system that is connected, of the office that decides, and a row of it that was refused."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from tongban.exchange.actions.links import admit_link
from tongban.exchange.actions.taking import take_batch
from tongban.exchange.models import ExchangeRow, NetworkSite
from tongban.kernel.events import SYSTEM
from tongban.kernel.moments import local_day
from tongban.people.models import Office


def things(office: Office, now: datetime) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what the addresses of connected systems name."""
    link = admit_link(
        code="social",
        name="人社系统",
        adapter="system",
        office=office,
        offices=[office],
        prefix="990100-T",
        by=SYSTEM,
        now=now,
    )
    rows = [{"set": "up_pro_process", "guid": "0" * 32, "sync": "I", "opinion": "核对无误"}]
    take_batch(link=link, told={"batch": "2026112800001", "source": "990100-T", "rows": rows}, digest="", now=now)
    row = ExchangeRow.objects.get(link=link)
    about = {"code": "social", "number": "2026112800001", "day": "20261128", "pk": row.pk}
    yield "a department's system", about
    site = NetworkSite.objects.create(region=office.region, name="政务大厅", checked_on=local_day(now))
    yield "a site of the network", {"pk": site.pk}
