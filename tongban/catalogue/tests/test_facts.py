"""The facts of an item: reckoned as the examples say, written when a version comes into force."""

import tomllib
from dataclasses import asdict, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.catalogue.actions import draft_from_current, edit_draft, publish_version, retire_item
from tongban.catalogue.actions.facts import write_facts
from tongban.catalogue.models import Item, ItemFacts
from tongban.catalogue.queries import content_of
from tongban.catalogue.queries.facts import items_without_facts
from tongban.catalogue.reactions.facts import facts_that_are_missing
from tongban.catalogue.rules.contents import Content, Parent
from tongban.catalogue.rules.facts import Facts, Held, facts_of
from tongban.kernel.events import SYSTEM

EXAMPLES = tomllib.loads((Path(__file__).parents[1] / "examples/facts.toml").read_text())["example"]


def content(example: dict[str, Any]) -> Content:
    fields: dict[str, Any] = {
        "run_mode": example.get("run_mode", "here"),
        "is_instant": example.get("instant", False),
        "cross_scope": example.get("cross_scope", ""),
        "elements": example.get("elements", {}),
        "form_schema": {"properties": {"name": {}}} if example.get("form") else {},
    }
    for kind in ("statutory", "promised"):
        limit = example.get(kind, {})
        names = {"amount": "amount", "unit": "unit", "printed": "printed_unit"}
        fields |= {f"{kind}_{names[name]}": value for name, value in limit.items()}
    return Content(
        fields=fields,
        scenarios=tuple({"name": name} for name in example.get("scenarios", ())),
        materials=tuple(example.get("materials", ())),
        steps=tuple(example.get("steps", ())),
    )


def reckoned(example: dict[str, Any]) -> Facts:
    parent = Parent("990131001000", "事项", example.get("type", "01"), is_local=example.get("local", False))
    return facts_of(content(example), parent, Held(example.get("level", "4"), is_moved=example.get("moved", False)))


@pytest.mark.requirement("D04", "D05", "D06", "D08", "D11")
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["title"])
def test_worked_examples_hold(example: dict[str, Any]) -> None:
    found = asdict(reckoned(example))
    shown = {
        name: str(found[name])
        if isinstance(found[name], Decimal)
        else list(found[name])
        if isinstance(found[name], tuple)
        else found[name]
        for name in example["facts"]
    }
    assert shown == example["facts"]
    assert all(found[name] is None for name in example.get("nothing", ()))


channels = st.lists(st.sampled_from(["web", "app", "window", "post", "terminal"]), unique=True, max_size=3)
ways = st.lists(st.sampled_from(["电子证照", "窗口领取", "邮寄", "当场领取"]), unique=True, max_size=2)
stages = st.one_of(st.none(), st.lists(st.sampled_from("123456"), unique=True))


@pytest.mark.requirement("D05", "D06")
@given(
    channels=channels,
    ways=ways,
    stages=stages,
    trips=st.one_of(st.none(), st.integers(0, 3)),
    instant=st.booleans(),
    run_mode=st.sampled_from(["here", "pushed", "guided", "proxy"]),
)
def test_the_deepest_grade_takes_no_trip_and_the_next_one_at_most(
    channels: list[str], ways: list[str], stages: list[str] | None, trips: int | None, instant: bool, run_mode: str
) -> None:
    elements = {
        "channels": channels,
        "result": {"ways": ways},
        "online_handle_depth": stages,
        "limit_scene_num": trips,
    }
    found = reckoned({"elements": elements, "instant": instant, "run_mode": run_mode})
    assert 1 <= found.depth <= 4
    assert found.trips == 0 if found.depth == 4 else True
    assert found.trips <= 1 if found.depth == 3 else True
    assert ("unseen" in found.modes) == (found.trips == 0)


@pytest.fixture
def food(items: list[Item]) -> Item:
    return Item.objects.get(catalog_item__code="990131001000", office__region__name="云城区")


@pytest.mark.requirement("D07", "D08")
def test_facts_stand_with_each_item_in_force_and_follow_its_versions(food: Item, now: datetime) -> None:
    assert ItemFacts.objects.count() == Item.objects.filter(current__isnull=False).count()
    before = ItemFacts.objects.get(item=food)
    assert (before.level, before.papers, before.promised_days, before.is_deferrable) == ("4", 3, Decimal(5), True)
    assert "batch" in before.modes  # the bureau decides for the department

    draft = draft_from_current(item=food, by=SYSTEM, now=now)
    text = content_of(draft)
    elements = {**text.fields["elements"], "is_lack_accept": False}
    fields = {**text.fields, "cross_scope": "cities", "elements": elements}
    fewer = replace(text, materials=text.materials[:1], fields=fields)
    publish_version(version=edit_draft(version=draft, content=fewer, by=SYSTEM, now=now), by=SYSTEM, now=now)
    after = ItemFacts.objects.get(item=food)
    assert (after.papers, after.cross_scope) == (1, "cities")

    retire_item(item=food, reason="并入另一事项", by=SYSTEM, now=now)
    assert not ItemFacts.objects.filter(item=food).exists()


def test_what_came_into_force_before_is_filled_in_by_the_job(items: list[Item], now: datetime) -> None:
    whole = {row.pk: row for row in ItemFacts.objects.all()}
    ItemFacts.objects.all().delete()
    assert items_without_facts().count() == len(whole)
    facts_that_are_missing(now)
    assert not items_without_facts().exists()
    assert {row.pk: (row.depth, row.trips, row.papers) for row in ItemFacts.objects.all()} == {
        pk: (row.depth, row.trips, row.papers) for pk, row in whole.items()
    }


def test_many_versions_take_a_handful_of_statements(items: list[Item], django_assert_max_num_queries: Any) -> None:
    versions = list(Item.objects.values_list("current", flat=True))
    with django_assert_max_num_queries(12):
        write_facts(versions=versions)
