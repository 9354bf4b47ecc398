"""The register of the network (电子政务外网): which places it reaches, level by level."""

from datetime import date, datetime
from typing import Any

from tongban.exchange.events import NetworkSiteSet
from tongban.exchange.models import NetworkSite
from tongban.kernel.events import publish
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.transactions import action
from tongban.people.models import Office, Region


class CannotRegister(Refused):
    """This place cannot stand in the register like this."""


@action
def set_site(
    *,
    site: NetworkSite | None = None,
    region: Region,
    office: Office | None,
    name: str,
    is_reached: bool,
    reached_on: date | None,
    carrier: str = "",
    bandwidth_mbps: int | None = None,
    checked_on: date,
    note: str = "",
    by: Any,
    now: datetime,
) -> NetworkSite:
    """Enter a place in the register, or say how it stands now. Raises CannotRegister."""
    others = NetworkSite.objects.filter(region=region, name=name.strip()).exclude(pk=site.pk if site else 0)
    obstacles = [Obstacle("site_known_already", name)] if others.exists() else []
    if is_reached and reached_on is None:
        obstacles.append(Obstacle("reached_without_day"))
    if obstacles:
        raise CannotRegister(obstacles)

    site = site or NetworkSite()
    site.region, site.office, site.name = region, office, name.strip()
    site.is_reached, site.reached_on = is_reached, reached_on if is_reached else None
    site.carrier, site.bandwidth_mbps, site.checked_on, site.note = carrier, bandwidth_mbps, checked_on, note
    site.save()
    publish(NetworkSiteSet(subject=site.subject, by=str(by.actor), at=now, site_id=site.pk, is_reached=site.is_reached))
    return site
