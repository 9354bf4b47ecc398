"""Which office may do what over an item on a day: its own, and those to which powers were lent (委托)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from tongban.catalogue.models import Delegation, Item
from tongban.catalogue.rules.delegations import Lender, powers_held, powers_lent
from tongban.kernel.paging import Page, page
from tongban.people.models import Office, Officer
from tongban.people.queries import accessible_offices


@dataclass(frozen=True)
class Narrowed:
    """What a reader chose: whether it holds on the day, and to which office."""

    state: str = ""  # open, coming, over
    text: str = ""

    def of(self, rows: QuerySet[Delegation], on: date) -> QuerySet[Delegation]:
        if self.state == "open":
            rows = rows.filter(Q(until=None) | Q(until__gte=on), since__lte=on)
        if self.state == "coming":
            rows = rows.filter(since__gt=on)
        if self.state == "over":
            rows = rows.filter(until__lt=on)
        if self.text:
            rows = rows.filter(Q(to__name__icontains=self.text) | Q(item__catalog_item__name__icontains=self.text))
        return rows


def lender_of(item: Item) -> Lender:
    """Return whose item it is and which powers the office holds over it, by the version in force."""
    version = item.current
    offices = list(version.steps.values_list("office", flat=True)) if version else []
    return Lender(
        office=item.office_id,
        office_name=item.office.name,
        item_type=item.catalog_item.item_type,
        nature=str(version.elements.get("dept_type", "")) if version else "",
        held=powers_held(
            run_mode=version.run_mode if version else "",
            has_steps=bool(offices),
            has_own_step=item.office_id in offices,
        ),
        is_in_force=version is not None,
    )


def offices_that_may(item: Item, power: str, on: date) -> list[Office]:
    """Return the offices that may do this over an item on a day: its own first, then those it lent the power to.

    For ``people.queries.powers``, which asks it once mandates are built upon it.
    """
    held = lender_of(item).held
    lent = Delegation.objects.on(on).filter(item=item).select_related("to").order_by("since", "pk")
    others = [each.to for each in lent if power in powers_lent(each.scope, each.powers, held)]
    return [item.office, *others] if power in held else others


def delegations_of(item: Item, on: date) -> list[Delegation]:
    """Return what is lent over an item from this day on: what holds, and what is to come."""
    rows = Delegation.objects.filter(Q(until=None) | Q(until__gte=on), item=item)
    return list(rows.select_related("to").order_by("since", "pk"))


def delegations_seen(
    officer: Officer, on: date, narrowed: Narrowed, *, after: str | None, size: int = 30
) -> Page[Delegation]:
    """Return a page of the delegations of the offices that an officer sees or manages, latest first."""
    seen, managed = (
        accessible_offices(officer, power, on=on, field="item__office") for power in ("see", "manage_catalogue")
    )
    rows = Delegation.objects.filter(seen | managed)
    shown = narrowed.of(rows, on).select_related("item__catalog_item", "item__office", "to")
    return page(shown, keys=("-since", "-id"), after=after, size=size)


def offices_to_choose(item: Item) -> QuerySet[Office]:
    """Return the offices that powers over an item may be lent to: those of its region, and of the places in it."""
    county = item.office.region_id[:6]
    prefix = county[:4] if county.endswith("00") else county
    near = Office.objects.filter(region__code__startswith=prefix, level__in=("3", "4", "5"))
    return near.exclude(pk=item.office_id).exclude(kind=Office.Kind.UTILITY).order_by("level", "region", "name")
