"""Each few minutes: what was approved for a day comes into force on it."""

from datetime import datetime, timedelta

from tongban.catalogue.actions.schedule import take_effect
from tongban.catalogue.queries.reviews import versions_due
from tongban.kernel.jobs import periodic
from tongban.kernel.moments import local_day

AT_ONCE = 500  # of a run, so that its lease lasts


@periodic("catalogue: days of effect", every=timedelta(minutes=5))
def days_of_effect(now: datetime) -> None:
    for version in list(versions_due(local_day(now))[:AT_ONCE]):
        take_effect(version=version, now=now)
