"""Mandates, sampling and contracted staff in the navigation of the desk."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tongban.kernel.moments import local_day
from tongban.people.access import officer_of
from tongban.people.queries import may_somewhere
from tongban.ui.slots import Filled, fills


@fills("desk.nav", order=69)
def mandates_in_the_navigation(request: HttpRequest, subject: object) -> Filled | None:
    return _entry(request, "see", _("授权书"), "cases:mandates", "stamp")


@fills("desk.nav", order=71)
def spot_checks_in_the_navigation(request: HttpRequest, subject: object) -> Filled | None:
    return _entry(request, "supervise", _("一人办结抽查"), "cases:spot_checks", "eye")


@fills("desk.nav", order=72)
def contracted_in_the_navigation(request: HttpRequest, subject: object) -> Filled | None:
    return _entry(request, "supervise", _("外包人员工作量"), "cases:contracted", "chart")


def _entry(request: HttpRequest, power: str, label: str, address: str, icon: str) -> Filled | None:
    officer = officer_of(request)
    if officer is None or not may_somewhere(officer, power, on=local_day(timezone.now())):
        return None
    return "ui/components/nav_entry.html", {"label": label, "url": reverse(address), "icon": icon}
