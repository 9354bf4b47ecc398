"""What addresses of the time after a decision can name."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from tongban.cases.actions.later import begin_later_act
from tongban.cases.models import Case, Commitment, Publication, RegulatorNotice, Result, SignedPromise
from tongban.kernel.moments import local_day
from tongban.people.models import Officer


def after_the_decision(
    decided: Case, other: Case, approver: Officer, now: datetime
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what a granted case leads to; another is to be revoked, and rests on a promise that is to be checked."""
    number = decided.matter.number
    yield "a result", {"pk": Result.objects.get(case=decided).pk, "purpose": "change"}
    yield "a notice to a regulator", {"pk": RegulatorNotice.objects.get(case=decided).pk}
    yield "a case granted", {"number": number, "kind": "cancel"}
    yield "a publication", {"pk": Publication.objects.get(case=decided).pk}
    act = begin_later_act(case=other, kind="revoke", ground="abuse", reasons="事实", by=approver, now=now)
    yield "an announced act", {"pk": act.pk}
    yield "a case with an announced act", {"number": other.matter.number}
    promise = SignedPromise.objects.create(
        case=other, kind="commitment", way="account", text="承诺", signed_by=other.matter.party, signed_at=now
    )
    commitment = Commitment.objects.create(case=other, promise=promise, decided_at=now, check_due_on=local_day(now))
    yield "a commitment", {"pk": commitment.pk}
