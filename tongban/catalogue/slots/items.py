"""What belongs on the desk of who manages items: the lists beside the list, and acts on the page of an item."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tongban.catalogue.queries.item_page import ItemPage
from tongban.catalogue.slots.frames import ENTRY
from tongban.ui.slots import Filled, fills


@fills("items.tabs", order=10)
def implementation_list(request: HttpRequest, subject: object) -> Filled:
    return ENTRY, {"label": _("实施清单"), "url": reverse("catalogue:desk")}


@fills("item.acts", order=20)
def new_version(request: HttpRequest, page: ItemPage) -> Filled | None:
    """Begin a new version where none is being worked on."""
    if not page.is_mine or page.unfinished or page.item.current is None:
        return None
    return "catalogue/parts/act_begin.html", {"item": page.item}
