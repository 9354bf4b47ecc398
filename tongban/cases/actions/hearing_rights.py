"""The right to be heard: told, waited for, given up, kept when the calendar moves (行政许可法 arts. 46, 47).

From the moment at which somebody was told until nobody can ask any more, or the hearing was held, nothing is decided.
"""

import secrets
from datetime import datetime
from typing import Any

from tongban.calendars.queries import calendar_for
from tongban.cases.actions.holds import hold_back, lift_holds
from tongban.cases.actions.printing.hearings import print_hearing_right, print_hearing_right_to
from tongban.cases.actions.procedures import end_procedure
from tongban.cases.actions.refusals import CannotGoThrough, locked
from tongban.cases.actions.telling import tell_hearing_moved, tell_interested, tell_may_be_heard
from tongban.cases.events import HearingDaysMoved, HearingGivenUp, HearingRightTold, InterestedPersonTold
from tongban.cases.models import Case, Hearing, InterestedPerson
from tongban.cases.queries.access import is_theirs
from tongban.cases.queries.hearings import is_asked_for
from tongban.cases.rules import ACCEPTED, BEFORE_DECISION, DECISION, SUSPENDED
from tongban.cases.rules.hearings import (
    HEARING,
    NOTICE_CODE_LENGTH,
    hearing_rules,
    kind_of_identity,
    moved_to,
    obstacles_to_giving_up,
    waits_until,
)
from tongban.kernel.events import SYSTEM, publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.statements import insert, store
from tongban.kernel.transactions import action
from tongban.matters.actions.refusals import Acting
from tongban.matters.rules.numbers import CODE_ALPHABET
from tongban.people.models import Officer, Party
from tongban.people.queries import may, not_allowed
from tongban.people.rules.identifiers import check_mobile, normal, normal_phone


@action
def tell_hearing_right(*, case: Case, matter_of: str, by: Officer, now: datetime) -> Hearing:
    """Tell the applicant in writing that they may be heard, and print it; the decision waits from now on."""
    case = locked(case)
    refuse_unless_reviewing(case, by, now)
    obstacles = [] if matter_of.strip() else [Obstacle("reason_missing")]
    if case.matter.state not in (ACCEPTED, SUSPENDED):
        obstacles.append(
            Obstacle("already_decided" if case.matter.state not in BEFORE_DECISION else "not_accepted_yet")
        )
    if case.hearings.filter(held_at=None).exists():
        obstacles.append(Obstacle("hearing_told_already"))
    if obstacles:
        raise CannotGoThrough(obstacles)

    request_by = hearing_rules().request_by(local_day(now), calendar_for(case.matter.region_id))
    hearing = Hearing(case=case, told_by=by, told_at=now, matter_of=matter_of.strip(), request_by_on=request_by)
    insert([hearing])
    keep_back(hearing, case, by=by, now=now)
    publish(HearingRightTold(**about_hearing(hearing, by, now), request_by=request_by))
    print_hearing_right(hearing, by=by, now=now)
    tell_may_be_heard(hearing, now=now)
    return hearing


@action
def tell_interested_person(
    *, hearing: Hearing, name: str, contact: str, phone: str = "", identity: str = "", by: Officer, now: datetime
) -> InterestedPerson:
    """Tell somebody else whose interests the decision touches, with a notice of their own and days of their own.

    ``identity``: whoever signed in with that number, once it was checked, finds the notice without its code.
    """
    hearing, case = locked_hearing(hearing)
    refuse_unless_reviewing(case, by, now)
    obstacles = [] if name.strip() and contact.strip() else [Obstacle("interested_person_unnamed")]
    obstacles += check_mobile(phone) if phone.strip() else []
    kind = kind_of_identity(identity, today=local_day(now))
    if identity.strip() and not kind:
        obstacles.append(Obstacle("interested_identity_wrong"))
    if hearing.held_at:
        obstacles.append(Obstacle("hearing_told_already"))
    elif case.matter.state not in (ACCEPTED, SUSPENDED):
        obstacles.append(Obstacle("already_decided"))
    if obstacles:
        raise CannotGoThrough(obstacles)

    request_by = hearing_rules().request_by(local_day(now), calendar_for(case.matter.region_id))
    person = InterestedPerson(hearing=hearing, told_by=by, told_at=now, request_by_on=request_by)
    person.name, person.contact, person.phone = name.strip(), contact.strip(), normal_phone(phone)
    person.identity_kind, person.identity, person.code = kind, normal(identity), make_notice_code()
    insert([person])
    keep_back(hearing, case, by=by, now=now)
    publish(InterestedPersonTold(**about_hearing(hearing, by, now), person_id=person.pk, request_by=request_by))
    person.notice = print_hearing_right_to(person, hearing, by=by, now=now)
    store(person, "notice")
    tell_interested(person, hearing, "interested_may_be_heard", now=now)
    return person


def make_notice_code() -> str:
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(NOTICE_CODE_LENGTH))


@action
def give_hearing_up(*, hearing: Hearing, is_confirmed: bool, by: Party, now: datetime) -> Hearing:
    """Give the right up online: the decision need not wait for the applicant any longer."""
    hearing, case = locked_hearing(hearing)
    obstacles = [] if is_theirs(case, by, on=local_day(now)) else [Obstacle("not_your_case")]
    return give_up(hearing, case, None, Hearing.GivenUp.ONLINE, obstacles, is_confirmed, by, now)


