"""When a version comes into force, the facts of its item are written; when the item is retired, they go."""

from datetime import datetime, timedelta

from tongban.catalogue.actions.facts import drop_facts, write_facts
from tongban.catalogue.events import ItemPublished, ItemRetired
from tongban.catalogue.queries.facts import items_without_facts
from tongban.kernel.events import reacts_to
from tongban.kernel.jobs import periodic


@reacts_to(ItemPublished)
def its_facts_are_written(event: ItemPublished) -> None:
    write_facts(versions=[event.version_id])


@reacts_to(ItemRetired)
def its_facts_go(event: ItemRetired) -> None:
    drop_facts(items=[event.item_id])


@periodic("catalogue facts", every=timedelta(minutes=10))
def facts_that_are_missing(now: datetime) -> None:
    """Write the facts of what was in force before facts were kept: after an upgrade."""
    if missing := list(items_without_facts().values_list("current", flat=True)):
        write_facts(versions=missing)
