"""One action, one transaction: the decorator that every verb wears.

``@action`` runs the verb in a transaction and tries the outermost one again when the database chose another. While
``REFUSE_SILENT_ACTIONS`` is set (tests, debugging) an action that changes rows and publishes nothing is refused, but
for one that says why it may: ``@action(silent="a draft is nobody's business yet")``.
"""

import functools
import random
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, ParamSpec, TypeVar, overload

from django.conf import settings
from django.db import OperationalError, connection, transaction

P = ParamSpec("P")
R = TypeVar("R")

RETRIES = 3
FIRST_PAUSE = 0.05  # seconds; doubles, with jitter
LOST_RACES = {"40001", "40P01", "55P03"}  # serialization failure, deadlock, lock not available
WRITE = re.compile(r'\s*(?:(?P<made>INSERT(?: OR \w+)? INTO)|UPDATE|DELETE FROM)\s+"?(?P<table>\w+)', re.IGNORECASE)
# Tables that tell nobody's story: leases, queues, sign-in sessions, the journal itself.
TECHNICAL = re.compile(r"kernel_|django_|account_|socialaccount_|mfa_")


class SilentAction(AssertionError):
    """An action changed rows and published nothing: the journal would not know that it happened."""


@dataclass
class Watch:
    """What one running action has done so far."""

    tables: set[str] = field(default_factory=set)
    has_published: bool = False


class Watches(threading.local):
    def __init__(self) -> None:
        self.running: list[Watch] = []
        self.depth = 0  # how many actions run inside one another


_watches = Watches()


@overload
def action(act: Callable[P, R]) -> Callable[P, R]: ...
@overload
def action(*, silent: str) -> Callable[[Callable[P, R]], Callable[P, R]]: ...
def action(act: Callable[P, R] | None = None, *, silent: str = "") -> Any:
    """Run a verb in one transaction; the outermost one is tried three times more on deadlock or lock."""
    if act is None:
        return functools.partial(_action, silent=silent)
    return _action(act, silent=silent)


def _action(act: Callable[P, R], silent: str) -> Callable[P, R]:
    @functools.wraps(act)
    def once(*args: P.args, **kwargs: P.kwargs) -> R:
        with _transaction(), _watched(act.__qualname__, silent):
            return act(*args, **kwargs)

    @functools.wraps(act)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if connection.in_atomic_block:
            return once(*args, **kwargs)
        for retry in range(RETRIES):
            try:
                return once(*args, **kwargs)
            except OperationalError as error:
                if not is_lost_race(error):
                    raise
                time.sleep(FIRST_PAUSE * 2**retry * random.uniform(0.5, 1.5))  # noqa: S311
        return once(*args, **kwargs)

    return run


@contextmanager
def _transaction() -> Iterator[None]:
    """Open a transaction. An action within an action shares its fate, so that it needs no savepoint of its own."""
    with transaction.atomic(savepoint=_watches.depth == 0):
        _watches.depth += 1
        try:
            yield
        finally:
            _watches.depth -= 1


def is_lost_race(error: OperationalError) -> bool:
    """Return whether the database refused only because another transaction was in the way."""
    return getattr(error.__cause__, "sqlstate", None) in LOST_RACES or "is locked" in str(error)


def note_published() -> None:
    """Tell the running action that something was published; called by ``events.publish``."""
    if _watches.running:
        _watches.running[-1].has_published = True


@contextmanager
def _watched(name: str, silent: str) -> Iterator[None]:
    if not settings.REFUSE_SILENT_ACTIONS:
        yield
        return
    own = Watch()
    _watches.running.append(own)
    try:
        with connection.execute_wrapper(_note_write):
            yield
    finally:
        _watches.running.pop()
    if own.tables and not own.has_published and not silent:
        raise SilentAction(f"{name} changed {', '.join(sorted(own.tables))} and published nothing")
    if _watches.running:
        outer = _watches.running[-1]
        outer.has_published |= own.has_published
        outer.tables |= set() if silent else own.tables


def _note_write(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    result = execute(sql, params, many, context)
    written = WRITE.match(sql)
    if written and not TECHNICAL.match(written["table"]) and (written["made"] or context["cursor"].rowcount != 0):
        _watches.running[-1].tables.add(written["table"])
    return result
