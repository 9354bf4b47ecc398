"""People and offices that several tests stand on."""

import random
from datetime import UTC, date, datetime

import pytest

from tongban.people.demo import City, build_city

NOW = datetime(2026, 5, 7, 2, 0, tzinfo=UTC)
TODAY = date(2026, 5, 7)


@pytest.fixture
def city(db: None) -> City:
    return build_city(now=NOW, random=random.Random(1))
