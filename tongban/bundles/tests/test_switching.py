"""Where bundles are offered: switched per region, the nearest deciding, and what the guide tells of it."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tongban.bundles.actions.drafts import start_draft
from tongban.bundles.actions.refusals import CannotApply, CannotDesign
from tongban.bundles.actions.switching import switch_everywhere
from tongban.bundles.models import Bundle, BundleVersion, Switch
from tongban.bundles.queries.offered import is_offered, offered
from tongban.bundles.tests.conftest import Street
from tongban.bundles.tests.test_designing import _officer, text
from tongban.cases.tests.conftest import signed_in
from tongban.kernel.events import SYSTEM
from tongban.kernel.moments import local_day
from tongban.people.models import Office, Officer, Region
from tongban.people.rules.identifiers import make_uscc

GUIDE = ("bundles:guide", ["990100", "restaurant"])


@pytest.fixture
def county(street: Street) -> Region:
    """A county of the city, which publishes the same bundle."""
    city = street.bundle.region
    county = Region.objects.create(
        code="990181", name="石桥县", level="county", parent=city, valid_from=date(2020, 1, 1)
    )
    there = Bundle.objects.create(
        code="restaurant", region=county, lead_office=street.town.bureau, owner=street.town.bureau
    )
    version = BundleVersion.objects.create(
        bundle=there, number=1, title="开一家小店", theme="trade", created_at=timezone.now()
    )
    for place, item in enumerate((street.trader, street.town.signboard), 1):
        version.members.create(position=place, code=f"m{place}", item=item)
    BundleVersion.objects.filter(pk=version.pk).update(state="published", published_at=timezone.now())
    there.current = version
    there.save()
    return county


@pytest.fixture
def manager(street: Street) -> Officer:
    top = Office.objects.filter(parent=None).order_by("pk")[0]
    return _officer(top, "林芳", "item_manager")


def switched(region: Region, code: str, is_on: bool, *, since: date | None = None) -> list[Switch]:
    now = timezone.now()
    return switch_everywhere(
        region=region, code=code, is_on=is_on, since=since or local_day(now), reason="试点", by=SYSTEM, now=now
    )


@pytest.mark.requirement("C12")
def test_a_county_pilots_a_bundle_that_the_rest_of_the_city_does_not_offer(
    street: Street, county: Region, client: Client
) -> None:
    today = local_day(timezone.now())
    assert len(offered(today)) == 2
    switched(street.bundle.region, "restaurant", False)
    assert offered(today) == []
    switched(county, "restaurant", True)
    assert [bundle.region for bundle in offered(today)] == [county]

    page = text(client.get(reverse(GUIDE[0], args=GUIDE[1])))
    assert "还没有开通这件事" in page
    assert reverse(GUIDE[0], args=["990181", "restaurant"]) in page
    assert "试点" in text(client.get(reverse(GUIDE[0], args=["990181", "restaurant"])))
    with pytest.raises(CannotApply, match="bundle_not_offered"):
        start_draft(account=street.town.account, bundle=street.bundle, party=street.town.applicant, now=timezone.now())


@pytest.mark.requirement("C12")
def test_a_switch_of_a_later_day_changes_nothing_before_it(street: Street, county: Region, client: Client) -> None:
    today = local_day(timezone.now())
    switched(street.bundle.region, "", False)
    switched(street.bundle.region, "restaurant", True, since=today + timedelta(days=3))
    assert not is_offered(street.bundle, today)
    assert is_offered(street.bundle, today + timedelta(days=3))
    day = today + timedelta(days=3)
    assert f"{day.month}月{day.day}日起可以申请" in text(client.get(reverse(GUIDE[0], args=GUIDE[1])))


@pytest.mark.requirement("C12")
def test_what_a_switch_would_do_is_shown_first_and_done_once_it_was_confirmed(
    street: Street, county: Region, manager: Officer
) -> None:
    desk, today = signed_in(manager), local_day(timezone.now())
    typed = {"code": "restaurant", "region": "990100", "turn": "off", "since": today.isoformat(), "reason": "先试点"}
    page = text(desk.post(reverse("bundles:switch"), typed))
    assert "涉及 2 件事" in page
    told = f"restaurant|990100|off|{today.isoformat()}"
    assert f'value="{told}"' in page
    desk.post(reverse("bundles:switch"), {**typed, "code": "", "confirm": told})  # changed after it was looked at
    assert not Switch.objects.exists()
    desk.post(reverse("bundles:switch"), {**typed, "confirm": told})
    assert Switch.objects.count() == 2
    assert offered(today) == []
    table = text(desk.get(reverse("bundles:switches"), {"region": "990181"}))
    for words in ("未开通", "先试点", "林芳"):
        assert words in table


def test_a_county_that_has_a_switch_of_its_own_keeps_it(street: Street, county: Region, manager: Officer) -> None:
    switched(county, "restaurant", True)
    desk, today = signed_in(manager), local_day(timezone.now())
    typed = {"code": "", "region": "990100", "turn": "off", "since": today.isoformat(), "reason": "统一升级"}
    page = text(desk.post(reverse("bundles:switch"), typed))
    assert page.count("不变") == 1
    desk.post(reverse("bundles:switch"), {**typed, "confirm": f"|990100|off|{today.isoformat()}"})
    assert [bundle.region for bundle in offered(today)] == [county]


def test_who_manages_one_office_switches_nothing(street: Street, county: Region) -> None:
    market = street.town.market
    below = Office.objects.create(
        name="城东监管所", short_name="城东所", uscc=make_uscc(9100999, region="990100", department="1"),
        kind="department", level="4", region=market.region, parent=market,
    )  # fmt: skip
    local = signed_in(_officer(below, "吴外", "item_manager"))
    assert local.get(reverse("bundles:switches")).status_code == 200
    assert local.get(reverse("bundles:switch")).status_code == 403


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"reason": ""}, 422),
        ({"since": "2020-01-01", "confirm": "|990100|off|2020-01-01"}, 409),
        ({"region": "110000", "confirm": "1"}, 422),
        ({"code": "nothing", "confirm": "1"}, 422),
        ({"turn": "perhaps", "confirm": "1"}, 422),
    ],
)
def test_a_switch_that_says_nothing_sensible_is_refused(
    street: Street, county: Region, manager: Officer, changes: dict[str, str], told: int
) -> None:
    today = local_day(timezone.now())
    typed = {"code": "", "region": "990100", "turn": "off", "since": today.isoformat(), "reason": "试点"}
    assert signed_in(manager).post(reverse("bundles:switch"), {**typed, **changes}).status_code == told
    assert not Switch.objects.exists()


def test_a_place_that_publishes_nothing_of_it_has_nothing_to_switch(street: Street) -> None:
    with pytest.raises(CannotDesign, match="bundle_switch_of_nothing"):
        switched(street.bundle.region, "nothing", False)


def test_the_list_takes_as_many_statements_for_many_switches_as_for_one(
    street: Street, county: Region, manager: Officer
) -> None:
    desk, address = signed_in(manager), reverse("bundles:switches")
    switched(county, "restaurant", False)
    desk.get(address)
    with CaptureQueriesContext(connection) as first:
        desk.get(address)
    for _ in range(4):
        switched(street.bundle.region, "restaurant", True)
    with CaptureQueriesContext(connection) as then:
        desk.get(address)
    assert len(then) <= len(first)
