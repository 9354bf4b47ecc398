"""How long did a matter take, and would it have kept another promise? Asked of promised limits that have ended."""

from dataclasses import dataclass
from datetime import date, datetime

from tongban.calendars.rules import Calendar, Pause, Standstill, due
from tongban.calendars.rules.pauses import merged
from tongban.kernel.moments import local_day
from tongban.matters.rules.deadlines import Inputs, start_of


@dataclass(frozen=True, slots=True)
class Taken:
    """One promised limit from its start to its end, with what stood still and what was added meanwhile."""

    matter: int
    region: str  # whose calendar it was reckoned by
    started_at: datetime
    stopped_at: datetime
    pauses: tuple[Standstill, ...] = ()
    extension: int = 0  # in working days

    def used_days(self, calendar: Calendar) -> int:
        """Return the working days that count: after the day of the start, up to the day of the end, pauses left out.

        >>> from tongban.kernel.moments import BEIJING
        >>> friday, tuesday = datetime(2026, 6, 5, 9, tzinfo=BEIJING), datetime(2026, 6, 9, 9, tzinfo=BEIJING)
        >>> Taken(1, "990100", friday, tuesday).used_days(Calendar())
        2
        """
        first, last = local_day(self.started_at), local_day(self.stopped_at)
        return calendar.count(first, last) - sum(
            calendar.count(max(pause.begun_on, first), min(_ended(pause, last), last))
            for pause in merged(self.pauses)
            if pause.begun_on < last and _ended(pause, last) > first
        )

    def would_break(self, promised_days: int, calendar: Calendar) -> bool:
        """Return whether it ended after a promise of so many working days, extensions and pauses being as they were."""
        start = start_of(Inputs("promised", "working", promised_days, self.started_at), calendar)
        end = due(
            start=start,
            amount=promised_days,
            unit="working",
            calendar=calendar,
            pauses=self.pauses,
            extension=self.extension,
        )
        return end.at is not None and self.stopped_at > end.at


def _ended(pause: Pause, last: date) -> date:
    return last if pause.ended_on is None else pause.ended_on
