"""Many rows get values of their own in one statement."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tongban.kernel import outbox
from tongban.kernel.bulk.updates import update_each
from tongban.kernel.models import OutboxRow

NOW = datetime.fromisoformat("2026-05-07T09:00+08:00")


@pytest.mark.django_db
@pytest.mark.parametrize("leased", [[None, NOW], [None, None]])
def test_each_row_gets_its_own_values_and_others_keep_theirs(leased: list[Any], django_assert_num_queries: Any) -> None:
    for key in "abc":
        outbox.enqueue(kind="sms", key=key, payload={}, now=NOW)
    first, second, other = OutboxRow.objects.order_by("key")
    for number, row in enumerate((first, second), start=1):
        row.attempts, row.leased_until, row.next_try_at = number, leased[number - 1], NOW + timedelta(hours=number)

    with django_assert_num_queries(1):
        update_each([first, second], ["attempts", "leased_until", "next_try_at"])
        update_each([], ["attempts"])

    columns = ("attempts", "leased_until", "next_try_at")
    assert list(OutboxRow.objects.order_by("key").values_list(*columns)) == [
        (1, leased[0], NOW + timedelta(hours=1)),
        (2, leased[1], NOW + timedelta(hours=2)),
        (0, None, other.next_try_at),
    ]
