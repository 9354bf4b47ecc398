"""The public lists by another system: the same items, reasons and log that the pages show."""

import pytest
from django.utils import timezone

from tests.api.conftest import Called
from tests.api.test_bundles import asked
from tongban.catalogue.actions.lists import settle_lists
from tongban.catalogue.models import ListMembership

pytestmark = [pytest.mark.requirement("A14"), pytest.mark.requirement("D13")]


def listed(called: Called, code: str) -> ListMembership:
    item = called.town.restaurant
    return ListMembership.objects.create(
        list_code=code, item=item, entered_at=timezone.now(), entered_with=item.current
    )


def test_an_item_stands_in_a_list_and_its_log_says_since_when(called: Called) -> None:
    row = listed(called, "at-once")
    told = {each["code"]: each for each in called.public.get("/lists").json()["rows"]}
    assert told["at-once"]["items"] == ListMembership.objects.filter(list_code="at-once", left_at=None).count()
    assert told["at-once"]["title_en"]

    found = called.public.get("/lists/at-once").json()["rows"]
    assert found[0]["code"] == row.item.code
    assert found[0]["region"] == row.item.office.region_id
    assert called.public.get("/lists/at-once?region=999999").json()["rows"] == []
    assert called.public.get("/lists/at-once?q=没有这样的").json()["rows"] == []
    log = called.public.get("/lists/at-once/changes").json()["rows"]
    assert (log[0]["code"], log[0]["entered_with"], log[0]["left_at"]) == (row.item.code, 1, None)


def test_what_left_stands_in_the_log_alone(called: Called) -> None:
    row = listed(called, "nearby")  # which its rule does not give
    settle_lists(items=[row.item_id], now=timezone.now())
    assert called.public.get("/lists/nearby").json()["rows"] == []
    assert called.public.get("/lists/nearby/changes").json()["rows"][0]["left_at"]


def test_a_page_asks_as_much_for_one_row_as_for_many(called: Called) -> None:
    listed(called, "at-once")
    short = asked(called.public, "/lists/at-once")
    ListMembership.objects.create(
        list_code="at-once", item=called.town.signboard, entered_at=timezone.now(), entered_with=None
    )
    assert asked(called.public, "/lists/at-once") == short <= 7
