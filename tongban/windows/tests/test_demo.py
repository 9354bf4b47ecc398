"""The halls of the demo city."""

import random
from datetime import UTC, datetime

import pytest

from tongban.kernel.moments import local_day
from tongban.people.demo import build_city
from tongban.windows.demo import bind_everything, build_windows
from tongban.windows.models import Window
from tongban.windows.queries import items_at, may_sit

NOW = datetime(2026, 5, 7, 1, 30, tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.requirement("C14")
def test_the_city_has_a_hall_with_its_windows_and_the_counties_and_towns_have_theirs() -> None:
    city = build_city(now=NOW, random=random.Random(1))
    halls = build_windows(city, now=NOW)
    hall = halls.window("12").service_point
    inside = [window for window in halls.windows if window.service_point_id == hall.pk]
    assert len(inside) >= 24
    assert {window.kind for window in inside} == set(Window.Kind)
    assert may_sit(city.officer("wangmin"), halls.window("12"), local_day(NOW))
    assert len(halls.points) >= 1 + 6 + 24
    assert all(window.seats.exists() for window in inside)

    bind_everything(halls, item_codes={"A", "B"}, now=NOW)
    assert items_at(halls.window("12"), local_day(NOW)) == {"A", "B"}
