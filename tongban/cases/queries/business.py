"""Figures of the business (业务统计): what came, what was done and how, over any period and any part of the city."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce, TruncMonth

from tongban.cases.models import Tally
from tongban.catalogue.models import Item, ItemVersion
from tongban.catalogue.queries.scope import of_department
from tongban.catalogue.queries.stationed import stationed_items
from tongban.kernel.moments import BEIJING
from tongban.kernel.ratios import Ratio
from tongban.matters.indicators import promises_due
from tongban.matters.models import Clock
from tongban.people.models import Office, PowerTransfer
from tongban.windows.models import ServicePoint, Window, WindowItem

SUMS = (
    "received", "accepted", "completed", "granted", "on_time", "tolerant", "by_commitment", "within_target",
    "beyond_target",
)  # fmt: skip
ACCEPTED_HERE = (ItemVersion.RunMode.HERE, ItemVersion.RunMode.PUSHED, ItemVersion.RunMode.PROXY)
ONE_WINDOW = (Window.Kind.ANY, Window.Kind.SECTOR)  # 一窗: comprehensive windows of either kind


@dataclass(frozen=True)
class Part:
    """Over which days and which offices: ``offices`` is a condition on the office of an item."""

    first: date
    last: date
    offices: QuerySet[Office]
    region: str = ""
    department: str = ""
    item: int | None = None  # one item only

    def within(self, way: str = "") -> Q:
        """Return the condition on rows that have an office, a regulating one as well; ``way`` leads to them."""
        chosen = Q(**{f"{way}office__in": self.offices})
        if self.region:
            chosen &= Q(**{f"{way}office__region": self.region})
        return chosen & of_department(self.department, way) if self.department else chosen

    def tallies(self) -> QuerySet[Tally]:
        chosen = Tally.objects.filter(self.within("item__"), day__gte=self.first, day__lte=self.last)
        return chosen.filter(item=self.item) if self.item else chosen


@dataclass(frozen=True)
class Counts:
    """The sums of a part, and what they say: total = instant + promised, in every report."""

    received: int = 0
    accepted: int = 0
    completed: int = 0
    granted: int = 0
    on_time: int = 0
    tolerant: int = 0
    by_commitment: int = 0
    within_target: int = 0
    beyond_target: int = 0

    @property
    def done_on_time(self) -> Ratio:
        """Completed in time out of what was completed: the rate most bulletins print."""
        return Ratio(self.on_time, self.completed)

    @property
    def met_target(self) -> Ratio:
        return Ratio(self.within_target, self.within_target + self.beyond_target)


@dataclass(frozen=True)
class Line:
    """The counts under one heading: a channel, a business line, an item."""

    key: str
    name: str
    counts: Counts


def counts_of(tallies: QuerySet[Tally]) -> Counts:
    found = tallies.aggregate(**{name: Coalesce(Sum(name), 0) for name in SUMS})
    return Counts(**found)


def by_kind(part: Part) -> dict[bool, Counts]:
    """Return the counts of instant (即办件) and of promised items (承诺件): their sums are the whole."""
    return {kind: counts_of(part.tallies().filter(is_instant=kind)) for kind in (True, False)}


def by_channel(part: Part) -> list[Line]:
    return _lines(part.tallies(), "channel", "channel")


def by_business_line(part: Part) -> list[Line]:
    """Return the counts by business line (市场准入、投资建设 …): by which line the powers of an item moved."""
    moved = PowerTransfer.objects.on(part.last).values_list("regulating_office", "approving_office", "line")
    lines = {(regulating, approving): line for regulating, approving, line in moved}
    rows = (
        part.tallies()
        .values_list("item__regulating_office", "item__office")
        .annotate(**{f"sum_{name}": Coalesce(Sum(name), 0) for name in SUMS})
    )
    found: dict[str, Counts] = {}
    for regulating, office, *sums in rows.order_by():
        line = lines.get((regulating, office), "")
        known = found.get(line, Counts())
        added = (old + new for old, new in zip(vars(known).values(), sums, strict=True))
        found[line] = Counts(*added)
    return [Line(line, line, found[line]) for line in [*PowerTransfer.Line.values, ""] if line in found]


def by_level(part: Part) -> list[Line]:
    """Return the counts by the level of the office: city, county, town, village."""
    return _lines(part.tallies(), "item__office__level", "item__office__level")


def by_item(part: Part, most: int) -> list[Line]:
    """Return the items with the most completed cases."""
    return _lines(part.tallies(), "item__code", "item__catalog_item__name", order="-sum_completed", most=most)


def by_month(part: Part) -> list[Line]:
    rows = part.tallies().annotate(month=TruncMonth("day"))
    return [Line(str(line.key), str(line.key), line.counts) for line in _lines(rows, "month", "month", order="month")]


def _lines(
    tallies: QuerySet[Tally], key: str, name: str, *, order: str = "-sum_accepted", most: int = 400
) -> list[Line]:
    columns = [key] if key == name else [key, name]
    sums = {f"sum_{each}": Coalesce(Sum(each), 0) for each in SUMS}
    rows = tallies.values(*columns).annotate(**sums).order_by(order, key)[:most]
    return [Line(str(row[key]), str(row[name]), Counts(**{each: row[f"sum_{each}"] for each in SUMS})) for row in rows]


def due_in_time(part: Part, now: datetime) -> Ratio:
    """Return the promises kept out of all that fell due in the period, what is still open and overdue included."""
    begins = datetime.combine(part.first, time(), BEIJING)
    ends = min(datetime.combine(part.last + timedelta(days=1), time(), BEIJING), now)
    due = promises_due(since=begins, until=ends).filter(part.within("matter__"))
    kept = due.filter(state=Clock.State.MET)
    return Ratio(kept.count(), due.count())


@dataclass(frozen=True)
class WindowCount:
    """What the comprehensive windows of one service point take: items, and of how many departments."""

    point: ServicePoint
    items: int
    departments: int


def one_window(part: Part, on: date) -> Ratio:
    """Return the items that comprehensive windows take out of those that halls take in (进驻)."""
    stationed = stationed_items().filter(part.within())
    taken = stationed.filter(_taken(WindowItem.objects.on(on).filter(window__kind__in=ONE_WINDOW)))
    return Ratio(taken.count(), stationed.count())


def one_window_volume(part: Part, on: date) -> int:
    """Return the cases accepted in the period of the items that comprehensive windows take."""
    taken = Item.objects.filter(_taken(WindowItem.objects.on(on).filter(window__kind__in=ONE_WINDOW)))
    return counts_of(part.tallies().filter(item__in=taken)).accepted


def windows_of_points(part: Part, on: date) -> list[WindowCount]:
    """Return items and departments of the comprehensive windows of each hall (大综窗口), the largest first."""
    points = ServicePoint.objects.filter(office__in=part.offices, windows__kind__in=ONE_WINDOW).distinct()
    if part.region:
        points = points.filter(office__region=part.region)
    bound = WindowItem.objects.on(on).filter(window__kind__in=ONE_WINDOW, window__service_point__in=points)
    offices = dict(
        Item.objects.filter(current__isnull=False).values_list("code", Coalesce("regulating_office", "office"))
    )
    held: dict[int, list[str]] = {}
    for code, office in offices.items():
        held.setdefault(office, []).append(code)
    found: dict[int, set[str]] = {}
    for point, code, office in bound.values_list("window__service_point", "item_code", "office"):
        found.setdefault(point, set()).update([code] if code in offices else held.get(office, ()))
    counted = [
        WindowCount(point, len(codes), len({offices[code] for code in codes}))
        for point in points.select_related("office")
        if (codes := found.get(point.pk, set()))
    ]
    return sorted(counted, key=lambda each: (-each.items, each.point.pk))


def on_the_platform(part: Part) -> Ratio:
    """Return the items in force that are accepted on this platform, out of all that are handled on application."""
    found = Item.objects.filter(part.within(), facts__is_applied_for=True)
    return Ratio(found.filter(current__run_mode__in=ACCEPTED_HERE).count(), found.count())


def _taken(bound: QuerySet[WindowItem]) -> Q:
    offices = bound.exclude(office=None).values("office")
    codes = bound.filter(office=None).values("item_code")
    return Q(code__in=codes) | Q(office__in=offices) | Q(regulating_office__in=offices)
