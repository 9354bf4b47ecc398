"""Reading what was made public of decisions."""

from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet

from tongban.cases.models import Publication
from tongban.matters.models import TimedQuerySet
from tongban.people.models import Office, Officer
from tongban.people.queries import accessible_offices

MOST_OFFICES = 300


def published() -> TimedQuerySet[Publication]:
    """Return what stands on the public page: rows that were corrected have left it; page by ``-id``."""
    fresh = Publication.objects.filter(corrects=OuterRef("pk"))
    return Publication.objects.filter(~Exists(fresh)).select_related("office")


def published_by(officer: Officer, *, on: date) -> TimedQuerySet[Publication]:
    """Return what the offices that an officer sees have published, with what was wrong; page by ``-id``."""
    rows = Publication.objects.filter(accessible_offices(officer, "see", on=on))
    return rows.select_related("office", "case__matter__office", "batch", "corrected_by")


def narrowed(
    rows: QuerySet[Publication], *, office: int | None = None, kind: str = "", text: str = ""
) -> QuerySet[Publication]:
    """Return the rows of an office, of a kind, or under a number, a code or a name."""
    if office is not None:
        rows = rows.filter(office=office)
    if kind in Publication.Kind.values:
        rows = rows.filter(kind=kind)
    if text := " ".join(text.replace("\x00", "").split()):
        rows = rows.filter(decision_number=text) | rows.filter(party_uscc=text) | rows.filter(party_name=text)
    return rows


def late_ones(rows: QuerySet[Publication], now: datetime) -> QuerySet[Publication]:
    return rows.filter(received_at=None, due_at__lt=now)


def offices_that_publish() -> list[tuple[int, str]]:
    """Return the offices that have published something, for a filter."""
    theirs = Publication.objects.filter(office=OuterRef("pk"))
    offices = Office.objects.filter(Exists(theirs)).order_by("path").values_list("pk", "name")
    return list(offices[:MOST_OFFICES])
