"""A change of law finds every item that cites it, and each is looked at again."""

from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tongban.catalogue.actions import (
    CannotMark,
    CannotPublish,
    draft_from_current,
    enter_law_change,
    publish_version,
    retire_item,
    settle_mark,
)
from tongban.catalogue.actions.laws import write_citations
from tongban.catalogue.models import Item, LawChange, LawCitation, ReviewMark
from tongban.catalogue.queries.laws import items_citing, versions_without_citations
from tongban.catalogue.tests.conftest import TODAY, sign_in_manager
from tongban.kernel.events import SYSTEM
from tongban.kernel.journal import events_of
from tongban.people.models import Officer

FOOD_LAW = "中华人民共和国食品安全法"


@pytest.fixture
def food(items: list[Item]) -> Item:
    return Item.objects.get(catalog_item__code="990131001000", office__region__name="云城区")


@pytest.fixture
def manager(client: Client, food: Item, now: datetime) -> Officer:
    return sign_in_manager(client, food.office, now)


def change(now: datetime, *articles: str, title: str = FOOD_LAW, is_repealed: bool = False) -> LawChange:
    return enter_law_change(
        title=title,
        articles=articles,
        is_repealed=is_repealed,
        in_force_on=TODAY,
        note="",
        by=SYSTEM,
        now=now,
    )


@pytest.mark.requirement("A15")
def test_what_an_item_and_its_papers_cite_is_written_when_it_is_published(food: Item, now: datetime) -> None:
    cited = set(food.citations.values_list("title", "article", "where"))
    assert ("食品安全法", "35", "item") in cited
    assert any(where != "item" for _, _, where in cited)
    retire_item(item=food, reason="合并", by=SYSTEM, now=now)
    assert not food.citations.exists()


def test_many_versions_are_written_in_few_statements(
    items: list[Item], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    versions = [item.current_id for item in items if item.current_id]
    before = LawCitation.objects.count()
    LawCitation.objects.all().delete()
    assert set(versions_without_citations()) == set(versions)
    with django_assert_max_num_queries(8):
        write_citations(versions=versions)
    assert LawCitation.objects.count() == before > len(versions)
    assert versions_without_citations() == []


def test_an_article_is_found_however_it_is_written(
    food: Item, manager: Officer, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for article in ("第三十五条", "35", "第35条第一款"):
        with django_assert_max_num_queries(8):
            _, rows = items_citing(manager, TODAY, title="《食品安全法》", article=article)
        assert [row.item for row in rows] == [food], article
    assert items_citing(manager, TODAY, title="食品安全法", article="第九百条")[1] == []


@pytest.mark.requirement("A15")
def test_a_change_marks_the_items_that_cite_the_article_and_no_others(items: list[Item], now: datetime) -> None:
    entered = change(now, "35")
    marked = set(entered.marks.values_list("item__catalog_item__code", flat=True))
    assert marked == {"990131001000"}
    assert entered.marks.count() == Item.objects.filter(catalog_item__code="990131001000").count()
    assert change(now, title="教师资格条例").marks.exists()
    LawCitation.objects.filter(title="教师资格条例", article="").delete()
    assert not change(now, "899", title="教师资格条例").marks.exists()


def test_who_cites_a_law_as_a_whole_is_marked_by_every_change_of_it(food: Item, now: datetime) -> None:
    assert food.citations.filter(title="食品安全法", article="").exists()
    assert change(now, "149").marks.filter(item=food).exists()


def test_a_law_without_a_name_is_refused(db: None, now: datetime) -> None:
    with pytest.raises(CannotMark):
        change(now, title="《》")


def test_a_mark_is_settled_once_with_a_note(food: Item, manager: Officer, now: datetime) -> None:
    mark = change(now, "35").marks.get(item=food)
    with pytest.raises(CannotMark):
        settle_mark(mark=mark, note=" ", by=manager, now=now)
    mark = settle_mark(mark=mark, note="条文序号未变，不用改", by=manager, now=now)
    assert (mark.settled_by, mark.settled_at) == (manager, now)
    with pytest.raises(CannotMark):
        settle_mark(mark=mark, note="再来", by=manager, now=now)
    assert [told.name for told in events_of(food.subject)][-2:] == ["ItemMarkedForReview", "ReviewMarkSettled"]


@pytest.mark.requirement("A15")
def test_a_law_repealed_here_keeps_items_from_being_published(food: Item, now: datetime) -> None:
    change(now, is_repealed=True)
    draft = draft_from_current(item=food, by=SYSTEM, now=now)
    with pytest.raises(CannotPublish) as refused:
        publish_version(version=draft, by=SYSTEM, now=now)
    assert "basis_repealed" in {obstacle.code for obstacle in refused.value.obstacles}


@pytest.mark.requirement("A15")
def test_from_a_change_of_law_to_a_settled_review(client: Client, food: Item, manager: Officer) -> None:
    wrong = client.post(reverse("catalogue:law_change"), {"title": FOOD_LAW, "articles": "那一条"})
    assert (wrong.status_code, "没有看出是哪一条" in wrong.text, FOOD_LAW in wrong.text) == (422, True, True)
    sent = {"title": FOOD_LAW, "articles": "第三十五条", "in_force_on": date(2026, 12, 1), "note": "第三十五条改了"}
    listed = client.post(reverse("catalogue:law_change"), sent, follow=True).text
    assert "个事项待复核" in listed
    assert food.catalog_item.name in listed
    assert "待复核" in client.get(reverse("catalogue:desk_item", args=[food.code])).text
    found = client.get(reverse("catalogue:laws"), {"title": "食品安全法", "article": "35"}).text
    assert food.catalog_item.name in found

    mark = ReviewMark.objects.get(item=food)
    settle = reverse("catalogue:settle", args=[mark.pk])
    assert client.post(settle, {"note": ""}).status_code == 422
    assert "没有要复核的事项" in client.post(settle, {"note": "不用改"}, follow=True).text
    assert "不用改" in client.get(reverse("catalogue:marks"), {"state": "settled"}).text


def test_a_repealed_basis_that_is_cited_still_is_listed(
    client: Client, food: Item, manager: Officer, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    assert "没有事项引用已经废止的依据" in client.get(reverse("catalogue:laws")).text
    LawCitation.objects.create(item=food, title="城市规划法", article="3", where="item")  # repealed in data/laws.toml
    with django_assert_max_num_queries(14):
        page = client.get(reverse("catalogue:laws")).text
    assert "《城市规划法》" in page
