"""The guide of a version: what is asked, what is fetched, what is still open."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tongban.catalogue.models import Item
from tongban.catalogue.queries import Guide, guide
from tongban.catalogue.queries.printed import content_of_guide, guide_as_pdf
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


@pytest.mark.requirement("A11", "B12")
def test_a_scenario_has_a_guide_of_its_own(food: Item, client: Client) -> None:
    version = food.current
    assert version is not None
    canteen = version.handling_items.get(name="单位食堂新办")

    page = client.get(reverse("catalogue:scenario", args=[food.code, canteen.position]))

    text = page.content.decode()
    assert canteen.name in text
    assert page.context["guide"].answers == {"business": "canteen"}
    assert "business" not in page.context["guide"].asked  # its condition has answered it
    assert client.get(reverse("catalogue:scenario", args=[food.code, 99])).status_code == 404


@pytest.mark.requirement("A18", "A19")
def test_the_guide_comes_as_pdf_with_its_flow_chart(food: Item, client: Client, settings: Any, tmp_path: Any) -> None:
    settings.FILES_DIR = tmp_path
    address = reverse("catalogue:guide_pdf", args=[food.code])

    first, again = client.get(address), client.get(address)

    assert first["Content-Type"] == "application/pdf"
    assert first.content.startswith(b"%PDF-")
    assert first.content == again.content
    chosen = client.get(address, {"scenario": "1"})
    assert chosen.content != first.content
    assert client.get(address, {"scenario": "99"}).status_code == 404


def test_the_flow_chart_on_paper_tells_the_steps(food: Item) -> None:
    assert food.current is not None
    told = content_of_guide(guide(food.current, on=TODAY))
    assert told["flow"].startswith("提交申请 → 受理")
    assert 'role="img"' in told["chart"]
    assert all(step.name in told["flow"] for step in food.current.steps.all())


@pytest.mark.requirement("A19")
def test_an_empty_form_can_be_filled_in_by_hand(food: Item, client: Client, settings: Any, tmp_path: Any) -> None:
    settings.FILES_DIR = tmp_path
    answer = client.get(reverse("catalogue:blank_form", args=[food.code]))
    assert answer.content.startswith(b"%PDF-")


@pytest.mark.requirement("A13")
def test_a_text_in_the_guide_is_printed_and_never_run(food: Item, settings: Any, tmp_path: Any) -> None:
    settings.FILES_DIR = tmp_path
    assert food.current is not None
    hostile = '#eval("1") <script>alert(1)</script> \\ * _ $x$'
    food.current.title = hostile
    read = guide(food.current, on=TODAY)
    assert guide_as_pdf(read).startswith(b"%PDF-")
    assert "<script>" not in content_of_guide(read)["chart"]
