"""What belongs on the desk of who manages items: the lists beside the list, and acts on the page of an item."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tongban.catalogue.forms.attachments import AttachmentForm
from tongban.catalogue.queries.item_page import ItemPage
from tongban.catalogue.queries.laws import marks_of
from tongban.catalogue.rules.discretion import discretion_in
from tongban.catalogue.slots.frames import ENTRY, tab
from tongban.kernel.moments import local_day
from tongban.people.access import officer_of
from tongban.people.queries import may_everywhere
from tongban.ui.slots import Filled, fills


@fills("items.tabs", order=10)
def implementation_list(request: HttpRequest, subject: object) -> Filled:
    return ENTRY, {"label": _("实施清单"), "url": reverse("catalogue:desk")}


@fills("items.tabs", order=5)
def basic_catalogue(request: HttpRequest, subject: object) -> Filled | None:
    return tab(request, _("基本目录"), "catalogue:basic", "manage_catalogue", "approve_catalogue")


@fills("items.tabs", order=50)
def reference_catalogues(request: HttpRequest, subject: object) -> Filled | None:
    return tab(request, _("参考目录"), "catalogue:references", "manage_catalogue", "approve_catalogue")


@fills("items.tabs", order=60)
def law(request: HttpRequest, subject: object) -> Filled | None:
    return tab(request, _("依据查询"), "catalogue:laws", "manage_catalogue", "approve_catalogue")


@fills("item.notices", order=20)
def to_be_looked_at_again(request: HttpRequest, page: ItemPage) -> Filled | None:
    """Say which laws have changed that the item cites."""
    marks = list(marks_of(page.item))
    return ("catalogue/parts/item_marks.html", {"marks": marks, "is_mine": page.is_mine}) if marks else None


@fills("item.acts", order=20)
def new_version(request: HttpRequest, page: ItemPage) -> Filled | None:
    """Begin a new version where none is being worked on."""
    if not page.is_mine or page.unfinished or page.item.current is None:
        return None
    return "catalogue/parts/act_begin.html", {"item": page.item}


@fills("item.acts", order=30)
def split_by_situation(request: HttpRequest, page: ItemPage) -> Filled | None:
    """Split the draft by situation."""
    return ("catalogue/parts/act_split.html", {"item": page.item}) if page.is_mine else None


@fills("item.main", order=30)
def discretion(request: HttpRequest, page: ItemPage) -> Filled | None:
    """Show the rules of discretion of the version in force."""
    rules = discretion_in(page.shown.elements) if page.shown else ()
    return ("catalogue/parts/item_discretion.html", {"rules": rules}) if rules else None


@fills("item.side", order=10)
def standing(request: HttpRequest, page: ItemPage) -> Filled | None:
    """Suspend, resume or cancel what is in force."""
    if not page.is_mine or page.item.current is None:
        return None
    is_on_record = page.item.is_suspension_on_record(page.on)
    shown = {"item": page.item, "is_on_record": is_on_record, "is_ahead": not page.item.is_suspended(page.on)}
    return "catalogue/parts/item_standing.html", shown


@fills("item.notices", order=10)
def suspension_and_cancellation(request: HttpRequest, page: ItemPage) -> Filled | None:
    """Say from when to when the item takes no new cases, and when and why it ends or has ended."""
    item = page.item
    is_on_record = bool(item.current_id) and item.is_suspension_on_record(page.on)
    last_day = item.current.retires_on if item.current else None
    if not (is_on_record or last_day or item.retired_at):
        return None
    shown = {"item": item, "is_on_record": is_on_record, "last_day": last_day}
    return "catalogue/parts/item_ending.html", shown


@fills("item.side", order=40)
def files_of_guides(request: HttpRequest, page: ItemPage) -> Filled | None:
    """Empty forms and samples that the guides hand out."""
    files = list(page.item.attachments.order_by("kind", "name"))
    if not files and not page.is_mine:
        return None
    form = AttachmentForm() if page.is_mine else None
    return "catalogue/parts/item_files.html", {"item": page.item, "files": files, "form": form}


@fills("items.tabs", order=70)
def shared_fields_of_forms(request: HttpRequest, subject: object) -> Filled | None:
    """Who manages every catalogue keeps the shared fields of forms."""
    officer = officer_of(request)
    if officer is None or not may_everywhere(officer, "manage_catalogue", on=local_day(timezone.now())):
        return None
    return ENTRY, {"label": _("共用字段"), "url": reverse("catalogue:shared_fields")}
