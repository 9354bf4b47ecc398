"""From the stored inputs of a clock to its due moment, and from the same inputs to the reason of it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from tongban.calendars.rules import Calendar, Derivation, Standstill, Unit, due, explain, receipt_day
from tongban.kernel.moments import local_day
from tongban.matters.rules.lights import warn_moment


@dataclass(frozen=True)
class Inputs:
    """Everything a due moment follows from, but the calendar."""

    kind: str
    unit: str
    amount: int
    started_at: datetime
    pauses: tuple[Standstill, ...] = ()
    extension: int = 0


@dataclass(frozen=True)
class ClockPlan:
    """A limit to be started: ``amount`` units after ``start``; ``on_silence``: what no answer in time means."""

    kind: str
    amount: int
    unit: str
    start: datetime
    source: str = ""
    on_silence: str = ""


@dataclass(frozen=True)
class Reckoned:
    due_at: datetime
    warn_at: datetime
    is_provisional: bool


def start_of(inputs: Inputs, calendar: Calendar) -> date | datetime:
    """Return the day (or moment) of the event.

    Papers handed in after hours are received on the next working day; nor can what is promised on the spot be
    done on a day that is over.
    """
    if inputs.unit == "hour":
        return inputs.started_at
    if inputs.kind == "receipt" or inputs.amount == 0:
        return receipt_day(inputs.started_at, calendar)
    return local_day(inputs.started_at)


def reckon(inputs: Inputs, calendar: Calendar) -> Reckoned:
    """Return when a clock is due, from when it warns, and whether the calendar is known so far."""
    end = due(
        start=start_of(inputs, calendar),
        amount=inputs.amount,
        unit=cast(Unit, inputs.unit),
        calendar=calendar,
        pauses=inputs.pauses,
        extension=inputs.extension,
    )
    if end.at is None:
        raise ValueError("a clock that stands still has no due moment")
    limit = inputs.amount + inputs.extension
    warn_at = warn_moment(due_at=end.at, amount=limit, unit=inputs.unit, calendar=calendar)
    return Reckoned(due_at=end.at, warn_at=warn_at, is_provisional=end.is_provisional)


def derive(inputs: Inputs, calendar: Calendar) -> Derivation:
    """Return the day-by-day derivation of the same due moment."""
    return explain(
        start=start_of(inputs, calendar),
        amount=inputs.amount,
        unit=cast(Unit, inputs.unit),
        calendar=calendar,
        pauses=inputs.pauses,
        extension=inputs.extension,
    )