@action
def record_giving_up(
    *, hearing: Hearing, person: InterestedPerson | None, is_confirmed: bool, by: Officer, now: datetime
) -> Hearing:
    """Record at a window or in the office that the applicant, or somebody interested, gave it up in writing."""
    hearing, case = locked_hearing(hearing)
    obstacles = not_allowed(by, *WHO_RECORDS, **case.matter.scope, on=local_day(now))
    fresh = InterestedPerson.objects.select_for_update().get(pk=person.pk, hearing=hearing) if person else None
    return give_up(hearing, case, fresh, Hearing.GivenUp.WRITING, obstacles, is_confirmed, by, now)


WHO_RECORDS = ("receive", "review", "decide")  # what an office or a window takes in writing


def give_up(
    hearing: Hearing,
    case: Case,
    person: InterestedPerson | None,
    way: str,
    obstacles: list[Obstacle],
    is_confirmed: bool,
    by: Acting,
    now: datetime,
) -> Hearing:
    told = person.told() if person else hearing.told_applicant()
    obstacles = obstacles + obstacles_to_giving_up(on=local_day(now), told=told, is_confirmed=is_confirmed)
    if hearing.held_at:
        obstacles.append(Obstacle("hearing_was_held"))
    if obstacles:
        raise CannotGoThrough(obstacles)

    if person:
        person.given_up_at, person.given_up_way = now, way
        store(person, "given_up_at", "given_up_way")
    else:
        hearing.given_up_at, hearing.given_up_way = now, way
        store(hearing, "given_up_at", "given_up_way")
    if told.has_asked and hearing.procedure and not is_asked_for(hearing):
        _take_request_back(hearing, by, now)
    keep_back(hearing, case, by=by, now=now)
    publish(HearingGivenUp(**about_hearing(hearing, by, now), person_id=person.pk if person else None, way=way))
    return hearing


def _take_request_back(hearing: Hearing, by: Acting, now: datetime) -> None:
    """End the procedure that the request began; the clocks run on, and others who were told may still ask."""
    assert hearing.procedure
    end_procedure(procedure=hearing.procedure, outcome="none", result=TAKEN_BACK, by=by, now=now)
    hearing.procedure = hearing.requested_at = hearing.requested_by = hearing.hold_by_on = None
    hearing.set_for = hearing.announced_at = hearing.chair = None
    hearing.place = ""
    store(
        hearing, "procedure", "requested_at", "requested_by", "hold_by_on", "set_for", "announced_at", "chair", "place"
    )


TAKEN_BACK = "要求听证的人撤回申请，放弃听证"


@action
def move_hearing_days(*, hearing: Hearing, now: datetime) -> Hearing:
    """Reckon the days of an open hearing by the calendar as it is now; who may ask longer is told so."""
    hearing, case = locked_hearing(hearing)
    if hearing.held_at or case.matter.state not in BEFORE_DECISION:
        return hearing
    rules, calendar, today = hearing_rules(), calendar_for(case.matter.region_id), local_day(now)
    before = (hearing.request_by_on, hearing.hold_by_on)
    moved: list[Hearing | InterestedPerson] = []
    everybody: list[Hearing | InterestedPerson] = [hearing, *hearing.interested.all()]
    for each in everybody:
        until = moved_to(each.request_by_on, rules.request_by(local_day(each.told_at), calendar), on=today)
        if until != each.request_by_on:
            each.request_by_on = until
            store(each, "request_by_on")
            moved.append(each)
    if hearing.requested_at:
        hearing.hold_by_on = rules.hold_by(local_day(hearing.requested_at), calendar)
        store(hearing, "hold_by_on")
    if not moved and before == (hearing.request_by_on, hearing.hold_by_on):
        return hearing

    keep_back(hearing, case, by=SYSTEM, now=now)
    publish(
        HearingDaysMoved(
            **about_hearing(hearing, SYSTEM, now), request_by=hearing.request_by_on, hold_by=hearing.hold_by_on
        )
    )
    if hearing in moved and hearing.told_applicant().may_ask(today):
        tell_hearing_moved(hearing, now=now)
    for each in moved:
        if isinstance(each, InterestedPerson) and each.told().may_ask(today):
            tell_interested(each, hearing, "interested_hearing_moved", now=now)
    return hearing


def keep_back(hearing: Hearing, case: Case, *, by: Acting, now: datetime) -> None:
    """Let the decision wait until nobody can ask any more, or until what was asked for is held; or no longer."""
    people = [person.told() for person in hearing.interested.all()]
    asked = hearing.requested_at is not None
    until = None if asked else waits_until([hearing.told_applicant(), *people])
    held: dict[str, Any] = {"case": case, "kind": HEARING, "refers_to": hearing.pk, "by": by, "now": now}
    if hearing.held_at or not (asked or until):
        lift_holds(**held)
    else:
        hold_back(**held, blocks=DECISION, about=hearing.matter_of[:200], until_on=until)


def locked_hearing(hearing: Hearing) -> tuple[Hearing, Case]:
    case = locked(hearing.case)
    fresh = Hearing.objects.select_for_update(of=("self",)).select_related("procedure__pause").get(pk=hearing.pk)
    fresh.case = case
    if fresh.procedure:
        fresh.procedure.case = case
    return fresh, case


def refuse_unless_reviewing(case: Case, by: Officer, now: datetime) -> None:
    holds = any(may(by, power, **case.matter.scope, on=local_day(now)) for power in ("review", "decide"))
    if not holds:
        raise CannotGoThrough([Obstacle("may_not_suspend", case.matter.number)])


def about_hearing(hearing: Hearing, by: Acting, now: datetime) -> dict[str, Any]:
    subject = hearing.case.matter.subject
    return {"subject": subject, "by": str(by.actor), "at": now, "case_id": hearing.case_id, "hearing_id": hearing.pk}
