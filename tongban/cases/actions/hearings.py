"""Hearings: asked for in time, announced ahead, held and recorded (行政许可法 arts. 47, 48)."""

from datetime import datetime

from tongban.calendars.queries import calendar_for
from tongban.cases.actions.hearing_rights import about_hearing, keep_back, locked_hearing, refuse_unless_reviewing
from tongban.cases.actions.printing.hearings import print_hearing_notice
from tongban.cases.actions.procedures import begin_procedure, end_procedure
from tongban.cases.actions.refusals import CannotGoThrough
from tongban.cases.actions.telling import tell_interested
from tongban.cases.events import HearingAnnounced, HearingHeld, HearingRequested
from tongban.cases.models import Case, Hearing, InterestedPerson
from tongban.cases.queries.access import is_theirs
from tongban.cases.queries.hearings import OPEN
from tongban.cases.rules.hearings import hearing_rules, obstacles_to_announcing, obstacles_to_requesting
from tongban.kernel.events import publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.statements import store
from tongban.kernel.transactions import action
from tongban.matters.actions.refusals import Acting
from tongban.matters.models import Step
from tongban.people.models import Officer, Party

KIND = "听证"


@action
def request_hearing(
    *, hearing: Hearing, expected_days: int, person: InterestedPerson | None = None, by: Officer, now: datetime
) -> Hearing:
    """Take a request in at the desk, of the applicant or of somebody interested: the procedure begins, not counted."""
    hearing, case = locked_hearing(hearing)
    if person:
        person = InterestedPerson.objects.select_for_update().get(pk=person.pk, hearing=hearing)
    return take_request(hearing, case, person, [], expected_days=expected_days, by=by, now=now)


@action
def ask_to_be_heard(*, hearing: Hearing, by: Party, now: datetime) -> Hearing:
    """Ask for the hearing that one was told of, online, within the days that the notice names (art. 47).

    The office has twenty working days to hold it, and that is what the applicant is told it takes.
    """
    hearing, case = locked_hearing(hearing)
    obstacles = [] if is_theirs(case, by, on=local_day(now)) else [Obstacle("not_your_case")]
    return take_request(hearing, case, None, obstacles, expected_days=hearing_rules().hold_within, by=by, now=now)


def take_request(
    hearing: Hearing,
    case: Case,
    person: InterestedPerson | None,
    obstacles: list[Obstacle],
    *,
    expected_days: int,
    way: str = InterestedPerson.Way.WRITING,
    by: Acting,
    now: datetime,
) -> Hearing:
    """Put somebody's request on record; the first one begins the procedure, later ones join it.

    Whoever joins keeps the hearing, though the first one takes the request back.
    """
    told = person.told() if person else hearing.told_applicant()
    obstacles += obstacles_to_requesting(on=local_day(now), told=told)
    if hearing.held_at:
        obstacles.append(Obstacle("hearing_was_held"))
    elif case.matter.state not in OPEN:
        obstacles.append(Obstacle("already_decided"))
    if obstacles:
        raise CannotGoThrough(obstacles)

    if hearing.requested_at is None:
        _begin(hearing, case, expected_days=expected_days, by=by, now=now)
    if person:
        person.requested_at, person.requested_way = now, way
        store(person, "requested_at", "requested_way")
    else:
        hearing.applicant_asked_at, hearing.requested_by = now, by if isinstance(by, Party) else None
        store(hearing, "applicant_asked_at", "requested_by")
    keep_back(hearing, case, by=by, now=now)
    assert hearing.hold_by_on
    about = about_hearing(hearing, by, now)
    publish(HearingRequested(**about, hold_by=hearing.hold_by_on, person_id=person.pk if person else None))
    return hearing


def _begin(hearing: Hearing, case: Case, *, expected_days: int, by: Acting, now: datetime) -> None:
    rules = hearing_rules()
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
    hearing.hold_by_on = rules.hold_by(local_day(now), calendar_for(case.matter.region_id))
    store(hearing, "procedure", "requested_at", "hold_by_on")


@action
def announce_hearing(
    *, hearing: Hearing, set_for: datetime, place: str, chair: Officer, by: Officer, now: datetime
) -> Hearing:
    """Announce time, place and chair, seven days ahead; whoever examines the case does not chair."""
    hearing, case = locked_hearing(hearing)
    refuse_unless_reviewing(case, by, now)
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
    publish(HearingAnnounced(**about_hearing(hearing, by, now), set_for=set_for))
    print_hearing_notice(hearing, by=by, now=now)
    for person in hearing.interested.filter(given_up_at=None).order_by("pk"):
        print_hearing_notice(hearing, to=person, by=by, now=now)
        tell_interested(person, hearing, "interested_hearing_set", now=now)
    return hearing


@action
def record_hearing(*, hearing: Hearing, outcome: str, record: str, by: Officer, now: datetime) -> Hearing:
    """Record what was said; the decision rests on it, and the clocks run on."""
    hearing, case = locked_hearing(hearing)
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
    keep_back(hearing, case, by=by, now=now)
    publish(HearingHeld(**about_hearing(hearing, by, now)))
    return hearing


def _examiners(case: Case) -> set[int]:
    """Return who has examined the case or has it in hand."""
    steps = Step.objects.filter(matter=case.matter_id, is_superseded=False)
    pairs = steps.values_list("claimed_by", "closed_by")
    return {officer for pair in [*pairs, (case.accepted_by_id, None)] for officer in pair if officer}
