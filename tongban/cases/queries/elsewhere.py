"""Matters that somebody else decides, as pages read them; what can be taken or guided from a window."""

from datetime import date

from django.db.models import Q, QuerySet

from tongban.cases.models import Elsewhere
from tongban.catalogue.models import AgreedItem, Item, ItemVersion
from tongban.catalogue.queries import items_in_force
from tongban.catalogue.queries.agreements import in_list
from tongban.people.models import Officer, Party
from tongban.people.queries import accessible_offices

MOST = 20
OVER = (Elsewhere.Status.GRANTED, Elsewhere.Status.REFUSED, Elsewhere.Status.RETURNED)


def elsewhere_for(officer: Officer, *, on: date, state: str = "", mode: str = "") -> QuerySet[Elsewhere]:
    """Return what the places that an officer receives for have taken, and the cases their offices follow; page by -id.

    ``state``: open, late (not forwarded in time, or past the day the other side promised), over.
    """
    at_point = accessible_offices(officer, "receive", on=on, field="service_point__office") & Q(case=None)
    of_case = accessible_offices(officer, "see", on=on, field="case__matter__office")
    found = Elsewhere.objects.filter(at_point | of_case)
    match state:
        case "open":
            found = found.exclude(status__in=OVER)
        case "late":
            waits = Q(status=Elsewhere.Status.TAKEN, forward_by__lt=on)
            found = found.exclude(status__in=OVER).filter(waits | Q(due_on__lt=on))
        case "over":
            found = found.filter(status__in=OVER)
    if mode in Elsewhere.Mode.values:
        found = found.filter(mode=mode)
    return found.select_related("version__item", "party", "service_point", "case__matter")


def one_for(officer: Officer, number: str, *, on: date) -> Elsewhere | None:
    rows = elsewhere_for(officer, on=on).select_related(
        "version__item__office", "handler", "service_point__office", "case__matter__office", "receipt", "taken_by"
    )
    return rows.filter(number=number).first()


def of_party(party: Party) -> QuerySet[Elsewhere]:
    """Return what was taken of a party, or brought by it, without cases of ours; page by -id."""
    found = Elsewhere.objects.filter(Q(party=party) | Q(handler=party), case=None)
    return found.select_related("version", "party", "service_point", "agreed__agreement__partner")


def agreed_matching(text: str, *, on: date) -> list[AgreedItem]:
    """Return what may be taken for other cities and bears these words in its name; nothing typed finds all."""
    agreed = in_list(on).filter(mode=AgreedItem.Mode.PROXY, item__current__isnull=False)
    if text:
        named = Q(item__catalog_item__name__icontains=text) | Q(agreement__partner__name__icontains=text)
        agreed = agreed.filter(named)
    related = agreed.select_related("item__catalog_item", "item__current", "agreement__partner", "item__office")
    return list(related.order_by("agreement__partner__name", "item__catalog_item__name", "pk")[:MOST])


def differing(text: str, *, on: date) -> list[AgreedItem]:
    """Return what was put forward to other cities and is not alike yet: it is shown, with why it cannot be taken."""
    waiting = AgreedItem.objects.filter(
        entered_at=None, left_at=None, differences__gt=0, mode=AgreedItem.Mode.PROXY, item__current__isnull=False
    ).filter(Q(agreement__until=None) | Q(agreement__until__gte=on))
    if text:
        waiting = waiting.filter(item__catalog_item__name__icontains=text)
    return list(waiting.select_related("item__catalog_item", "agreement__partner").order_by("pk")[:MOST])


def guided_matching(text: str, *, region: str, on: date) -> list[Item]:
    """Return the items that are done in other systems, those of a region first."""
    items = items_in_force(on).filter(current__run_mode=ItemVersion.RunMode.GUIDED)
    if text:
        items = items.filter(catalog_item__name__icontains=text)
    related = items.select_related("catalog_item", "current", "office__region")
    found = list(related.order_by("catalog_item__name", "pk")[:200])
    return sorted(found, key=lambda item: item.office.region_id != region)[:MOST]
