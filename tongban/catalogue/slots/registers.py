"""The registers beside the lists: papers and proofs, powers of offices, centres, agreements."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tongban.catalogue.queries import Guide
from tongban.catalogue.queries.agreements import agreed_of, in_list, obstacles_to_taking_elsewhere
from tongban.catalogue.queries.delegations import delegations_of
from tongban.catalogue.queries.item_page import ItemPage
from tongban.catalogue.queries.lists import lists_of_item, modes_of_item
from tongban.catalogue.rules.lists import public_lists
from tongban.catalogue.slots.frames import ENTRY
from tongban.kernel.moments import local_day
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


@fills("items.tabs", order=50)
def delegations_tab(request: HttpRequest, subject: object) -> Filled:
    return ENTRY, {"label": _("委托"), "url": reverse("catalogue:delegations")}


@fills("items.tabs", order=55)
def agreements_tab(request: HttpRequest, subject: object) -> Filled:
    return ENTRY, {"label": _("通办"), "url": reverse("catalogue:agreements_desk")}


@fills("lists.registers", order=30)
def agreements_tile(request: HttpRequest, subject: object) -> Filled:
    url = reverse("catalogue:agreements")
    return TILE, {"label": _("通办合作"), "text": _("和哪些地区、哪些事项两地都能办"), "url": url, "icon": "link"}


@fills("lists.registers", order=40)
def powers_tile(request: HttpRequest, subject: object) -> Filled:
    url = reverse("catalogue:powers")
    return TILE, {"label": _("权责清单"), "text": _("每个单位的权力、依据和责任"), "url": url, "icon": "scale"}


@fills("lists.registers", order=50)
def centres_tile(request: HttpRequest, subject: object) -> Filled:
    url = reverse("catalogue:centres")
    return TILE, {"label": _("镇村便民服务中心"), "text": _("家门口能办什么"), "url": url, "icon": "map-pin"}


@fills("item.main", order=60)
def delegated_and_agreed(request: HttpRequest, page: ItemPage) -> Filled | None:
    """To whom powers over the item are lent, in which agreements it stands, what stands against taking it elsewhere."""
    item = page.item
    lent, agreed = delegations_of(item, page.on), agreed_of(item)
    if not (page.is_mine or lent or agreed):
        return None
    obstacles = obstacles_to_taking_elsewhere(item) if item.current and item.current.cross_scope else []
    shown = {"item": item, "lent": lent, "agreed": agreed, "obstacles": obstacles, "is_mine": page.is_mine}
    return "catalogue/parts/item_delegations.html", shown


@fills("guide.side", order=40)
def where_else(request: HttpRequest, read: Guide) -> Filled | None:
    """The public lists that an item stands in, and where else it is handled: made public as the law asks."""
    on = local_day(timezone.now())
    lists = [public_lists()[code] for code in lists_of_item(read.item) if code in public_lists()]
    lent = [row for row in delegations_of(read.item, on) if row.since <= on]
    agreed = list(in_list(on).filter(item=read.item).select_related("agreement__partner"))
    if not (lists or lent or agreed):
        return None
    shown = {"lists": lists, "modes": modes_of_item(read.item), "lent": lent, "agreed": agreed}
    return "catalogue/parts/guide_reach.html", shown
