"""The list of competence of a hall (能力清单) as its manager reads it: matrix, gaps, what runs out, clerk by clerk."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from tongban.cases.queries.halls import HallDay
from tongban.catalogue.models import Item
from tongban.people.models import Officer
from tongban.windows.models import Competence
from tongban.windows.rules.competences import ABOUT_TO_END, ends_soon


@dataclass(frozen=True)
class Cell:
    """How many of some items are covered."""

    count: int
    of: int

    @property
    def is_full(self) -> bool:
        return self.count == self.of

    def __str__(self) -> str:
        return "" if not self.count else str(self.count)


@dataclass(frozen=True)
class OfficeRow:
    """One office of a matrix: its items in the hall, and a cell for each column."""

    name: str
    items: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Held:
    """One competence in words."""

    row: Competence
    about: str
    ends_soon: bool


def windows_by_office(hall: HallDay) -> list[OfficeRow]:
    """Return for each office how many of its items each window takes."""
    return [
        OfficeRow(
            name,
            len(items),
            tuple(Cell(len(items & hall.taken.get(each.pk, frozenset())), len(items)) for each in hall.windows),
        )
        for name, items in hall.by_office()
    ]


def clerks_by_office(hall: HallDay) -> list[OfficeRow]:
    """Return for each office how many of its items each clerk may take."""
    return [
        OfficeRow(
            name,
            len(items),
            tuple(Cell(len(items & hall.able.get(each.pk, frozenset())), len(items)) for each in hall.clerks),
        )
        for name, items in hall.by_office()
    ]


def running_out(officers: Iterable[Officer], *, today: date) -> list[Held]:
    """Return what ends within a month, the nearest end first."""
    near = Competence.objects.filter(until__gte=today, until__lte=today + ABOUT_TO_END, officer__in=list(officers))
    return in_words(near.order_by("until", "officer", "pk"), today=today)


def competences_of(officer: Officer, *, today: date) -> list[Held]:
    """Return what an officer may take now or later; what ended stands below."""
    return in_words(officer.competences.order_by("-until", "-since", "pk"), today=today)


def in_words(rows: "QuerySet[Competence]", *, today: date) -> list[Held]:
    """Return competences with what they are about: two statements."""
    found = list(rows.select_related("officer", "office", "confirmed_by"))
    names = _names(found)
    about = [row.office.name if row.office else names[row.item_code or row.catalog_code] for row in found]
    return [Held(row, what, ends_soon(row.until, today)) for row, what in zip(found, about, strict=True)]


def exported(hall: HallDay) -> Iterator[Sequence[object]]:
    """Yield the list of competence of everybody who sits in the hall."""
    rows = Competence.objects.filter(officer__in=hall.clerks).order_by("officer", "since", "pk")
    for held in in_words(rows, today=hall.on):
        row = held.row
        code = row.item_code or row.catalog_code
        yield (
            row.officer.name, row.officer.staff_number, held.about, code, row.get_level_display(), row.since,
            row.until, row.ground, row.confirmed_by.name if row.confirmed_by else "",
        )  # fmt: skip


def _names(rows: list[Competence]) -> dict[str, str]:
    codes = {row.item_code for row in rows} | {row.catalog_code for row in rows}
    named = Item.objects.filter(Q(code__in=codes) | Q(catalog_item__code__in=codes))
    names = dict.fromkeys(codes, "")
    for code, entry, name in named.values_list("code", "catalog_item__code", "catalog_item__name"):
        names[code] = names[entry] = name
    return {code: name or code for code, name in names.items()}
