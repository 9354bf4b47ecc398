"""One action, one transaction: the decorator that every verb wears.

``@action`` runs the verb in a transaction and tries the outermost one again when the database chose another. The
outermost action is an *act*: what it tells of one subject is one journal row, written at its end, and what it has
found out it may remember. While ``REFUSE_SILENT_ACTIONS`` is set (tests, debugging) an action that changes rows and
publishes nothing is refused, but for one that says why it may: ``@action(silent="a draft is nobody's business yet")``.
"""

import functools
import random
import re
import threading
import time
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, ParamSpec, Protocol, TypeVar, overload

from django.conf import settings
from django.db import DatabaseError, IntegrityError, OperationalError, connection, transaction

from tongban.kernel import journal, requests
from tongban.kernel.databases.along import database
from tongban.kernel.tables.journal import JournalEntry

P = ParamSpec("P")
R = TypeVar("R")

RETRIES = 3
FIRST_PAUSE = 0.05  # seconds; doubles, with jitter
PATIENCE = 1.5  # times the longest wait for a lock: then no other try is begun, somebody waits for the answer
LOST_RACES = {"40001", "40P01", "55P03"}  # serialization failure, deadlock, lock not available; see ``journal``, too
WRITE = re.compile(r'\s*(?:(?P<made>INSERT(?: OR \w+)? INTO)|UPDATE|DELETE FROM)\s+"?(?P<table>\w+)', re.IGNORECASE)
# Tables that tell nobody's story: leases, queues, sign-in sessions, the journal itself.
TECHNICAL = re.compile(r"kernel_|django_|account_|socialaccount_|mfa_")


class SilentAction(AssertionError):
    """An action changed rows and published nothing: the journal would not know that it happened."""


class Told(Protocol):
    """What an act tells: an event."""

    @property
    def subject(self) -> str: ...

    def entry(self, then: Sequence[Any] = ()) -> JournalEntry: ...


@dataclass
class Watch:
    """What one running action has done so far."""

    tables: set[str] = field(default_factory=set)
    has_published: bool = False


@dataclass
class Act:
    """The outermost action that runs: what it still has to write, and what it remembers until it ends."""

    savepoint: str | None
    told: list[Told] = field(default_factory=list)
    remembered: dict[Hashable, Any] = field(default_factory=dict)


class Running(threading.local):
    def __init__(self) -> None:
        self.act: Act | None = None
        self.watches: list[Watch] = []


_running = Running()


class InsideSavepoint(Exception):
    """A savepoint can be undone alone: what an act tells within one of its own could outlive what happened."""


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
        if _running.act and not settings.REFUSE_SILENT_ACTIONS:
            return _within(act, args, kwargs)
        with _transaction(), _watched(act.__qualname__, silent):
            return act(*args, **kwargs)

    @functools.wraps(act)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if connection.in_atomic_block:
            return once(*args, **kwargs)
        last_start = time.monotonic() + PATIENCE * settings.LOCK_SECONDS
        for retry in range(RETRIES):
            try:
                return once(*args, **kwargs)
            except (OperationalError, IntegrityError) as error:
                if not is_lost_race(error) or time.monotonic() > last_start:
                    raise
                time.sleep(FIRST_PAUSE * 2**retry * random.uniform(0.5, 1.5))  # noqa: S311 (no secret)
        return once(*args, **kwargs)

    return run


def _within(act: Callable[..., R], args: Any, kwargs: Any) -> R:
    """Run an action within an action, as ``atomic(savepoint=False)`` does: if it fails, nothing of the act is kept."""
    try:
        return act(*args, **kwargs)
    except BaseException:
        connection.needs_rollback = True
        raise


@contextmanager
def _transaction() -> Iterator[None]:
    """Open a transaction. An action within an action shares its fate, so that it needs no savepoint of its own."""
    if _running.act:
        with transaction.atomic(savepoint=False):
            yield
        return
    with transaction.atomic():
        act = _running.act = Act(savepoint=_savepoint())
        database().begin_act()
        try:
            yield
            journal.append(_entries(act.told))
            database().send_what_is_answered()
        finally:
            _running.act = None
            database().end_act()
            _forget()


def _savepoint() -> str | None:
    """Return the innermost savepoint that is open."""
    return next((name for name in reversed(connection.savepoint_ids) if name), None)


def is_lost_race(error: DatabaseError) -> bool:
    """Return whether the database refused only because another transaction was in the way."""
    reason = str(error)
    if isinstance(error, IntegrityError):
        return journal.PLACE_TAKEN in reason
    return getattr(error.__cause__, "sqlstate", None) in LOST_RACES or "is locked" in reason


def tell(told: Sequence[Told]) -> None:
    """Take what ``events.publish`` tells: into the journal at the end of the act, at once where no action runs."""
    if _running.watches:
        _running.watches[-1].has_published = True
    if _running.act is None:
        journal.append(_entries(told))
        return
    if _savepoint() != _running.act.savepoint:
        raise InsideSavepoint
    _running.act.told.extend(told)


def _entries(told: Sequence[Told]) -> list[JournalEntry]:
    """Return a journal row per subject: the first thing told of it leads, the others stand in its body."""
    by_subject: dict[str, list[Told]] = {}
    for each in told:
        by_subject.setdefault(each.subject, []).append(each)
    return [leading.entry(then) for leading, *then in by_subject.values()]


def remembered() -> dict[Hashable, Any]:
    """Return what the running act remembers, to be asked and added to; between acts, what the request does.

    An act begins with nothing and its end makes the request forget: it may have changed what was found out.
    """
    if _running.act:
        return _running.act.remembered
    found = requests.found_out.get()
    return {} if found is None else found


def _forget() -> None:
    if found := requests.found_out.get():
        found.clear()


@contextmanager
def _watched(name: str, silent: str) -> Iterator[None]:
    if not settings.REFUSE_SILENT_ACTIONS:
        yield
        return
    own = Watch()
    _running.watches.append(own)
    try:
        with connection.execute_wrapper(_note_write):
            yield
    finally:
        _running.watches.pop()
    if own.tables and not own.has_published and not silent:
        raise SilentAction(f"{name} changed {', '.join(sorted(own.tables))} and published nothing")
    if _running.watches:
        outer = _running.watches[-1]
        outer.has_published |= own.has_published
        outer.tables |= set() if silent else own.tables


def _note_write(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    result = execute(sql, params, many, context)
    written = WRITE.match(sql)
    if written and not TECHNICAL.match(written["table"]) and (written["made"] or context["cursor"].rowcount != 0):
        _running.watches[-1].tables.add(written["table"])
    return result
