"""Site visits on the frame of the desk and on the page of a case."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from tongban.cases.queries.site_visits import visited_of
from tongban.cases.rules import ACCEPTED
from tongban.cases.slots.matter import case_on
from tongban.kernel.moments import local_day
from tongban.matters.models import Matter
from tongban.matters.queries import may_work_with
from tongban.people.access import officer_of
from tongban.people.slots import entry_for
from tongban.ui.slots import Filled, fills


@fills("desk.nav", order=30)
def visits_in_the_navigation(request: HttpRequest, subject: object) -> Filled | None:
    """Only for those who review somewhere: they may be sent."""
    return entry_for(request, _("现场踏勘"), "cases:site_visits", "map-pin", "review")


@fills("matter.main", order=15)
def visits_of_the_case(request: HttpRequest, matter: Matter) -> Filled | None:
    """The visits of a case with what was found; planning one, while it is under review."""
    case, officer = case_on(request, matter), officer_of(request)
    if case is None or officer is None or matter.accepted_at is None or case.version.is_instant:
        return None
    visited = list(visited_of(case)[:20])
    may_plan = matter.state == ACCEPTED and may_work_with(officer, matter, on=local_day(timezone.now()))
    if not visited and not may_plan:
        return None
    return "cases/visits/of_case.html", {"case": case, "matter": matter, "visited": visited, "may_plan": may_plan}


@fills("desk.nav", order=65)
def discretion_in_the_navigation(request: HttpRequest, subject: object) -> Filled | None:
    """Only for those who supervise."""
    return entry_for(request, _("裁量监督"), "cases:discretion", "scale", "supervise")
