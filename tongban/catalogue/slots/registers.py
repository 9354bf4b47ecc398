"""The registers beside the lists: papers and proofs, powers of offices, centres, agreements."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tongban.catalogue.slots.frames import ENTRY
from tongban.ui.slots import Filled, fills

TILE = "catalogue/parts/register_tile.html"


@fills("lists.registers", order=10)
def proofs_tile(request: HttpRequest, subject: object) -> Filled:
    url = f"{reverse('catalogue:papers')}?kind=proofs"
    return TILE, {"label": _("证明事项清单"), "text": _("哪些证明可以要求您提供"), "url": url, "icon": "file-check"}


@fills("lists.registers", order=20)
def papers_tile(request: HttpRequest, subject: object) -> Filled:
    url = reverse("catalogue:papers")
    return TILE, {"label": _("办事材料目录"), "text": _("由谁出具，哪些事项要用"), "url": url, "icon": "files"}


@fills("items.tabs", order=60)
def papers_tab(request: HttpRequest, subject: object) -> Filled:
    return ENTRY, {"label": _("材料目录"), "url": reverse("catalogue:paper_desk")}
