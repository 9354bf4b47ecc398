"""Items end by themselves after their last day; a plan to cancel one outlives a new version of it."""

from datetime import datetime, timedelta

from tongban.catalogue.actions import retire_items_due
from tongban.catalogue.actions.retirement import carry_plan_over
from tongban.catalogue.events import ItemPublished
from tongban.kernel.events import reacts_to
from tongban.kernel.jobs import periodic


@periodic("cancel items after their last day", every=timedelta(minutes=10))
def cancel_items(now: datetime) -> None:
    retire_items_due(now)


@reacts_to(ItemPublished)
def keep_the_plan(event: ItemPublished) -> None:
    carry_plan_over(version_id=event.version_id, now=event.at)
