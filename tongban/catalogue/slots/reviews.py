"""Review on the pages of items: where a version stands, and what can be done with it."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tongban.catalogue.forms.reviews import HandInForm
from tongban.catalogue.queries.item_page import ItemPage, VersionLine
from tongban.catalogue.slots.frames import ENTRY, tab
from tongban.kernel.moments import local_day
from tongban.people.access import officer_of
from tongban.people.queries import may, may_somewhere
from tongban.ui.slots import Filled, fills


@fills("desk.nav", order=61)
def approving(request: HttpRequest, subject: object) -> Filled | None:
    """Who approves finds what waits from every desk page; managers find it among the tabs of their list."""
    officer = officer_of(request)
    if officer is None or not may_somewhere(officer, "approve_catalogue", on=local_day(timezone.now())):
        return None
    return ENTRY, {"label": _("事项审定"), "url": reverse("catalogue:reviews"), "icon": "stamp"}


@fills("items.tabs", order=40)
def waiting(request: HttpRequest, subject: object) -> Filled:
    return ENTRY, {"label": _("送审"), "url": reverse("catalogue:reviews")}


@fills("item.notices", order=20)
def where_it_stands(request: HttpRequest, page: ItemPage) -> Filled | None:
    """The version being worked on: what happens next, and by whom."""
    if page.unfinished is None:
        return None
    context = {"version": page.unfinished, "item": page.item, "is_mine": page.is_mine, "form": HandInForm()}
    return "catalogue/parts/item_draft.html", context


@fills("items.tabs", order=45)
def comparing(request: HttpRequest, subject: object) -> Filled | None:
    return tab(request, _("一致性对比"), "catalogue:scores", "manage_catalogue", "approve_catalogue")


@fills("item.acts", order=40)
def compare_versions(request: HttpRequest, page: ItemPage) -> Filled | None:
    """Two versions beside each other, once there are two; the same item in other hands."""
    officer, on = officer_of(request), local_day(timezone.now())
    if not page.is_mine and not (officer and may(officer, "approve_catalogue", office=page.item.office, on=on)):
        return None
    return "catalogue/parts/act_compare.html", {"item": page.item, "has_versions": len(page.versions) > 1}


@fills("items.tabs", order=46)
def changing_many(request: HttpRequest, subject: object) -> Filled | None:
    return tab(request, _("批量修改"), "catalogue:bulk", "manage_catalogue")


@fills("item.acts", order=45)
def copying(request: HttpRequest, page: ItemPage) -> Filled | None:
    """Take the item over into another office."""
    return ("catalogue/parts/act_copy.html", {"item": page.item}) if page.is_mine else None


@fills("item.version", order=30)
def beginning_with_an_old_one(request: HttpRequest, line: VersionLine) -> Filled | None:
    """Roll back: a version that is over can be the text of the next one."""
    if not line.page.is_mine or line.version.state != "retired":
        return None
    can_begin = line.page.unfinished is None
    context = {"item": line.page.item, "version": line.version, "can_begin": can_begin}
    return "catalogue/parts/act_roll_back.html", context
