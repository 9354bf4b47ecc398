"""When is an office open? From this come the closing moment of a day and limits counted in hours."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tongban.kernel.moments import BEIJING

Session = tuple[time, time]


@dataclass(frozen=True)
class OfficeHours:
    """The sessions of an office day, in local time; the default has no break for lunch.

    >>> OfficeHours().span
    datetime.timedelta(seconds=30600)
    >>> with_lunch = OfficeHours(((time(9), time(12)), (time(13, 30), time(17))))
    >>> with_lunch.worked_by(time(14))
    datetime.timedelta(seconds=12600)
    """

    sessions: tuple[Session, ...] = ((time(9), time(17, 30)),)

    @property
    def opens(self) -> time:
        return self.sessions[0][0]

    @property
    def closes(self) -> time:
        return self.sessions[-1][1]

    @property
    def span(self) -> timedelta:
        """Return how long the office is open on a working day."""
        return self.worked_by(self.closes)

    def worked_by(self, clock: time) -> timedelta:
        """Return the office time that has passed on a working day when the clock shows this."""
        passed = (_between(opens, min(max(clock, opens), closes)) for opens, closes in self.sessions)
        return sum(passed, timedelta())

    def moment(self, on: date, worked: timedelta) -> datetime:
        """Return the first moment of a day by which this much office time has passed."""
        for opens, closes in self.sessions:
            if worked <= _between(opens, closes):
                return datetime.combine(on, opens, BEIJING) + worked
            worked -= _between(opens, closes)
        raise ValueError(f"an office day has no more than {self.span}")

    def closing(self, on: date) -> datetime:
        """Return the moment at which the office closes (Civil Code art. 203: the period ends when business stops)."""
        return datetime.combine(on, self.closes, BEIJING)


def _between(start: time, end: time) -> timedelta:
    noon = date(2000, 1, 1)
    return datetime.combine(noon, end, BEIJING) - datetime.combine(noon, start, BEIJING)
