"""Decided at once on a promise (告知承诺): signed, taken on, decided the same day; or taken back before that."""

from datetime import datetime, timedelta

from tongban.cases import rules
from tongban.cases.actions.acceptance import take_on
from tongban.cases.actions.planning import limits_on, review_plan
from tongban.cases.actions.promises import obstacles_to_a_signature, record_promise, take_back
from tongban.cases.actions.refusals import CannotAccept, CannotPromise, locked
from tongban.cases.actions.telling import tell_ordinary_way
from tongban.cases.events import DecidedOnCommitment
from tongban.cases.models import Case, Commitment, Decision, SignedPromise
from tongban.cases.queries.access import is_theirs
from tongban.cases.queries.promises import bad_records, commitment_in, excluded_from, promise_of
from tongban.cases.rules.promises import COMMITMENT
from tongban.kernel.events import publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.statements import store
from tongban.kernel.transactions import action
from tongban.matters.actions import plan_anew
from tongban.matters.actions.refusals import Acting
from tongban.matters.models import Clock
from tongban.people.models import Officer, Party
from tongban.people.queries import not_allowed


def obstacles_to_commitment(case: Case, *, is_signed: bool, now: datetime) -> list[Obstacle]:
    """Return why this case cannot be decided at once on a promise."""
    return rules.obstacles_to_committing(
        case.dossier(),
        item=case.version.title,
        is_offered=commitment_in(case.version) is not None,
        excluded=excluded_from(case.version),
        is_signed=is_signed,
        records=bad_records(case.matter.party, on=local_day(now)),
    )


@action
def sign_commitment(*, case: Case, way: str, signer: Party, by: Acting, now: datetime) -> SignedPromise:
    """Record the promise that every condition is met: signed at a window, or by account."""
    case = locked(case)
    obstacles = obstacles_to_a_signature(case, by, signer, now)
    if obstacles := obstacles + obstacles_to_commitment(case, is_signed=True, now=now):
        raise CannotPromise(obstacles)
    return record_promise(case, kind=COMMITMENT, way=way, signer=signer, by=by, now=now)


@action
def accept_on_commitment(*, case: Case, by: Officer, now: datetime) -> Case:
    """Take the application on to be decided the same day on the promise: nothing is examined before the decision."""
    case = locked(case)
    promise = promise_of(case, COMMITMENT)
    obstacles = not_allowed(by, "accept", **case.matter.scope, on=local_day(now))
    if obstacles := obstacles + obstacles_to_commitment(case, is_signed=promise is not None, now=now):
        raise CannotAccept(obstacles)

    case.accepted_by, case.terms = by, Case.Terms.COMMITMENT
    store(case, "accepted_by", "terms")
    return take_on(case, by=by, now=now, as_of=now)


@action
def take_commitment_back(*, case: Case, by: Party, now: datetime) -> Case:
    """Withdraw from the promise before the decision: the application goes on in the ordinary way."""
    case = locked(case)
    promise = promise_of(case, COMMITMENT)
    obstacles = [] if is_theirs(case, by, on=local_day(now)) else [Obstacle("not_your_case")]
    obstacles += rules.obstacles_to_taking_back(case.dossier(), is_signed=promise is not None)
    if obstacles or promise is None:
        raise CannotPromise(obstacles)

    take_back(promise, case=case, by=by, now=now)
    if case.terms == Case.Terms.COMMITMENT:
        case.terms = Case.Terms.ORDINARY
        store(case, "terms")
        accepted_at = case.matter.accepted_at or now
        ends = [Clock.Kind.PROMISED, Clock.Kind.STATUTORY]
        plan_anew(
            matter=case.matter,
            ends=ends,
            begins=limits_on(case, accepted_at),
            steps=review_plan(case),
            by=by,
            now=now,
        )
        tell_ordinary_way(case, now=now)
    return case


def record_commitment(case: Case, decision: Decision, *, by: Acting, now: datetime) -> Commitment:
    """Write down within the act of deciding by when what was promised is checked."""
    terms, promise = commitment_in(case.version), promise_of(case, COMMITMENT)
    assert terms is not None  # it was taken on so
    assert promise is not None
    due_on = local_day(now) + timedelta(days=terms.check_days)
    commitment = Commitment.objects.create(case=case, promise=promise, decided_at=decision.at, check_due_on=due_on)
    publish(
        DecidedOnCommitment(
            subject=case.matter.subject,
            by=str(by.actor),
            at=now,
            case_id=case.pk,
            commitment_id=commitment.pk,
            check_due_on=due_on,
        )
    )
    return commitment
