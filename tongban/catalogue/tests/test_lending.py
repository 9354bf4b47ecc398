"""What was lent to a town is done there (委托), and four levels work in one system with their data apart."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tongban.catalogue.models import Item
from tongban.catalogue.tests.test_delegations import DAY, lend
from tongban.kernel.events import SYSTEM
from tongban.matters.actions import open_matter
from tongban.matters.models import Matter
from tongban.matters.queries import may_see, work_list
from tongban.matters.queries.access import seen_by
from tongban.people import queries
from tongban.people.models import Account, Office, Officer, Party, Post, Region, RoleGrant
from tongban.people.queries import ANY_DESK

SINCE = date(2020, 1, 1)


def hire(office: Office, role: str, *posts: str) -> Officer:
    number = f"L{Officer.objects.count():04d}"
    account = Account.objects.create(kind="staff", username=number)
    officer = Officer.objects.create(account=account, office=office, name=number, staff_number=number, joined_on=SINCE)
    RoleGrant.objects.create(officer=officer, role=role, office=office, since=SINCE)
    for kind in posts:
        Post.objects.create(office=office, kind=kind, name=kind, holder_a=officer)
    return officer


def place(name: str, level: str, above: Office, serial: int) -> Office:
    code = f"{above.region_id}00{serial}"
    kinds = {"5": ("town", "town"), "6": ("village", "village")}
    kind, region_level = kinds[level]
    region = Region.objects.create(code=code, name=name, level=region_level, parent=above.region, valid_from=SINCE)
    return Office.objects.create(
        name=name,
        short_name=name,
        uscc=f"11990102MC000000{serial}X",
        kind=kind,
        level=level,
        region=region,
        parent=above,
    )


@pytest.fixture
def towns(food: Item) -> tuple[Office, Office]:
    return place("城关镇", "5", food.office, 7), place("河东镇", "5", food.office, 8)


@pytest.fixture
def party(db: None) -> Party:
    party = Party(kind="person", name="王小云", identity_kind="citizen-id", identity="11010519491231002X")
    party.save()
    return party


def opened(item: Item, party: Party, now: datetime, *, desk: Office | None = None) -> Matter:
    return open_matter(
        kind="case", subject_code=item.code, subject_title="食品", subject_version=1, party=party, handler=None,
        office=item.office, regulating_office=None, region=item.office.region, channel="window", by=SYSTEM, now=now,
        desk=desk.pk if desk else None,
    )  # fmt: skip


def may(officer: Officer, power: str, item: Item, on: date = DAY, **given: Any) -> bool:
    return queries.may(officer, power, office=item.office, item=item.code, on=on, **{"desk": ANY_DESK, **given})


@pytest.mark.requirement("F03")
def test_officers_of_a_town_do_what_was_lent_and_no_more(
    food: Item, towns: tuple[Office, Office], now: datetime
) -> None:
    town, other = towns
    clerk, neighbour = (hire(each, "clerk", "acceptance") for each in (town, other))
    head = hire(town, "approver", "approval")
    assert not may(clerk, "accept", food)

    lend(food, town, now, powers=["receive", "accept"])
    assert [may(clerk, power, food) for power in ("see", "receive", "accept", "decide")] == [True, True, True, False]
    assert not may(head, "decide", food)  # may decide at the town, but that was not lent
    assert not may(head, "accept", food)  # it was lent, but is not theirs at the town
    assert not may(neighbour, "receive", food)
    other_item = Item.objects.filter(office=food.office).exclude(pk=food.pk).first()
    assert other_item
    assert not may(clerk, "receive", other_item)


@pytest.mark.requirement("F03")
def test_a_full_delegation_lends_the_decision_too_and_ends_on_its_last_day(
    food: Item, towns: tuple[Office, Office], now: datetime
) -> None:
    head = hire(towns[0], "approver", "approval")
    lend(food, towns[0], now, scope="full", powers=[])
    days = [DAY - timedelta(days=1), DAY, DAY + timedelta(days=364), DAY + timedelta(days=365)]
    assert [may(head, "decide", food, on) for on in days] == [False, True, True, False]


@pytest.mark.requirement("C06")
def test_a_department_leaves_a_seasonal_item_to_the_hall_for_its_season(food: Item, now: datetime) -> None:
    """授权直办: the hall's own clerk accepts it while the season lasts, and nobody of the hall before or after."""
    hall = Office.objects.create(
        name="云城区政务服务管理局",
        short_name="政务局",
        uscc="11990102MC0000009X",
        kind="department",
        level=food.office.level,
        region=food.office.region,
        parent=food.office.parent,
    )
    clerk = hire(hall, "clerk", "acceptance")
    until = DAY + timedelta(days=60)
    lend(food, hall, now, powers=["receive", "accept", "deliver"], until=until)
    days = [DAY - timedelta(days=1), DAY, until, until + timedelta(days=1)]
    assert [may(clerk, "accept", food, on) for on in days] == [False, True, True, False]
    assert not may(clerk, "decide", food)


@pytest.mark.requirement("F03", "D22")
def test_a_town_works_on_what_its_own_window_took_in_and_sees_no_neighbours(
    food: Item, towns: tuple[Office, Office], party: Party, now: datetime
) -> None:
    town, other = towns
    clerk, neighbour = (hire(each, "clerk", "acceptance") for each in (town, other))
    for each in towns:
        lend(food, each, now)
    here, there, online = (opened(food, party, now, desk=desk) for desk in (town, other, None))

    for officer, own in ((clerk, here), (neighbour, there)):
        assert set(seen_by(officer, on=DAY)) == {own}
        assert [row.matter for row in work_list(officer, now=now, on=DAY)] == [own]
        assert [may_see(officer, matter, on=DAY) for matter in (here, there, online)].count(True) == 1
        assert may(officer, "accept", food, desk=own.desk_id)
        assert not may(officer, "accept", food, desk=None)
    assert may(hire(food.office, "clerk", "acceptance"), "accept", food, desk=here.desk_id)  # the lender's own


@pytest.mark.requirement("D22")
def test_four_levels_see_what_is_theirs_and_what_stands_under_them(
    food: Item, towns: tuple[Office, Office], party: Party, items: list[Item], now: datetime
) -> None:
    county, (town, other) = food.office, towns
    village = place("河湾村", "6", town, 9)
    city = next(item.office for item in items if item.office.level == "3")
    clerks = {office: hire(office, "clerk", "acceptance") for office in (city, county, town, other, village)}
    matters = {}
    for office in clerks:
        matters[office] = opened(food, party, now)
        Matter.objects.filter(pk=matters[office].pk).update(office=office)
    sees = {
        city: {city},
        county: {county, town, other, village},  # the offices under it; those of a department see no other department's
        town: {town, village},
        other: {other},
        village: {village},
    }
    for office, clerk in clerks.items():
        assert set(seen_by(clerk, on=DAY)) == {matters[each] for each in sees[office]}, office


@pytest.mark.requirement("F03")
def test_what_was_lent_costs_no_statement_more(
    food: Item, towns: tuple[Office, Office], now: datetime, django_assert_num_queries: Any
) -> None:
    clerk = hire(towns[0], "clerk", "acceptance")
    lend(food, towns[0], now)
    with django_assert_num_queries(1):
        assert may(clerk, "accept", food)
