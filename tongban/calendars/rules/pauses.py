"""On which days does the clock stand still?

A pause is (FROM, TO]: the day on which a special procedure begins still counts, the day on which it ends does not.
Pauses that overlap are merged, so that no day is given back twice.

The day of the beginning counts because days are counted whole and the day of an event is not part of what it begins
(Civil Code art. 201). On the *last* day of a limit that would leave nothing of it: the procedure's time would count
after all, which the law rules out (Administrative Licensing Law art. 45), and the day was not over when it was taken
away (Civil Code art. 203). A pause that somebody else begins by right, on a day that the office cannot choose, says so
(``keeps_last_day``): the last day on which it begins is given back after it. One that the office begins when it likes
gives nothing back: whoever waits until the last day has used the limit.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from tongban.kernel.moments import local_day


class Pause(NamedTuple):
    """A special procedure stops the clock after ``begun_on`` up to and with ``ended_on``; None while it runs."""

    begun_on: date
    ended_on: date | None = None
    keeps_last_day: bool = False

    def stands_still_on(self, day: date) -> bool:
        return self.begun_on < day and (self.ended_on is None or day <= self.ended_on)


Standstill = tuple[date, date | None] | tuple[date, date | None, bool]  # from, to, whether it keeps a last day


def merged(pauses: Sequence[Standstill]) -> list[Pause]:
    """Return the same standstill as pauses in order that neither overlap nor touch.

    Moments are read as their day in China. Raises ValueError when a pause ends before it begins. What begins and ends
    on one day takes nothing, and so keeps nothing; of pauses that are merged the first one says whether it does.

    >>> one, = merged([(date(2026, 3, 2), date(2026, 3, 5)), (date(2026, 3, 4), date(2026, 3, 9))])
    >>> one.begun_on, one.ended_on
    (datetime.date(2026, 3, 2), datetime.date(2026, 3, 9))
    """
    result: list[Pause] = []
    for pause in sorted(map(_as_days, pauses), key=lambda pause: (pause.begun_on, not pause.keeps_last_day)):
        last = result[-1] if result else None
        if last is None or (last.ended_on is not None and last.ended_on < pause.begun_on):
            result.append(pause)
        elif last.ended_on is not None and (pause.ended_on is None or pause.ended_on > last.ended_on):
            result[-1] = Pause(last.begun_on, pause.ended_on, last.keeps_last_day)
    return result


def without_last_days(pauses: Sequence[Pause]) -> list[Pause]:
    """Return the same pauses where the last day is not asked for: limits in hours, and those with an extension."""
    return [pause._replace(keeps_last_day=False) for pause in pauses]


def day_of(moment: date | datetime) -> date:
    """Return the day in China of a moment; a plain day is returned as it is."""
    return local_day(moment) if isinstance(moment, datetime) else moment


def _as_days(pause: Standstill) -> Pause:
    begun_on, ended_on = day_of(pause[0]), None if pause[1] is None else day_of(pause[1])
    if ended_on is not None and ended_on < begun_on:
        raise ValueError(f"a pause ends on {ended_on}, before it begins on {begun_on}")
    return Pause(begun_on, ended_on, len(pause) > 2 and bool(pause[2]) and ended_on != begun_on)
