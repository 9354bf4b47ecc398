"""What came is made to happen, row by row, by the acts that people use; what has to wait is parked.

A module that knows what a set means registers a function with ``takes``. It raises ``NotYet`` where something else has
to come first, and ``Refused`` where it cannot happen; each row is an act of its own.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tongban.exchange.actions.taking import wake
from tongban.exchange.events import RowApplied, RowRefused
from tongban.exchange.models import Direction, ExchangeRow, Link
from tongban.exchange.rules import sets
from tongban.kernel.events import SYSTEM, publish
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.transactions import action
from tongban.people.models import Officer

AT_ONCE = 200
ASKED_AGAIN, KEPT_PARKED = timedelta(minutes=1), timedelta(days=7)
State = ExchangeRow.State
log = logging.getLogger(__name__)


class NotYet(Exception):
    """Something has to come first; the row waits."""

    def __init__(self, *obstacles: Obstacle):
        self.obstacles = list(obstacles)
        super().__init__(", ".join(obstacle.code for obstacle in obstacles))


@dataclass(frozen=True)
class Arrived:
    """A row as it came: who sent it, in whose name it acts, its set, and our values of its fields."""

    link: Link
    dataset: str
    project_no: str
    sync: str
    values: Mapping[str, Any]
    by: Officer

    def text(self, name: str) -> str:
        return str(self.values.get(name, ""))


Take = Callable[[Arrived, datetime], None]
_takes: dict[str, Take] = {}


def takes(dataset: str) -> Callable[[Take], Take]:
    """Register the function that makes a row of a set happen."""

    def register(take: Take) -> Take:
        _takes[dataset] = take
        return take

    return register


def apply_waiting(*, now: datetime, at_most: int = AT_ONCE) -> int:
    """Make happen what is due, each matter's rows in the order of their sets; return how many rows were looked at."""
    due = ExchangeRow.objects.filter(state__in=[State.TAKEN, State.PARKED], next_try_at__lte=now, link__is_paused=False)
    found = list(
        due.select_related("link__partner", "link__account__officer__office").order_by("next_try_at", "pk")[:at_most]
    )
    for row in sorted(found, key=_place):
        apply_one(row, now=now)
    return len(found)


def _place(row: ExchangeRow) -> tuple[str, int, int]:
    chosen = sets.data_set(row.dataset)
    return row.project_no, chosen.rank if chosen else 0, row.pk


def apply_one(row: ExchangeRow, *, now: datetime) -> None:
    """Make one row happen, park it, or refuse it with its reasons."""
    try:
        apply_row(row=row, now=now)
    except NotYet as wait:
        _wait(row, wait.obstacles, now)
    except Refused as refused:
        refuse_row(row=row, obstacles=refused.obstacles, now=now)
    except Exception as error:
        log.exception("row failed", extra={"row": row.pk, "dataset": row.dataset})
        refuse_row(row=row, obstacles=[Obstacle("row_failed", type(error).__name__)], now=now)


@action
def apply_row(*, row: ExchangeRow, now: datetime) -> None:
    """Make a row happen, once, if what it needs has come. Raises NotYet, Refused."""
    fresh = ExchangeRow.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if fresh.state not in (State.TAKEN, State.PARKED):
        return
    chosen = sets.data_set(row.dataset)
    assert chosen
    if lacking := _lacking(row, chosen):
        raise NotYet(*lacking)
    if take := _takes.get(row.dataset):
        assert row.link.account
        values = chosen.read(fresh.payload.clear())
        take(Arrived(row.link, row.dataset, row.project_no, row.sync, values, row.link.account.officer), now)

    fresh.state, fresh.settled_at, fresh.reasons = State.APPLIED, now, []
    fresh.save(update_fields=["state", "settled_at", "reasons"])
    wake(row.link, {row.project_no}, now)
    publish(RowApplied(**_about(row, now)))


def _lacking(row: ExchangeRow, chosen: sets.DataSet) -> list[Obstacle]:
    """Return what has to come before: rows of other sets of the same matter, or the row that is to be changed."""
    there = ExchangeRow.objects.filter(
        link=row.link, project_no=row.project_no, state__in=[State.APPLIED, State.DELIVERED]
    )
    have = set(there.values_list("dataset", "direction").distinct()) if chosen.needs else set()
    told = {name for name, direction in have if direction == Direction.IN or _begins(name)}
    lacking = [Obstacle("waits_for_set", name) for name in chosen.needs if name not in told]
    if row.sync in (sets.UPDATE, sets.DELETE) and not there.filter(guid=row.guid, direction=Direction.IN).exists():
        lacking.append(Obstacle("waits_for_insert", row.guid))
    return lacking


def _begins(dataset: str) -> bool:
    """Say whether a matter begins with this set: then it counts whoever told it, else only what they told."""
    chosen = sets.data_set(dataset)
    return chosen is not None and not chosen.needs


def _wait(row: ExchangeRow, obstacles: list[Obstacle], now: datetime) -> None:
    if now - row.at > KEPT_PARKED:
        refuse_row(row=row, obstacles=obstacles, now=now)
    else:
        park_row(row=row, obstacles=obstacles, now=now)


@action(silent="a row that waits has not happened")
def park_row(*, row: ExchangeRow, obstacles: list[Obstacle], now: datetime) -> None:
    """Let a row wait for what comes before it."""
    waiting = ExchangeRow.objects.filter(pk=row.pk, state__in=[State.TAKEN, State.PARKED])
    reasons = [obstacle.as_json() for obstacle in obstacles]
    waiting.update(state=State.PARKED, reasons=reasons, next_try_at=now + ASKED_AGAIN)


@action
def refuse_row(*, row: ExchangeRow, obstacles: list[Obstacle], now: datetime) -> None:
    """Put a row on the list of those that could not happen, with the reasons."""
    fresh = ExchangeRow.objects.select_for_update(of=("self",)).defer("payload").get(pk=row.pk)
    if fresh.state not in (State.TAKEN, State.PARKED):
        return
    fresh.state, fresh.settled_at = State.REFUSED, now
    fresh.reasons = [obstacle.as_json() for obstacle in obstacles]
    fresh.save(update_fields=["state", "settled_at", "reasons"])
    reasons = tuple(obstacle.code for obstacle in obstacles)
    publish(RowRefused(**_about(row, now), reasons=reasons))


def _about(row: ExchangeRow, now: datetime) -> dict[str, Any]:
    return {
        "subject": row.subject,
        "by": str(SYSTEM),
        "at": now,
        "system": row.link.partner.code,
        "dataset": row.dataset,
        "project_no": row.project_no,
        "guid": row.guid,
    }
