"""Limits reckoned once for all that begin on the same day."""

from datetime import datetime

from tongban.calendars.queries import calendar_for
from tongban.calendars.rules import Calendar
from tongban.matters.rules.deadlines import Inputs, Reckoned, reckon, start_of

KEPT = 200_000


class Reckoner:
    """Reckons limits and remembers them: of a million cases, few begin and end on days that no other does."""

    def __init__(self) -> None:
        self._calendars: dict[str, Calendar] = {}
        self._known: dict[tuple[object, ...], Reckoned] = {}

    def calendar(self, region: str) -> Calendar:
        if region not in self._calendars:
            self._calendars[region] = calendar_for(region)
        return self._calendars[region]

    def reckon(self, kind: str, unit: str, amount: int, start: datetime, calendar: Calendar) -> Reckoned:
        inputs = Inputs(kind=kind, unit=unit, amount=amount, started_at=start)
        place = (id(calendar), unit, amount, start_of(inputs, calendar))
        if place not in self._known:
            if len(self._known) >= KEPT:
                self._known.clear()
            self._known[place] = reckon(inputs, calendar)
        return self._known[place]
