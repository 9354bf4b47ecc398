"""A long list of keys in a condition."""

import pytest

from tongban.kernel.keys import Keys
from tongban.kernel.models import SealLeaf


@pytest.mark.django_db
def test_rows_are_found_whose_foreign_key_is_among_keys() -> None:
    SealLeaf.objects.bulk_create(SealLeaf(entry=n, seal_id=n, index=0, digest=b"") for n in (2, 3, 17))
    found = SealLeaf.objects.filter(seal__among=Keys.of([3, 17])).order_by("entry")
    assert [leaf.entry for leaf in found] == [3, 17]
    assert found.query.sql_with_params()[1] == ()  # nothing is left to be quoted


def test_only_whole_numbers_become_keys() -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        Keys.of(["1) OR (1=1"])  # type: ignore[list-item]
