"""The four 通 of each organisation (网络通、事项通、业务通、数据通): every figure with its two terms."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from tongban.cases.models import Elsewhere
from tongban.cases.rules.elsewhere import FORWARDED, TAKEN
from tongban.catalogue.models import Item, ItemVersion
from tongban.catalogue.queries import items_in_force
from tongban.exchange.models import Link, NetworkSite
from tongban.exchange.queries.systems import data_through, reach_of_offices
from tongban.kernel.ratios import Ratio
from tongban.people.models import Office

WITHIN = timedelta(days=30)
NONE = Ratio(0, 0)


@dataclass(frozen=True)
class Four:
    """The four figures of an organisation, or of all together."""

    network: Ratio = NONE  # its places that the network reaches
    items: Ratio = NONE  # its items that are taken here, or whose system is connected
    business: Ratio = NONE  # its cases in other systems of which something came back
    data: Ratio = NONE  # rows exchanged with the systems it runs that arrived and took effect

    @property
    def parts(self) -> tuple[Ratio, Ratio, Ratio, Ratio]:
        return self.network, self.items, self.business, self.data

    def __add__(self, other: "Four") -> "Four":
        return Four(*(one + another for one, another in zip(self.parts, other.parts, strict=True)))


def organisations() -> QuerySet[Office]:
    """Return the offices that have places in the register, run a system, or have items done in one; page by ``id``."""
    items = Item.objects.filter(office=OuterRef("pk"), current__run_mode__in=ItemVersion.ELSEWHERE)
    sites, links = NetworkSite.objects.filter(office=OuterRef("pk")), Link.objects.filter(office=OuterRef("pk"))
    return Office.objects.filter(Q(Exists(items)) | Q(Exists(sites)) | Q(Exists(links))).select_related("region")


def four_of(offices: Collection[int], *, on: date) -> dict[int, Four]:
    """Return the four figures of each of these offices; a few statements, however many there are."""
    network = reach_of_offices(offices)
    served = _served(offices)
    items = _items(offices, served, on)
    business = _business(offices, on)
    run_by = dict(Link.objects.filter(office__in=offices).values_list("pk", "office"))
    data: dict[int, Ratio] = {}
    for link, ratio in data_through(list(run_by), since=on - WITHIN).items():
        data[run_by[link]] = data.get(run_by[link], NONE) + ratio
    return {
        office: Four(
            network.get(office, NONE),
            items.get(office, NONE),
            business.get(office, NONE),
            data.get(office, NONE),
        )
        for office in offices
    }


def together(found: Iterable[Four]) -> Four:
    return sum(found, Four())


def whole_city(*, on: date) -> Four:
    """Return the four figures of all organisations together."""
    return together(four_of(list(organisations().values_list("pk", flat=True)), on=on).values())


def _served(offices: Collection[int]) -> dict[int, dict[int, frozenset[str]]]:
    """Return per office the systems that handle its cases, each with the items it names."""
    through = Link.offices.through.objects.filter(office__in=offices)
    found: dict[int, dict[int, frozenset[str]]] = {}
    for office, link, codes in through.values_list("office", "link", "link__item_codes"):
        found.setdefault(office, {})[link] = frozenset(codes)
    return found


def _items(offices: Collection[int], served: dict[int, dict[int, frozenset[str]]], on: date) -> dict[int, Ratio]:
    rows = (
        items_in_force(on).filter(office__in=offices).values_list("office", "catalog_item__code", "current__run_mode")
    )
    found: dict[int, Ratio] = {}
    for office, code, mode in rows:
        systems = served.get(office, {}).values()
        reached = mode not in ItemVersion.ELSEWHERE or any(not codes or code in codes for codes in systems)
        found[office] = found.get(office, NONE) + Ratio(int(reached), 1)
    return found


def _business(offices: Collection[int], on: date) -> dict[int, Ratio]:
    recent = Elsewhere.objects.filter(version__item__office__in=offices, taken_at__date__gte=on - WITHIN)
    counted = (
        recent.exclude(mode=Elsewhere.Mode.PROXY)
        .values("version__item__office")
        .annotate(every=Count("pk"), back=Count("pk", filter=~Q(status__in=[TAKEN, FORWARDED])))
    )
    return {row["version__item__office"]: Ratio(row["back"], row["every"]) for row in counted}
