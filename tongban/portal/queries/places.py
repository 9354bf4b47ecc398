"""A place as its storefront shows it: what can be done there, where one goes, what is told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from tongban.cases.models import ItemVolume
from tongban.catalogue.models import Item, Placement
from tongban.catalogue.queries.items import Filters, Hit, hits_of, items_in_force, places_of
from tongban.catalogue.rules.themes import THEMES, Theme
from tongban.people.models import Region
from tongban.portal.models import Notice
from tongban.portal.queries.notices import notices_of
from tongban.portal.rules.areas import AREAS, Area
from tongban.windows.models import ServicePoint

Level = Region.Level
WITH_STOREFRONT = [Level.CITY, Level.COUNTY, Level.TOWN, Level.VILLAGE]
SHOWN_POINTS, SHOWN_NOTICES, SHOWN_HITS, SHOWN_OF_A_THEME = 6, 5, 8, 6
CONSIDERED = 40  # of the busiest items, until so many catalogue items are found
MOST_PLACEMENTS = 2000


@dataclass(frozen=True)
class AreaShown:
    """A function area and the number of items that stand in it at a place."""

    area: Area
    items: int


@dataclass(frozen=True)
class Storefront:
    """The front page (旗舰店) of a city, a county, a town or a village."""

    region: Region
    above: tuple[Region, ...]  # from the city down
    below: tuple[Region, ...]
    items: int
    online: int
    areas: tuple[AreaShown, ...]
    busy: tuple[Hit, ...]
    points: tuple[ServicePoint, ...]
    notices: tuple[Notice, ...]


@dataclass(frozen=True)
class CityShown:
    """What the first page shows of the city beside its services: areas, notices, the places below."""

    region: Region
    areas: tuple[AreaShown, ...]
    below: tuple[Region, ...]
    notices: tuple[Notice, ...]


@dataclass(frozen=True)
class ThemeShown:
    """A theme of an area at a place: some of its items, and how many there are."""

    theme: Theme
    hits: tuple[Hit, ...]
    total: int


def places_in_force(on: date) -> QuerySet[Region]:
    """Return the places that have a storefront, from the city down."""
    in_force = Q(valid_to=None) | Q(valid_to__gte=on)
    return Region.objects.filter(in_force, level__in=WITH_STOREFRONT, valid_from__lte=on).order_by("code")


def place_of(code: str, *, on: date) -> Region | None:
    return places_in_force(on).filter(pk=code).first()


def home_place(on: date) -> Region | None:
    """Return the place that the platform is run for: the city, or the highest place there is."""
    return places_in_force(on).first()


def counties_with_towns(on: date) -> list[tuple[Region, list[Region]]]:
    """Return the places right below the home place, each with its own: two questions."""
    home = home_place(on)
    if home is None:
        return []
    below = list(places_in_force(on).filter(parent=home))
    towns = places_in_force(on).filter(parent__in=below)
    inside: dict[str | None, list[Region]] = {}
    for town in towns:
        inside.setdefault(town.parent_id, []).append(town)
    return [(place, inside.get(place.pk, [])) for place in below]


def storefront(region: Region, *, on: date) -> Storefront:
    """Return what the front page of a place shows: eight questions, whatever the size of the place."""
    offered = _offered(region.pk, on)
    is_online = Q(current__run_mode__in=["here", "pushed"])
    counted = offered.aggregate(
        items=Count("catalog_item", distinct=True), online=Count("catalog_item", distinct=True, filter=is_online)
    )
    places = {place.pk: place for place in places_in_force(on).filter(pk__in=places_of(region.pk))}
    points = ServicePoint.objects.filter(office__region=region).order_by("office__level", "pk")
    return Storefront(
        region=region,
        above=tuple(places[code] for code in reversed(places_of(region.pk)[1:]) if code in places),
        below=_below(region, on),
        **counted,
        areas=_areas(offered),
        busy=_busy(region.pk, on),
        points=tuple(points[:SHOWN_POINTS]),
        notices=_notices(region, on),
    )


def city_at_a_glance(*, on: date) -> CityShown | None:
    """Return what the first page shows of the place that the platform is run for: four questions."""
    city = home_place(on)
    if city is None:
        return None
    return CityShown(city, _areas(_offered(city.pk, on)), _below(city, on), _notices(city, on))


def areas_at(region: str, *, on: date) -> tuple[AreaShown, ...]:
    """Return the function areas, each with the number of its items at a place: one question."""
    return _areas(_offered(region, on))


def themes_of(area: Area, region: str, *, on: date) -> list[ThemeShown]:
    """Return the themes of an area that have items at a place, some items of each: two questions."""
    placed = Placement.objects.filter(kind=Placement.Kind.THEME, code__in=area.themes)
    placed = placed.filter(version__in=_offered(region, on).values("current"))
    pairs = placed.order_by("code", "version__item__catalog_item").values_list("code", "version__item__catalog_item")
    found: dict[str, list[int]] = {}
    for code, item in pairs.distinct()[:MOST_PLACEMENTS]:
        found.setdefault(code, []).append(item)
    wanted = list(dict.fromkeys(item for items in found.values() for item in items[:SHOWN_OF_A_THEME]))
    hits = {hit.catalog_item: hit for hit in _hits(wanted, region, on)}
    return [
        ThemeShown(THEMES[code], _known(found[code][:SHOWN_OF_A_THEME], hits), len(found[code]))
        for code in area.themes
        if code in found
    ]


def _offered(region: str, on: date) -> QuerySet[Item]:
    return Filters(region=region).of(items_in_force(on))


def _below(region: Region, on: date) -> tuple[Region, ...]:
    return tuple(places_in_force(on).filter(parent=region))


def _notices(region: Region, on: date) -> tuple[Notice, ...]:
    return tuple(notices_of(region.pk, on=on).order_by("-pk")[:SHOWN_NOTICES])


def _areas(offered: QuerySet[Item]) -> tuple[AreaShown, ...]:
    placed = Placement.objects.filter(kind=Placement.Kind.THEME, version__in=offered.values("current"))
    counted = placed.aggregate(
        **{
            area.code: Count("version__item__catalog_item", distinct=True, filter=Q(code__in=area.themes))
            for area in AREAS.values()
        }
    )
    return tuple(AreaShown(area, counted[area.code]) for area in AREAS.values())


def _busy(region: str, on: date) -> tuple[Hit, ...]:
    """Return what is asked for most at a place: the offices there, or those above that serve it."""
    rows = ItemVolume.objects.filter(item__in=_offered(region, on), cases__gt=0).order_by("-cases", "item")
    items = dict.fromkeys(rows.values_list("item__catalog_item", flat=True)[:CONSIDERED])
    return tuple(_hits(list(items)[:SHOWN_HITS], region, on))


def _hits(catalog_items: Sequence[int], region: str, on: date) -> list[Hit]:
    return hits_of(catalog_items, Filters(region=region), on=on)


def _known(items: Iterable[int], hits: dict[int, Hit]) -> tuple[Hit, ...]:
    return tuple(hits[item] for item in items if item in hits)
