"""What follows a decision, on the matter page and in the navigation: its result, and the office that regulates."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tongban.cases.models import Result
from tongban.cases.queries.regulation import POWER, notices_about
from tongban.cases.rules import CLOSED, DECIDED
from tongban.cases.slots.matter import case_on
from tongban.kernel.moments import local_day
from tongban.matters.models import Matter
from tongban.people.access import officer_of
from tongban.people.queries import may_somewhere
from tongban.ui.slots import Filled, fills


@fills("matter.side", order=20)
def result(request: HttpRequest, matter: Matter) -> Filled | None:
    case = case_on(request, matter)
    if case is None or (matter.state not in (DECIDED, CLOSED) and case.about_id is None):
        return None
    results = list(Result.objects.filter(case=case).order_by("edition"))
    return ("cases/results/mark.html", {"case": case, "results": results}) if results or case.about_id else None


@fills("matter.side", order=21)
def regulator(request: HttpRequest, matter: Matter) -> Filled | None:
    """Who else was told of the decision, and whether they signed for it."""
    case = case_on(request, matter)
    if case is None or matter.state not in (DECIDED, CLOSED) or matter.regulating_office_id is None:
        return None
    notices = list(notices_about(case).with_light(timezone.now()))
    return ("cases/regulating/mark.html", {"notices": notices}) if notices else None


@fills("desk.nav", order=40)
def results_in_the_navigation(request: HttpRequest, subject: object) -> Filled | None:
    return _entry(request, "see", _("证照和结果"), "cases:results", "stamp")


@fills("desk.nav", order=45)
def inbox_in_the_navigation(request: HttpRequest, subject: object) -> Filled | None:
    """Only for those who review somewhere: decisions of others come to them."""
    return _entry(request, POWER, _("审管联动"), "cases:regulating", "inbox")


@fills("site.nav", order=35)
def own_results_in_the_navigation(request: HttpRequest, subject: object) -> Filled:
    shown = {"label": _("我的证照"), "url": reverse("cases:own_results"), "icon": "stamp"}
    return "ui/components/nav_entry.html", shown


def _entry(request: HttpRequest, power: str, label: str, address: str, icon: str) -> Filled | None:
    officer = officer_of(request)
    if officer is None or not may_somewhere(officer, power, on=local_day(timezone.now())):
        return None
    return "ui/components/nav_entry.html", {"label": label, "url": reverse(address), "icon": icon}
