"""The inputs of a clock, gathered from its rows, and the derivation made of them."""

from collections.abc import Iterable
from datetime import date

from tongban.calendars.queries import calendar_at
from tongban.calendars.rules import Derivation
from tongban.kernel.moments import local_day
from tongban.matters.models import Clock, Pause
from tongban.matters.rules.deadlines import Inputs, derive

# A special procedure stops what the office has promised, not what it owes before or after.
STOPPED_BY_PROCEDURE = (Clock.Kind.STATUTORY, Clock.Kind.PROMISED, Clock.Kind.STEP)


def inputs_of(clock: Clock) -> Inputs:
    """Return what a clock's due moment follows from: ended pauses that stopped it, and its extensions.

    Uses prefetched ``matter.pauses`` and ``extensions`` where they are.
    """
    pauses = clock.matter.pauses.all() if clock.kind in STOPPED_BY_PROCEDURE else ()
    return inputs_from(clock, pauses, sum(extension.amount for extension in clock.extensions.all()))


def inputs_from(clock: Clock, pauses: Iterable[Pause], extension: int) -> Inputs:
    """Return the same from rows at hand: the pauses of its matter, and the sum of its extensions."""
    return Inputs(
        kind=clock.kind,
        unit=clock.unit,
        amount=clock.amount,
        started_at=clock.started_at,
        pauses=_touching(clock, pauses) if pauses and clock.kind in STOPPED_BY_PROCEDURE else (),
        extension=extension,
    )


def _touching(clock: Clock, pauses: Iterable[Pause]) -> tuple[tuple[date, date, bool], ...]:
    begun = local_day(clock.started_at)
    ended = local_day(clock.stopped_at) if clock.stopped_at else None
    return tuple(
        sorted(
            (pause.from_on, pause.to_on, pause.keeps_last_day)
            for pause in pauses
            if pause.stops and pause.to_on is not None and pause.to_on > begun
            if ended is None or pause.from_on < ended
        )
    )


def derivation(clock: Clock) -> Derivation:
    """Return why a clock is due on its day, rebuilt from what is stored, by the calendar it was reckoned with."""
    return derive(inputs_of(clock), calendar_at(clock.calendar_region, clock.calendar_version))
