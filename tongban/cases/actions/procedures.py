"""Special procedures of a case: begun as its item allows, ended with their own result and opinion."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from tongban.calendars.queries import calendar_for
from tongban.cases.actions.holds import hold_back, lift_holds
from tongban.cases.actions.refusals import CannotGoThrough, locked
from tongban.cases.models import Case, Procedure
from tongban.cases.rules import DECISION
from tongban.cases.rules.procedures import obstacles_to_beginning, obstacles_to_ending, own_procedures
from tongban.kernel.moments import local_day
from tongban.kernel.statements import insert, store
from tongban.kernel.transactions import action
from tongban.matters.actions import begin_special_procedure, end_special_procedure
from tongban.matters.actions.refusals import Acting
from tongban.matters.rules.extensions import HEAD
from tongban.matters.rules.procedures import kind_named
from tongban.people.models import Officer
from tongban.people.queries import may

HELD = "procedure"  # the kind of its holds


@action
def begin_procedure(
    *,
    case: Case,
    kind: str,
    expected_days: int,
    reason: str,
    basis: str,
    inspectors: Collection[Officer] = (),
    is_by_law: bool = False,
    by: Acting,
    now: datetime,
) -> Procedure:
    """Begin a procedure that the item lists, or another one on a typed basis by whoever answers for the body.

    ``is_by_law``: the applicant has a right to it, whatever the item lists. One whose time counts keeps the decision
    back until it has ended; one that does not stops the clocks.
    """
    case = locked(case)
    own, known = own_procedures(case.version.elements).get(kind), kind_named(kind)
    is_head = isinstance(by, Officer) and may(by, HEAD, **case.matter.scope, on=local_day(now))
    basis = basis.strip() or (own.basis if own else "") or (known.basis if own and known else "")
    if obstacles := obstacles_to_beginning(
        kind=kind,
        is_own=own is not None or is_by_law,
        is_head=is_head,
        basis=basis,
        inspectors=len({each.pk for each in inspectors}),
    ):
        raise CannotGoThrough(obstacles)

    pause = begin_special_procedure(
        matter=case.matter,
        kind=kind,
        reason=reason,
        basis=basis,
        expected_days=expected_days,
        counts=own.counts if own else None,
        by=by,
        now=now,
    )
    procedure = Procedure(
        case=case,
        pause=pause,
        kind=known.code if known else "other",
        is_own=own is not None or is_by_law,
        begun_by=by if isinstance(by, Officer) else None,
        approved_by=by if isinstance(by, Officer) and not (own or is_by_law) else None,
        details={},
    )
    if known and known.inspectors:
        accepted_on = local_day(case.matter.accepted_at or now)
        procedure.send_by_on = calendar_for(case.matter.region_id).nth_after(accepted_on, known.inspectors_within)
    insert([procedure])
    procedure.inspectors.set(inspectors)
    if not pause.stops:
        hold_back(case=case, kind=HELD, blocks=DECISION, about=kind, refers_to=pause.pk, by=by, now=now)
    return procedure


@action
def end_procedure(
    *,
    procedure: Procedure,
    outcome: str,
    result: str,
    opinion: str = "",
    details: Mapping[str, Any] | None = None,
    by: Acting,
    now: datetime,
) -> Procedure:
    """End a procedure with what came of it; the clocks run on, or the decision is free again."""
    case = locked(procedure.case)
    procedure = Procedure.objects.select_for_update().get(pk=procedure.pk)
    is_over = procedure.ended_at is not None
    if obstacles := obstacles_to_ending(outcome=outcome, result=result, is_over=is_over):
        raise CannotGoThrough(obstacles)

    pause = end_special_procedure(matter=case.matter, pause=procedure.pause, by=by, now=now)
    procedure.outcome, procedure.result, procedure.opinion = outcome, result.strip(), opinion.strip()
    procedure.details = dict(details or {})
    procedure.ended_by, procedure.ended_at = by if isinstance(by, Officer) else None, now
    store(procedure, "outcome", "result", "opinion", "details", "ended_by", "ended_at")
    if not pause.stops:
        lift_holds(case=case, kind=HELD, refers_to=pause.pk, by=by, now=now)
    return procedure
