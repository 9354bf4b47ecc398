"""The stories of the demo city: forms filled in as the guides ask, cases in many states, the same each time."""

import random
from collections import Counter
from datetime import date, datetime
from typing import Any

import pytest

from tongban.cases.demo import tell_stories
from tongban.cases.demo.forms import answers_to, form_for
from tongban.cases.models import Case, Paper
from tongban.catalogue.demo import demo_items, load_items, name_clerks
from tongban.catalogue.models import Item
from tongban.catalogue.rules import form_errors
from tongban.catalogue.rules.questions import question_errors
from tongban.kernel.moments import BEIJING
from tongban.people.demo import City, Population, build_city, build_parties
from tongban.windows.demo import bind_everything, build_windows

NOW = datetime(2026, 5, 8, 15, 0, tzinfo=BEIJING)
PLACES = {"云州市", "云城区", "鼓楼街道"}  # every item is held at one of them


@pytest.fixture
def city(db: None, settings: Any, tmp_path: Any) -> tuple[City, Population, list[Item]]:
    settings.FILES_DIR = tmp_path
    draw = random.Random("990100")
    city = build_city(now=NOW, random=draw)
    population = build_parties(city, random=draw)
    halls = build_windows(city, now=NOW)
    items = load_items(city, now=NOW, places=PLACES)
    name_clerks(city, items)
    bind_everything(halls, item_codes=[item.code for item in items], now=NOW)
    return city, population, items


def test_every_form_is_filled_in_as_the_guide_asks(city: tuple[City, Population, list[Item]]) -> None:
    versions = {item.catalog_item_id: item.current for item in city[2]}
    assert len(versions) == len(demo_items())
    for version in versions.values():
        assert version
        for seed in range(20):
            draw = random.Random(seed)
            answers = answers_to(version, draw)
            form = form_for(version, answers, draw)
            assert question_errors(version.questions, answers) == []
            assert form_errors(version.form_schema, form, answers, today=date(2026, 5, 8)) == [], version.title


def test_stories_are_told_as_far_as_today_and_come_to_different_ends(
    city: tuple[City, Population, list[Item]],
) -> None:
    place, population, items = city
    told = [item for item in items if item.current and item.current.run_mode in {"here", "pushed"}]
    cases = tell_stories(city=place, population=population, items=told, first=0, count=12, now=NOW)
    assert [case.idempotency_key for case in Case.objects.order_by("matter__received_at")] == [
        case.idempotency_key for case in cases
    ]
    matters = [case.matter for case in Case.objects.select_related("matter")]
    assert all(matter.received_at <= NOW for matter in matters)
    assert len(Counter(matter.state for matter in matters)) > 1
    assert Case.objects.exclude(papers=None).exists()
    subjects = Paper.objects.exclude(file=None).values_list("file__subject", flat=True)
    assert {subject.partition(":")[0] for subject in subjects} == {"matter"}  # whoever may see the matter opens them
