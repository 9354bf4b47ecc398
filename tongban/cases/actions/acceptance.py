"""Before acceptance: told once, corrected, turned away, or taken on."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any

from tongban.calendars.queries import calendar_for
from tongban.calendars.rules import receipt_day
from tongban.cases import rules
from tongban.cases.actions import printing
from tongban.cases.actions.opening import give_papers, receipt_clock
from tongban.cases.actions.planning import limits_on, renewal_limits, review_plan
from tongban.cases.actions.prerequisites import ask_prerequisites
from tongban.cases.actions.pushing import push_case
from tongban.cases.actions.refusals import CannotAccept, CannotNotify, CannotTurnAway, locked
from tongban.cases.actions.rounds import put_on_record, record_late_gaps, told_so_far
from tongban.cases.actions.telling import tell_accepted, tell_correction, tell_result
from tongban.cases.events import (
    AcceptanceRefused,
    CaseAccepted,
    CaseReturned,
    CorrectedOnSpot,
    CorrectionAnswered,
    CorrectionNotified,
)
from tongban.cases.models import Case, CorrectionNotice, Paper
from tongban.cases.queries.access import is_theirs
from tongban.cases.queries.competence import obstacles_to_accepting_as_clerk
from tongban.catalogue.models import ItemVersion
from tongban.catalogue.rules import form_errors
from tongban.kernel.events import SYSTEM, publish
from tongban.kernel.moments import BEIJING, local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.statements import store
from tongban.kernel.transactions import action
from tongban.matters.actions import accept_matter, close_matter, move_to
from tongban.matters.actions.refusals import Acting
from tongban.matters.models import Clock, Matter
from tongban.matters.rules import ClockPlan
from tongban.people.models import Office, Officer, Party
from tongban.people.queries import not_allowed

CORRECTION_DAYS = 15  # working days the applicant has; no law sets it, a house rule that the item may replace


@action
def accept_case(*, case: Case, by: Officer, now: datetime) -> Case:
    """Take the application on (受理): clocks start, the review begins, the applicant gets the notice."""
    case = locked(case)
    obstacles = not_allowed(by, "accept", **case.matter.scope, on=local_day(now))
    if case.received_by_id != by.pk:  # who received it was asked then
        obstacles += obstacles_to_accepting_as_clerk(case.version.item, by, on=local_day(now))
    if obstacles := obstacles + rules.obstacles_to_accepting(case.dossier()):
        raise CannotAccept(obstacles)

    case.accepted_by = by
    store(case, "accepted_by")
    return take_on(case, by=by, now=now, as_of=now)


@action
def deem_accepted(*, case: Case, now: datetime) -> Case:
    """Nobody answered within the duty: accepted as of the day of receipt (行政许可法 art. 32(4))."""
    case = locked(case)
    is_asked_too_late = case.matter.state == Matter.State.CORRECTING and case.correction.keeps_the_clock
    if case.matter.state != Matter.State.RECEIVED and not is_asked_too_late:
        return case

    received = receipt_day(case.matter.received_at, calendar_for(case.matter.region_id))
    as_of = max(case.matter.received_at, datetime.combine(received, time(9), BEIJING))
    case.is_deemed_accepted = True
    case.save(update_fields=["is_deemed_accepted"])
    return take_on(case, by=SYSTEM, now=now, as_of=as_of)


@action
def notify_correction(
    *, case: Case, gaps: Sequence[rules.Gap], knowingly: bool = False, by: Officer, now: datetime
) -> CorrectionNotice:
    """Tell the applicant once, in one notice, everything that is missing or wrong (一次性告知).

    A later notice asks for what could not be seen before. What could have been raised first goes out only
    ``knowingly``: it is recorded as a violation, and gives the office no more time.
    """
    case = locked(case)
    told = told_so_far(case)
    obstacles = not_allowed(by, "accept", **case.matter.scope, on=local_day(now))
    obstacles += (
        rules.obstacles_to_notifying(case.dossier(), gaps)
        if told is None
        else rules.obstacles_to_telling_again(case.dossier(), gaps, told, knowingly=knowingly)
    )
    if obstacles:
        raise CannotNotify(obstacles)

    days = case.version.elements.get("correction_days", CORRECTION_DAYS)
    due_on = calendar_for(case.matter.region_id).nth_after(local_day(now), days)
    notice = put_on_record(case, gaps=gaps, due_on=due_on, told=told, by=by, now=now)
    record_late_gaps(case, rules.late_gaps(gaps, told) if told else [], by=by, now=now)
    move_to(
        matter=case.matter,
        state=Matter.State.CORRECTING,
        ends=[] if notice.keeps_the_clock else [Clock.Kind.RECEIPT],
        begins=[ClockPlan(Clock.Kind.CORRECTION, days, "working", now)],
        by=by,
        now=now,
    )

    publish(
        CorrectionNotified(
            subject=case.matter.subject,
            by=str(by.actor),
            at=now,
            case_id=case.pk,
            gaps=tuple(gap.about for gap in gaps),
            due_on=due_on,
        )
    )
    printing.print_correction_notice(notice, by=by, now=now)
    tell_correction(notice, now=now)
    return notice


@action
def answer_correction(
    *, case: Case, papers: Sequence[Paper], form: Mapping[str, Any] | None = None, by: Acting, now: datetime
) -> Case:
    """Hand in what the notice asked for: papers, the form filled in anew, or both. The duty to answer starts anew."""
    case = locked(case)
    obstacles = (
        [Obstacle("not_your_case")] if isinstance(by, Party) and not is_theirs(case, by, on=local_day(now)) else []
    )
    if obstacles := obstacles + _obstacles_to_answering(case, papers, form, now):
        raise CannotNotify(obstacles)

    give_papers(case, papers)
    if form is not None:
        case.form = dict(form)
        case.save(update_fields=["form"])
    notice = case.correction
    notice.answered = sorted({paper.spec.code for paper in papers} | ({rules.FORM} if form is not None else set()))
    notice.answered_at = now
    notice.save(update_fields=["answered", "answered_at"])
    move_to(
        matter=case.matter,
        state=Matter.State.RECEIVED,
        ends=[Clock.Kind.CORRECTION],
        begins=[] if notice.keeps_the_clock else [receipt_clock(case.version, now)],
        by=by,
        now=now,
    )

    publish(
        CorrectionAnswered(
            subject=case.matter.subject, by=str(by.actor), at=now, case_id=case.pk, papers=tuple(notice.answered)
        )
    )
    return case


def _obstacles_to_answering(
    case: Case, papers: Sequence[Paper], form: Mapping[str, Any] | None, now: datetime
) -> list[Obstacle]:
    if case.matter.state != Matter.State.CORRECTING:
        return [Obstacle("no_correction_waited_for")]
    if not papers and form is None:
        return [Obstacle("nothing_handed_in")]
    return form_errors(case.version.form_schema, form, case.answers, today=local_day(now)) if form is not None else []


@action
def correct_on_spot(*, case: Case, changes: dict[str, object], by: Officer, now: datetime) -> Case:
    """Put small slips of the form right with the applicant standing by (art. 32(3))."""
    case = locked(case)
    obstacles = not_allowed(by, "receive", **case.matter.scope, on=local_day(now))
    if case.matter.state not in rules.BEFORE_ACCEPTANCE:
        obstacles.append(Obstacle("already_past_acceptance"))
    if not changes:
        obstacles.append(Obstacle("nothing_corrected"))
    form = {**case.form.clear(), **changes}
    if obstacles := obstacles + form_errors(case.version.form_schema, form, case.answers, today=local_day(now)):
        raise CannotAccept(obstacles)

    case.form = form
    case.save(update_fields=["form"])
    publish(
        CorrectedOnSpot(
            subject=case.matter.subject, by=str(by.actor), at=now, case_id=case.pk, fields=tuple(sorted(changes))
        )
    )
    return case


@action
def say_not_needed(*, case: Case, reasons: str, by: Officer, now: datetime) -> Case:
    """Tell the applicant that no licence is needed for this (不受理, art. 32(1))."""
    return _turn_away(case, outcome=rules.NOT_NEEDED, ground="", reasons=reasons, right_office=None, by=by, now=now)


@action
def refuse_acceptance(
    *, case: Case, ground: str, reasons: str, right_office: Office | None, by: Officer, now: datetime
) -> Case:
    """Refuse to take it on (不予受理): outside our power (art. 32(2)) names the right office; false papers (78)."""
    return _turn_away(
        case,
        outcome=rules.REFUSED_ACCEPTANCE,
        ground=ground,
        reasons=reasons,
        right_office=right_office,
        by=by,
        now=now,
    )


@action
def return_case(*, case: Case, by: Acting, now: datetime) -> Case:
    """Return the application (退件): the correction did not come in time, or left gaps of the notice open."""
    case = locked(case)
    obstacles = []
    if isinstance(by, Officer):  # when the time is up, the system returns it
        obstacles = not_allowed(by, "accept", **case.matter.scope, on=local_day(now))
    if obstacles:
        raise CannotTurnAway(obstacles)
    if not hasattr(case, "correction") or case.matter.state not in rules.BEFORE_ACCEPTANCE:
        raise CannotTurnAway([Obstacle("no_correction_waited_for")])
    left = rules.open_gaps([rules.Gap(**gap) for gap in case.correction.gaps], frozenset(case.correction.answered))
    is_overdue = case.matter.clocks.filter(kind=Clock.Kind.CORRECTION, stopped_at=None, due_at__lt=now).exists()
    if not is_overdue and (case.matter.state == Matter.State.CORRECTING or not left):
        raise CannotTurnAway([Obstacle("correction_still_open" if not case.correction.answered_at else "no_gap_left")])

    close_matter(matter=case.matter, outcome=rules.RETURNED, by=by, now=now)
    publish(
        CaseReturned(
            subject=case.matter.subject,
            by=str(by.actor),
            at=now,
            case_id=case.pk,
            open_gaps=tuple(gap.about for gap in left),
        )
    )
    tell_result(case, now=now)
    return case


def take_on(case: Case, *, by: Acting, now: datetime, as_of: datetime) -> Case:
    """Begin the handling on ordinary terms, print the notice and tell the applicant."""
    begin_handling(case, begins=limits_on(case, as_of), by=by, now=now, as_of=as_of)
    printing.print_acceptance_notice(case, by=by, now=now)
    tell_accepted(case, now=now)
    return case


def begin_handling(case: Case, *, begins: Sequence[ClockPlan], by: Acting, now: datetime, as_of: datetime) -> Case:
    """Let the limits run and the review begin, on whatever terms the case is taken on."""
    matter = case.matter
    begins = [*begins, *renewal_limits(case, as_of)]
    accept_matter(matter=matter, begins=begins, steps=review_plan(case), by=by, now=now, as_of=as_of)
    publish(
        CaseAccepted(
            subject=matter.subject, by=str(by.actor), at=now, case_id=case.pk, is_deemed=case.is_deemed_accepted
        )
    )
    if case.version.elements.get("prerequisites"):
        ask_prerequisites(case=case, now=now)
    if case.version.run_mode in ItemVersion.ELSEWHERE:
        push_case(case=case, by=by if isinstance(by, Officer) else None, now=now)
    return case


def _turn_away(
    case: Case, *, outcome: str, ground: str, reasons: str, right_office: Office | None, by: Officer, now: datetime
) -> Case:
    case = locked(case)
    obstacles = not_allowed(by, "accept", **case.matter.scope, on=local_day(now))
    obstacles += rules.obstacles_to_turning_away(
        case.dossier(), ground=ground, right_office=right_office.name if right_office else "", reasons=reasons
    )
    if obstacles:
        raise CannotTurnAway(obstacles)

    close_matter(matter=case.matter, outcome=outcome, by=by, now=now)
    publish(
        AcceptanceRefused(
            subject=case.matter.subject,
            by=str(by.actor),
            at=now,
            case_id=case.pk,
            outcome=outcome,
            ground=ground,
            right_office_id=right_office.pk if right_office else None,
        )
    )
    printing.print_turning_away(case, ground=ground, reasons=reasons, right_office=right_office, by=by, now=now)
    tell_result(case, now=now)
    return case
