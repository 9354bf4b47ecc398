"""The past of a large demo city: a file like any other, believable, and taken in whole."""

import random
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db.models import Count, Max, Min

from tongban.kernel import journal
from tongban.kernel.moments import BEIJING
from tongban.matters.models import Matter, Work
from tongban.people.demo.crowd import party_lines
from tongban.people.models import Party
from tongban.server import city, demo
from tongban.server.tests.old_system import refused, take_in

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=BEIJING)
SIZE = 400


@pytest.mark.django_db
def test_a_city_gets_a_past_of_so_many_cases(settings: Any, tmp_path: Any) -> None:
    settings.STATE = settings.FILES_DIR = tmp_path
    demo.build(now=NOW, cases=0)
    people = Party.objects.count()

    path, _ = city.write_past(demo.find_stage(), size=SIZE, now=NOW)
    load = take_in(path, now=NOW).load

    assert refused(path) == {}
    matters = Matter.objects.all()
    today = sum(1 for line in path.read_text().splitlines() if '"kind": "case"' in line)
    assert matters.count() == today >= SIZE - 5  # of today's, those that have not come yet are left out
    assert Party.objects.count() - people + matters.count() == load.added
    span = matters.aggregate(first=Min("received_at"), last=Max("received_at"))
    assert span["last"] - span["first"] > timedelta(days=1000)
    assert len(matters.values("subject_code").annotate(n=Count("pk"))) > 20
    outcomes = Counter(matters.values_list("outcome", flat=True))
    assert outcomes["granted"] > 0.7 * SIZE
    still_open = matters.exclude(state="closed")
    assert 0.01 * SIZE < still_open.count() < 0.2 * SIZE
    assert set(Work.objects.values_list("matter", flat=True)) == set(still_open.values_list("pk", flat=True))
    assert all(journal.verify(matter.subject) is None for matter in matters[:20])


def test_no_two_people_of_the_crowd_are_one() -> None:
    lines = list(party_lines(2_000, counties=[("990102", "云城区")], draw=random.Random(1)))
    assert len({line["identity"] for line in lines}) == len({line["phone"] for line in lines}) == 2_000


@pytest.mark.parametrize(("text", "size"), [("10000", 10_000), ("city", 1_000_000)])
def test_a_size_is_a_number_or_a_word(text: str, size: int) -> None:
    assert city.size_of(text) == size
