"""Fees as pages and jobs read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from tongban.cases.models import Case, FeeNotice, Prerequisite, Refund
from tongban.people.models import Officer
from tongban.people.queries import accessible_offices

ASKED_AFTER, ASKED_FOR = timedelta(minutes=3), timedelta(days=30)
ASKED_AT_ONCE = 200


def codes_to_ask_about(now: datetime) -> list[str]:
    """Return the codes of unpaid notices that are neither new nor long forgotten, the newest first."""
    unpaid = FeeNotice.objects.filter(
        state=FeeNotice.State.UNPAID, issued_at__lt=now - ASKED_AFTER, issued_at__gt=now - ASKED_FOR
    )
    return list(unpaid.order_by("-id").values_list("code", flat=True)[:ASKED_AT_ONCE])


@dataclass(frozen=True)
class Fees:
    """Everything about money, and what comes first, of one case."""

    notices: Sequence[FeeNotice]
    prerequisites: Sequence[Prerequisite]

    def __bool__(self) -> bool:
        return bool(self.notices or self.prerequisites)


def fees_of(case: Case) -> Fees:
    notices = case.fee_notices.prefetch_related("payments__refund").order_by("-id")
    return Fees(list(notices), list(case.prerequisites.order_by("id")))


def notice_by_code(code: str) -> FeeNotice | None:
    notices = FeeNotice.objects.select_related("case__matter__office", "case__matter__party", "document")
    return notices.filter(code=code).first()


def notices_for(officer: Officer, *, state: str, on: date) -> QuerySet[FeeNotice]:
    """Return the notices of the offices whose cases an officer sees; page by ``("-id",)``."""
    seen = FeeNotice.objects.filter(accessible_offices(officer, "see", on=on, field="case__matter__office"))
    if state == "overdue":
        seen = seen.filter(state=FeeNotice.State.UNPAID, pay_by__lt=on)
    elif state:
        seen = seen.filter(state=state)
    return seen.select_related("case__matter__office", "case__matter__party")


def refunds_for(officer: Officer, *, on: date) -> QuerySet[Refund]:
    """Return the refunds that wait for somebody's approval, the oldest first; page by ``("id",)``."""
    seen = accessible_offices(officer, "see", on=on, field="payment__notice__case__matter__office")
    waiting = Refund.objects.filter(Q(state=Refund.State.ASKED), seen)
    return waiting.select_related("payment__notice__case__matter__office", "asked_by")
