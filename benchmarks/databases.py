"""Where it is measured: a database of its own on SQLite or PostgreSQL, durable as in production, or one that is named.

``opened`` must run before anything of Tongban that needs Django is imported.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.postgres import postgres_server

SQLITE, POSTGRESQL = "sqlite", "postgresql"
HERE = Path("var/benchmarks")  # a real disk: what is measured waits for it


@contextmanager
def opened(on: str) -> Iterator[None]:
    """Set Django up on a database: an empty one of ours, migrated, or the one at this address."""
    HERE.mkdir(parents=True, exist_ok=True)
    folder = tempfile.mkdtemp(dir=HERE)
    os.environ |= {"TONGBAN_STATE_DIR": str(Path(folder).resolve()), "TONGBAN_MODE": "demo"}
    os.environ.pop("TONGBAN_DATABASE_URL", None)
    try:
        if on == POSTGRESQL:
            with postgres_server(is_durable=True) as server:
                _make_database(server)
                _set_up(f"{server}/tongban", is_ours=True)
                yield
                _leave()
        else:
            _set_up("" if on == SQLITE else on, is_ours=on == SQLITE)
            yield
            _leave()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def address() -> str:
    """Return the address of the database as ``TONGBAN_DATABASE_URL`` writes it, for processes that are started."""
    from django.db import connection

    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    return f"postgres://{settings['USER']}@{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"


def _make_database(server: str) -> None:
    import psycopg

    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS tongban")
        connection.execute("CREATE DATABASE tongban")


def _set_up(url: str, *, is_ours: bool) -> None:
    if url:
        os.environ["TONGBAN_DATABASE_URL"] = url
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongban.server.settings")
    import logging

    import django

    django.setup()
    logging.getLogger().setLevel(logging.ERROR)
    if is_ours:
        from django.core.management import call_command

        call_command("migrate", verbosity=0)


def _leave() -> None:
    from django.db import connections

    connections.close_all()
