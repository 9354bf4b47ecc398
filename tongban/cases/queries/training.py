"""Training and rotation of the people of a hall, as its manager reads them."""

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import QuerySet

from tongban.people.models import Officer
from tongban.windows.models import Training

MOST = 5000  # rows of a file


def trainings_of(officers: Iterable[Officer]) -> QuerySet[Training]:
    """Return what these officers took part in, with whom and where."""
    rows = Training.objects.filter(officer__in=list(officers))
    return rows.select_related("officer", "window", "recorded_by")


def exported(officers: Iterable[Officer]) -> Iterator[Sequence[object]]:
    """Yield the records for a file, the newest first."""
    for row in trainings_of(officers).order_by("-since", "-pk")[:MOST]:
        yield (
            row.officer.name, row.officer.staff_number, row.get_kind_display(), row.title, row.since, row.until,
            row.hours or "", str(row.window.number) if row.window else "", row.passed, row.valid_until,
            row.recorded_by.name if row.recorded_by else "",
        )  # fmt: skip
