"""What pages of posts name: an absence, a mandate, a decision that one officer made alone."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from tests.permissions.people import HERE
from tongban.cases.actions import decide_instantly
from tongban.kernel.moments import local_day
from tongban.people.actions import record_absence
from tongban.people.models import Mandate


def of_posts(builder: Any, now: datetime) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield an absence of somebody of the bureau, the mandate of its chief, and a decision by the clerk alone."""
    bureau, today = builder.city.office("行政审批局", HERE), local_day(now)
    someone = builder.city.officers_of(bureau)[0]
    absence = record_absence(officer=someone, since=today, until=today, cause="leave", by=someone, now=now)
    yield "an absence", {"absence_id": absence.pk}
    chief = Mandate.objects.get(office=bureau, kind="chief").pk
    yield "a mandate", {"mandate_id": chief, "mandate": chief}
    case = builder.handed_in(builder.signboard)
    yield (
        "a decision by one officer",
        {"decision_id": decide_instantly(case=case, by=builder.officer("clerk"), now=now).pk},
    )
