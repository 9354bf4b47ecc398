"""Drafts made of other texts: roll back, copy to another office, one change to many items."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tongban.catalogue.actions import CannotDraft, draft_from_current, hand_in_version, publish_version
from tongban.catalogue.actions.copies import change_many, copy_to_office, draft_from_version
from tongban.catalogue.actions.drafts import edit_section
from tongban.catalogue.models import Item, ItemVersion
from tongban.catalogue.queries import content_of
from tongban.catalogue.rules.bulk import Change, changeable, paper_columns
from tongban.catalogue.rules.sheet import section_of, sections, values_in
from tongban.catalogue.tests.conftest import sign_in_manager
from tongban.kernel.events import SYSTEM
from tongban.people.models import Office, RoleGrant


def to_say(name: str, value: object) -> Change:
    return Change(next(field for field in changeable() if field.name == name), value)


@pytest.mark.requirement("A12")
def test_rolling_back_is_a_new_version_with_the_old_words(food: Item, now: datetime) -> None:
    first = food.current
    assert first
    draft = draft_from_current(item=food, by=SYSTEM, now=now)
    limits = sections()["limits"]
    typed = {**values_in(content_of(draft), limits), "promised_amount": 6}
    edit_section(version=draft, section=limits, typed=typed, seen=1, by=SYSTEM, now=now)
    publish_version(version=draft, by=SYSTEM, now=now)
    food.refresh_from_db()
    first.refresh_from_db()
    back = draft_from_version(version=first, by=SYSTEM, now=now)
    assert (back.number, back.promised_amount, back.state) == (3, 5, "draft")
    assert content_of(back) == content_of(first)
    assert food.current == draft


@pytest.mark.requirement("A20")
def test_a_copy_stands_in_the_other_office_with_its_own_code_place_and_phone(food: Item, now: datetime) -> None:
    office = Office.objects.get(short_name="卫健委", region__name="望河县")
    draft = copy_to_office(item=food, office=office, place="望河大厅3号窗口", phone="", by=SYSTEM, now=now)
    assert draft.item.code.startswith(office.uscc)
    assert draft.elements["contacts"]["place"] == "望河大厅3号窗口"
    assert draft.elements["contacts"]["consult"] == office.phone
    assert "remedies" not in draft.elements
    places = set(draft.steps.values_list("office__region__name", flat=True))
    assert places == {"望河县"}
    assert food.current
    assert draft.materials.count() == food.current.materials.count()
    with pytest.raises(CannotDraft):
        copy_to_office(item=food, office=office, place="", phone="", by=SYSTEM, now=now)


def test_one_change_is_made_to_all_items_or_to_none(items: list[Item], now: datetime) -> None:
    some = [item for item in items if item.office.region.name == "云城区"]
    drafts = change_many(items=some, change=to_say("complain", "0990-12345678"), by=SYSTEM, now=now)
    assert len(drafts) == len(some) > 1
    assert {draft.elements["contacts"]["complain"] for draft in drafts} == {"0990-12345678"}

    hand_in_version(version=drafts[0], by=SYSTEM, now=now)
    others = [item for item in items if item not in some]
    with pytest.raises(CannotDraft):
        change_many(items=[*others, some[0]], change=to_say("hours", "工作日"), by=SYSTEM, now=now)
    assert not ItemVersion.objects.filter(item__in=others, state="draft").exists()


def test_a_column_is_changed_in_every_paper_of_a_name(food: Item, now: datetime) -> None:
    (papers,) = section_of("materials").fields
    column = next(each for each in paper_columns() if each.name == "exempted_by")
    (draft,) = change_many(items=[food], change=Change(papers, "licence", "营业执照", column), by=SYSTEM, now=now)
    assert draft.materials.get(name="营业执照").exempted_by == "licence"
    assert draft.materials.get(code="layout").exempted_by == ""


def test_a_change_is_seen_before_it_is_made(
    client: Client, items: list[Item], food: Item, now: datetime, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    sign_in_manager(client, food.office, now)
    asked = {"target": "complain", "value": food.office.phone, "sent": "1"}
    with django_assert_max_num_queries(30):
        page = client.get(reverse("catalogue:bulk"), asked).text
    assert "咨询电话和投诉电话不能是同一个号码" in page
    assert food.catalog_item.name in page
    assert not ItemVersion.objects.filter(state="draft").exists()
    asked["value"] = "0990-12345678"
    answer = client.post(reverse("catalogue:bulk"), asked | {"item": [food.code]}, follow=True)
    assert "已为 1 个事项建立草稿" in answer.text
    assert food.versions.get(state="draft").elements["contacts"]["complain"] == "0990-12345678"
    again = client.get(reverse("catalogue:bulk"), {"target": "trips", "value": "many", "sent": "1"}).text
    assert "请填整数" in again


def test_the_pages_roll_back_and_copy(client: Client, food: Item, now: datetime) -> None:
    manager = sign_in_manager(client, food.office, now)
    publish_version(version=draft_from_current(item=food, by=SYSTEM, now=now), by=SYSTEM, now=now)
    page = client.get(reverse("catalogue:desk_item", args=[food.code])).text
    assert "以此版起草" in page
    client.post(reverse("catalogue:roll_back", args=[food.code]), {"version": "1"})
    assert food.versions.get(state="draft").number == 3
    assert "没有可以复制到的部门" in client.get(reverse("catalogue:copy", args=[food.code])).text
    other = Office.objects.get(short_name="卫健委", region__name="云城区")
    RoleGrant.objects.create(officer=manager, role="item_manager", office=other, since=now.date())
    answer = client.post(reverse("catalogue:copy", args=[food.code]), {"office": other.pk}, follow=True)
    assert "已在对方部门建立草稿" in answer.text
