"""Drafting, publishing, retiring; what was published stays."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from tongban.catalogue.actions import (
    CannotDraft,
    CannotPublish,
    CannotRetire,
    NotYourCatalogue,
    draft_from_current,
    edit_draft,
    publish_version,
    retire_item,
)
from tongban.catalogue.models import Item, ItemVersion, MaterialSpec, SearchTerm
from tongban.catalogue.queries import content_of, current_version
from tongban.kernel.events import SYSTEM
from tongban.kernel.models import JournalEntry
from tongban.kernel.published import PublishedVersionsStay
from tongban.people.models import Officer, RoleGrant


@pytest.fixture
def food(items: list[Item]) -> Item:
    return Item.objects.get(catalog_item__code="990131001000", office__region__name="云城区")


def officer_of(item: Item, *, role: str, now: datetime) -> Officer:
    officer = Officer.objects.create(office=item.office, name="周敏", staff_number=role, joined_on=now.date())
    RoleGrant.objects.create(officer=officer, role=role, office=item.office, since=now.date())
    return officer


@pytest.mark.requirement("A12")
def test_a_published_version_is_refused_by_save_and_by_the_database(food: Item) -> None:
    version = food.current
    assert version is not None
    version.promised_amount = 99
    with pytest.raises(PublishedVersionsStay):
        version.save()
    with pytest.raises(PublishedVersionsStay):
        version.materials.first().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        ItemVersion.objects.filter(pk=version.pk).update(promised_amount=99)
    with pytest.raises(DatabaseError), transaction.atomic():
        version.materials.update(name="别的材料")
    with pytest.raises(DatabaseError), transaction.atomic():
        MaterialSpec.objects.bulk_create([MaterialSpec(version=version, position=99, code="new", name="新", why="")])
    with pytest.raises(DatabaseError), transaction.atomic():
        ItemVersion.objects.filter(pk=version.pk).update(state="draft")


@pytest.mark.requirement("A12")
def test_a_new_version_takes_over_and_the_old_one_stays_readable(food: Item, now: datetime) -> None:
    old = food.current
    assert old is not None
    draft = draft_from_current(item=food, by=SYSTEM, now=now)
    content = content_of(draft)
    shorter = replace(content, fields={**content.fields, "promised_amount": 4})
    draft = edit_draft(version=draft, content=shorter, by=SYSTEM, now=now)
    publish_version(version=draft, by=SYSTEM, now=now + timedelta(days=1))

    food.refresh_from_db()
    old.refresh_from_db()
    assert food.current == draft
    assert (draft.number, food.current.promised_amount) == (2, 4)
    assert (old.state, old.promised_amount, old.materials.count()) == ("retired", 5, draft.materials.count())
    assert current_version(food.code) == draft
    names = JournalEntry.objects.filter(subject=food.subject).order_by("position").values_list("name", flat=True)
    assert list(names)[-3:] == ["VersionDrafted", "VersionDrafted", "ItemPublished"]


def test_a_version_copied_from_the_one_in_force_says_the_same(food: Item, now: datetime) -> None:
    draft = draft_from_current(item=food, by=SYSTEM, now=now)
    assert food.current is not None
    assert content_of(draft) == content_of(food.current)


def test_an_item_has_one_draft_at_a_time(food: Item, now: datetime) -> None:
    draft_from_current(item=food, by=SYSTEM, now=now)
    with pytest.raises(CannotDraft) as refused:
        draft_from_current(item=food, by=SYSTEM, now=now)
    assert [obstacle.code for obstacle in refused.value.obstacles] == ["draft_exists"]


@pytest.mark.requirement("A15", "A17")
def test_the_gate_refuses_what_the_texts_forbid(food: Item, now: datetime) -> None:
    draft = draft_from_current(item=food, by=SYSTEM, now=now)
    content = content_of(draft)
    papers = ({**content.materials[0], "name": "其他相关材料"}, *content.materials[1:])
    lawless = {**content.fields["elements"], "legal_bases": []}
    edit_draft(
        version=draft,
        content=replace(content, materials=papers, fields={**content.fields, "elements": lawless}),
        by=SYSTEM,
        now=now,
    )
    with pytest.raises(CannotPublish) as refused:
        publish_version(version=draft, by=SYSTEM, now=now)
    assert {"no_legal_basis", "catch_all_paper"} <= {obstacle.code for obstacle in refused.value.obstacles}
    food.refresh_from_db()
    assert food.current != draft


def test_only_who_manages_the_catalogue_of_the_office_may_change_it(food: Item, now: datetime) -> None:
    clerk = officer_of(food, role="clerk", now=now)
    with pytest.raises(NotYourCatalogue):
        draft_from_current(item=food, by=clerk, now=now)
    manager = officer_of(food, role="item_manager", now=now)
    assert draft_from_current(item=food, by=manager, now=now).state == "draft"


@pytest.mark.requirement("A15")
def test_retiring_needs_a_reason_and_takes_the_item_out_of_search(food: Item, now: datetime) -> None:
    with pytest.raises(CannotRetire):
        retire_item(item=food, reason=" ", by=SYSTEM, now=now)
    retire_item(item=food, reason="设定依据已废止", by=SYSTEM, now=now)

    food.refresh_from_db()
    assert (food.current, food.retired_at) == (None, now)
    assert not SearchTerm.objects.filter(item=food).exists()
    assert current_version(food.code) is None
    with pytest.raises(CannotRetire):
        retire_item(item=food, reason="再来一次", by=SYSTEM, now=now)
