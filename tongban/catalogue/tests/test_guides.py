"""The guide of a version: what is asked, what is fetched, what is still open."""

import pytest

from tongban.catalogue.models import Item
from tongban.catalogue.queries import Guide, guide
from tongban.catalogue.tests.conftest import TODAY


@pytest.fixture
def food(items: list[Item]) -> Item:
    return Item.objects.get(catalog_item__code="990131001000", office__region__name="云城区")


def read(item: Item, **answers: object) -> Guide:
    assert item.current is not None
    return guide(item.current, answers, on=TODAY)


def names(rows: object) -> set[str]:
    return {row.code for row in rows}  # type: ignore[attr-defined]


def test_before_any_answer_nothing_conditional_is_demanded(food: Item) -> None:
    before = read(food)
    assert names(before.papers) == {"layout", "rules", "shop_photo"}
    assert names(before.perhaps) == {"equipment"}
    assert before.scenario is None
    assert before.has_open_questions


def test_answers_settle_what_is_asked(food: Item) -> None:
    catering = read(food, business="catering", area=320, network=False)
    retail = read(food, business="retail", area=40, network=False)
    assert names(catering.papers) == {"layout", "equipment", "rules", "shop_photo"}
    assert names(retail.papers) == {"layout", "rules", "shop_photo"}
    assert catering.perhaps == retail.perhaps == ()
    assert not catering.has_open_questions
    assert catering.scenario is not None
    assert catering.scenario.name == "餐饮服务经营者新办"


def test_a_paper_that_we_can_fetch_is_never_demanded(food: Item) -> None:
    for answers in ({}, {"business": "catering"}, {"business": "retail"}):
        shown = read(food, **answers)
        assert all(paper.exempted_by for paper in shown.fetched)
        assert not any(paper.exempted_by for paper in (*shown.papers, *shown.perhaps))


def test_two_offices_stand_side_by_side_when_both_are_needed(food: Item) -> None:
    assert [len(wave) for wave in read(food, business="catering").waves] == [2]
    assert [len(wave) for wave in read(food, business="retail").waves] == [1]
