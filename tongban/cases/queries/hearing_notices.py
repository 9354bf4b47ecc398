"""Notices of the right to a hearing, as those who got them beside the applicant see them: nothing of the case."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from tongban.cases.models import InterestedPerson
from tongban.cases.queries.hearings import OPEN
from tongban.cases.rules.hearings import hearing_rules, tidy_code
from tongban.documents.models import PrintedDocument
from tongban.documents.queries import documents_of
from tongban.kernel.vault import blind_index
from tongban.people.models import Party


@dataclass(frozen=True)
class OwnNotice:
    """One's notice: what may be heard, by which office, until when; what one said, and what happens next."""

    person: InterestedPerson
    papers: tuple[PrintedDocument, ...]
    may_ask: bool
    may_give_up: bool
    is_over: bool  # decided, or the case ended

    @property
    def is_asked(self) -> bool:
        """Say whether it is held, whoever asked for it."""
        return self.person.hearing.requested_at is not None

    @property
    def is_too_late(self) -> bool:
        told = self.person.told()
        return not (self.may_ask or told.has_asked or told.gave_up or self.is_over)


def notices() -> QuerySet[InterestedPerson]:
    return InterestedPerson.objects.select_related("hearing__case__matter__office")


def notices_of(party: Party) -> QuerySet[InterestedPerson]:
    """Return the notices of a party: by the code that they used, or by a number that was checked and not only typed."""
    theirs = Q(party=party)
    if party.assurance != Party.Assurance.DECLARED and party.identity_index:
        theirs |= Q(identity_kind=party.identity_kind, identity_index=party.identity_index)
    return notices().filter(theirs).order_by("-pk")


def notice_with_code(typed: str, *, now: datetime) -> InterestedPerson | None:
    """Return the notice of a code that is still good; one that is over for long is as unknown as a wrong one."""
    index = blind_index(tidy_code(typed))
    found = notices().filter(code_index=index).first() if index else None
    return found if found and is_good(found, now) else None


def is_good(person: InterestedPerson, now: datetime) -> bool:
    """Say whether the code still opens the notice: until some days after the case was decided or ended."""
    matter = person.hearing.case.matter
    ended = matter.decided_at or matter.closed_at
    return ended is None or now <= ended + timedelta(days=hearing_rules().code_opens_for)


def own_notice(person: InterestedPerson, *, on: date) -> OwnNotice:
    """Return what somebody interested may see and do. One statement, for the papers."""
    hearing, told = person.hearing, person.told()
    is_under_way = hearing.case.matter.state in OPEN
    is_open = is_under_way and hearing.held_at is None
    return OwnNotice(
        person=person,
        papers=tuple(documents_of(person.subject)),
        may_ask=is_open and told.may_ask(on),
        may_give_up=is_open and (told.may_ask(on) or told.is_asking),
        is_over=not is_under_way,
    )
