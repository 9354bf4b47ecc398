"""On which days does the clock stand still?

A pause is (FROM, TO]: the day on which a special procedure begins still counts, the day on which it ends does not.
Pauses that overlap are merged, so that no day is given back twice.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from tongban.kernel.moments import local_day


class Pause(NamedTuple):
    """A special procedure stops the clock after ``begun_on`` up to and with ``ended_on``; None while it runs."""

    begun_on: date
    ended_on: date | None = None

    def stands_still_on(self, day: date) -> bool:
        return self.begun_on < day and (self.ended_on is None or day <= self.ended_on)


def merged(pauses: Sequence[tuple[date, date | None]]) -> list[Pause]:
    """Return the same standstill as pauses in order that neither overlap nor touch.

    Moments are read as their day in China. Raises ValueError when a pause ends before it begins.

    >>> merged([(date(2026, 3, 2), date(2026, 3, 5)), (date(2026, 3, 4), date(2026, 3, 9))])
    [Pause(begun_on=datetime.date(2026, 3, 2), ended_on=datetime.date(2026, 3, 9))]
    """
    result: list[Pause] = []
    for pause in sorted(map(_as_days, pauses), key=lambda pause: pause.begun_on):
        last = result[-1] if result else None
        if last is None or (last.ended_on is not None and last.ended_on < pause.begun_on):
            result.append(pause)
        elif last.ended_on is not None and (pause.ended_on is None or pause.ended_on > last.ended_on):
            result[-1] = Pause(last.begun_on, pause.ended_on)
    return result


def day_of(moment: date | datetime) -> date:
    """Return the day in China of a moment; a plain day is returned as it is."""
    return local_day(moment) if isinstance(moment, datetime) else moment


def _as_days(pause: tuple[date, date | None]) -> Pause:
    begun_on, ended_on = day_of(pause[0]), None if pause[1] is None else day_of(pause[1])
    if ended_on is not None and ended_on < begun_on:
        raise ValueError(f"a pause ends on {ended_on}, before it begins on {begun_on}")
    return Pause(begun_on, ended_on)
