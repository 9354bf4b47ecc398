"""A hall on a day: what its windows take, who sits there and what they may take, and what nobody can.

Everything is read at once, in a few statements whatever the number of windows and clerks, and compared here: by item,
by office, by window, by clerk.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Q, QuerySet

from tongban.catalogue.queries import items_in_force
from tongban.people.models import Officer
from tongban.windows.models import Competence, Seat, ServicePoint, Window, WindowItem
from tongban.windows.queries import able_on

RUN_MODES = ("here", "pushed", "proxy")  # guided items are done elsewhere


@dataclass(frozen=True)
class Taken:
    """An item that some window of the hall takes."""

    pk: int
    code: str
    catalog_code: str
    name: str
    office_name: str
    paths: tuple[str, ...]  # of the offices that hold and regulate it
    offices: tuple[int, ...]


@dataclass(frozen=True)
class HallDay:
    """Windows, clerks and items of a service point on a day."""

    on: date
    windows: tuple[Window, ...]
    items: dict[int, Taken]
    taken: dict[int, frozenset[int]]  # by window: the items it takes
    seats: dict[int, tuple[Officer, ...]]  # by window
    able: dict[int, frozenset[int]]  # by officer: the items of the hall that are on their list

    @cached_property
    def clerks(self) -> list[Officer]:
        """Return who sits at any window, each once, in the order of the windows."""
        return list({clerk.pk: clerk for _window, clerk in self._sitting()}.values())

    @cached_property
    def covered(self) -> frozenset[int]:
        """Return the items that somebody can take: a window takes it, and who sits there may."""
        return frozenset().union(*(self.at(window, clerk) for window, clerk in self._sitting()))

    @cached_property
    def gaps(self) -> list[Taken]:
        """Return the items that a window takes and nobody who sits there may take."""
        bound = frozenset().union(*self.taken.values())
        return sorted((self.items[pk] for pk in bound - self.covered), key=lambda item: (item.office_name, item.code))

    def at(self, window: Window, clerk: Officer) -> frozenset[int]:
        return self.taken.get(window.pk, frozenset()) & self.able.get(clerk.pk, frozenset())

    def who_can(self, item: int) -> list[tuple[Officer, Window]]:
        """Return who can take an item, and where."""
        return [(clerk, window) for window, clerk in self._sitting() if item in self.at(window, clerk)]

    def by_office(self) -> list[tuple[str, frozenset[int]]]:
        """Return the items of the hall by the office that holds them, the offices with most items first."""
        groups: dict[str, set[int]] = defaultdict(set)
        for item in self.items.values():
            groups[item.office_name].add(item.pk)
        ordered = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
        return [(name, frozenset(items)) for name, items in ordered]

    def _sitting(self) -> Iterable[tuple[Window, Officer]]:
        return ((window, clerk) for window in self.windows for clerk in self.seats.get(window.pk, ()))


def hall_on(point: ServicePoint, *, on: date, item: int | None = None) -> HallDay:
    """Return a hall on a day; with ``item``, as far as that one item goes."""
    windows = Window.objects.filter(service_point=point).prefetch_related("devices", "served__office")
    bound: QuerySet[WindowItem] = WindowItem.objects.on(on).filter(window__service_point=point)
    rows = list(bound.values_list("window", "item_code", "office"))
    items = _items(on, bound, {office for _window, _code, office in rows if office}, item)
    seats = _seats(point, on)
    clerks = {officer.pk for officers in seats.values() for officer in officers}
    return HallDay(
        on=on,
        windows=tuple(sorted(windows, key=place)),
        items=items,
        taken=_taken(rows, items.values()),
        seats=seats,
        able=_able(clerks, items.values(), on),
    )


def place(window: Window) -> tuple[int, str]:
    """Return where a window stands in a list: by number, as people count."""
    return (int(window.number), "") if window.number.isdecimal() else (10**6, window.number)


def _items(on: date, bound: QuerySet[WindowItem], offices: set[int], item: int | None) -> dict[int, Taken]:
    here = Q(code__in=bound.filter(office=None).values("item_code"))
    here |= Q(office__in=offices) | Q(regulating_office__in=offices)
    found = items_in_force(on).filter(here, current__run_mode__in=RUN_MODES)
    if item is not None:
        found = found.filter(pk=item)
    rows = found.values_list(
        "pk", "code", "catalog_item__code", "catalog_item__name", "office", "office__short_name", "office__path",
        "regulating_office", "regulating_office__path",
    )  # fmt: skip
    return {
        pk: Taken(pk, code, entry, name, office_name, (path, above) if above else (path,), (office, regulating))
        for pk, code, entry, name, office, office_name, path, regulating, above in rows
    }


def _taken(rows: Iterable[tuple[int, str, int | None]], items: Iterable[Taken]) -> dict[int, frozenset[int]]:
    by_code: dict[str, int] = {}
    by_office: dict[int, set[int]] = defaultdict(set)
    for item in items:
        by_code[item.code] = item.pk
        for each in item.offices:
            by_office[each].add(item.pk)
    taken: dict[int, set[int]] = defaultdict(set)
    for window, code, office in rows:
        if office:
            taken[window] |= by_office.get(office, set())
        elif code in by_code:
            taken[window].add(by_code[code])
    return {window: frozenset(found) for window, found in taken.items()}


def _seats(point: ServicePoint, on: date) -> dict[int, tuple[Officer, ...]]:
    seats: dict[int, list[Officer]] = defaultdict(list)
    for seat in Seat.objects.on(on).filter(window__service_point=point).select_related("officer").order_by("pk"):
        if seat.officer.is_in_service(on):
            seats[seat.window_id].append(seat.officer)
    return {window: tuple(officers) for window, officers in seats.items()}


def _able(clerks: set[int], items: Iterable[Taken], on: date) -> dict[int, frozenset[int]]:
    by_code: dict[str, set[int]] = defaultdict(set)
    by_path: dict[str, set[int]] = defaultdict(set)
    for item in items:
        by_code[item.code].add(item.pk)
        by_code[item.catalog_code].add(item.pk)
        for path in item.paths:
            by_path[path].add(item.pk)
    able: dict[int, set[int]] = defaultdict(set)
    for held in able_on(on).filter(officer__in=clerks).select_related("office"):
        able[held.officer_id] |= _covered_by(held, by_code, by_path)
    return {officer: frozenset(found) for officer, found in able.items()}


def _covered_by(held: Competence, by_code: dict[str, set[int]], by_path: dict[str, set[int]]) -> set[int]:
    if held.office is None:
        return by_code.get(held.item_code or held.catalog_code, set())
    return {pk for path, found in by_path.items() if path.startswith(held.office.path) for pk in found}
