"""Bundles as files: what is wrong is told with its place; the shipped ones publish where their items are handled."""

from datetime import datetime

import pytest

from tongban.bundles.actions.loading import load_design, shipped_designs
from tongban.bundles.actions.refusals import CannotDesign
from tongban.bundles.models import Bundle
from tongban.bundles.queries.checking import findings_of
from tongban.bundles.queries.plans import plan_of
from tongban.bundles.rules.checks import ADVICE
from tongban.bundles.rules.files import Design, read_design
from tongban.catalogue.demo import load_items
from tongban.catalogue.tests.conftest import NOW, TinyCity, city  # noqa: F401 (fixture)
from tongban.kernel.events import SYSTEM
from tongban.people.models import Region
from tongban.ui.wording import say

RESTAURANT = {3, 9, 13, 45, 46, 49}
ANSWERS = {"registered": True, "area": 320, "facility": False, "network": False, "sign": "small", "water": 5}


def test_every_shipped_file_can_be_read() -> None:
    assert "restaurant" in shipped_designs()


def test_what_is_wrong_in_a_file_is_told_with_its_place_and_what_was_meant() -> None:
    text = """
code = "shop"
title = "开店"
theme = "trad"
lead = "food"
[[members]]
code = "food"
item = "1"
conditon = {}
[[links]]
from = "food"
to = "fod"
"""
    _, wrong = read_design(text)
    assert {(o.code, o.about, o.details["place"]) for o in wrong} == {
        ("bundle_file_no_choice", "trad", "theme"),
        ("bundle_file_unknown", "conditon", "[[members]] 第 1 段"),
        ("bundle_file_no_choice", "fod", "[[links]] 第 1 段"),
    }


def test_a_file_that_is_no_toml_is_told_so() -> None:
    assert [o.code for o in read_design("code = ")[1]] == ["bundle_file_not_toml"]


@pytest.fixture
def restaurant(city: TinyCity, now: datetime) -> Bundle:  # noqa: F811
    load_items(city, now=now, numbers=RESTAURANT)
    return load_design(
        design=shipped_designs()["restaurant"], region=Region.objects.get(name="云城区"), by=SYSTEM, now=now
    )


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.mark.requirement("E04", "E08")
def test_the_restaurant_is_published_with_the_office_of_the_food_licence_in_the_lead(restaurant: Bundle) -> None:
    assert restaurant.current is not None
    assert restaurant.lead_office.name == "云城区行政审批服务局"
    assert restaurant.current.members.count() == 6
    findings = [finding for finding in findings_of(restaurant.current) if finding.code not in ADVICE]
    assert not findings, [say(finding) for finding in findings]


@pytest.mark.requirement("E05", "E17")
def test_the_restaurant_asks_each_field_and_each_paper_once(restaurant: Bundle) -> None:
    assert restaurant.current is not None
    plan = plan_of(restaurant.current)
    chosen = plan.applying(ANSWERS)
    form, papers = plan.form(chosen), plan.papers(chosen, ANSWERS)

    assert [each.code for each in chosen] == ["food", "fire", "sign", "drain"]
    assert not form.findings
    assert form.asked < form.asked_apart
    assert "place_address" in form.schema["sections"][0]["fields"]
    assert (papers.before, papers.after) == (19, 5)
    assert {line.verdict for line in papers.lines} == {"asked", "fetched"}


def test_a_place_where_an_item_is_handled_by_nobody_is_named(city: TinyCity, now: datetime) -> None:  # noqa: F811
    design = shipped_designs()["restaurant"]
    assert isinstance(design, Design)
    with pytest.raises(CannotDesign) as refused:
        load_design(design=design, region=Region.objects.get(name="云城区"), by=SYSTEM, now=now)
    assert {o.code for o in refused.value.obstacles} == {"bundle_item_not_here"}
