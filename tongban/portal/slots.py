"""What the portal puts on the frames of pages: home, the demo's logins, deliveries for administrators."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tongban.kernel.moments import local_day
from tongban.people.access import officer_of
from tongban.people.queries import may_everywhere
from tongban.ui.slots import Filled, fills

ENTRY = "ui/components/nav_entry.html"


@fills("site.nav", order=10)
def home_entry(request: HttpRequest, subject: object) -> Filled:
    return ENTRY, {"label": _("首页"), "url": reverse("portal:home"), "icon": "home"}


@fills("site.nav", order=90)
def demo_entry(request: HttpRequest, subject: object) -> Filled | None:
    if not settings.DEMO:
        return None
    return ENTRY, {"label": _("演示账号"), "url": reverse("portal:demo"), "icon": "users"}


@fills("desk.nav", order=90)
def outbox_entry(request: HttpRequest, subject: object) -> Filled | None:
    officer = officer_of(request)
    if officer is None or not may_everywhere(officer, "administer", on=local_day(timezone.now())):
        return None
    return ENTRY, {"label": _("对外投递"), "url": reverse("portal:outbox"), "icon": "send"}
