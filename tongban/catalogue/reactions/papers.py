"""When a version comes into force, it is noted which papers its item asks for; when the item is retired, forgotten."""

from datetime import datetime, timedelta

from tongban.catalogue.actions.papers import drop_paper_uses, write_paper_uses
from tongban.catalogue.events import ItemPublished, ItemRetired
from tongban.catalogue.queries.papers import versions_without_uses
from tongban.kernel.events import reacts_to
from tongban.kernel.jobs import periodic


@reacts_to(ItemPublished)
def its_papers_are_noted(event: ItemPublished) -> None:
    write_paper_uses(versions=[event.version_id])


@reacts_to(ItemRetired)
def its_papers_are_forgotten(event: ItemRetired) -> None:
    drop_paper_uses(items=[event.item_id])


@periodic("papers of items", every=timedelta(minutes=10))
def papers_that_are_missing(now: datetime) -> None:
    """Note the papers of what was in force before they were noted: after an upgrade."""
    if missing := list(versions_without_uses()):
        write_paper_uses(versions=missing)
