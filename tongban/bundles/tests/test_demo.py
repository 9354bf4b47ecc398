"""What the demo city shows of bundles: each handed in and brought on through the actions."""

import random
from collections import Counter
from typing import Any

import pytest

from tongban.bundles.actions.loading import shipped_designs
from tongban.bundles.demo import hand_in_bundles, load_bundles
from tongban.bundles.demo.said import SAID
from tongban.bundles.models import Whole
from tongban.cases.tests.test_demo import NOW
from tongban.catalogue.demo import demo_items, load_items, name_clerks
from tongban.kernel.moments import local_day
from tongban.matters.models import Matter
from tongban.people.demo import City, build_city, build_parties
from tongban.windows.demo import bind_everything, build_windows

PLACES = {"云州市", "云城区"}


@pytest.fixture
def city(db: None, settings: Any, tmp_path: Any) -> City:
    settings.FILES_DIR = tmp_path
    draw = random.Random("990100")
    city = build_city(now=NOW, random=draw)
    build_parties(city, random=draw)
    halls = build_windows(city, now=NOW)
    items = load_items(city, now=NOW, numbers=_numbers(), places=PLACES)
    name_clerks(city, items)
    load_bundles(now=NOW, codes={said.code for said in SAID.values()}, places=PLACES)
    bind_everything(halls, item_codes=[item.code for item in items], now=NOW)
    return city


def _numbers() -> list[int]:
    """Return the files of the items that the bundles are made of."""
    designs = shipped_designs()
    codes = {member.item for said in SAID.values() for member in designs[said.code].members}
    return [data["number"] for data in demo_items() if data["code"] in codes]


def states(whole: Whole) -> dict[str, int]:
    return dict(Counter(whole.members.values_list("state", flat=True)))


@pytest.mark.requirement("C18", "E06")
def test_one_bundle_is_half_way_one_is_done_one_is_late_and_one_was_taken_back_in_part(city: City) -> None:
    half_way, done, late, taken_back = hand_in_bundles(city=city, now=NOW)

    assert states(half_way) == {"granted": 2, "running": 3, "not_needed": 1}
    found = dict(half_way.matter.children.values_list("case__version__item__catalog_item", "state"))
    assert sorted(found.values()) == ["accepted", "correcting", "decided", "decided", "received"]

    joint = half_way.joint_visits.get()
    assert (joint.state, [part.visit.officers.count() for part in joint.parts.all()]) == ("set", [2, 2])
    assert joint.planned_for > NOW

    matter = Matter.objects.get(pk=done.matter_id)
    assert (states(done), matter.outcome, matter.state) == ({"granted": 7}, "granted", "decided")
    assert matter.decided_at
    assert local_day(matter.decided_at) == local_day(matter.received_at)

    assert not Matter.objects.get(pk=late.matter_id).decided_at
    assert Whole.objects.get(pk=late.pk).alarm_due_at < NOW
    assert states(taken_back) == {"granted": 1, "failed": 1, "blocked": 4, "not_needed": 1}
    assert hand_in_bundles(city=city, now=NOW) == []
