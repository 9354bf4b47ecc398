"""The storefront by another system: a phone shows by these calls what the pages show."""

import pytest
from django.db import connection
from django.utils import timezone

from tests.api.conftest import Called
from tests.api.of_places import noticed
from tests.api.test_bundles import asked
from tongban.catalogue.models import Placement
from tongban.catalogue.triggers import drop
from tongban.people.models import Region
from tongban.portal.actions import publish_notice, withdraw_notice

pytestmark = [pytest.mark.requirement("D13"), pytest.mark.requirement("D12")]


def placed(called: Called) -> None:
    current = called.town.restaurant.current
    assert current
    drop(connection)  # a published version would stay as it is
    Placement.objects.bulk_create([Placement(version=current, kind="theme", code="food")])


def test_a_place_tells_what_it_offers_and_what_is_told_there(called: Called) -> None:
    placed(called)
    notice = noticed(called)
    town = Region.objects.create(
        code="990102", name="河东区", level="county", parent_id="990100", valid_from="2000-01-01"
    )
    told = called.public.get("/places").json()
    assert (told["home"]["name"], [county["code"] for county in told["counties"]]) == ("云州市", [town.code])

    front = called.public.get(f"/places/{town.code}").json()
    assert [place["code"] for place in front["above"]] == ["990100"]
    assert [each["id"] for each in front["notices"]] == [str(notice.pk)]
    assert {area["code"]: area["items"] for area in front["areas"]}["business"] == 1
    assert front["items"] == 2


def test_an_area_shows_some_items_of_each_theme(called: Called) -> None:
    placed(called)
    area = called.public.get("/areas/business").json()
    assert [(theme["code"], theme["total"]) for theme in area["themes"]] == [("food", 1)]
    assert area["themes"][0]["items"][0]["code"] == called.town.restaurant.code
    assert called.public.get("/areas/nothing").status_code == 404


def test_a_notice_that_was_withdrawn_is_not_there_any_more(called: Called) -> None:
    notice = noticed(called)
    assert called.public.get(f"/notices/{notice.pk}").json()["text"] == "五月一日至五日放假。"
    withdraw_notice(notice=notice, by=called.officers["hall"], now=timezone.now())
    assert called.public.get(f"/notices/{notice.pk}").status_code == 404
    assert called.public.get("/notices").json()["rows"] == []


def test_the_list_of_notices_goes_on_page_by_page_with_as_many_questions(called: Called) -> None:
    noticed(called)
    short = asked(called.public, "/notices")
    for n in range(3):
        told = {"kind": "general", "title": f"公告{n}", "text": "…", "last_day": None}
        publish_notice(office=called.town.bureau, **told, by=called.officers["hall"], now=timezone.now())
    assert asked(called.public, "/notices") == short <= 8
    seen, after = list[str](), ""
    for _ in range(4):
        page = called.public.get(f"/notices?limit=1&after={after}").json()
        seen += [row["id"] for row in page["rows"]]
        after = page["next"]
    assert (len(set(seen)), after) == (4, None)
    assert asked(called.public, "/places/990100", "areas") <= 16
