"""Who leads a whole: whoever accepts, decides or supervises at its lead office. Who only receives does not."""

from datetime import date

from tongban.matters.models import Matter
from tongban.people.models import Officer
from tongban.people.queries import may

LEADING = ("accept", "decide", "supervise")


def may_lead(officer: Officer, matter: Matter, *, on: date) -> bool:
    return any(may(officer, power, **matter.scope, on=on) for power in LEADING)
