"""Reading what goes to the office that regulates."""

from datetime import date, datetime

from django.db.models import Q, QuerySet

from tongban.cases.models import Case, Commitment, RegulatorNotice
from tongban.matters.models import TimedQuerySet
from tongban.people.models import Office, Officer
from tongban.people.queries import accessible_offices, may

POWER = "review"


def notices_for(officer: Officer, *, on: date) -> TimedQuerySet[RegulatorNotice]:
    """Return the decisions that the offices of an officer must learn of; page by ``-id``."""
    notices = RegulatorNotice.objects.filter(accessible_offices(officer, POWER, on=on))
    return notices.select_related("case__matter__office", "case__matter__party", "case__decision", "office")


def notices_shown(
    officer: Officer, *, show: str, on: date, now: datetime
) -> tuple[TimedQuerySet[RegulatorNotice], tuple[str, ...]]:
    """Return them as the list shows them, ``waiting``, ``overdue`` or all, and how it is paged."""
    rows = notices_for(officer, on=on).with_light(now)
    if show == "waiting":
        return rows.filter(received_at=None), ("due_at", "id")
    if show == "overdue":
        return rows.filter(received_at=None, due_at__lt=now), ("due_at", "id")
    return rows, ("-sent_at", "-id")


def checker_of(case: Case) -> Office:
    """Return the office that checks a licence: the one that regulates, else the one that decided."""
    return case.matter.regulating_office or case.matter.office


def commitments_to_check(officer: Officer, *, on: date) -> QuerySet[Commitment]:
    """Return the commitments whose check or correction is waited for from the offices of an officer."""
    regulated = accessible_offices(officer, POWER, on=on, field="case__matter__regulating_office")
    own = accessible_offices(officer, POWER, on=on, field="case__matter__office")
    mine = regulated | (Q(case__matter__regulating_office=None) & own)
    open_ones = Commitment.objects.filter(mine, state__in=[Commitment.State.UNCHECKED, Commitment.State.ORDERED])
    return open_ones.select_related("case__matter__office", "case__matter__party").order_by("check_due_on", "pk")


def commitment_seen(officer: Officer, pk: int, *, on: date) -> Commitment | None:
    """Return a commitment that an officer checks, or of a case of which the officer decides."""
    found = Commitment.objects.select_related(
        "case__matter__office", "case__matter__party", "case__matter__regulating_office", "case__version"
    )
    commitment = found.filter(pk=pk).first()
    if commitment is None or not may(
        officer, POWER, office=checker_of(commitment.case), item=commitment.case.matter.subject_code, on=on
    ):
        return None
    return commitment


def to_receive(officer: Officer, *, on: date, now: datetime) -> tuple[int, int]:
    """Return how many wait for a receipt, and how many of them are overdue; counted up to a hundred."""
    waiting = RegulatorNotice.objects.filter(accessible_offices(officer, POWER, on=on), received_at=None)
    dues = list(waiting.order_by("due_at").values_list("due_at", flat=True)[:100])
    return len(dues), sum(due < now for due in dues)


def notices_about(case: Case) -> TimedQuerySet[RegulatorNotice]:
    return RegulatorNotice.objects.filter(case=case).select_related("office", "received_by").order_by("pk")
