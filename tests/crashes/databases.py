"""A database of our own that can go away and come back, on either kind; commits are durable, as in production."""

import contextlib
import os
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from signal import SIGCONT, SIGQUIT, SIGSTOP
from typing import Protocol

import psycopg

from tests.crashes.processes import children
from tools.postgres import Server, own_server

NAME = "city"
SETTINGS = ["shared_buffers=64MB"]  # otherwise as PostgreSQL ships: fsync on


class Database(Protocol):
    """Where the city lives."""

    url: str
    hides_pages: bool  # whether a page that only reads is out of reach as well while the database is away

    def away(self) -> contextlib.AbstractContextManager[None]:
        """Take the database away for as long as the block lasts."""


@dataclass
class Postgres:
    server: Server
    url: str
    hides_pages: bool = True

    @contextlib.contextmanager
    def away(self) -> Iterator[None]:
        self.server.stop(SIGQUIT)  # as if the power had failed: it recovers from its log when it comes back
        try:
            yield
        finally:
            self.server.start()

    @contextlib.contextmanager
    def hanging(self) -> Iterator[None]:
        """Let every process of the server stand still: it takes connections, and answers nobody."""
        assert self.server.process is not None
        postmaster = self.server.process.pid
        os.kill(postmaster, SIGSTOP)  # first, so that no other process begins
        stopped = [postmaster, *children(postmaster)]
        try:
            for pid in stopped[1:]:
                os.kill(pid, SIGSTOP)
            yield
        finally:
            for pid in reversed(stopped):
                os.kill(pid, SIGCONT)


@dataclass
class Sqlite:
    path: Path
    hides_pages: bool = False  # readers of a write-ahead log wait for nobody

    @property
    def url(self) -> str:
        return f"sqlite:///{self.path}"

    @contextlib.contextmanager
    def away(self) -> Iterator[None]:
        """Let another program hold the only lock for writing."""
        held, over = threading.Event(), threading.Event()

        def hold() -> None:
            with contextlib.closing(sqlite3.connect(self.path, timeout=30, isolation_level=None)) as connection:
                connection.execute("BEGIN EXCLUSIVE")
                held.set()
                over.wait()

        holder = threading.Thread(target=hold)
        holder.start()
        assert held.wait(30)
        try:
            yield
        finally:
            over.set()
            holder.join()


@contextlib.contextmanager
def own_database(like: str, folder: Path) -> Iterator[Database]:
    """Yield an empty database of the kind that an address names."""
    if not like.startswith("postgres"):
        yield Sqlite(folder / f"{NAME}.sqlite3")
        return
    with own_server(SETTINGS) as server:
        with psycopg.connect(f"{server.address}/postgres", autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{NAME}"')
        yield Postgres(server, f"{server.address}/{NAME}")
