"""Put on record that an officer tried what they may not: apart from the act, whose refusal undid all of it."""

from datetime import datetime

from tongban.kernel.events import Actor, publish
from tongban.kernel.moments import local_day
from tongban.kernel.transactions import action
from tongban.people.events import Overstepped
from tongban.people.models import Overstep
from tongban.people.queries.refusals import Tried

LONGEST = 200


@action
def record_overstep(*, tried: Tried, about: str, now: datetime) -> Overstep:
    """Record who tried which power, where, for which item and on what; the same form sent again is the same try."""
    overstep, is_new = Overstep.objects.get_or_create(
        officer_id=tried.officer,
        power=tried.power,
        office_id=tried.office,
        item_code=tried.item,
        about=about[:LONGEST],
        on=local_day(now),
        defaults={"code": tried.code, "at": now},
    )
    if is_new:
        publish(
            Overstepped(
                subject=overstep.subject,
                by=str(Actor("officer", str(tried.officer))),
                at=now,
                overstep_id=overstep.pk,
                power=tried.power,
                office_id=tried.office,
                item_code=tried.item,
                about=overstep.about,
                code=tried.code,
            )
        )
    return overstep
