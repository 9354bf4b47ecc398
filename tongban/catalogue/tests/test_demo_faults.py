"""Faults planted in drafts of the demo city, of which the lint finds exactly these; and a county that differs."""

from datetime import datetime
from pathlib import Path

import pytest

from tongban.catalogue.demo import demo_items, load_items, plant_faults
from tongban.catalogue.demo.contents import content_for
from tongban.catalogue.demo.faults import planted
from tongban.catalogue.demo.files import differences, differing
from tongban.catalogue.demo.loading import _held, _places
from tongban.catalogue.models import ItemVersion
from tongban.catalogue.queries.contents import findings_of, parent_of
from tongban.catalogue.queries.linting import lint_all
from tongban.catalogue.rules.comparison import Side, compare
from tongban.catalogue.rules.elements import Holder, values_of
from tongban.catalogue.rules.lint import CHECKS, findings
from tongban.catalogue.rules.lint.lists import world
from tongban.catalogue.rules.profiles import profiles
from tongban.catalogue.tests.conftest import TinyCity
from tongban.kernel.moments import local_day

NOTES = Path(__file__).parents[3] / "docs" / "howto" / "demo-notes.md"
NUMBERS = [fault["number"] for fault in planted()["fault"]]
HERE = "望河县"


@pytest.mark.requirement("A07", "A15", "A17", "A24", "E18")
def test_the_lint_finds_exactly_the_planted_faults(city: TinyCity, now: datetime) -> None:
    load_items(city, now=now, numbers=NUMBERS, places={HERE})
    drafts = plant_faults(now=now, place=HERE)
    assert len(drafts) == len(planted()["fault"]) >= 20
    found: dict[str, list[str]] = {}
    for examined in lint_all(on=local_day(now)):
        if examined.version.state == ItemVersion.State.DRAFT:
            in_force = examined.version.item.current
            assert in_force
            known = {finding.check.name for finding in findings_of(in_force, world(local_day(now)))}
            names = [finding.check.name for finding in examined.findings if finding.check.name not in known]
            found[examined.version.title] = names
        else:
            assert not [finding for finding in examined.findings if finding.check.blocks], examined.version.title
    assert found == {draft.title: [check] for check, draft in drafts.items()}


def test_the_notes_tell_every_fault_and_every_difference() -> None:
    notes = NOTES.read_text(encoding="utf-8")
    names = {data["number"]: data["name"] for data in demo_items()}
    for fault in planted()["fault"]:
        assert f"| {fault['note']} | `{fault['check']}` | {fault['number']} {names[fault['number']]} |" in notes
    for difference in differences():
        assert f"| {difference['number']} {names[difference['number']]} |" in notes


def test_each_fault_is_of_another_check_and_of_another_item() -> None:
    checks = [fault["check"] for fault in planted()["fault"]]
    assert len(set(checks)) == len(checks)
    assert len(set(NUMBERS)) == len(NUMBERS)
    assert set(checks) <= {check.name for check in CHECKS}


@pytest.mark.requirement("A09")
def test_one_county_says_something_else_and_the_comparison_shows_it(city: TinyCity, now: datetime) -> None:
    place = next(place for place in _places() if place.name == HERE)
    files = {data["number"]: data for data in demo_items()}
    for difference in differences():
        data = files[difference["number"]]
        holding, _ = _held(data, city, place, now)
        usual, other = (content_for(each, holding) for each in (data, differing(data, difference["place"])))
        (item,) = load_items(city, now=now, numbers=[data["number"]], places={HERE})
        parent = parent_of(item.catalog_item)
        assert findings(other, parent, world(local_day(now))) == []
        holder = Holder(holding.code, holding.office.name, holding.office.uscc)
        sides = [Side(name, values_of(content, parent, holder)) for name, content in (("市级", usual), ("县级", other))]
        assert compare(profiles()["118"], sides).mismatches, data["name"]
