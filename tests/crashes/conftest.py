"""The city that is made to suffer: one for all crash tests, well again before each."""

import os
from collections.abc import Iterator

import pytest

from tests.crashes.applicants import ITEM, Online
from tests.crashes.city import City, served_city
from tests.crashes.databases import own_database
from tests.crashes.visitor import Visitor
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


@pytest.fixture(scope="session")
def signed_in(served: City) -> Online:
    """A citizen who signed in once: codes are not given out without limit."""
    visitor = Visitor(served.address)
    visitor.sign_in_citizen("19900000001")
    return Online(visitor, served.ask("item", ITEM))


@pytest.fixture
def citizen(city: City, signed_in: Online) -> Online:
    return signed_in
