"""What the front desk and those behind it find in the navigation: the shelf, and lists of bags."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tongban.cases.queries.handovers import BACK_OFFICE
from tongban.kernel.moments import local_day
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
