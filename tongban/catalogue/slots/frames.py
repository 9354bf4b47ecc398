"""What the catalogue offers to the frames of pages: entries in the navigation, and the search box."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tongban.kernel.moments import local_day
from tongban.people.access import officer_of
from tongban.people.queries import may_somewhere
from tongban.ui.slots import Filled, fills

ENTRY = "ui/components/nav_entry.html"
AT_WORK = ("receive", "accept", "review", "decide")
LOOK_ON = ("see", "manage_catalogue", "approve_catalogue")


@fills("site.nav", order=20)
def items_entry(request: HttpRequest, subject: object) -> Filled:
    """Every public page leads to the items."""
    return ENTRY, {"label": _("办事指南"), "url": reverse("catalogue:items"), "icon": "book"}


@fills("site.nav", order=25)
def lists_entry(request: HttpRequest, subject: object) -> Filled:
    """Every public page leads to the public lists."""
    return ENTRY, {"label": _("事项清单"), "url": reverse("catalogue:lists"), "icon": "list"}


@fills("site.search")
def search_box(request: HttpRequest, subject: object) -> Filled | None:
    """Every public page has the search box, but the one that is the search itself."""
    address = reverse("catalogue:items")
    if request.path == address:
        return None
    return "ui/components/search_box.html", {"action": address}


@fills("desk.nav", order=60)
def desk_entry(request: HttpRequest, subject: object) -> Filled | None:
    """Who manages a catalogue finds it from every desk page."""
    officer = officer_of(request)
    if officer is None or not may_somewhere(officer, "manage_catalogue", on=local_day(timezone.now())):
        return None
    return ENTRY, {"label": _("事项目录"), "url": reverse("catalogue:desk"), "icon": "book"}


@fills("desk.nav", order=62)
def figures_entry(request: HttpRequest, subject: object) -> Filled | None:
    """Who manages a catalogue or looks on finds its figures from every desk page; who takes cases has other work."""
    officer, on = officer_of(request), local_day(timezone.now())
    if officer is None or any(may_somewhere(officer, power, on=on) for power in AT_WORK):
        return None
    if not any(may_somewhere(officer, power, on=on) for power in LOOK_ON):
        return None
    return ENTRY, {"label": _("事项指标"), "url": reverse("catalogue:figures"), "icon": "chart"}


def tab(request: HttpRequest, label: str, name: str, *powers: str) -> Filled | None:
    """Return an entry among the lists of the catalogue, for who holds one of these powers somewhere."""
    officer, on = officer_of(request), local_day(timezone.now())
    if officer is None or not any(may_somewhere(officer, power, on=on) for power in powers):
        return None
    return ENTRY, {"label": label, "url": reverse(name)}
