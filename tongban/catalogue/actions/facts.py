"""The facts of items in force, written for many versions at once."""

from collections.abc import Collection, Iterable
from dataclasses import asdict

from tongban.catalogue.models import Item, ItemFacts, ItemVersion
from tongban.catalogue.queries.contents import content_of, parent_of
from tongban.catalogue.rules.contents import Content
from tongban.catalogue.rules.facts import Facts, Held, facts_of
from tongban.kernel.transactions import action

CHUNK = 500
COLUMNS = tuple(Facts.__dataclass_fields__)
PARTS = ("handling_items", "materials", "steps", "placements")


@action(silent="they follow from the versions, whose publication is told")
def write_facts(*, versions: Collection[int]) -> None:
    """Write what these versions, being in force, say of their items; a few statements for each five hundred."""
    for keys in _chunks(sorted(versions)):
        found = ItemVersion.objects.filter(pk__in=keys).select_related("item__catalog_item", "item__office")
        write_facts_of((version.item, content_of(version)) for version in found.prefetch_related(*PARTS))


@action(silent="they follow from the versions, whose publication is told")
def write_facts_of(contents: Iterable[tuple[Item, Content]]) -> None:
    """Write the facts of items whose contents in force are at hand already: for imports.

    Each item knows its office and its catalogue item.
    """
    rows = [ItemFacts(item=item, **_columns(item, content)) for item, content in contents]
    ItemFacts.objects.bulk_create(
        rows, batch_size=CHUNK, update_conflicts=True, unique_fields=["item"], update_fields=COLUMNS
    )


@action(silent="they follow from the item, whose retirement is told")
def drop_facts(*, items: Collection[int]) -> None:
    """Take away the facts of items that are no longer in force."""
    ItemFacts.objects.filter(item__in=items).delete()


def _columns(item: Item, content: Content) -> dict[str, object]:
    held = Held(level=item.office.level, is_moved=item.regulating_office_id is not None)
    facts = facts_of(content, parent_of(item.catalog_item), held)
    return {**asdict(facts), "modes": list(facts.modes)}


def _chunks(keys: list[int]) -> Iterable[list[int]]:
    return (keys[at : at + CHUNK] for at in range(0, len(keys), CHUNK))
