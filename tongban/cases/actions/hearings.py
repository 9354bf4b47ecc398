"""Hearings: the right is told, asked for in time, announced ahead, held and recorded (行政许可法 arts. 46-48)."""

from datetime import datetime
from typing import Any

from tongban.calendars.queries import calendar_for
from tongban.cases.actions.printing.hearings import print_hearing_notice, print_hearing_right
from tongban.cases.actions.procedures import begin_procedure, end_procedure
from tongban.cases.actions.refusals import CannotGoThrough, locked
from tongban.cases.events import HearingAnnounced, HearingHeld, HearingRequested, HearingRightTold
from tongban.cases.models import Case, Hearing
from tongban.cases.queries.access import is_theirs
from tongban.cases.rules.hearings import hearing_rules, obstacles_to_announcing, obstacles_to_requesting
from tongban.kernel.events import publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.statements import insert, store
from tongban.kernel.transactions import action
from tongban.matters.actions.refusals import Acting
from tongban.matters.models import Step
from tongban.people.models import Officer, Party
from tongban.people.queries import may

KIND = "听证"


@action
def tell_hearing_right(*, case: Case, matter_of: str, by: Officer, now: datetime) -> Hearing:
    """Tell the applicant in writing that they may be heard, and print it; once while it is not over."""
    case = locked(case)
    _refuse_unless_reviewing(case, by, now)
    obstacles = [] if matter_of.strip() else [Obstacle("reason_missing")]
    if case.hearings.filter(held_at=None).exists():
        obstacles.append(Obstacle("hearing_told_already"))
    if obstacles:
        raise CannotGoThrough(obstacles)

    request_by = hearing_rules().request_by(local_day(now), calendar_for(case.matter.region_id))
    hearing = Hearing(case=case, told_by=by, told_at=now, matter_of=matter_of.strip(), request_by_on=request_by)
    insert([hearing])
    publish(HearingRightTold(**_about(hearing, by, now), request_by=request_by))
    print_hearing_right(hearing, by=by, now=now)
    return hearing


@action
def request_hearing(*, hearing: Hearing, expected_days: int, by: Officer, now: datetime) -> Hearing:
    """Take the applicant's request in at the desk: the procedure begins, which is not counted."""
    hearing, case = _locked(hearing)
    return _take_request(hearing, case, [], expected_days=expected_days, by=by, now=now)


@action
def ask_to_be_heard(*, hearing: Hearing, by: Party, now: datetime) -> Hearing:
    """Ask for the hearing that one was told of, online, within the days that the notice names (art. 47).

    The office has twenty working days to hold it, and that is what the applicant is told it takes.
    """
    hearing, case = _locked(hearing)
    obstacles = [] if is_theirs(case, by, on=local_day(now)) else [Obstacle("not_your_case")]
    hearing.requested_by = by
    return _take_request(hearing, case, obstacles, expected_days=hearing_rules().hold_within, by=by, now=now)


def _take_request(
    hearing: Hearing, case: Case, obstacles: list[Obstacle], *, expected_days: int, by: Acting, now: datetime
) -> Hearing:
    today, rules = local_day(now), hearing_rules()
    obstacles += obstacles_to_requesting(on=today, request_by=hearing.request_by_on)
    if hearing.requested_at:
        obstacles.append(Obstacle("hearing_told_already"))
    if obstacles:
        raise CannotGoThrough(obstacles)

    hearing.procedure = begin_procedure(
        case=case,
        kind=KIND,
        expected_days=expected_days,
        reason=hearing.matter_of,
        basis=rules.right_basis,
        is_by_law=True,
        by=by,
        now=now,
    )
    hearing.requested_at = now
    hearing.hold_by_on = rules.hold_by(today, calendar_for(case.matter.region_id))
    store(hearing, "procedure", "requested_at", "requested_by", "hold_by_on")
    publish(HearingRequested(**_about(hearing, by, now), hold_by=hearing.hold_by_on))
    return hearing


@action
def announce_hearing(
    *, hearing: Hearing, set_for: datetime, place: str, chair: Officer, by: Officer, now: datetime
) -> Hearing:
    """Announce time, place and chair, seven days ahead; whoever examines the case does not chair."""
    hearing, case = _locked(hearing)
    _refuse_unless_reviewing(case, by, now)
    if hearing.hold_by_on is None or hearing.held_at:
        raise CannotGoThrough([Obstacle("hearing_not_asked_for")])
    obstacles = obstacles_to_announcing(
        announced_on=local_day(now),
        held_on=local_day(set_for),
        hold_by=hearing.hold_by_on,
        chair=chair.pk,
        examiners=_examiners(case),
        calendar=calendar_for(case.matter.region_id),
    )
    obstacles += [] if place.strip() else [Obstacle("place_missing")]
    if obstacles:
        raise CannotGoThrough(obstacles)

    hearing.set_for, hearing.place, hearing.chair, hearing.announced_at = set_for, place.strip(), chair, now
    store(hearing, "set_for", "place", "chair", "announced_at")
    publish(HearingAnnounced(**_about(hearing, by, now), set_for=set_for))
    print_hearing_notice(hearing, by=by, now=now)
    return hearing


@action
def record_hearing(*, hearing: Hearing, outcome: str, record: str, by: Officer, now: datetime) -> Hearing:
    """Record what was said; the decision rests on it, and the clocks run on."""
    hearing, _ = _locked(hearing)
    obstacles = [] if record.strip() else [Obstacle("procedure_result_missing")]
    if hearing.announced_at is None or hearing.procedure is None:
        obstacles.append(Obstacle("hearing_not_announced"))
    elif hearing.set_for and now < hearing.set_for:
        obstacles.append(Obstacle("hearing_not_held_yet"))
    if obstacles or hearing.procedure is None:
        raise CannotGoThrough(obstacles)

    end_procedure(procedure=hearing.procedure, outcome=outcome, result=record, by=by, now=now)
    hearing.record, hearing.held_at = record.strip(), now
    store(hearing, "record", "held_at")
    publish(HearingHeld(**_about(hearing, by, now)))
    return hearing


def _examiners(case: Case) -> set[int]:
    """Return who has examined the case or has it in hand."""
    steps = Step.objects.filter(matter=case.matter_id, is_superseded=False)
    pairs = steps.values_list("claimed_by", "closed_by")
    return {officer for pair in [*pairs, (case.accepted_by_id, None)] for officer in pair if officer}


def _locked(hearing: Hearing) -> tuple[Hearing, Case]:
    case = locked(hearing.case)
    fresh = Hearing.objects.select_for_update(of=("self",)).select_related("procedure__pause").get(pk=hearing.pk)
    fresh.case = case
    if fresh.procedure:
        fresh.procedure.case = case
    return fresh, case


def _refuse_unless_reviewing(case: Case, by: Officer, now: datetime) -> None:
    holds = any(may(by, power, **case.matter.scope, on=local_day(now)) for power in ("review", "decide"))
    if not holds:
        raise CannotGoThrough([Obstacle("may_not_suspend", case.matter.number)])


def _about(hearing: Hearing, by: Acting, now: datetime) -> dict[str, Any]:
    subject = hearing.case.matter.subject
    return {"subject": subject, "by": str(by.actor), "at": now, "case_id": hearing.case_id, "hearing_id": hearing.pk}
