"""No page waits for ever for a database server that hangs: one that neither answers nor breaks the connection.

A server ends a statement that takes too long by itself; this is for the server that cannot even do that (stopped,
swapping, behind a dead disk). What was asked of it may be done all the same once it goes on.
"""

import time
from collections.abc import Generator
from typing import Any

import psycopg

Waiting = Generator[Any, Any, Any]


class NoAnswer(psycopg.OperationalError):
    """The database server has not answered for too long."""


def limit_waiting(connection: psycopg.Connection[Any], *, seconds: float) -> None:
    """Let whatever is asked of a connection end after so many seconds without an answer, and the connection with it."""
    usual = connection.wait

    def wait(asked: Waiting, **options: Any) -> Any:
        try:
            return usual(_limited(asked, seconds), **options)
        except NoAnswer:
            connection.close()
            raise

    connection.wait = wait  # type: ignore[assignment, method-assign]


def _limited(asked: Waiting, seconds: float) -> Waiting:
    """Pass on what the driver waits for, which looks up several times a second."""
    end = time.monotonic() + seconds
    try:
        wanted = next(asked)
        while True:
            ready = yield wanted
            if not ready and time.monotonic() > end:
                asked.close()
                raise NoAnswer(f"no answer from the database server for {seconds:.0f} s")
            wanted = asked.send(ready)
    except StopIteration as done:
        return done.value
