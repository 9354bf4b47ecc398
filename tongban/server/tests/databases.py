"""Databases of their own for processes that a test starts: new, empty, of the same kind as the test's."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.db import connection

from conftest import url_of


@contextmanager
def empty_database(folder: Path, name: str) -> Iterator[str]:
    """Yield the address of a database that holds nothing, of the kind that is tested; it is gone afterwards."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{folder / name}.sqlite3"
        return
    server, _, ours = url_of(connection).rpartition("/")
    theirs = f"{ours.partition('?')[0]}_{name}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as maker:
        maker.execute(f'DROP DATABASE IF EXISTS "{theirs}" WITH (FORCE)')
        maker.execute(f'CREATE DATABASE "{theirs}"')
        try:
            yield f"{server}/{theirs}"
        finally:
            maker.execute(f'DROP DATABASE "{theirs}" WITH (FORCE)')


def run(
    *arguments: str | Path, database: str, folder: Path, check: bool = True, **more: str
) -> subprocess.CompletedProcess[str]:
    """Run a program of Python on a database, with the settings of the platform and a state folder of its own."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tongban.server.settings",
        "TONGBAN_DATABASE_URL": database,
        "TONGBAN_STATE_DIR": str(folder),
        "PYTHONWARNINGS": "default",
    }
    done = subprocess.run(
        [sys.executable, *arguments], env=environment | more, capture_output=True, text=True, check=False
    )
    assert not check or done.returncode == 0, done.stdout + done.stderr
    return done


def tongban(
    *arguments: str | Path, database: str, folder: Path, check: bool = True, **more: str
) -> subprocess.CompletedProcess[str]:
    return run("-m", "tongban.server", *arguments, database=database, folder=folder, check=check, **more)
