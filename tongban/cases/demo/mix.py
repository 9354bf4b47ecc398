"""How often each item is applied for in a city: by field, as the cases of a city hall divide (per cent)."""

from collections import Counter
from collections.abc import Sequence

from tongban.catalogue.models import Item

# By the group of departments in the basic code. What the police, the tax office and the housing fund do in systems of
# their own is not told here; its share falls to the rest, where the approvals with several steps are.
SHARES = {"14": 25, "35": 10, "31": 15, "15": 8}  # work and insurance, health insurance, market, land and homes
THE_REST = 42
CITY_HALL = 3  # times as many as at a county


def weights_of(items: Sequence[Item]) -> list[float]:
    """Return the weight of each item: the share of its field, divided among the items of the field."""
    fields = [_field(item) for item in items]
    amount = Counter(fields)
    return [
        SHARES.get(field, THE_REST) / amount[field] * (CITY_HALL if item.office.level == "3" else 1)
        for item, field in zip(items, fields)
    ]


def _field(item: Item) -> str:
    group = item.catalog_item.code[4:6]
    return group if group in SHARES else ""
