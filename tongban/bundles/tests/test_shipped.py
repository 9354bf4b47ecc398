"""The bundles that come with the platform: each is published where its items are handled, without a finding."""

import re
from pathlib import Path

import pytest

from tongban.bundles.actions.loading import load_design, shipped_designs
from tongban.bundles.queries.checking import findings_of
from tongban.bundles.rules.checks import ADVICE
from tongban.catalogue.demo import load_items
from tongban.catalogue.tests.conftest import NOW, TinyCity, city  # noqa: F401 (fixture)
from tongban.kernel.events import SYSTEM
from tongban.people.models import Region
from tongban.ui.wording import say

ITEMS = Path(__file__).parents[2] / "catalogue/demo_items"


def numbers_of(codes: set[str]) -> set[int]:
    found = set()
    for path in ITEMS.glob("*.toml"):
        code = re.search(r'^code = "(\d+)"', path.read_text(encoding="utf-8"), re.MULTILINE)
        if code and code[1] in codes:
            found.add(int(path.name.partition("_")[0]))
    return found


@pytest.mark.requirement("E04", "E05", "E08", "E09", "E12", "E13")
@pytest.mark.parametrize("code", sorted(shipped_designs()))
def test_it_is_published_and_asks_nothing_twice(city: TinyCity, code: str) -> None:  # noqa: F811
    design = shipped_designs()[code]
    Region.objects.filter(level="county").update(parent=Region.objects.get(level="city"))  # some items are the city's
    load_items(city, now=NOW, numbers=numbers_of({line.item for line in design.members}))
    bundle = load_design(design=design, region=Region.objects.get(name="云城区"), by=SYSTEM, now=NOW)
    assert bundle.current is not None
    findings = [finding for finding in findings_of(bundle.current) if finding.code not in ADVICE]
    assert not findings, [say(finding) for finding in findings]
