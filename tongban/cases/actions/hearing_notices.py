"""Somebody interested comes online with their notice of the right to a hearing (行政许可法 arts. 47, 48).

They ask or give up by the code of the notice, or signed in as whom it was sent to, and get a receipt; of the case they
learn nothing. What they say counts from the moment at which it came, whoever else has asked.
"""

from datetime import datetime

from tongban.cases.actions.hearing_rights import about_hearing, give_up, locked_hearing
from tongban.cases.actions.hearings import take_request
from tongban.cases.actions.printing.hearings import print_statement
from tongban.cases.actions.telling import tell_interested
from tongban.cases.events import HearingNoticeClaimed
from tongban.cases.models import Case, Hearing, InterestedPerson
from tongban.cases.rules.hearings import hearing_rules
from tongban.kernel.events import publish
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.statements import store
from tongban.kernel.transactions import action
from tongban.people.models import Party


@action
def claim_notice(*, person: InterestedPerson, by: Party, now: datetime) -> InterestedPerson:
    """Put a notice into the space of who signed in and used its code, if it bears their name; otherwise leave it."""
    hearing, _case = locked_hearing(person.hearing)
    person = _fresh(person, hearing)
    if person.party_id is not None or person.name.clear() != by.name.clear():
        return person
    person.party = by
    store(person, "party")
    publish(HearingNoticeClaimed(**about_hearing(hearing, by, now), person_id=person.pk, party_id=by.pk))
    return person


@action
def ask_by_notice(*, person: InterestedPerson, by: Party | None, now: datetime) -> InterestedPerson:
    """Ask to be heard, within the days that one's own notice names; whoever has no account acts by its code."""
    hearing, case, person, acting = _taken(person, by)
    way = InterestedPerson.Way.ACCOUNT if by else InterestedPerson.Way.CODE
    take_request(hearing, case, person, [], expected_days=hearing_rules().hold_within, way=way, by=acting, now=now)
    print_statement(person, hearing, by=acting, now=now)
    tell_interested(person, hearing, "interested_asked", now=now)
    return person


@action
def give_up_by_notice(
    *, person: InterestedPerson, is_confirmed: bool, by: Party | None, now: datetime
) -> InterestedPerson:
    """Give the right up, or take the request back, by one's own notice; the rights of the others stay."""
    hearing, case, person, acting = _taken(person, by)
    way = InterestedPerson.Way.ACCOUNT if by else InterestedPerson.Way.CODE
    obstacles: list[Obstacle] = []
    give_up(hearing, case, person, way, obstacles, is_confirmed, acting, now)
    print_statement(person, hearing, by=acting, now=now)
    tell_interested(person, hearing, "interested_gave_up", now=now)
    return person


def _taken(
    person: InterestedPerson, by: Party | None
) -> tuple[Hearing, Case, InterestedPerson, Party | InterestedPerson]:
    hearing, case = locked_hearing(person.hearing)
    fresh = _fresh(person, hearing)
    return hearing, case, fresh, by or fresh


def _fresh(person: InterestedPerson, hearing: Hearing) -> InterestedPerson:
    fresh = InterestedPerson.objects.select_for_update(of=("self",)).get(pk=person.pk, hearing=hearing)
    fresh.hearing = hearing
    return fresh
