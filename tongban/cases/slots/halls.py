"""The hall in the navigation of the desk, for who supervises one or greets people in it."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tongban.kernel.moments import local_day
from tongban.people.access import officer_of
from tongban.people.slots import entry_for
from tongban.ui.slots import Filled, fills
from tongban.windows.queries import sits_somewhere
from tongban.windows.queries.pools import has_queue


@fills("desk.nav", order=66)
def hall_in_the_navigation(request: HttpRequest, subject: object) -> Filled | None:
    return entry_for(request, _("窗口与进驻"), "cases:hall_windows", "building", "supervise")


@fills("desk.nav", order=67)
def competences_in_the_navigation(request: HttpRequest, subject: object) -> Filled | None:
    return entry_for(request, _("能力清单"), "cases:competences", "users", "supervise")


@fills("desk.nav", order=6)
def queue_in_the_navigation(request: HttpRequest, subject: object) -> Filled | None:
    """For those who work in a hall where several windows share a queue."""
    officer, today = officer_of(request), local_day(timezone.now())
    if officer is None or not sits_somewhere(officer, today) or not has_queue(officer, on=today):
        return None
    return "ui/components/nav_entry.html", {"label": _("导办与排队"), "url": reverse("cases:pools"), "icon": "users"}
