"""Review by a second person, days of effect, and the pages for it."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tongban.catalogue.actions import (
    CannotApprove,
    CannotHandIn,
    CannotPublish,
    CannotSendBack,
    NotYourCatalogue,
    approve_version,
    draft_from_current,
    edit_draft,
    hand_in_version,
    publish_version,
    recall_version,
    send_back_version,
)
from tongban.catalogue.demo import begin_reviews, load_items
from tongban.catalogue.models import Item, ItemVersion
from tongban.catalogue.queries import content_of
from tongban.catalogue.reactions.retirement import cancel_items
from tongban.catalogue.reactions.schedule import days_of_effect
from tongban.catalogue.rules.laws import normal_title
from tongban.catalogue.tests.conftest import TinyCity, sign_in_manager
from tongban.kernel.events import SYSTEM
from tongban.kernel.models import JournalEntry
from tongban.people.models import Account, Office, Officer, RoleGrant


@pytest.fixture
def food(items: list[Item]) -> Item:
    return Item.objects.get(catalog_item__code="990131001000", office__region__name="云城区")


def officer(office: Office, name: str, *roles: str, now: datetime) -> Officer:
    account = Account.objects.create(kind=Account.Kind.STAFF, username=name)
    someone = Officer.objects.create(account=account, office=office, name=name, staff_number=name, joined_on=now.date())
    for role in roles:
        RoleGrant.objects.create(officer=someone, role=role, office=office, since=now.date())
    return someone


@pytest.fixture
def writer(food: Item, now: datetime) -> Officer:
    return officer(food.office, "林芳", "item_manager", "item_approver", now=now)


@pytest.fixture
def second(food: Item, now: datetime) -> Officer:
    return officer(food.office, "沈建华", "item_approver", now=now)


@pytest.fixture
def draft(food: Item, writer: Officer, now: datetime) -> ItemVersion:
    return draft_from_current(item=food, by=writer, now=now)


def state_of(version: ItemVersion) -> str:
    version.refresh_from_db()
    return version.state


@pytest.mark.requirement("A16")
def test_what_an_officer_wrote_goes_public_only_through_a_second_person(
    food: Item, draft: ItemVersion, writer: Officer, second: Officer, now: datetime
) -> None:
    with pytest.raises(CannotPublish):
        publish_version(version=draft, by=writer, now=now)
    handed_in = hand_in_version(version=draft, by=writer, now=now)
    with pytest.raises(CannotApprove) as refused:
        approve_version(version=handed_in, by=writer, now=now)
    assert [obstacle.code for obstacle in refused.value.obstacles] == ["own_work_approved"]

    approve_version(version=handed_in, by=second, now=now)
    food.refresh_from_db()
    assert food.current == draft
    assert food.current.reviewed_by == second
    names = JournalEntry.objects.filter(subject=food.subject).order_by("position").values_list("name", flat=True)
    assert list(names)[-3:] == ["VersionDrafted", "VersionHandedIn", "VersionApproved"]


@pytest.mark.requirement("A16")
def test_whoever_wrote_in_it_may_not_approve_it_even_if_another_handed_it_in(
    draft: ItemVersion, writer: Officer, food: Item, now: datetime
) -> None:
    other = officer(food.office, "周敏", "item_manager", now=now)
    handed_in = hand_in_version(version=draft, by=other, now=now)
    with pytest.raises(CannotApprove):
        approve_version(version=handed_in, by=writer, now=now)


@pytest.mark.requirement("A16")
def test_approving_is_a_power_of_its_own(draft: ItemVersion, writer: Officer, food: Item, now: datetime) -> None:
    manager = officer(food.office, "周敏", "item_manager", now=now)
    elsewhere = Office.objects.get(short_name="市监局", region__name="望河县")
    stranger = officer(elsewhere, "孙立", "item_approver", now=now)
    handed_in = hand_in_version(version=draft, by=writer, now=now)
    for nobody in (manager, stranger):
        with pytest.raises(NotYourCatalogue):
            approve_version(version=handed_in, by=nobody, now=now)
        with pytest.raises(NotYourCatalogue):
            send_back_version(version=handed_in, note="不通过", by=nobody, now=now)


def test_what_was_handed_in_cannot_be_edited_until_it_is_back(
    draft: ItemVersion, writer: Officer, second: Officer, now: datetime
) -> None:
    handed_in = hand_in_version(version=draft, by=writer, now=now)
    content = content_of(handed_in)
    with pytest.raises(Exception, match="version_is_published"):
        edit_draft(version=handed_in, content=content, by=writer, now=now)
    with pytest.raises(CannotSendBack):
        send_back_version(version=handed_in, note=" ", by=second, now=now)
    back = send_back_version(version=handed_in, note="咨询电话打不通", by=second, now=now)
    assert (back.state, back.review_note, back.reviewed_by) == ("draft", "咨询电话打不通", second)
    edit_draft(version=back, content=content, by=writer, now=now)
    again = hand_in_version(version=back, by=writer, now=now)
    assert again.review_note == ""
    assert recall_version(version=again, by=writer, now=now).state == "draft"


@pytest.mark.requirement("A15", "A16")
def test_a_draft_with_errors_is_not_handed_in(draft: ItemVersion, writer: Officer, now: datetime) -> None:
    content = content_of(draft)
    lawless = {**content.fields["elements"], "legal_bases": []}
    edit_draft(
        version=draft, content=replace(content, fields={**content.fields, "elements": lawless}), by=writer, now=now
    )
    with pytest.raises(CannotHandIn) as refused:
        hand_in_version(version=draft, by=writer, now=now)
    assert "no_legal_basis" in [obstacle.code for obstacle in refused.value.obstacles]
    with pytest.raises(CannotHandIn):
        hand_in_version(version=draft, effective_on=date(2020, 1, 1), by=writer, now=now)


@pytest.mark.requirement("A16")
def test_an_approved_version_comes_into_force_on_its_day_once_and_on_a_holiday_too(
    food: Item, draft: ItemVersion, writer: Officer, second: Officer, now: datetime
) -> None:
    labour_day = date(2026, 5, 1)
    handed_in = hand_in_version(version=draft, effective_on=labour_day, by=writer, now=now)
    approved = approve_version(version=handed_in, by=second, now=now)
    assert approved.state == "scheduled"
    days_of_effect(now + timedelta(days=3))
    food.refresh_from_db()
    assert food.current != draft

    on_the_day = now + timedelta(days=4)
    assert on_the_day.date() == labour_day
    days_of_effect(on_the_day)
    days_of_effect(on_the_day)
    food.refresh_from_db()
    assert food.current == draft
    assert food.current.published_at == on_the_day
    assert JournalEntry.objects.filter(subject=food.subject, name="ItemPublished").count() == 1


@pytest.mark.requirement("A15", "A16")
def test_what_the_law_overtook_meanwhile_goes_back_instead_of_into_force(
    draft: ItemVersion, writer: Officer, second: Officer, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed_in = hand_in_version(version=draft, effective_on=date(2026, 5, 6), by=writer, now=now)
    approve_version(version=handed_in, by=second, now=now)
    over = {normal_title("中华人民共和国食品安全法"): date(2026, 5, 5)}
    monkeypatch.setattr("tongban.catalogue.rules.lint.lists.repealed", lambda: over)
    days_of_effect(now + timedelta(days=9))
    assert state_of(draft) == "draft"
    assert "已于 2026年5月5日（周二） 废止" in draft.review_note


@pytest.mark.requirement("A15")
def test_an_item_ends_the_day_after_the_last_day_of_its_version(
    food: Item, draft: ItemVersion, writer: Officer, second: Officer, now: datetime
) -> None:
    handed_in = hand_in_version(version=draft, retires_on=date(2026, 4, 30), by=writer, now=now)
    approve_version(version=handed_in, by=second, now=now)
    cancel_items(now + timedelta(days=3))
    food.refresh_from_db()
    assert food.current == draft
    cancel_items(now + timedelta(days=4))
    cancel_items(now + timedelta(days=4))
    food.refresh_from_db()
    assert (food.current, state_of(draft)) == (None, "retired")


def test_a_next_version_that_begins_when_the_last_one_ends_keeps_the_item_alive(
    food: Item, draft: ItemVersion, writer: Officer, second: Officer, now: datetime
) -> None:
    ends = date(2026, 4, 30)
    approve_version(version=hand_in_version(version=draft, retires_on=ends, by=writer, now=now), by=second, now=now)
    food.refresh_from_db()
    following = draft_from_current(item=food, by=writer, now=now)
    begins = date(2026, 5, 1)
    handed_in = hand_in_version(version=following, effective_on=begins, by=writer, now=now)
    approve_version(version=handed_in, by=second, now=now)
    cancel_items(now + timedelta(days=4))
    days_of_effect(now + timedelta(days=4))
    food.refresh_from_db()
    assert food.current == following


@pytest.mark.requirement("A16")
def test_the_pages_lead_from_handing_in_to_the_public_guide(
    client: Client, food: Item, second: Officer, now: datetime, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    sign_in_manager(client, food.office, now)
    client.post(reverse("catalogue:begin", args=[food.code]))
    page = client.get(reverse("catalogue:desk_item", args=[food.code])).text
    assert "第 2 版草稿" in page
    refused = client.post(reverse("catalogue:hand_in", args=[food.code]), {"effective_on": "2020-01-01"}, follow=True)
    assert "生效日期 2020年1月1日（周三） 已经过去" in refused.text
    page = client.post(reverse("catalogue:hand_in", args=[food.code]), follow=True).text
    assert "第 2 版等待审定" in page
    assert client.post(reverse("catalogue:approve", args=[food.code])).status_code == 403

    approver = Client()
    approver.force_login(second.account)
    assert "事项审定" in approver.get("/desk/").text
    with django_assert_max_num_queries(16):
        assert food.catalog_item.name in approver.get(reverse("catalogue:reviews")).text
    with django_assert_max_num_queries(24):
        assert "审定通过" in approver.get(reverse("catalogue:review", args=[food.code])).text
    page = approver.post(reverse("catalogue:send_back", args=[food.code]), {"note": ""}, follow=True).text
    assert "请写明理由" in page
    approver.post(reverse("catalogue:approve", args=[food.code]))
    assert "第 2 版" in client.get(f"/items/{food.code}/").text
    assert "没有等待审定的事项" in approver.get(reverse("catalogue:reviews")).text


def test_the_system_needs_no_second_person(food: Item, now: datetime) -> None:
    draft = draft_from_current(item=food, by=SYSTEM, now=now)
    assert publish_version(version=draft, by=SYSTEM, now=now).state == "published"


def test_the_demo_shows_drafts_on_their_way(
    items: list[Item], writer: Officer, second: Officer, city: TinyCity, now: datetime
) -> None:
    people = {"linfang": writer, "shenjianhua": second}
    for someone, role in ((writer, "item_manager"), (second, "item_approver")):
        for office in Office.objects.filter(region__name="云州市"):
            RoleGrant.objects.create(officer=someone, role=role, office=office, since=now.date())
    load_items(city, now=now, numbers={17, 28})

    class Demo:
        def officer(self, username: str) -> Officer:
            return people[username]

    drafts = begin_reviews(Demo(), now=now)
    assert [state_of(draft) for draft in drafts] == ["review", "draft", "scheduled", "draft"]
    assert drafts[1].review_note
