"""Which request an act belongs to: the id that stands in the logs, in the answer's header and in the journal.

A page or call has one for its whole length; so has each job, delivery and task of the worker. It is also as long as
what was found out between its acts may be remembered (``transactions.remembered``).
"""

import re
import secrets
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

# What a proxy in front may have chosen: as long as a UUID at most, and nothing that a log or a page must escape.
GIVEN = re.compile(r"[A-Za-z0-9-]{8,36}")

request_id: ContextVar[str] = ContextVar("request_id", default="")  # empty: a command, a test
found_out: ContextVar[dict[Hashable, Any] | None] = ContextVar("found_out", default=None)


def new_request_id() -> str:
    return secrets.token_hex(8)


def given_or_new(given: str) -> str:
    """Return the id that came along if it is one, or else a new one.

    >>> given_or_new("7f3a91c0-ab12")
    '7f3a91c0-ab12'
    >>> len(given_or_new("7f3a91c0" + chr(10) + "forged line"))
    16
    """
    return given if GIVEN.fullmatch(given) else new_request_id()


@contextmanager
def within(name: str = "") -> Iterator[str]:
    """Do what follows as one request, under this id or a new one."""
    token, memory = request_id.set(name or new_request_id()), found_out.set({})
    try:
        yield request_id.get()
    finally:
        request_id.reset(token)
        found_out.reset(memory)
