"""Extensions (延长): the due day moves, the clock runs on."""

from datetime import datetime

from tongban.kernel.events import publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action
from tongban.matters.actions.clocks import reckon_again
from tongban.matters.actions.desk import settle
from tongban.matters.actions.refusals import Acting, CannotAct, locked, refuse_if
from tongban.matters.events import MatterExtended
from tongban.matters.models import Clock, Extension, Matter
from tongban.matters.queries.extensions import may_extend
from tongban.matters.rules.extensions import extension_rule, obstacles_to_extending
from tongban.people.models import Officer
from tongban.people.queries import not_allowed


@action
def extend(
    *,
    matter: Matter,
    amount: int,
    reason: str,
    basis: str,
    approved_by: Officer,
    by: Acting | None = None,
    kind: str = Clock.Kind.PROMISED,
    now: datetime,
) -> Clock:
    """Move the due day of a matter's clock by ``amount`` of its units, as its rule of extension allows.

    Where the promise would end after the law's own limit, that one is extended with it.
    """
    by = by or approved_by
    locked(matter)
    rule = extension_rule(matter.extension_rule)
    if not may_extend(approved_by, matter, on=local_day(now)):
        refuse_if([Obstacle("may_not_extend", matter.number, {"who": rule.approved_by_text})])
    clock = _open(matter, kind)
    if clock is None:
        raise CannotAct([Obstacle("no_such_clock", kind)])
    refuse_if(
        obstacles_to_extending(
            rule=rule,
            state=clock.state,
            due_at=clock.due_at,
            amount=amount,
            reason=reason,
            basis=basis,
            times=clock.extensions.count(),
            now=now,
        )
    )

    given = {"matter": matter, "amount": amount, "reason": reason, "basis": basis, "at": now}
    extension = Extension.objects.create(clock=clock, approved_by=approved_by, **given)
    reckon_again(clock, cause="extension", by=by, now=now)
    by_law = _open(matter, Clock.Kind.STATUTORY) if kind == Clock.Kind.PROMISED else None
    if by_law and by_law.due_at < clock.due_at and not by_law.extensions.exists():
        Extension.objects.create(clock=by_law, approved_by=approved_by, **given)
        reckon_again(by_law, cause="extension", by=by, now=now)
    settle(matter)

    publish(
        MatterExtended(
            subject=matter.subject,
            by=str(by.actor),
            at=now,
            matter_id=matter.pk,
            clock_id=clock.pk,
            kind=kind,
            extension_id=extension.pk,
            amount=amount,
        )
    )
    return clock


@action
def give_time(
    *, matter: Matter, kind: str, amount: int, reason: str, basis: str, approved_by: Officer, now: datetime
) -> Clock:
    """Move the last day of something that the applicant has to do: no limit of the office, so no rule of the law's."""
    locked(matter)
    clock = _open(matter, kind)
    if clock is None:
        raise CannotAct([Obstacle("no_such_clock", kind)])
    refuse_if(
        not_allowed(approved_by, "decide", **matter.scope, on=local_day(now))
        + ([] if reason.strip() else [Obstacle("reason_missing")])
        + ([] if amount > 0 else [Obstacle("extension_without_days")])
        + ([Obstacle("extension_too_late")] if now > clock.due_at else [])
    )

    Extension.objects.create(
        matter=matter, clock=clock, amount=amount, reason=reason, basis=basis, approved_by=approved_by, at=now
    )
    reckon_again(clock, cause="extension", by=approved_by, now=now)
    settle(matter)
    return clock


def _open(matter: Matter, kind: str) -> Clock | None:
    clock = matter.clocks.select_for_update().filter(kind=kind, step=None, stopped_at=None).first()
    if clock:
        clock.matter = matter
    return clock
