"""Hearings as those see them who have to hold them, and the applicant who may ask for one."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Q, QuerySet

from tongban.calendars.queries import calendar_for
from tongban.cases.models import Case, Hearing, Hold, InterestedPerson
from tongban.cases.queries.procedures import hearing_of
from tongban.cases.rules import BEFORE_DECISION
from tongban.cases.rules.hearings import hearing_rules, waits_until
from tongban.documents.queries import documents_of
from tongban.kernel.moments import BEIJING, local_day
from tongban.matters.models import Clock
from tongban.matters.rules.extensions import SUSPENDING
from tongban.people.models import Officer
from tongban.people.queries import accessible_offices


def hearings_to_hold(officer: Officer, *, on: date) -> QuerySet[Hearing]:
    """Return what was asked for and not held yet, of offices where an officer reviews or decides.

    Page by ``("hold_by_on", "id")``: what has to be held first comes first.
    """
    own = Q()
    for power in SUSPENDING:
        own |= accessible_offices(officer, power, on=on, field="case__matter__office")
    asked = Hearing.objects.filter(own, requested_at__isnull=False, held_at=None)
    return asked.select_related("case__matter__office", "case__matter__party", "chair")


def announce_by(hearing: Hearing) -> date:
    """Return the last day on which time and place may be announced, if it is held on the very last day."""
    assert hearing.hold_by_on
    return hearing_rules().announce_by(hearing.hold_by_on, calendar_for(hearing.case.matter.region_id))


def cases_whose_holds_end(now: datetime) -> QuerySet[Case]:
    """Return undecided cases of which something was held back until a day that is over."""
    over = Hold.objects.filter(lifted_at=None, until_on__lt=local_day(now)).values("case")
    return Case.objects.filter(pk__in=over, matter__state__in=BEFORE_DECISION).select_related("matter").order_by("pk")


def hearings_that_may_move() -> QuerySet[Hearing]:
    """Return the hearings of undecided cases that were not held yet."""
    undecided = Hearing.objects.filter(held_at=None, case__matter__state__in=BEFORE_DECISION)
    return undecided.select_related("case__matter").order_by("pk")


@dataclass(frozen=True)
class OwnHearing:
    """The hearing of one's own case: what it is about, and whether one may still ask for it, or give it up."""

    hearing: Hearing
    may_ask: bool
    may_give_up: bool = False
    late: "WaitsPast | None" = None

    @property
    def is_too_late(self) -> bool:
        return not self.may_ask and self.hearing.requested_at is None and self.hearing.given_up_at is None


def own_hearing(case: Case, *, on: date) -> OwnHearing | None:
    """Return the hearing that the applicant was told of; nothing where there is no right to one."""
    hearing = hearing_of(case)
    if hearing is None:
        return None
    told = hearing.told_applicant()
    is_open = case.matter.state in OPEN and hearing.held_at is None
    may_ask = is_open and told.may_ask(on)
    late = waits_past(case, hearing) if is_open else None
    may_give_up = is_open and (told.may_ask(on) or told.is_asking)
    return OwnHearing(hearing, may_ask=may_ask, may_give_up=may_give_up, late=late)


def is_asked_for(hearing: Hearing) -> bool:
    """Say whether anybody who asked for it still does: the applicant, or somebody interested."""
    others = hearing.interested.exclude(requested_at=None).filter(given_up_at=None)
    return hearing.told_applicant().is_asking or others.exists()


def told_beside(hearing: Hearing) -> list[InterestedPerson]:
    """Return those who were told beside the applicant, each with their papers. Two statements, one if there is none."""
    people = list(hearing.interested.order_by("pk"))
    papers = list(documents_of(*(person.subject for person in people))) if people else []
    for person in people:
        person.papers = [paper for paper in papers if paper.subject == person.subject]
    return people


@dataclass(frozen=True)
class WaitsPast:
    """A decision that waits until a day on which, or before which, a limit of the case ends."""

    until: date
    clocks: tuple[Clock, ...]


def waits_past(case: Case, hearing: Hearing) -> WaitsPast | None:
    """Return the limits that end while somebody may still ask to be heard, so that a decision comes too late.

    Whoever examines sees it in time to extend the limit; the days of asking count, only the hearing does not.
    """
    if hearing.requested_at is not None:
        return None
    until = waits_until([hearing.told_applicant(), *(person.told() for person in hearing.interested.all())])
    if until is None:
        return None
    over = datetime.combine(until, time.max, BEIJING)
    clocks = Clock.objects.filter(matter=case.matter_id, kind__in=LIMITS, stopped_at=None, due_at__lte=over)
    found = tuple(clocks.order_by("due_at"))
    return WaitsPast(until, found) if found else None


LIMITS = (Clock.Kind.STATUTORY, Clock.Kind.PROMISED)


def interested_in(hearing: Hearing, key: int | None) -> InterestedPerson | None:
    """Return somebody who was told of this hearing beside the applicant."""
    return hearing.interested.filter(pk=key).first() if key else None


OPEN = ("accepted", "suspended")
