"""What exchange offers to the desk: the way to the partners, for those who look after them."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tongban.exchange.views.partners import PERMISSION
from tongban.people.slots import entry_for
from tongban.ui.slots import Filled, fills


@fills("desk.nav", order=90)
def partners_entry(request: HttpRequest, subject: Any) -> tuple[str, dict[str, Any]] | None:
    if not request.user.has_perm(PERMISSION):
        return None
    return "ui/components/nav_entry.html", {"label": _("外部系统"), "url": reverse("exchange:partners"), "icon": "link"}


@fills("desk.nav", order=88)
def systems_entry(request: HttpRequest, subject: Any) -> Filled | None:
    return entry_for(request, _("系统对接"), "exchange:systems", "link", "see", "administer")


@fills("desk.nav", order=89)
def network_entry(request: HttpRequest, subject: Any) -> Filled | None:
    return entry_for(request, _("网络覆盖"), "exchange:network", "branch", "see", "administer")
