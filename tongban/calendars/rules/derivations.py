"""Why does the limit end on that day? Told day by day, from the stored inputs alone.

The walk is written a second time, without the searching and skipping of ``deadlines``, so that each can be checked
against the other (and both against the plain count in the tests).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from tongban.calendars.rules.days import LAST, BeyondCalendar, Calendar, DayKind, Due, within_reach
from tongban.calendars.rules.deadlines import ONE_DAY, UNKNOWN, Unit
from tongban.calendars.rules.pauses import Pause, Standstill, day_of, merged, without_last_days
from tongban.calendars.rules.sources import Source, legal_sources, source_of
from tongban.kernel.moments import BEIJING

Mark = Literal["start", "counted", "skipped", "paused", "given_back", "moved_to"]
Stage = Literal["limit", "extension"]


@dataclass(frozen=True)
class Row:
    """One day of a derivation.

    ``kind`` is what the day is, ``mark`` what the count made of it; ``count`` runs in days within its stage, or in
    minutes of office time for limits in hours (``until`` is then the moment to which that day was counted).
    """

    day: date
    kind: DayKind
    mark: Mark
    count: int = 0
    name: str = ""
    stage: Stage = "limit"
    is_provisional: bool = False
    until: datetime | None = None

    @property
    def counted(self) -> int:
        """Return which one the day is in the count, 0 when it is not counted."""
        return self.count if self.mark == "counted" else 0

    @property
    def weekday(self) -> int:
        """Return 1 for Monday … 7 for Sunday."""
        return self.day.isoweekday()


@dataclass(frozen=True)
class Derivation:
    """A due date with everything it rests on; its last row is the due day, unless a pause still runs."""

    start: date | datetime
    amount: int
    unit: Unit
    extension: int
    pauses: tuple[Pause, ...]
    due: Due
    rows: tuple[Row, ...]
    sources: tuple[Source, ...]
    region_code: str
    calendar_version: str

    @property
    def is_provisional(self) -> bool:
        return self.due.is_provisional


def explain(
    *,
    start: date | datetime,
    amount: int,
    unit: Unit,
    calendar: Calendar,
    pauses: Sequence[Standstill] = (),
    extension: int = 0,
) -> Derivation:
    """Return the derivation of what ``due`` answers for the same inputs.

    >>> told = explain(start=date(2026, 6, 5), amount=1, unit="working", calendar=Calendar())
    >>> [(row.day.day, row.kind, row.mark) for row in told.rows]
    [(5, 'working', 'start'), (6, 'weekend', 'skipped'), (7, 'weekend', 'skipped'), (8, 'working', 'counted')]
    """
    if amount < 0 or extension < 0:
        raise ValueError("a limit and its extension are never negative")
    within_reach(day_of(start))
    standstill = merged(pauses)
    keeps_none = unit == "hour" or extension > 0
    walk = _Walk(calendar, tuple(standstill), tuple(without_last_days(standstill) if keeps_none else standstill))
    rows, ended = walk.hours(start, amount, extension) if unit == "hour" else walk.days(start, amount, extension, unit)
    return Derivation(
        start=start,
        amount=amount,
        unit=unit,
        extension=extension,
        pauses=walk.pauses,
        due=_due_of(rows, calendar) if ended else UNKNOWN,
        rows=tuple(rows),
        sources=tuple(_sources(rows, unit, calendar)),
        region_code=calendar.region_code,
        calendar_version=calendar.version,
    )


@dataclass(frozen=True)
class _Walk:
    """Goes through the days one by one and writes down what each is and does."""

    calendar: Calendar
    pauses: tuple[Pause, ...]
    keeping: tuple[Pause, ...]  # the same, as the limit itself sees them

    def days(self, start: date | datetime, amount: int, extension: int, unit: Unit) -> tuple[list[Row], bool]:
        """Return the rows of a limit in days and whether it ends."""
        first = day_of(start)
        rows = [self.row(first, "start")]
        ended = self.stage(rows, amount, unit, "limit", self.keeping)
        if ended and extension:
            ended = self.stage(rows, extension, unit, "extension", self.pauses)
        return rows, ended

    def stage(self, rows: list[Row], amount: int, unit: Unit, stage: Stage, pauses: Sequence[Pause]) -> bool:
        """Count one stage from the last row on; false when a pause that still runs stops it."""
        kept = {pause.begun_on for pause in pauses if pause.keeps_last_day}
        counts = self.runs_and_works if unit == "working" else self.runs
        day, count = rows[-1].day, 0
        while count < amount:
            day += ONE_DAY
            if self.never_ends(day):
                return False
            if day in kept and counts(day) and count + 1 == amount:
                rows.append(self.row(day, "given_back", count, stage))
                continue
            count += counts(day)
            rows.append(self.row(day, "counted" if counts(day) else self.idle(day), count, stage))
        while day in kept or not self.runs_and_works(day):
            day += ONE_DAY
            if self.never_ends(day):
                return False
            is_kept = day in kept and self.runs_and_works(day)
            mark: Mark = "moved_to" if self.runs_and_works(day) else self.idle(day)
            rows.append(self.row(day, "given_back" if is_kept else mark, count, stage))
        return True

    def hours(self, start: date | datetime, amount: int, extension: int) -> tuple[list[Row], bool]:
        """Return the rows of a limit in office hours and whether it ends."""
        hours = self.calendar.hours
        began = start.astimezone(BEIJING) if isinstance(start, datetime) else hours.moment(start, timedelta())
        rows = [self.row(began.date(), "start", until=began)]
        wanted, counted, day = (amount + extension) * timedelta(hours=1), timedelta(), began.date()
        while True:
            if self.never_ends(day):
                return rows, False
            gone = hours.worked_by(began.time()) if day == began.date() else timedelta()
            is_over = day == began.date() and began.time() > hours.closes
            if self.runs_and_works(day) and not is_over:
                today = min(hours.span - gone, wanted - counted)
                counted += today
                until = max(hours.moment(day, gone + today), began)
                if today or counted == wanted:
                    rows.append(self.row(day, "counted", counted // timedelta(minutes=1), until=until))
                if counted == wanted:
                    return rows, True
            elif day != began.date():
                rows.append(self.row(day, self.idle(day), counted // timedelta(minutes=1)))
            day += ONE_DAY

    def runs(self, day: date) -> bool:
        return not any(pause.stands_still_on(day) for pause in self.pauses)

    def runs_and_works(self, day: date) -> bool:
        return self.runs(day) and self.calendar.is_working(day)

    def idle(self, day: date) -> Mark:
        """Return why a day is not counted."""
        return "skipped" if self.runs(day) else "paused"

    def never_ends(self, day: date) -> bool:
        if day > LAST:
            raise BeyondCalendar
        return any(pause.ended_on is None and pause.begun_on < day for pause in self.pauses)

    def row(self, day: date, mark: Mark, count: int = 0, stage: Stage = "limit", until: datetime | None = None) -> Row:
        marked = self.calendar.days.get(day)
        return Row(
            day=day,
            kind=self.calendar.kind_of(day),
            mark=mark,
            count=count,
            name=marked.name if marked else "",
            stage=stage,
            is_provisional=not self.calendar.knows(day, day),
            until=until,
        )


def _due_of(rows: list[Row], calendar: Calendar) -> Due:
    last = rows[-1]
    return Due(last.day, last.until or calendar.hours.closing(last.day), any(row.is_provisional for row in rows))


def _sources(rows: list[Row], unit: Unit, calendar: Calendar) -> Iterator[Source]:
    """Yield each source once, in the order in which a reader needs them."""
    law, marks = legal_sources(), {row.mark for row in rows}
    yield law["event_day"]
    if unit == "working":
        yield law["working_days"]
    if any(row.kind in ("holiday", "make_up") for row in rows):
        yield law["public_holidays"]
        named = (calendar.days[row.day].notice for row in rows if row.day in calendar.days)
        yield from dict.fromkeys(source_of(notice) for notice in named if notice)
    if marks & {"paused", "given_back"}:
        yield law["pause"]
    if any(row.stage == "extension" for row in rows):
        yield law["extension"]
    yield law["last_day"]
