"""Is it the machines' fault? The database is away or overloaded, or a disk is full: nothing that was asked is wrong."""

import errno
import sqlite3
from collections.abc import Iterator

from django.db import InterfaceError, OperationalError

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def is_database_away(error: BaseException | None) -> bool:
    """Return whether an error, or what led to it, is that the database did not serve: gone, locked, full, too slow."""
    return any(isinstance(each, InterfaceError | OperationalError) and not _is_mistake(each) for each in _chain(error))


def is_disk_full(error: BaseException | None) -> bool:
    """Return whether an error, or what led to it, is that a file could not grow."""
    return any(isinstance(each, OSError) and each.errno in FULL for each in _chain(error))


def _is_mistake(error: BaseException) -> bool:
    """SQLite reports a missing table as an operational error too."""
    return getattr(error.__cause__, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
