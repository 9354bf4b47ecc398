"""What every test stands on: its own database, no sockets to the outside, a quick way back to empty tables."""

import os
import socket
from collections.abc import Iterator
from urllib.parse import quote

import hypothesis
import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import translation

from tongban.kernel import triggers

# Doors by which a process comes in: importing one starts it.
collect_ignore = [
    "tongban/server/serving.py",
    "tongban/server/wsgi.py",
    "tongban/server/__main__.py",
    "tongban/exchange/demo/identity",  # a process of its own, with settings and tables of its own
]
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server", "database_url", "city"}
# A busy machine is no fault of a rule; CI draws the same examples every time, everybody else draws new ones.
hypothesis.settings.register_profile("house", deadline=None, derandomize=os.environ.get("CI") == "true")
hypothesis.settings.load_profile("house")

LOOPBACK = {"127.0.0.1", "::1", "localhost"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--only-database", action="store_true", help="leave out tests that touch no database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put journeys last (their browser keeps an event loop, in which Django refuses its database) and choose a part."""
    items.sort(key=lambda item: "journeys" in item.path.parts)
    elsewhere = [item for item in items if not _is_for(item, connection.vendor)]
    if elsewhere:  # left out rather than skipped: a run that skips counts as failed
        items[:] = [item for item in items if _is_for(item, connection.vendor)]
        config.hook.pytest_deselected(items=elsewhere)
    if config.getoption("--only-database"):
        others = [item for item in items if not _needs_database(item)]
        items[:] = [item for item in items if _needs_database(item)]
        config.hook.pytest_deselected(items=others)


def _is_for(item: pytest.Item, vendor: str) -> bool:
    marker = item.get_closest_marker("only_on")
    return marker is None or vendor in marker.args


def _needs_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(fixtures & DATABASE_FIXTURES) or item.get_closest_marker("django_db") is not None


@pytest.fixture(autouse=True, scope="session")
def no_sockets_to_the_outside() -> Iterator[None]:
    """Let nothing reach beyond this machine: partners outside are demo partners in tests."""
    connect = socket.socket.connect

    def connect_at_home(self: socket.socket, address: tuple[str, int] | str) -> None:
        if self.family != socket.AF_UNIX and address[0] not in LOOPBACK:
            raise RuntimeError(f"a test tried to reach {address[0]}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_at_home)
        yield


@pytest.fixture(autouse=True)
def reader_of_chinese() -> Iterator[None]:
    """Let each test begin in Chinese, whatever language the request of the one before it asked for."""
    with translation.override("zh-hans"):
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> Iterator[None]:
    """Make the test database, and empty it by DELETE: TRUNCATE of every table costs a second a test."""
    flush = _flush_postgres if connection.vendor == "postgresql" else _flush_sqlite
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection.ops, "sql_flush", flush)
        yield


def _flush_postgres(style: object, tables: list[str], **options: bool) -> list[str]:
    """Return the statements that empty the tables; the triggers that guard the journal sleep meanwhile."""
    quoted = [connection.ops.quote_name(table) for table in tables]
    return ["SET LOCAL session_replication_role = replica", *(f"DELETE FROM {table}" for table in quoted)]  # noqa: S608


def _flush_sqlite(style: object, tables: list[str], **options: bool) -> list[str]:
    """Return the statements that empty the tables; triggers that refuse are taken off and put back as they were."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%RAISE(%'")
        guards = cursor.fetchall()
    quoted = [connection.ops.quote_name(table) for table in tables]
    return [
        *(f"DROP TRIGGER {connection.ops.quote_name(name)}" for name, _ in guards),
        *(f"DELETE FROM {table}" for table in quoted),  # noqa: S608 (names of our own tables)
        *(sql for _, sql in guards),
    ]


@pytest.fixture
def unguarded(db: None) -> Iterator[None]:
    """Take the triggers of the journal and its seals off, as someone with the keys of the database could."""
    triggers.drop(connection)
    yield
    triggers.install(connection)


@pytest.fixture
def database_url(transactional_db: None) -> str:
    """Return the address of the test database, for ``TONGBAN_DATABASE_URL`` of a process that a test starts."""
    return url_of(connection)


def url_of(database: BaseDatabaseWrapper) -> str:
    """Return the address of a database as ``TONGBAN_DATABASE_URL`` writes it."""
    settings = database.settings_dict
    if database.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    login = quote(settings["USER"]) + (f":{quote(settings['PASSWORD'], safe='')}" if settings["PASSWORD"] else "")
    return f"postgres://{login}@{quote(settings['HOST'], safe='')}:{settings['PORT']}/{settings['NAME']}"
