"""Where bundles are offered (试点): switched on or off per region, from a day on, with the reason."""

from datetime import date, datetime
from typing import Any

from tongban.bundles.actions.refusals import CannotDesign
from tongban.bundles.events import BundleSwitched
from tongban.bundles.models import Bundle, Switch
from tongban.bundles.queries.switching import bundles_under
from tongban.kernel.events import publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action
from tongban.people.models import Officer, Region
from tongban.people.queries import may_everywhere


@action
def switch_bundles(
    *, region: Region, bundle: Bundle | None, is_on: bool, since: date, reason: str, by: Any, now: datetime
) -> Switch:
    """Offer all bundles, or one, in a region and below it from a day on, or stop offering them; open ones go on."""
    obstacles = []
    if isinstance(by, Officer) and not may_everywhere(by, "manage_catalogue", on=local_day(now)):
        obstacles.append(Obstacle("not_the_whole_catalogue", by.office.name))
    if not reason.strip():
        obstacles.append(Obstacle("reason_missing"))
    if since < local_day(now):
        obstacles.append(Obstacle("bundle_switch_in_the_past"))
    if obstacles:
        raise CannotDesign(obstacles)

    switch = Switch.objects.create(
        region=region,
        bundle=bundle,
        is_on=is_on,
        since=since,
        reason=reason.strip(),
        by=by if isinstance(by, Officer) else None,
        at=now,
    )
    publish(
        BundleSwitched(
            subject=switch.subject,
            by=str(by.actor),
            at=now,
            region_code=region.code,
            code=bundle.code if bundle else "",
            is_on=is_on,
            since=since,
        )
    )
    return switch


@action
def switch_everywhere(
    *, region: Region, code: str, is_on: bool, since: date, reason: str, by: Any, now: datetime
) -> list[Switch]:
    """Do the same for a bundle of one code wherever the region and those below it publish it; no code: for all."""
    bundles = bundles_under(region, code)
    if not bundles:
        raise CannotDesign([Obstacle("bundle_switch_of_nothing", region.name)])

    told = {"region": region, "is_on": is_on, "since": since, "reason": reason, "by": by, "now": now}
    return [switch_bundles(bundle=bundle, **told) for bundle in (bundles if code else [None])]
