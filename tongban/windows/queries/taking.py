"""What a window takes on a day, and what an officer may take there: conditions on rows that name an item.

Windows know items by their codes alone. ``fields`` says how the rows that are asked call the code of an item, its code
in the basic catalogue, the office that holds it and the one that regulates; each condition is part of one statement.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet

from tongban.people.models import Office, Officer
from tongban.windows.models import Competence, ServicePoint, Window, WindowItem


@dataclass(frozen=True)
class Fields:
    """How rows name what windows ask for."""

    code: str = "code"
    catalog_code: str = "catalog_item__code"
    office: str = "office"
    regulating_office: str = "regulating_office"

    def of_offices(self, offices: QuerySet[Any, Any]) -> Q:
        return Q(**{f"{self.office}__in": offices}) | Q(**{f"{self.regulating_office}__in": offices})


ITEM = Fields()


def at_window(window: Window, on: date, *, fields: Fields = ITEM) -> Q:
    """Return the condition that the window takes an item on a day: it was bound itself, or its office was.

    A whole office means what it holds and what it regulates, whoever decides that now.
    """
    return _bound(WindowItem.objects.on(on).filter(window=window), fields)


def at_hall(point: ServicePoint, on: date, *, fields: Fields = ITEM) -> Q:
    """Return the condition that any window of a service point takes an item on a day."""
    return _bound(WindowItem.objects.on(on).filter(window__service_point=point), fields)


def _bound(rows: QuerySet[Any, Any], fields: Fields) -> Q:
    codes, offices = rows.filter(office=None).values("item_code"), rows.exclude(office=None).values("office")
    return Q(**{f"{fields.code}__in": codes}) | fields.of_offices(offices)


def within_competence(officer: Officer, on: date, *, fields: Fields = ITEM) -> Q:
    """Return the condition that an officer has been found able to take an item on a day; a trainee takes nothing."""
    held = able_on(on).filter(officer=officer)
    codes, entries = held.exclude(item_code=""), held.exclude(catalog_code="")
    asked = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    above = held.exclude(office=None).annotate(asked=asked).filter(asked__startswith=F("office__path"))
    return (
        Q(**{f"{fields.code}__in": codes.values("item_code")})
        | Q(**{f"{fields.catalog_code}__in": entries.values("catalog_code")})
        | fields.of_offices(Office.objects.filter(Exists(above)).values("pk"))
    )


def able_on(on: date) -> QuerySet[Competence]:
    """Return the competences that suffice on a day."""
    return Competence.objects.on(on).exclude(level=Competence.Level.TRAINEE)  # type: ignore[return-value]


def items_at(window: Window, on: date) -> set[str]:
    """Return the codes of the items that were bound to the window one by one and are taken on a day."""
    return set(WindowItem.objects.on(on).filter(window=window, office=None).values_list("item_code", flat=True))


def windows_for(item_code: str, on: date) -> QuerySet[Window]:
    """Return the windows to which an item was bound by itself and that take it on a day, with their service points."""
    bound = WindowItem.objects.on(on).filter(item_code=item_code)
    return (
        Window.objects.filter(pk__in=bound.values("window_id"))
        .select_related("service_point")
        .order_by("service_point__name", "number")
    )
