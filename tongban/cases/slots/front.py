"""What the front desk and those behind it find in the navigation: the shelf, and lists of bags."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tongban.cases.queries.handovers import BACK_OFFICE
from tongban.cases.queries.parcels import last_parcel
from tongban.kernel.moments import local_day
from tongban.matters.models import Matter
from tongban.people.access import officer_of
from tongban.people.queries import may_somewhere
from tongban.ui.slots import Filled, fills
from tongban.windows.queries import sits_somewhere


@fills("desk.nav", order=6)
def shelf_in_the_navigation(request: HttpRequest, subject: object) -> Filled | None:
    """For those who sit at a window today."""
    officer = officer_of(request)
    if officer is None or not sits_somewhere(officer, local_day(timezone.now())):
        return None
    return "ui/components/nav_entry.html", {"label": _("待领结果"), "url": reverse("cases:shelf"), "icon": "inbox"}


@fills("own.side", order=20)
def parcel_of_ones_own(request: HttpRequest, matter: Matter) -> Filled | None:
    """Where the courier is with one's result; asked only of cases that may be posted."""
    if matter.state not in ("decided", "closed"):
        return None
    parcel = last_parcel(matter.pk)
    return ("cases/parts/own_parcel.html", {"parcel": parcel}) if parcel else None


@fills("desk.nav", order=7)
def hand_overs_in_the_navigation(request: HttpRequest, subject: object) -> Filled | None:
    """For those who sit at a window, and those who examine or decide."""
    officer, today = officer_of(request), local_day(timezone.now())
    if officer is None:
        return None
    if not sits_somewhere(officer, today) and not any(may_somewhere(officer, p, on=today) for p in BACK_OFFICE):
        return None
    entry = {"label": _("交接清单"), "url": reverse("cases:hand_overs"), "icon": "swap"}
    return "ui/components/nav_entry.html", entry


@fills("desk.nav", order=8)
def questions_in_the_navigation(request: HttpRequest, subject: object) -> Filled | None:
    """For those who examine or decide: what the front desk asks while somebody waits."""
    officer, today = officer_of(request), local_day(timezone.now())
    if officer is None or not any(may_somewhere(officer, power, on=today) for power in BACK_OFFICE):
        return None
    entry = {"label": _("当场请示"), "url": reverse("cases:questions_to_answer"), "icon": "message"}
    return "ui/components/nav_entry.html", entry
