"""Reading what goes to the office that regulates."""

from datetime import date, datetime

from tongban.cases.models import Case, RegulatorNotice
from tongban.matters.models import TimedQuerySet
from tongban.people.models import Officer
from tongban.people.queries import accessible_offices

POWER = "review"


def notices_for(officer: Officer, *, on: date) -> TimedQuerySet[RegulatorNotice]:
    """Return the decisions that the offices of an officer must learn of; page by ``-id``."""
    notices = RegulatorNotice.objects.filter(accessible_offices(officer, POWER, on=on))
    return notices.select_related("case__matter__office", "case__matter__party", "case__decision", "office")


def to_receive(officer: Officer, *, on: date, now: datetime) -> tuple[int, int]:
    """Return how many wait for a receipt, and how many of them are overdue; counted up to a hundred."""
    waiting = RegulatorNotice.objects.filter(accessible_offices(officer, POWER, on=on), received_at=None)
    dues = list(waiting.order_by("due_at").values_list("due_at", flat=True)[:100])
    return len(dues), sum(due < now for due in dues)


def notices_about(case: Case) -> TimedQuerySet[RegulatorNotice]:
    return RegulatorNotice.objects.filter(case=case).select_related("office", "received_by").order_by("pk")
