"""On which day, at which moment, does a limit end?

The day of the event is not counted (Civil Code art. 201); a last day that is no working day moves to the next one
(art. 203); the moment is the close of office. Days on which the clock stands still are not counted, nor is a last day
that such a standstill keeps (``pauses``); an extension is counted in the same unit after the original end. The
day-by-day reasons are in ``derivations``.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Literal

from tongban.calendars.rules.days import LAST, ORIGIN, BeyondCalendar, Calendar, Due, within_reach
from tongban.calendars.rules.pauses import Pause, Standstill, day_of, merged, without_last_days
from tongban.kernel.moments import BEIJING

Unit = Literal["working", "calendar", "hour"]
ONE_DAY = timedelta(days=1)


UNKNOWN = Due(None, None)


def due(
    *,
    start: date | datetime,
    amount: int,
    unit: Unit,
    calendar: Calendar,
    pauses: Sequence[Standstill] = (),
    extension: int = 0,
) -> Due:
    """Return when a limit of so many units ends that began with an event at ``start``.

    ``working`` counts working days, ``calendar`` every day, ``hour`` office hours from the moment itself. Nought means
    the same day, or the next working day. A moment is read as its day in China. Raises BeyondCalendar outside 2000–2059
    and ValueError for a negative number.

    >>> from tongban.calendars.rules.days import Day
    >>> may = Calendar(days={date(2026, 5, d): Day("holiday", "劳动节") for d in range(1, 6)})
    >>> due(start=date(2026, 4, 29), amount=2, unit="working", calendar=may).on
    datetime.date(2026, 5, 6)
    """
    if unit == "working" and amount > 0 and not pauses and not extension:
        # The question asked a million times: one look into a table, and answers are kept.
        day = start if type(start) is date else day_of(start)
        if calendar.known_from <= day <= calendar.known_until:
            place = calendar.passed[day.toordinal() - ORIGIN] + amount
            return calendar.ends.get(place) or _kept(place, day, amount, calendar)
    if amount < 0 or extension < 0:
        raise ValueError("a limit and its extension are never negative")
    standstill = merged(pauses)
    if unit == "hour":
        return _hours(start, amount, extension, calendar, without_last_days(standstill))

    end = _stage(day_of(start), amount, unit, calendar, without_last_days(standstill) if extension else standstill)
    if end is not None and extension:
        end = _stage(end, extension, unit, calendar, standstill)
    return UNKNOWN if end is None else calendar.close_of(end, since=day_of(start))


def latest_before(*, event: date, amount: int, unit: Unit, calendar: Calendar) -> Due:
    """Return the last day to apply when the law says "so many days before the day".

    The day itself is not counted; an answer on a day when the office is closed moves to the working day *before*,
    since a later day would leave less than the law asks for. Only for days, not hours.

    >>> latest_before(event=date(2026, 7, 5), amount=20, unit="calendar", calendar=Calendar()).on
    datetime.date(2026, 6, 15)
    """
    if unit == "hour" or amount < 0:
        raise ValueError("a backward limit is a number of days")
    if unit == "working" and amount:
        on = calendar.nth_before(event, amount)
    else:
        on = calendar.nth_before(within_reach(event - amount * ONE_DAY) + ONE_DAY, 1)
    return Due(on, calendar.hours.closing(on), not calendar.knows(on, event))


def receipt_day(moment: datetime, calendar: Calendar) -> date:
    """Return the day on which papers count as received: after hours or on a day off, the next working day.

    >>> receipt_day(datetime(2026, 6, 5, 17, 31, tzinfo=BEIJING), Calendar())
    datetime.date(2026, 6, 8)
    """
    local = moment.astimezone(BEIJING)
    if calendar.is_working(local.date()) and local.time() <= calendar.hours.closes:
        return local.date()
    return calendar.nth_after(local.date(), 1)


def counting_starts_on(*, received: datetime, calendar: Calendar, window_closes_on: date | None = None) -> date:
    """Return the event day of a limit on receipt; with an application window, the limit runs from its end."""
    received_on = receipt_day(received, calendar)
    return received_on if window_closes_on is None else max(received_on, window_closes_on)


def working_days_between(first: date, last: date, calendar: Calendar) -> int:
    """Return the working days in (first, last]; negative when ``last`` comes first.

    >>> working_days_between(date(2026, 6, 5), date(2026, 6, 8), Calendar())
    1
    """
    return calendar.count(first, last)


def working_days_left(on: date, due: date, calendar: Calendar) -> int:
    """Return how many working days remain after today; 0 on the last day, negative once it has passed."""
    return working_days_between(on, due, calendar)


def _kept(place: int, start: date, amount: int, calendar: Calendar) -> Due:
    """Answer a plain limit in working days that began in a known year, and keep the answer."""
    calendar.ends[place] = calendar.close_of(calendar.nth_after(start, amount), since=start)
    return calendar.ends[place]


def _stage(start: date, amount: int, unit: Unit, calendar: Calendar, pauses: list[Pause]) -> date | None:
    """Return the last day of one stage, the limit or its extension; None when a pause that still runs holds it up."""
    if unit == "working" and amount:
        return _nth_running_working_day(start, amount, calendar, pauses)
    nominal = _nth_running_day(start, amount, pauses) if amount else start
    return None if nominal is None else _nth_running_working_day(nominal - ONE_DAY, 1, calendar, pauses)


def _nth_running_working_day(start: date, n: int, calendar: Calendar, pauses: list[Pause]) -> date | None:
    """Return the n-th working day after ``start`` on which the clock runs."""
    at, left = start, n
    for begun_on, ended_on, keeps_last_day in pauses:
        before = calendar.count(at, min(max(begun_on, at), LAST))
        is_kept = keeps_last_day and before == left and calendar.is_working(begun_on)
        if before >= left and not is_kept:
            break
        if ended_on is None:
            return None
        at, left = max(at, ended_on), max(left - before, 1)
    return calendar.nth_after(at, left)


def _nth_running_day(start: date, n: int, pauses: list[Pause]) -> date | None:
    """Return the n-th day of any kind after ``start`` on which the clock runs."""
    at, left = start, n
    for begun_on, ended_on, keeps_last_day in pauses:
        before = (max(begun_on, at) - at).days
        if before >= left and not (keeps_last_day and before == left):
            break
        if ended_on is None:
            return None
        at, left = max(at, ended_on), max(left - before, 1)
    if left > (LAST - at).days:
        raise BeyondCalendar
    return at + left * ONE_DAY


def _hours(start: date | datetime, amount: int, extension: int, calendar: Calendar, pauses: list[Pause]) -> Due:
    """Count office hours; a day on which the clock stands still gives none."""
    began = start.astimezone(BEIJING) if isinstance(start, datetime) else calendar.hours.moment(start, timedelta())
    span = calendar.hours.span
    day = _nth_running_working_day(began.date() - ONE_DAY, 1, calendar, pauses)
    worked = calendar.hours.worked_by(began.time()) if day == began.date() else timedelta()
    if day == began.date() and began.time() > calendar.hours.closes:
        day, worked = _nth_running_working_day(began.date(), 1, calendar, pauses), timedelta()

    days_after, rest = divmod(worked + (amount + extension) * timedelta(hours=1), span)
    if days_after and not rest:
        days_after, rest = days_after - 1, span
    if day is not None and days_after:
        day = _nth_running_working_day(day, days_after, calendar, pauses)
    if day is None:
        return UNKNOWN
    at = max(calendar.hours.moment(day, rest), began)
    return Due(day, at, not calendar.knows(began.date(), day))
