"""What somebody else decides: in the navigation, and beside a case that a department's own system handles."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from tongban.cases.models import Elsewhere
from tongban.cases.slots.matter import case_on
from tongban.catalogue.models import ItemVersion
from tongban.kernel.moments import local_day
from tongban.matters.models import Matter
from tongban.people.access import officer_of
from tongban.people.queries import may
from tongban.people.slots import entry_for
from tongban.ui.slots import Filled, fills


@fills("matter.side", order=40)
def in_the_system_of_the_department(request: HttpRequest, matter: Matter) -> Filled | None:
    """Only for items that are pushed to a department's own system."""
    case, officer = case_on(request, matter), officer_of(request)
    if case is None or officer is None or case.version.run_mode != ItemVersion.RunMode.PUSHED:
        return None
    shown = {
        "matter": matter,
        "each": Elsewhere.objects.filter(case=case).first(),
        "may_follow": may(officer, "review", **matter.scope, on=local_day(timezone.now())),
    }
    return "cases/elsewhere/panel.html", shown


@fills("desk.nav", order=46)
def elsewhere_in_the_navigation(request: HttpRequest, subject: object) -> Filled | None:
    return entry_for(request, _("在外办理"), "cases:elsewhere", "external", "receive")
