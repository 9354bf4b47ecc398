"""When an item's text changes or ends, or an agreement does, its place in agreements with partners follows."""

from datetime import datetime, timedelta

from tongban.catalogue.actions.agreements import check_again, close_ended, leave_all
from tongban.catalogue.actions.lists import settle_lists
from tongban.catalogue.events import DelegationEnded, ItemDelegated, ItemPublished, ItemRetired
from tongban.catalogue.models import Agreement
from tongban.kernel.events import reacts_to
from tongban.kernel.jobs import periodic
from tongban.kernel.moments import local_day


@reacts_to(ItemPublished)
def what_was_agreed_is_compared_anew(event: ItemPublished) -> None:
    check_again(item=event.item_id, now=event.at)


@reacts_to(ItemRetired)
def a_retired_item_leaves_its_agreements(event: ItemRetired) -> None:
    leave_all(item=event.item_id, now=event.at)


@reacts_to(ItemDelegated)
def what_a_town_may_handle_is_nearby(event: ItemDelegated) -> None:
    settle_lists(items=[event.item_id], now=event.at)


@reacts_to(DelegationEnded)
def what_it_may_no_longer_is_not(event: DelegationEnded) -> None:
    settle_lists(items=[event.item_id], now=event.at)


@periodic("agreements that have ended", every=timedelta(hours=1))
def ended_agreements_are_closed(now: datetime) -> None:
    ended = Agreement.objects.filter(until__lt=local_day(now), items__left_at=None, items__isnull=False)
    for agreement in ended.distinct():
        close_ended(agreement=agreement, now=now)
