"""The bundles that come with the platform: each is published where its items are handled, without a finding."""

from collections.abc import Iterator
from typing import Any

import pytest

from tongban.bundles.actions.loading import load_design, shipped_designs
from tongban.bundles.queries.checking import findings_of
from tongban.bundles.queries.plans import plan_of
from tongban.bundles.rules.checks import ADVICE
from tongban.bundles.rules.consents import consents_wanted
from tongban.bundles.rules.files import Design
from tongban.catalogue.demo import demo_items, load_items
from tongban.catalogue.rules.conditions import fields_of
from tongban.catalogue.tests.conftest import NOW, TinyCity, city  # noqa: F401 (fixture)
from tongban.kernel.events import SYSTEM
from tongban.people.models import Region
from tongban.ui.wording import say


def items_of(design: Design) -> list[dict[str, Any]]:
    wanted = {line.item for line in design.members}
    return [data for data in demo_items() if data["code"] in wanted]


def offers() -> Iterator[tuple[str, str]]:
    """Yield each bundle with the levels at which all that it needs is handled: a county has what its city has."""
    for code, design in sorted(shipped_designs().items()):
        needed = {line.item for line in design.members if line.is_required}
        at_city = all("city" in data["levels"] for data in items_of(design) if data["code"] in needed)
        yield from ((code, level) for level in design.levels if level == "county" or at_city)


@pytest.mark.requirement("E04", "E05", "E08", "E09", "E12", "E13")
@pytest.mark.parametrize(("code", "level"), list(offers()))
def test_it_is_published_and_asks_nothing_twice(city: TinyCity, code: str, level: str) -> None:  # noqa: F811
    design = shipped_designs()[code]
    Region.objects.filter(level="county").update(parent=Region.objects.get(level="city"))  # some items are the city's
    load_items(city, now=NOW, numbers={data["number"] for data in items_of(design)})
    region = Region.objects.get(name={"city": "云州市", "county": "云城区"}[level])
    bundle = load_design(design=design, region=region, by=SYSTEM, now=NOW)
    assert bundle.current is not None
    findings = [finding for finding in findings_of(bundle.current) if finding.code not in ADVICE]
    assert not findings, [say(finding) for finding in findings]


@pytest.mark.requirement("E04")
@pytest.mark.parametrize("code", ["flat", "fund-home"])
def test_what_a_second_party_agrees_to_is_asked_in_the_form(city: TinyCity, code: str) -> None:  # noqa: F811
    design = shipped_designs()[code]
    Region.objects.filter(level="county").update(parent=Region.objects.get(level="city"))
    load_items(city, now=NOW, numbers={data["number"] for data in items_of(design)})
    bundle = load_design(design=design, region=Region.objects.get(name="云城区"), by=SYSTEM, now=NOW)
    assert bundle.current is not None
    plan = plan_of(bundle.current)
    asked = plan.form(plan.members).schema["properties"].keys()
    for wanted in consents_wanted(code, NOW.date()):
        assert {wanted.name, wanted.identity, *wanted.shows} <= asked
        assert {*wanted.lies_with} <= {each.code for each in plan.members}
        assert fields_of(wanted.condition) <= {question["key"] for question in bundle.current.questions}
