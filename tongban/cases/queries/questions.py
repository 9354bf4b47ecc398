"""Questions of the front desk: those of a visit, and those that an officer may answer."""

from datetime import date

from django.db.models import Q, QuerySet

from tongban.cases.models import Question
from tongban.cases.queries.handovers import BACK_OFFICE
from tongban.people.models import Officer
from tongban.people.queries import accessible_offices
from tongban.windows.models import Visit

MOST_WAITING = 50


def questions_in(visit: Visit) -> list[Question]:
    """Return what was asked in a visit, the latest first."""
    asked = Question.objects.filter(visit=visit).select_related("item__catalog_item", "office", "answered_by")
    return list(asked.order_by("-asked_at", "-pk"))


def questions_for(officer: Officer, *, on: date) -> "QuerySet[Question]":
    """Return the questions to offices whose work an officer does; page by ``("-asked_at", "-id")``."""
    theirs = Q()
    for power in BACK_OFFICE:
        theirs |= accessible_offices(officer, power, on=on)
    asked = Question.objects.filter(theirs)
    return asked.select_related(
        "item__catalog_item", "office", "asked_by", "answered_by", "visit__window__service_point"
    )


def waiting_questions(officer: Officer, *, after: int, on: date) -> list[Question]:
    """Return those for which a citizen waits now, the longest wait first; of a page that looks again, the new ones."""
    waiting = questions_for(officer, on=on).filter(answered_at=None, pk__gt=after)
    return list(waiting.order_by("asked_at", "pk")[:MOST_WAITING])
