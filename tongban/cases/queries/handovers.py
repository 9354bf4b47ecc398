"""Which bags wait to be handed on, which lists there are, what lies on a shelf and what is on its way."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from tongban.cases import rules
from tongban.cases.models import Bag, Case, HandOver, Paper, ShelfEntry
from tongban.cases.queries.taken_here import HANDS_OUT
from tongban.kernel.vault import blind_index
from tongban.matters.rules.numbers import is_number, tidy_number
from tongban.people.models import Office, Officer
from tongban.people.queries import accessible_offices, may
from tongban.windows.models import ServicePoint
from tongban.windows.queries import windows_of

MOST_BAGS = 200  # on one list; what is more goes on the next
LOOKED_BACK = timedelta(days=60)  # for bags that wait: older cases are found by number
BACK_OFFICE = ("review", "decide")  # the powers of those who take papers in and give results out
GOES = [Bag.State.LISTED, Bag.State.ARRIVED, Bag.State.SURPLUS]  # a missing bag goes onto another list


@dataclass
class Going:
    """Bags that may go together: from where, to whom."""

    point: ServicePoint | None
    office: Office
    cases: list[Case] = field(default_factory=list)

    @property
    def key(self) -> str:
        return f"{self.point.pk if self.point else 0}-{self.office.pk}"


def points_of(officer: Officer, *, on: date) -> list[ServicePoint]:
    """Return the service points at whose windows an officer sits, and whose applications they may receive."""
    points = {window.service_point_id: window.service_point for window in windows_of(officer, on)}
    return [point for point in points.values() if may(officer, "receive", office=point.office, on=on)]


def points_with_shelves(officer: Officer, *, on: date) -> "QuerySet[ServicePoint]":
    """Return the service points of the offices for which an officer hands results out; page by ``id``."""
    own = accessible_offices(officer, HANDS_OUT, on=on)
    return ServicePoint.objects.filter(own).select_related("office")


def papers_to_go(point: ServicePoint, *, now: datetime) -> list[Going]:
    """Return the accepted cases of a service point whose papers have not gone to the back office, by office."""
    kept = Paper.objects.filter(Q(copy_kept=True) | Q(original_kept=True), case=OuterRef("pk"))
    cases = Case.objects.filter(
        ~Exists(_bags(HandOver.Way.INWARD)),
        Exists(kept),
        service_point=point,
        matter__state__in=[rules.ACCEPTED, rules.SUSPENDED],
        matter__received_at__gte=now - LOOKED_BACK,
    )
    return _grouped(_read(cases), at=lambda case: (point, case.matter.office))


def results_to_go(officer: Officer, *, on: date, now: datetime) -> list[Going]:
    """Return the decided cases of this officer's offices whose results have not gone to a window, by window's place."""
    held = Q()
    for power in BACK_OFFICE:
        held |= accessible_offices(officer, power, on=on, field="matter__office")
    lying = ShelfEntry.objects.filter(case=OuterRef("pk"), left_at=None)
    cases = Case.objects.filter(
        held,
        ~Exists(_bags(HandOver.Way.OUTWARD)),
        ~Exists(lying),
        matter__state=rules.DECIDED,
        deliver_way__in=["window", "courier"],
        matter__decided_at__gte=now - LOOKED_BACK,
    )
    return _grouped(_read(cases), at=lambda case: (case.service_point, case.matter.office))


def _bags(way: str) -> "QuerySet[Bag]":
    return Bag.objects.filter(case=OuterRef("pk"), hand_over__way=way, state__in=GOES)


def _read(cases: "QuerySet[Case]") -> list[Case]:
    cases = cases.select_related("matter__office", "matter__party", "version", "service_point__office")
    return list(cases.order_by("pk")[: MOST_BAGS * 2])


def _grouped(cases: Iterable[Case], *, at: object) -> list[Going]:
    groups: dict[str, Going] = {}
    for case in cases:
        point, office = at(case)  # type: ignore[operator]
        going = Going(point, office)
        known = groups.setdefault(going.key, going)
        if len(known.cases) < MOST_BAGS:
            known.cases.append(case)
    return list(groups.values())


def sheets_of(cases: Iterable[Case]) -> dict[int, int]:
    """Return how many pages on paper lie in the bag of each case."""
    kept = Paper.objects.filter(Q(copy_kept=True) | Q(original_kept=True), case__in=[case.pk for case in cases])
    return {row["case"]: row["sheets"] for row in kept.values("case").annotate(sheets=Sum("pages"))}


def hand_overs_seen(officer: Officer, points: Iterable[ServicePoint], *, on: date) -> "QuerySet[HandOver]":
    """Return the lists that concern an officer: of their service points, and of offices whose work they do.

    Page by ``("-prepared_at", "-id")``.
    """
    own = Q(from_point__in=points) | Q(to_point__in=points)
    for power in BACK_OFFICE:
        own |= accessible_offices(officer, power, on=on, field="to_office")
        own |= accessible_offices(officer, power, on=on, field="from_office")
    lists = HandOver.objects.filter(own).select_related(
        "from_point", "from_office", "to_point", "to_office", "prepared_by", "received_by", "document"
    )
    counted = Count("bags"), Count("bags", filter=Q(bags__state=Bag.State.ARRIVED))
    return lists.annotate(all_bags=counted[0], arrived=counted[1])


def bags_of(hand_over: HandOver) -> list[Bag]:
    bags = hand_over.bags.select_related("case__matter__party", "case__matter__office", "case__version")
    return list(bags.order_by("pk"))


def case_with_bag(text: str) -> Case | None:
    """Return the case whose bag was scanned: by its number, with or without hyphens."""
    number = tidy_number(text)
    if not is_number(number):
        return None
    cases = Case.objects.select_related("matter__office", "matter__party", "version", "service_point")
    return cases.filter(matter__number=number).first()


def shelf_of(point: ServicePoint) -> "QuerySet[ShelfEntry]":
    """Return what lies on the shelf of a service point, the longest there first; page by ``("since", "id")``."""
    lying = ShelfEntry.objects.filter(service_point=point, left_at=None)
    return lying.select_related("case__matter__party", "case__matter__office", "arrived_from", "hand_over", "put_by")


def found_on_shelf(point: ServicePoint, text: str) -> "QuerySet[ShelfEntry]":
    """Return what lies there under a number, a query code or a place; of several things applied for as one, all."""
    entries = shelf_of(point)
    if is_number(number := tidy_number(text)):
        return entries.filter(Q(case__matter__number=number) | Q(case__matter__parent__number=number))
    typed = text.strip().upper()
    code = blind_index(typed) or "-"
    by_code = Q(case__matter__query_code_index=code) | Q(case__matter__parent__query_code_index=code)
    return entries.filter(Q(place=typed) | by_code)


def places_of(cases: Iterable[Case]) -> dict[int, ShelfEntry]:
    """Return where the results of these cases lie."""
    lying = ShelfEntry.objects.filter(case__in=[case.pk for case in cases], left_at=None)
    return {entry.case_id: entry for entry in lying.select_related("service_point")}
