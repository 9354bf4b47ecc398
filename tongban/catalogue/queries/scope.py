"""Whose items: those an officer looks after, those of a department; and what lists can be narrowed down to."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from tongban.people.models import Officer
from tongban.people.queries import accessible_offices


def looked_after(officer: Officer, on: date, *, field: str = "office") -> Q:
    """Return the filter that keeps what belongs to an office whose catalogue the officer manages or approves."""
    managed, approved = (
        accessible_offices(officer, power, on=on, field=field) for power in ("manage_catalogue", "approve_catalogue")
    )
    return managed | approved


def of_department(short_name: str, item: str = "") -> Q:
    """Return the filter that keeps the items of a department, whether it decides itself or powers were moved from it.

    ``item`` is the way to the item, such as ``item__``; nothing for items themselves.
    """
    own, regulated = f"{item}office__short_name", f"{item}regulating_office__short_name"
    return Q(**{own: short_name}) | Q(**{regulated: short_name})


def choices_of(rows: Iterable[tuple[str, str, str, str | None]]) -> tuple[list[tuple[str, str]], list[str]]:
    """Return what can be chosen from rows of region, its name, office and regulating office by short names.

    Places come as (code, name) in the order of the rows, departments sorted: the regulating one where there is one.

    >>> choices_of([("990100", "云州市", "行政审批局", "市监局"), ("990100", "云州市", "教育局", None)])
    ([('990100', '云州市')], ['市监局', '教育局'])
    """
    found = list(rows)
    places = list(dict.fromkeys((region, name) for region, name, _, _ in found))
    return places, sorted({regulating or own for _, _, own, regulating in found})
