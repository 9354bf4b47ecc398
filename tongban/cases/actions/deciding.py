"""Opinions and the decision."""

import hashlib
from datetime import datetime

from django.db.models import QuerySet

from tongban.cases import rules
from tongban.cases.actions import printing
from tongban.cases.actions.acceptance import accept_case
from tongban.cases.actions.commitments import accept_on_commitment, record_commitment
from tongban.cases.actions.discretion import leaving
from tongban.cases.actions.holds import let_holds_end
from tongban.cases.actions.outcomes import follow_up, outcome_of
from tongban.cases.actions.refusals import CannotDecide, locked
from tongban.cases.actions.telling import tell_result
from tongban.cases.events import CaseDecided, OpinionGiven
from tongban.cases.models import Case, Decision
from tongban.cases.queries.promises import commitment_in, promise_of
from tongban.cases.queries.quotas import obstacles_of_quota
from tongban.cases.rules.limits import DELIVERY_BASIS
from tongban.cases.rules.promises import COMMITMENT
from tongban.kernel.events import publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.statements import insert, prepared
from tongban.kernel.transactions import action
from tongban.matters.actions import complete_step, decide_by_step
from tongban.matters.models import Clock, Step
from tongban.matters.rules import ClockPlan
from tongban.people.models import Officer
from tongban.people.queries import not_allowed

AGREE, OBJECT = "agree", "object"


@action
def give_opinion(*, step: Step, outcome: str, opinion: str, by: Officer, now: datetime) -> Step:
    """End one office's review with its opinion; an objection says why."""
    if outcome not in (AGREE, OBJECT):
        raise CannotDecide([Obstacle("opinion_not_a_choice")])
    if outcome == OBJECT and not opinion.strip():
        raise CannotDecide([Obstacle("reasons_missing")])
    if step.code == rules.DECIDE:
        raise CannotDecide([Obstacle("step_ends_in_its_own_way", step.name)])

    step = complete_step(step=step, outcome=outcome, opinion=opinion, by=by, now=now)
    publish(
        OpinionGiven(
            subject=step.matter.subject,
            by=str(by.actor),
            at=now,
            case_id=_case_of(step.matter_id),
            step_id=step.pk,
            outcome=outcome,
            opinion_digest=hashlib.sha256(opinion.encode()).hexdigest(),
        )
    )
    return step


def _case_of(matter: int) -> int:
    [(key,)] = _key_of_case(matter)
    return key


@prepared
def _key_of_case(matter: int) -> "QuerySet[Case, tuple[int]]":
    return Case.objects.filter(matter=matter).values_list("pk")


@action
def decide_case(
    *, case: Case, outcome: str, reasons: str, discretion_reason: str = "", by: Officer, now: datetime
) -> Decision:
    """Grant or refuse. The clocks of the promise and the law stop; the clock of delivery starts (art. 44).

    A decision that the item's rule of discretion does not allow says why (``discretion_reason``), and is on record.
    """
    case = locked(case)
    if case.open_holds:
        case = let_holds_end(case=case, now=now)
    powers = rules.powers_to_decide(is_single_officer=case.is_single_officer)
    obstacles = not_allowed(by, *powers, **case.matter.scope, on=local_day(now))
    beside = leaving(case, outcome, discretion_reason)
    obstacles += beside.obstacles() if beside else []
    obstacles += obstacles_of_quota(case, outcome)
    decision = _decide(case, outcome=outcome, reasons=reasons, obstacles=obstacles, by=by, now=now)
    if beside:
        beside.record(decision, by=by, now=now)
    return decision


@action
def decide_instantly(*, case: Case, by: Officer, now: datetime) -> Decision:
    """Accept and grant an instant item on the spot: only where the item says so, and only who is named for it."""
    if not case.is_single_officer:
        raise CannotDecide([Obstacle("not_single_officer", case.version.title)])
    if obstacles := not_allowed(by, rules.ALONE, **case.matter.scope, on=local_day(now)):
        raise CannotDecide(obstacles)

    is_promised = promise_of(case, COMMITMENT) is not None if commitment_in(case.version) else False
    case = (accept_on_commitment if is_promised else accept_case)(case=case, by=by, now=now)
    return _decide(case, outcome=rules.GRANTED, reasons="", obstacles=[], by=by, now=now)


def _decide(
    case: Case, *, outcome: str, reasons: str, obstacles: list[Obstacle], by: Officer, now: datetime
) -> Decision:
    if outcome not in (rules.GRANTED, rules.REFUSED):
        raise CannotDecide([Obstacle("decision_not_a_choice")])
    given = outcome_of(case, outcome=outcome)
    obstacles += rules.obstacles_to_deciding(case.dossier(), by=by.pk, outcome=outcome, reasons=reasons)
    if obstacles := obstacles + given.obstacles:
        raise CannotDecide(obstacles)

    matter = case.matter
    decide_by_step(
        matter=matter,
        code=rules.DECIDE,
        outcome=outcome,
        opinion=reasons,
        begins=[ClockPlan(Clock.Kind.DELIVERY, case.version.delivery_amount, "working", now, DELIVERY_BASIS)],
        by=by,
        now=now,
    )
    decision = Decision(case=case, outcome=outcome, reasons=reasons, by=by, at=now)
    given.prepare(now=now)
    decision.document = printing.print_decision(decision, result=given.result, by=by, now=now)
    insert([decision])
    if case.terms == Case.Terms.COMMITMENT and outcome == rules.GRANTED:
        record_commitment(case, decision, by=by, now=now)

    publish(
        CaseDecided(
            subject=matter.subject,
            by=str(by.actor),
            at=now,
            case_id=case.pk,
            outcome=outcome,
            document_id=decision.document_id,
        )
    )
    follow_up(decision, given, by=by, now=now)
    printing.print_approval_sheet(case, by=by, now=now)
    tell_result(case, now=now)
    return decision
