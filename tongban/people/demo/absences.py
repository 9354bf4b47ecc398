"""Who of the demo city is away: one with B in their place, one with nobody, one from the day after tomorrow."""

from datetime import datetime, timedelta

from tongban.kernel.moments import local_day
from tongban.people.actions import record_absence
from tongban.people.demo.city import City

AWAY = (  # office, place, post, from how many days ahead, for how many, and why
    ("司法局", "市本级", "acceptance", 0, 4, "leave"),
    ("司法局", "云城区", "approval", 0, 2, "trip"),
    ("民政局", "市本级", "review", 2, 5, "training"),
)


def begin_absences(city: City, *, now: datetime) -> None:
    """Record the absences through the verb, each by whoever is away."""
    today = local_day(now)
    for office, place, kind, ahead, days, cause in AWAY:
        officer = city.holders(city.office(office, place), kind)[0]
        since = today + timedelta(days=ahead)
        until = since + timedelta(days=days)
        record_absence(officer=officer, since=since, until=until, cause=cause, by=officer, now=now)
