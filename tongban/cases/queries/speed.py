"""Targets of speed: which stand, of which items, since when; and how far they are met."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from tongban.cases.models import SpeedTarget
from tongban.cases.queries.business import Line, Part, by_month
from tongban.catalogue.models import Item
from tongban.kernel.ratios import Ratio
from tongban.people.models import Office, Officer
from tongban.people.queries import accessible_offices

MANAGES = "manage_catalogue"
MOST = 12  # items of a chart
YEAR = timedelta(days=365)  # over which the page of an item tells how far its target is met


def managed_items(officer: Officer, *, on: date) -> QuerySet[Item]:
    """Return the promised items in force whose catalogue an officer manages: what is decided at once is fast enough."""
    own = accessible_offices(officer, MANAGES, on=on)
    items = Item.objects.filter(own, current__isnull=False, current__is_instant=False, retired_at=None)
    return items.select_related("office", "catalog_item", "current")


def items_with_targets(
    officer: Officer, *, on: date, text: str = "", office: int | None = None, all_of: bool = False
) -> QuerySet[Item]:
    """Return the items with the target that stands or comes next; ``all_of`` with those that have none.

    Page by ``("code",)``.
    """
    standing = SpeedTarget.objects.filter(Q(until=None) | Q(until__gte=on), item=OuterRef("pk")).order_by("since")
    items = managed_items(officer, on=on).annotate(
        target_days=Subquery(standing.values("days")[:1]),
        target_since=Subquery(standing.values("since")[:1]),
        target_until=Subquery(standing.values("until")[:1]),
    )
    if text:
        items = items.filter(Q(catalog_item__name__icontains=text) | Q(code=text))
    if office:
        items = items.filter(office=office)
    return items if all_of else items.filter(target_days__isnull=False)


def offices_managed(officer: Officer, *, on: date) -> list[Office]:
    """Return the offices with promised items in force whose catalogue an officer manages."""
    held = managed_items(officer, on=on).order_by().values("office")
    return list(Office.objects.filter(pk__in=held).order_by("path", "pk")[:400])


def managed_item(officer: Officer, code: str, *, on: date) -> Item | None:
    return managed_items(officer, on=on).filter(code=code).first()


def history_of(item: Item) -> list[SpeedTarget]:
    """Return every target an item ever had, the latest first."""
    return list(item.speed_targets.select_related("set_by", "ended_by").order_by("-since", "-pk"))


@dataclass(frozen=True)
class Met:
    """How far an item met its target: completed within it, out of what was completed while it stood."""

    code: str
    name: str  # with its office: many offices have an item of the same name
    days: int | None  # the newest target
    within: Ratio

    @property
    def percent(self) -> float:
        return float(round(100 * (self.within.value or 0), 1))


def met_by_item(part: Part, most: int = MOST) -> list[Met]:
    """Return the items with completed cases under a target in a period, the most cases first."""
    newest = SpeedTarget.objects.filter(item=OuterRef("item"), since__lte=part.last).order_by("-since")
    rows = (
        part.tallies()
        .filter(Q(within_target__gt=0) | Q(beyond_target__gt=0))
        .values("item__code", "item__catalog_item__name", "item__office__name")
        .annotate(
            days=Subquery(newest.values("days")[:1]),
            within=Coalesce(Sum("within_target"), 0),
            whole=Coalesce(Sum("within_target"), 0) + Coalesce(Sum("beyond_target"), 0),
        )
        .order_by("-whole", "item__code")[:most]
    )
    return [
        Met(
            row["item__code"],
            f"{row['item__catalog_item__name']} · {row['item__office__name']}",
            row["days"],
            Ratio(row["within"], row["whole"]),
        )
        for row in rows
    ]


def course_of(months: Iterable[Line]) -> list[tuple[str, float]]:
    """Return the share within target by month, in per cent; months without such cases are left out."""
    shares = ((line.key[:7], line.counts.met_target.value) for line in months)
    return [(month, float(round(100 * share, 1))) for month, share in shares if share is not None]


def months_of(item: Item, *, first: date, last: date) -> list[Line]:
    """Return the counts of one item by month."""
    offices = Office.objects.filter(pk=item.office_id)
    return by_month(Part(first, last, offices, item=item.pk))
