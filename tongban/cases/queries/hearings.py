"""Hearings as those see them who have to hold them, and the applicant who may ask for one."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from tongban.calendars.queries import calendar_for
from tongban.cases.models import Case, Hearing
from tongban.cases.queries.procedures import hearing_of
from tongban.cases.rules.hearings import hearing_rules
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


@dataclass(frozen=True)
class OwnHearing:
    """The hearing of one's own case: what it is about, and whether one may still ask for it."""

    hearing: Hearing
    may_ask: bool

    @property
    def is_too_late(self) -> bool:
        return not self.may_ask and self.hearing.requested_at is None


def own_hearing(case: Case, *, on: date) -> OwnHearing | None:
    """Return the hearing that the applicant was told of; nothing where there is no right to one."""
    hearing = hearing_of(case)
    if hearing is None:
        return None
    is_open = case.matter.state in OPEN and hearing.requested_at is None and hearing.held_at is None
    return OwnHearing(hearing, may_ask=is_open and on <= hearing.request_by_on)


OPEN = ("accepted", "suspended")
