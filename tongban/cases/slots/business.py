"""The way to the figures of the business."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tongban.kernel.moments import local_day
from tongban.people.access import officer_of
from tongban.people.queries import may_somewhere
from tongban.ui.slots import Filled, fills


@fills("desk.nav", order=60)
def business_in_the_navigation(request: HttpRequest, subject: object) -> Filled | None:
    officer = officer_of(request)
    if officer is None or not may_somewhere(officer, "see", on=local_day(timezone.now())):
        return None
    return "ui/components/nav_entry.html", {"label": _("业务统计"), "url": reverse("cases:business"), "icon": "chart"}
