"""The entry of calendars in the navigation of the desk."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tongban.ui.slots import fills


@fills("desk.nav", order=80)
def calendar_entry(request: HttpRequest, subject: Any) -> tuple[str, dict[str, Any]] | None:
    if not getattr(request, "officer", None):
        return None
    return "ui/components/nav_entry.html", {
        "label": _("工作日历"),
        "url": reverse("calendars:year"),
        "icon": "calendar",
    }
