"""When a version comes into force, what it cites is written; when the item is retired, it cites nothing."""

from datetime import datetime, timedelta

from tongban.catalogue.actions.laws import drop_citations, write_citations
from tongban.catalogue.events import ItemPublished, ItemRetired
from tongban.catalogue.queries.laws import versions_without_citations
from tongban.kernel.events import reacts_to
from tongban.kernel.jobs import periodic


@reacts_to(ItemPublished)
def what_it_cites_is_written(event: ItemPublished) -> None:
    write_citations(versions=[event.version_id])


@reacts_to(ItemRetired)
def it_cites_nothing(event: ItemRetired) -> None:
    drop_citations(items=[event.item_id])


@periodic("catalogue: citations that are missing", every=timedelta(minutes=10))
def citations_that_are_missing(now: datetime) -> None:
    """Write what items cite that were in force before citations were kept: after an upgrade."""
    if missing := versions_without_citations():
        write_citations(versions=missing)
