"""Reading the database as it stands at one moment, while others go on writing."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def one_moment() -> Iterator[None]:
    """Let all that is read within be of one moment. Nobody waits for it; nothing may be written within."""
    if connection.in_atomic_block:  # a caller's transaction: its moment holds
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")  # not Django's IMMEDIATE, which would keep writers out
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
