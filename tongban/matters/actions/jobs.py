"""What time itself brings about: a clock is missed, a limit comes near. Small transactions, one matter each."""

from datetime import datetime

from tongban.kernel.events import SYSTEM, publish
from tongban.kernel.transactions import action
from tongban.matters.actions.refusals import locked
from tongban.matters.events import ClockMissed, MatterReminded
from tongban.matters.models import Clock, Matter, Nudge


@action
def mark_missed(*, matter: Matter, now: datetime) -> list[Clock]:
    """Mark the matter's clocks whose due moment has gone by, once each."""
    locked(matter)
    late = matter.clocks.select_for_update().filter(state=Clock.State.RUNNING, due_at__lt=now, stopped_at=None)
    missed = list(late.order_by("pk"))
    late.update(state=Clock.State.MISSED)

    for clock in missed:
        publish(
            ClockMissed(
                subject=matter.subject,
                by=str(SYSTEM),
                at=now,
                matter_id=matter.pk,
                clock_id=clock.pk,
                kind=clock.kind,
                due_at=clock.due_at,
                on_silence=clock.on_silence,
            )
        )
    return missed


@action
def remind(*, clock: Clock, now: datetime) -> Nudge | None:
    """Put a reminder on the desk for a clock that warns; one per clock, however often it is asked for."""
    matter = locked(Matter(pk=clock.matter_id))
    warns = matter.clocks.filter(pk=clock.pk, state=Clock.State.RUNNING, stopped_at=None, warn_at__lte=now)
    if not warns.exists() or clock.nudges.filter(kind=Nudge.Kind.REMIND).exists():
        return None

    nudge = Nudge.objects.create(matter=matter, clock=clock, kind=Nudge.Kind.REMIND, by=str(SYSTEM), at=now)
    publish(
        MatterReminded(
            subject=matter.subject,
            by=str(SYSTEM),
            at=now,
            matter_id=matter.pk,
            nudge_id=nudge.pk,
            clock_kind=clock.kind,
        )
    )
    return nudge
