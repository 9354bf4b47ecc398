"""Number the scenarios of drafts (业务办理项): each has its code and a version of its own; many drafts at once.

Done with every change of a draft, for nothing of a version may change once it has been handed in.
"""

from collections.abc import Collection

from tongban.catalogue.models import HandlingItem, ItemVersion
from tongban.catalogue.queries import content_of
from tongban.catalogue.queries.scenarios import codes_ever_used, scenarios_before
from tongban.catalogue.rules.scenarios import codes_for, own_number

PARTS = ("handling_items", "materials", "steps", "placements")


def number_scenarios(versions: Collection[int]) -> None:
    """Give the scenarios of these drafts their codes and numbers, in a number of statements that does not grow."""
    drafts = list(ItemVersion.objects.filter(pk__in=versions).select_related("item").prefetch_related(*PARTS))
    items = {draft.item_id for draft in drafts}
    before, taken = scenarios_before(items, excluding=versions), codes_ever_used(items, excluding=versions)
    changed: list[HandlingItem] = []
    for draft in drafts:
        content, earlier = content_of(draft), before.get(draft.item_id, [])
        by_code = {each["code"]: each for each in earlier}
        codes = codes_for(draft.item.code, content.scenarios, earlier, taken.get(draft.item_id, set()))
        for row, scenario, code in zip(draft.handling_items.all(), content.scenarios, codes, strict=True):
            row.number, row.digest = own_number(content, scenario, by_code.get(code))
            row.code = code
            changed.append(row)
    HandlingItem.objects.bulk_update(changed, ["code", "number", "digest"], batch_size=500)
