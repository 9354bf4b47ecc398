"""When an item comes into force, is suspended or is retired, it enters and leaves the public lists; so by the hour.

The hourly run is for what no event tells: a suspension or a delegation that begins or ends on its day, a rule changed
in the data.
"""

from datetime import datetime, timedelta

from tongban.catalogue.actions.lists import settle_lists
from tongban.catalogue.events import ItemPublished, ItemResumed, ItemRetired, ItemSuspended
from tongban.catalogue.models import Item
from tongban.kernel.events import reacts_to
from tongban.kernel.jobs import periodic


@reacts_to(ItemPublished)
def it_enters_its_lists(event: ItemPublished) -> None:
    settle_lists(items=[event.item_id], now=event.at)


@reacts_to(ItemRetired)
def it_leaves_every_list(event: ItemRetired) -> None:
    settle_lists(items=[event.item_id], now=event.at)


@reacts_to(ItemSuspended)
def it_stands_in_no_list_while_suspended(event: ItemSuspended) -> None:
    settle_lists(items=[event.item_id], now=event.at)


@reacts_to(ItemResumed)
def it_comes_back_to_its_lists(event: ItemResumed) -> None:
    settle_lists(items=[event.item_id], now=event.at)


@periodic("public lists", every=timedelta(hours=1))
def lists_are_settled(now: datetime) -> None:
    settle_lists(items=list(Item.objects.values_list("pk", flat=True)), now=now)
