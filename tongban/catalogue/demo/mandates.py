"""Who of the demo city is named for items: clerks for single-officer ones, contracted staff by commission."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from tongban.catalogue.models import Item
from tongban.people.demo import City
from tongban.people.demo.mandates import named_mandate
from tongban.people.models import Mandate, Office, Officer

SINCE = date(2020, 1, 1)
COMMISSIONED = 3  # items of each office that contracted staff at the city's windows may accept
DISTRICT = "990102"  # in which the hall of the city stands
CLERK, CONTRACTED = "wangmin", "fangyuan"


def name_clerks(city: City, items: Iterable[Item]) -> None:
    """Name who accepts at an office for its single-officer items, and two faces of the city's hall for theirs."""
    alone: dict[Office, list[str]] = defaultdict(list)
    instant: dict[Office, list[str]] = defaultdict(list)
    for item in items:
        if item.current and item.current.is_instant:
            (alone if item.current.is_single_officer else instant)[item.office].append(item.code)
    clerk, contracted = city.officer(CLERK), city.officer(CONTRACTED)
    mandates = [_single(by, office, codes) for office, codes in alone.items() for by in _clerks(city, office, clerk)]
    mandates += [
        named_mandate(Mandate.Kind.COMMISSIONED_CLERK, contracted, office, codes[:COMMISSIONED], since=SINCE)
        for office, codes in instant.items()
        if office.level == Office.Level.CITY
    ]
    Mandate.objects.bulk_create(mandates)


def _clerks(city: City, office: Office, clerk: Officer) -> list[Officer]:
    """Return who accepts at an office, and the face of the hall where its window stands."""
    own = [holder for holder in city.holders(office, "acceptance") if not holder.is_contracted and holder != clerk]
    is_near = office.level == Office.Level.CITY or office.region_id.startswith(DISTRICT)
    return [*own, clerk] if is_near else own


def _single(officer: Officer, office: Office, codes: Iterable[str]) -> Mandate:
    return named_mandate(Mandate.Kind.SINGLE_OFFICER, officer, office, codes, since=SINCE)
