"""The city that is made to suffer: one for all crash tests, well again before each."""

import os
from collections.abc import Iterator

import pytest

from tests.crashes.city import City, served_city
from tests.crashes.databases import own_database
from tests.crashes.waiting import until


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """A city of its own, on the kind of database under test, with a server of its own."""
    folder = tmp_path_factory.mktemp("city")
    like = os.environ.get("TONGBAN_DATABASE_URL", "")
    with own_database(like, folder) as database, served_city(database, folder) as city:
        yield city


@pytest.fixture
def city(served: City) -> City:
    until(served.is_well, "a city that is well again after the test before")
    return served
