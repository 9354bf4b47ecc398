"""Reading batches: what one of them would change, and what has become of earlier ones."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from tongban.kernel.obstacles import Obstacle
from tongban.people.models import PowerTransfer
from tongban.windows.models import Batch, BatchLine, Served, ServicePoint, Window, WindowItem
from tongban.windows.rules.binding import COMES, Bound, effect, obstacles_to_binding

Key = tuple[int, str, int | None]  # window, code of an item, or the office


@dataclass(frozen=True)
class Outlook:
    """What a line of a batch would do."""

    line: BatchLine
    effect: str  # comes, leaves, there_already, not_there
    obstacles: tuple[Obstacle, ...] = ()

    @property
    def changes(self) -> bool:
        return self.effect in ("comes", "leaves")


def batches_of(points: QuerySet[ServicePoint]) -> QuerySet[Batch]:
    """Return the batches of service points with how many lines come and leave; page by ``("-since", "-id")``."""
    counted = Batch.objects.filter(service_point__in=points.values("pk")).annotate(
        coming=Count("lines", filter=Q(lines__leaves=False)), leaving=Count("lines", filter=Q(lines__leaves=True))
    )
    return counted.select_related("service_point__office", "made_by", "entered_by", "taken_back_by")


def lines_of(batch: Batch) -> QuerySet[BatchLine]:
    return batch.lines.select_related("window", "office", "regulating_office").order_by(
        "leaves", "window__number", "item_code", "office", "pk"
    )


def outlook(batch: Batch) -> list[Outlook]:
    """Return for each line what it would do on the batch's day, and why it cannot: four statements."""
    lines = list(lines_of(batch))
    windows = {line.window for line in lines}
    standing = bound_at(windows, batch.since)
    serves = served_by(windows, batch.since)
    return [_outlook(line, standing.get(_key(line)), serves) for line in lines]


def bound_at(windows: Iterable[Window], since: date) -> dict[Key, Bound]:
    """Return what windows take on a day or from a later one, by what it is."""
    rows = WindowItem.objects.filter(Q(until=None) | Q(until__gte=since), window__in=windows)
    return {
        (window, code, office): Bound(begins, until)
        for window, code, office, begins, until in rows.values_list(
            "window", "item_code", "office", "since", "until"
        ).order_by("since")
    }


def served_by(windows: Iterable[Window], on: date) -> dict[int, frozenset[int]]:
    """Return the offices that windows serve, if not everybody; a line stands for those whose powers have moved."""
    rows = list(Served.objects.filter(window__in=windows).values_list("window", "office", "line"))
    moved: dict[str, set[int]] = {}
    lines = {line for _window, _office, line in rows if line}
    for line, office in PowerTransfer.objects.on(on).filter(line__in=lines).values_list("line", "regulating_office"):
        moved.setdefault(line, set()).add(office)
    serves: dict[int, set[int]] = {}
    for window, office, line in rows:
        serves.setdefault(window, set()).update({office} if office else moved.get(line, set()))
    return {window: frozenset(offices) for window, offices in serves.items()}


def later_than(batch: Batch) -> QuerySet[Batch]:
    """Return the batches entered after one at the same service point that touch what it touches."""
    windows = batch.lines.values("window")
    after = Batch.objects.filter(service_point=batch.service_point_id, state=Batch.State.ENTERED)
    after = after.filter(entered_at__gt=batch.entered_at, lines__window__in=windows)
    same = Q(lines__item_code__in=batch.lines.exclude(item_code="").values("item_code"))
    same |= Q(lines__item_code="", lines__office__in=batch.lines.filter(item_code="").values("office"))
    return after.filter(same).distinct()


def _key(line: BatchLine) -> Key:
    return line.window_id, line.item_code, None if line.item_code else line.office_id


def _outlook(line: BatchLine, standing: Bound | None, serves: dict[int, frozenset[int]]) -> Outlook:
    found = effect(leaves=line.leaves, standing=standing, since=line.batch.since)
    obstacles = list(found.obstacles)
    if found.effect == COMES:
        offices = frozenset(line.offices)
        served = serves.get(line.window_id, frozenset())
        obstacles += obstacles_to_binding(line.window.kind, line.window.number, offices=offices, serves=served)
    return Outlook(line, found.effect, tuple(obstacles))
