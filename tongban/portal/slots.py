"""What the portal puts on the frames of pages: home, the demo's logins, deliveries for administrators."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tongban.kernel.moments import local_day
from tongban.matters.models import Matter
from tongban.people.access import officer_of, party_of
from tongban.people.queries import may_everywhere
from tongban.people.slots import entry_for
from tongban.portal.queries import sealed
from tongban.ui.slots import Filled, fills

ENTRY = "ui/components/nav_entry.html"


@fills("site.nav", order=10)
def home_entry(request: HttpRequest, subject: object) -> Filled:
    return ENTRY, {"label": _("首页"), "url": reverse("portal:home"), "icon": "home"}


@fills("site.nav", order=15)
def places_entry(request: HttpRequest, subject: object) -> Filled:
    return ENTRY, {"label": _("各地"), "url": reverse("portal:places"), "icon": "map-pin"}


@fills("site.nav", order=90)
def demo_entry(request: HttpRequest, subject: object) -> Filled | None:
    if not settings.DEMO:
        return None
    return ENTRY, {"label": _("演示账号"), "url": reverse("portal:demo"), "icon": "users"}


@fills("site.footer", order=50)
def seals_in_the_footer(request: HttpRequest, subject: object) -> Filled:
    return "portal/parts/footer_seals.html", {}


@fills("matter.side", order=90)
def proof_of_matter(request: HttpRequest, matter: Matter) -> Filled:
    """What an officer may give away: the proof of everything recorded of a matter."""
    return "portal/parts/proof.html", _proof(matter, "portal:proof")


@fills("own.side", order=90)
def proof_of_own(request: HttpRequest, matter: Matter) -> Filled:
    return "portal/parts/proof.html", _proof(matter, "portal:own_proof")


def _proof(matter: Matter, view: str) -> dict[str, Any]:
    return {"sealed": sealed(matter.subject), "address": reverse(view, args=[matter.number])}


@fills("site.account", order=10)
def own_space(request: HttpRequest, subject: object) -> Filled | None:
    if party_of(request) is None:
        return None
    return ENTRY, {"label": _("我的空间"), "url": reverse("portal:space"), "icon": "user"}


@fills("site.account", order=85)
def own_data(request: HttpRequest, subject: object) -> Filled | None:
    if party_of(request) is None:
        return None
    return ENTRY, {"label": _("我的数据副本"), "url": reverse("portal:my_data"), "icon": "download"}


@fills("desk.nav", order=72)
def notices_entry(request: HttpRequest, subject: object) -> Filled | None:
    return entry_for(request, _("通知公告"), "portal:desk_notices", "bell", "manage_posts")


@fills("desk.nav", order=90)
def outbox_entry(request: HttpRequest, subject: object) -> Filled | None:
    officer = officer_of(request)
    if officer is None or not may_everywhere(officer, "administer", on=local_day(timezone.now())):
        return None
    return ENTRY, {"label": _("对外投递"), "url": reverse("portal:outbox"), "icon": "send"}


@fills("desk.nav", order=91)
def retention_entry(request: HttpRequest, subject: object) -> Filled | None:
    officer = officer_of(request)
    if officer is None or not may_everywhere(officer, "administer", on=local_day(timezone.now())):
        return None
    return ENTRY, {"label": _("数据保存期限"), "url": reverse("portal:retention"), "icon": "hourglass"}
