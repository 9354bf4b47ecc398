"""What the office that regulates does with a licence: checks a commitment, orders, tells of checks and penalties."""

from datetime import date, datetime

from tongban.cases.actions.printing.later import print_correction_order
from tongban.cases.actions.promises import record_broken
from tongban.cases.actions.refusals import CannotFollowUp
from tongban.cases.actions.regulation import POWER
from tongban.cases.actions.telling import tell_ordered
from tongban.cases.events.later import CommitmentChecked, RegulatorReported
from tongban.cases.models import Case, Commitment, RegulatorReport
from tongban.cases.queries.regulation import checker_of
from tongban.kernel.events import publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.statements import store
from tongban.kernel.transactions import action
from tongban.people.models import Officer
from tongban.people.queries import not_allowed

STATE = Commitment.State
MET, ORDERED = "met", "ordered"
CORRECTED, UNMET, FALSE = "corrected", "unmet", "false"


@action
def record_check(
    *,
    commitment: Commitment,
    outcome: str,
    findings: str,
    order: str = "",
    order_due_on: date | None = None,
    by: Officer,
    now: datetime,
) -> Commitment:
    """Record what a check of a commitment found: met, to be put right by a day, or false altogether."""
    commitment = _locked(commitment)
    today = local_day(now)
    obstacles = _obstacles(commitment, STATE.UNCHECKED, by, now)
    obstacles += [] if findings.strip() else [Obstacle("findings_missing")]
    if outcome not in (MET, ORDERED, FALSE):
        obstacles.append(Obstacle("check_not_a_choice"))
    if outcome == ORDERED and (not order.strip() or order_due_on is None or order_due_on <= today):
        obstacles.append(Obstacle("order_needs_a_day"))
    if obstacles:
        raise CannotFollowUp(obstacles)

    commitment.state, commitment.checked_on, commitment.checked_by = STATE(outcome), today, by
    commitment.findings = findings.strip()
    if outcome == ORDERED:
        commitment.ordered_at, commitment.order, commitment.order_due_on = now, order.strip(), order_due_on
    else:
        commitment.ended_at = now
    _report(commitment, findings, found_a_fault=outcome != MET, by=by, now=now)
    _keep(commitment, by, now)
    if outcome == ORDERED:
        print_correction_order(commitment, by=by, now=now)
        tell_ordered(commitment, now=now)
    elif outcome == FALSE:
        _break(commitment, findings, by=by, now=now)
    return commitment


@action
def record_correction(
    *, commitment: Commitment, is_corrected: bool, findings: str, by: Officer, now: datetime
) -> Commitment:
    """Record how it stands after the day of an order: put right, or not. What was not goes to whoever decided."""
    commitment = _locked(commitment)
    obstacles = _obstacles(commitment, STATE.ORDERED, by, now)
    if obstacles := obstacles + ([] if findings.strip() else [Obstacle("findings_missing")]):
        raise CannotFollowUp(obstacles)

    commitment.state = STATE.CORRECTED if is_corrected else STATE.UNMET
    commitment.ended_at = now
    _report(commitment, findings, found_a_fault=not is_corrected, by=by, now=now)
    _keep(commitment, by, now)
    if not is_corrected:
        _break(commitment, findings, by=by, now=now)
    return commitment


@action
def report_regulation(
    *, case: Case, kind: str, on: date, found_a_fault: bool, text: str, number: str = "", by: Officer, now: datetime
) -> RegulatorReport:
    """Put what came of a check, or a penalty, to the licence: whoever decided sees it on the page of the case."""
    obstacles = not_allowed(by, POWER, office=checker_of(case), item=case.matter.subject_code, on=local_day(now))
    obstacles += [] if text.strip() else [Obstacle("findings_missing")]
    if kind not in (RegulatorReport.Kind.CHECK, RegulatorReport.Kind.PENALTY):
        obstacles.append(Obstacle("check_not_a_choice"))
    if kind == RegulatorReport.Kind.PENALTY and not number.strip():
        obstacles.append(Obstacle("penalty_without_number"))
    if on > local_day(now):
        obstacles.append(Obstacle("day_to_come"))
    if obstacles:
        raise CannotFollowUp(obstacles)
    return _write(case, kind, on, found_a_fault, text, number, by=by, now=now)


def _locked(commitment: Commitment) -> Commitment:
    rows = Commitment.objects.select_for_update(of=("self",)).select_related(
        "case__matter__office", "case__matter__party", "case__matter__regulating_office", "case__version", "promise"
    )
    return rows.get(pk=commitment.pk)


def _obstacles(commitment: Commitment, state: str, by: Officer, now: datetime) -> list[Obstacle]:
    obstacles = not_allowed(
        by, POWER, office=checker_of(commitment.case), item=commitment.case.matter.subject_code, on=local_day(now)
    )
    return obstacles if commitment.state == state else [*obstacles, Obstacle("check_is_recorded")]


def _keep(commitment: Commitment, by: Officer, now: datetime) -> None:
    names = ("state", "checked_on", "checked_by", "findings", "ordered_at", "order", "order_due_on", "ended_at")
    store(commitment, *names)
    publish(
        CommitmentChecked(
            subject=commitment.case.matter.subject,
            by=str(by.actor),
            at=now,
            case_id=commitment.case_id,
            commitment_id=commitment.pk,
            state=str(commitment.state),
            due_on=commitment.order_due_on if commitment.state == STATE.ORDERED else None,
        )
    )


def _report(commitment: Commitment, text: str, *, found_a_fault: bool, by: Officer, now: datetime) -> None:
    kind = RegulatorReport.Kind.COMMITMENT
    _write(commitment.case, kind, local_day(now), found_a_fault, text, "", by=by, now=now)


def _write(
    case: Case, kind: str, on: date, found_a_fault: bool, text: str, number: str, *, by: Officer, now: datetime
) -> RegulatorReport:
    report = RegulatorReport.objects.create(
        case=case,
        office=checker_of(case),
        kind=kind,
        on=on,
        found_a_fault=found_a_fault,
        text=text.strip(),
        number=number.strip(),
        by=by,
        at=now,
    )
    publish(
        RegulatorReported(
            subject=case.matter.subject,
            by=str(by.actor),
            at=now,
            case_id=case.pk,
            report_id=report.pk,
            kind=kind,
            found_a_fault=found_a_fault,
        )
    )
    return report


def _break(commitment: Commitment, findings: str, *, by: Officer, now: datetime) -> None:
    """Write down that the promise was not kept: a seam of credit, where it enters the record."""
    party = commitment.case.matter.party
    record_broken(commitment.promise, party=party, about=f"不实承诺：{findings.strip()}", by=by, now=now)
