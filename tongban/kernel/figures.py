"""Figures over time: kept once a day for each scope, and what they are to reach.

A module registers what it can say of a day with ``kept_daily``; ``indicators`` says what each figure is.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from tongban.kernel.events import Event, publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.ratios import Ratio
from tongban.kernel.tables.figures import FigureSnapshot, FigureTarget
from tongban.kernel.transactions import action

WHOLE = ""  # the scope of a figure over everything
HUNDREDTHS = 10_000  # of a per cent in one
BATCH = 500

Terms = tuple[str, str, Ratio]  # code, scope, figure
Daily = Callable[[datetime], Iterable[Terms]]

_daily: list[Daily] = []


class CannotSetTarget(Refused):
    """The target of a figure cannot be set like this."""


@dataclass(frozen=True, kw_only=True)
class FigureTargetSet(Event):
    """What a figure is to reach from a day on."""

    code: str
    since: str
    hundredths: int
    source: str


def kept_daily(measure: Daily) -> Daily:
    """Register a function that yields the figures of a day, each with its scope."""
    _daily.append(measure)
    return measure


@action(silent="what was counted follows from rows that are told of elsewhere")
def keep_figures(*, now: datetime) -> int:
    """Keep today's figures; asked again on the same day, they replace the earlier ones. Returns how many."""
    on = local_day(now)
    rows = [
        FigureSnapshot(code=code, scope=scope, taken_on=on, numerator=term.numerator, denominator=term.denominator)
        for measure in _daily
        for code, scope, term in measure(now)
    ]
    FigureSnapshot.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["code", "scope", "taken_on"],
        update_fields=["numerator", "denominator"],
    )
    return len(rows)


@action
def set_target(*, code: str, percent: Fraction, since: date, source: str, by: object, now: datetime) -> FigureTarget:
    """Say what a figure is to reach from a day on, and on whose word."""
    hundredths = percent * 100
    if not 0 <= percent <= 100 or hundredths.denominator != 1:
        raise CannotSetTarget([Obstacle("target_is_no_per_cent", code)])
    if not source.strip():
        raise CannotSetTarget([Obstacle("target_without_source", code)])

    target, _ = FigureTarget.objects.update_or_create(
        code=code, since=since, defaults={"hundredths": int(hundredths), "source": source.strip()}
    )

    publish(
        FigureTargetSet(
            subject=target.subject,
            code=code,
            since=since.isoformat(),
            hundredths=int(hundredths),
            source=target.source,
            by=str(getattr(by, "actor", by)),
            at=now,
        )
    )
    return target


def targets_on(day: date) -> dict[str, FigureTarget]:
    """Return the target of each figure that holds on a day."""
    held = FigureTarget.objects.filter(since__lte=day).order_by("code", "since")
    return {target.code: target for target in held}


def value_of(target: FigureTarget) -> Fraction:
    return Fraction(target.hundredths, HUNDREDTHS)


def history(code: str, *, scope: str = WHOLE, since: date) -> list[tuple[date, Ratio]]:
    """Return what a figure stood at, day by day."""
    kept = FigureSnapshot.objects.filter(code=code, scope=scope, taken_on__gte=since).order_by("taken_on")
    rows = kept.values_list("taken_on", "numerator", "denominator")
    return [(taken_on, Ratio(numerator, denominator)) for taken_on, numerator, denominator in rows]
