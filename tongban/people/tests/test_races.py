"""Two people at once: the database arbitrates, nobody is recorded twice."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from tongban.kernel.events import SYSTEM
from tongban.people import actions
from tongban.people.models import Account, Party
from tongban.people.tests.conftest import NOW

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 6


def at_once(act: Any) -> list[Any]:
    def run(number: int) -> Any:
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(run, range(AT_ONCE)))


def test_a_double_click_records_one_party() -> None:
    parties = at_once(
        lambda: actions.find_or_create_party(
            kind="person",
            name="王小明",
            identity_kind="citizen-id",
            identity="11010519491231002X",
            by=SYSTEM,
            now=NOW,
        )
    )
    assert {party.pk for party in parties} == {Party.objects.get().pk}


def test_a_phone_that_asks_twice_at_once_opens_one_account() -> None:
    accounts = at_once(lambda: actions.open_account(phone="19900000088", now=NOW))
    assert {account.pk for account in accounts} == {Account.objects.get().pk}
