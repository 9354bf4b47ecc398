"""Special procedures and hearings of a case, as its page shows them."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from tongban.cases.models import Case, Hearing, Procedure
from tongban.cases.queries.site_visits import steps_to_visit, who_may_go
from tongban.kernel.moments import local_day
from tongban.matters.models import Pause
from tongban.people.models import Officer


@dataclass
class Shown:
    """A procedure with its announced time, and the form that ends it where it is still open."""

    pause: Pause
    procedure: Procedure | None
    details: dict[str, Any] = field(default_factory=dict)
    form: Any = None


def procedures_of(case: Case) -> list[Shown]:
    """Return the procedures of a case, the last one first."""
    rows = case.matter.pauses.select_related("procedure__begun_by", "procedure__approved_by", "procedure__ended_by")
    return [_shown(pause) for pause in rows.order_by("-pk")[:20]]


def _shown(pause: Pause) -> Shown:
    procedure = getattr(pause, "procedure", None)
    return Shown(pause, procedure, procedure.details.clear() if procedure else {})


def hearing_of(case: Case) -> Hearing | None:
    """Return the hearing that is not over; the last one otherwise."""
    return case.hearings.select_related("chair", "procedure").order_by("-pk").first()


def officers_for(case: Case) -> QuerySet[Officer]:
    """Return who may be sent, or may chair: those who review or decide at the offices concerned."""
    on = local_day(case.matter.received_at)
    return who_may_go(case, steps_to_visit(case), on=on)


def procedure_to_end(case: Case, key: int) -> Procedure | None:
    """Return an open procedure of the case; not that of a hearing, which ends with its record."""
    rows = Procedure.objects.select_related("pause").filter(Q(hearing=None), case=case, ended_at=None)
    found = rows.filter(pk=key).first()
    if found:
        found.case = case
    return found
