"""Shared queues: who came is registered, the next is taken by whoever is free and can, some leave unserved."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Max

from tongban.kernel.events import publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action
from tongban.people.models import Officer
from tongban.people.queries import may, not_allowed
from tongban.windows.actions.refusals import CannotQueue
from tongban.windows.events import ArrivalLeft, ArrivalRegistered, ArrivalTaken, PoolSet
from tongban.windows.models import Arrival, Pool, ServicePoint, Window
from tongban.windows.queries import may_sit, open_visit
from tongban.windows.queries.pools import called_to, waiting_for
from tongban.windows.rules.pools import fits


@action
def set_pool(
    *, service_point: ServicePoint, name: str, windows: Collection[Window], by: Officer, now: datetime
) -> Pool:
    """Make a queue for windows of a service point, or let the one of that name serve these windows instead."""
    obstacles = not_allowed(by, "supervise", office=service_point.office, on=local_day(now))
    if not windows:
        obstacles.append(Obstacle("pool_without_windows"))
    if any(window.service_point_id != service_point.pk for window in windows):
        obstacles.append(Obstacle("window_of_another_point"))
    if obstacles:
        raise CannotQueue(obstacles)

    pool, _is_new = Pool.objects.get_or_create(service_point=service_point, name=name.strip())
    pool.windows.set(windows)
    publish(
        PoolSet(
            subject=f"pool:{pool.pk}",
            by=str(by.actor),
            at=now,
            pool_id=pool.pk,
            service_point_id=service_point.pk,
            window_ids=tuple(sorted(window.pk for window in windows)),
        )
    )
    return pool


@action
def register_arrival(
    *,
    pool: Pool,
    called: str = "",
    item_codes: Collection[str] = (),
    goes_first: bool = False,
    by: Officer,
    now: datetime,
) -> Arrival:
    """Register that somebody came, and give them the next number of the day."""
    pool = Pool.objects.select_for_update(of=("self",)).select_related("service_point__office").get(pk=pool.pk)
    if not _greets(by, pool, now):
        raise CannotQueue([Obstacle("no_power", "receive")])

    today = local_day(now)
    last = Arrival.objects.filter(pool=pool, day=today).aggregate(last=Max("number"))["last"]
    arrival = Arrival(
        pool=pool, day=today, number=(last or 0) + 1, item_codes=sorted(set(item_codes)), goes_first=goes_first,
        arrived_at=now, greeted_by=by,
    )  # fmt: skip
    arrival.called = called.strip()
    arrival.save(force_insert=True)
    publish(
        ArrivalRegistered(
            subject=arrival.subject,
            by=str(by.actor),
            at=now,
            pool_id=pool.pk,
            number=arrival.number,
            item_codes=tuple(arrival.item_codes),
        )
    )
    return arrival


@action
def take_next(*, window: Window, takes: Collection[str], by: Officer, now: datetime) -> Arrival:
    """Ask the next who can be served here to a window: ``takes`` are the codes that window and officer take today.

    Whoever goes first goes first, then who waited longest; nobody is taken twice. Who was asked already and has not
    begun is still the one. Raises CannotQueue.
    """
    window = Window.objects.select_for_update().get(pk=window.pk)
    if called := called_to(window):
        return called
    if not may_sit(by, window, local_day(now)):
        raise CannotQueue([Obstacle("not_seated_at_window", window.number)])
    if open_visit(window):
        raise CannotQueue([Obstacle("window_is_busy", window.number)])
    arrival = _first(waiting_for(window, on=local_day(now)), frozenset(takes))
    if arrival is None:
        raise CannotQueue([Obstacle("nobody_waits_for_you")])

    arrival.state, arrival.window, arrival.officer, arrival.taken_at = Arrival.State.TAKEN, window, by, now
    arrival.save(update_fields=["state", "window", "officer", "taken_at"])
    publish(
        ArrivalTaken(
            subject=arrival.subject,
            by=str(by.actor),
            at=now,
            pool_id=arrival.pool_id,
            number=arrival.number,
            window_id=window.pk,
            waited_seconds=int((now - arrival.arrived_at).total_seconds()),
        )
    )
    return arrival


@action
def mark_left(*, arrival: Arrival, by: Officer, now: datetime) -> Arrival:
    """Note that somebody left without being served: they gave up waiting, or did not come when asked."""
    arrival = (
        Arrival.objects.select_for_update(of=("self",)).select_related("pool__service_point__office").get(pk=arrival.pk)
    )
    if arrival.officer_id != by.pk and not _greets(by, arrival.pool, now):
        raise CannotQueue([Obstacle("no_power", "receive")])
    if arrival.state == Arrival.State.LEFT or arrival.visit_id:
        raise CannotQueue([Obstacle("arrival_is_over", str(arrival))])

    arrival.state, arrival.left_at = Arrival.State.LEFT, now
    arrival.save(update_fields=["state", "left_at"])
    publish(
        ArrivalLeft(subject=arrival.subject, by=str(by.actor), at=now, pool_id=arrival.pool_id, number=arrival.number)
    )
    return arrival


def _greets(officer: Officer, pool: Pool, now: datetime) -> bool:
    """Say whether an officer registers who comes to a queue: they receive there, or supervise."""
    office, today = pool.service_point.office, local_day(now)
    return any(may(officer, power, office=office, on=today) for power in ("receive", "supervise"))


def _first(waiting: Iterable[Arrival], takes: frozenset[str]) -> Arrival | None:
    """Return the first who fits, locked; whom a colleague is just taking is passed over."""
    for candidate in waiting:
        if not fits(candidate.item_codes, takes):
            continue
        free = Arrival.objects.select_for_update(skip_locked=True).filter(pk=candidate.pk, state=Arrival.State.WAITING)
        if found := free.first():
            return found
    return None
