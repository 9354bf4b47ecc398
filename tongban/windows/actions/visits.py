"""The verbs of windows: seat, bind, begin, park and end a visit."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Protocol

from django.db import IntegrityError, transaction

from tongban.kernel.events import SYSTEM, Actor, publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action
from tongban.people.models import Officer, Party
from tongban.windows import rules
from tongban.windows.actions.refusals import CannotBeginVisit, CannotEndVisit, CannotPark
from tongban.windows.events import (
    DeviceSet,
    ItemsBound,
    OfficerSeated,
    VisitBegan,
    VisitEnded,
    VisitParked,
    VisitTakenUp,
)
from tongban.windows.models import Arrival, Device, Seat, Visit, Window, WindowItem
from tongban.windows.queries import may_sit


class HasActor(Protocol):
    @property
    def actor(self) -> Actor: ...


@action
def begin_visit(*, window: Window, party: Party, handler: Party | None = None, by: Officer, now: datetime) -> Visit:
    """Begin to serve a party at a window; ``handler`` is the person who came, the party itself if nobody else did.

    One visit is open per window: of two that begin together, one gets ``CannotBeginVisit``.
    """
    window = Window.objects.select_for_update().get(pk=window.pk)
    is_busy = _is_busy(window)
    seated = may_sit(by, window, local_day(now))
    if obstacles := rules.obstacles_to_beginning(window=window.number, may_sit=seated, is_busy=is_busy):
        raise CannotBeginVisit(obstacles)

    visit = Visit(window=window, officer=by, party=party, handler=handler or party, started_at=now)
    try:
        with transaction.atomic():
            visit.save(force_insert=True)
    except IntegrityError as error:
        raise CannotBeginVisit([Obstacle("window_is_busy", window.number)]) from error

    Arrival.objects.filter(window=window, state=Arrival.State.TAKEN, visit=None).update(visit=visit)
    publish(
        VisitBegan(
            subject=f"visit:{visit.pk}",
            by=str(by.actor),
            at=now,
            visit_id=visit.pk,
            window_id=window.pk,
            party_id=visit.party_id,
            handler_id=visit.handler_id,
        )
    )
    return visit


@action
def end_visit(*, visit: Visit, outcome: str, note: str = "", by: Officer, now: datetime) -> Visit:
    """End a visit with what came of it: case, consultation, told_once or come_again; without a case with a note."""
    visit = Visit.objects.select_for_update().get(pk=visit.pk)
    is_own = visit.officer_id == by.pk
    obstacles = rules.obstacles_to_ending(
        is_open=visit.is_open, is_own=is_own, outcome=outcome, note=note.strip(), is_parked=visit.parked_at is not None
    )
    if obstacles:
        raise CannotEndVisit(obstacles)

    visit.ended_at, visit.outcome, visit.note = now, outcome, note.strip()
    visit.save(update_fields=["ended_at", "outcome", "note"])
    _publish_end(visit, by=by.actor, now=now)
    return visit


@action
def end_with_the_day(*, visit: Visit, outcome: str, note: str = "", now: datetime) -> Visit:
    """End a visit that nobody ended when the hall's day is over; one that was ended or taken up again stays as it is.

    What was taken in it stays where it is: scans, applications, questions.
    """
    visit = Visit.objects.select_for_update(of=("self",)).select_related("window__service_point").get(pk=visit.pk)
    if not visit.is_left_over(now):
        return visit

    visit.ended_at, visit.outcome, visit.note = now, outcome, note
    visit.parked_at, visit.parked_for = None, ""
    visit.save(update_fields=["ended_at", "outcome", "note", "parked_at", "parked_for"])
    _publish_end(visit, by=SYSTEM, now=now)
    return visit


@action
def park_visit(*, visit: Visit, reason: str, by: Officer, now: datetime) -> Visit:
    """Set a visit aside with all it has, and leave its window free for the next. Raises CannotPark."""
    visit = Visit.objects.select_for_update().get(pk=visit.pk)
    is_own = visit.officer_id == by.pk
    if obstacles := rules.obstacles_to_parking(is_open=visit.is_open, is_own=is_own, reason=reason):
        raise CannotPark(obstacles)

    visit.parked_at, visit.parked_for = now, reason
    visit.save(update_fields=["parked_at", "parked_for"])
    publish(
        VisitParked(
            subject=f"visit:{visit.pk}",
            by=str(by.actor),
            at=now,
            visit_id=visit.pk,
            window_id=visit.window_id,
            reason=reason,
        )
    )
    return visit


@action
def take_up_visit(*, visit: Visit, window: Window, by: Officer, now: datetime) -> Visit:
    """Go on with a parked visit, at its window or another one of the hall, whoever sits there. Raises CannotPark."""
    window = Window.objects.select_for_update().get(pk=window.pk)
    visit = Visit.objects.select_for_update(of=("self",)).select_related("window").get(pk=visit.pk)
    obstacles = rules.obstacles_to_taking_up(
        window=window.number,
        is_parked=visit.parked_at is not None,
        may_sit=may_sit(by, window, local_day(now)),
        is_busy=_is_busy(window),
        same_hall=visit.window.service_point_id == window.service_point_id,
    )
    if obstacles:
        raise CannotPark(obstacles)

    reason, visit.parked_at, visit.parked_for = visit.parked_for, None, ""
    visit.window, visit.officer = window, by
    visit.save(update_fields=["window", "officer", "parked_at", "parked_for"])
    publish(
        VisitTakenUp(
            subject=f"visit:{visit.pk}",
            by=str(by.actor),
            at=now,
            visit_id=visit.pk,
            window_id=window.pk,
            parked_for=reason,
        )
    )
    return visit


def _publish_end(visit: Visit, *, by: Actor, now: datetime) -> None:
    publish(
        VisitEnded(
            subject=f"visit:{visit.pk}",
            by=str(by),
            at=now,
            visit_id=visit.pk,
            window_id=visit.window_id,
            outcome=visit.outcome,
        )
    )


def _is_busy(window: Window) -> bool:
    return Visit.objects.filter(window=window, ended_at__isnull=True, parked_at__isnull=True).exists()


@action
def seat_officer(*, window: Window, officer: Officer, since: date, by: HasActor, now: datetime) -> Seat:
    """Let an officer sit at a window from a day on; who already sits there keeps the seat."""
    seat, is_new = Seat.objects.get_or_create(window=window, officer=officer, until=None, defaults={"since": since})
    if is_new:
        publish(
            OfficerSeated(
                subject=f"window:{window.pk}",
                by=str(by.actor),
                at=now,
                window_id=window.pk,
                officer_id=officer.pk,
                since=since,
            )
        )
    return seat


@action
def bind_items(*, window: Window, item_codes: Collection[str], since: date, by: HasActor, now: datetime) -> None:
    """From a day on, let the window take exactly these items; what it took before stays on record.

    Offices bound as a whole stay as they are. Halls bind in batches (``actions.batches``); this sets up and repairs.
    """
    wanted = set(item_codes)
    window = Window.objects.select_for_update().get(pk=window.pk)
    current = WindowItem.objects.filter(window=window, until__isnull=True, office=None)
    held = set(current.values_list("item_code", flat=True))
    kept = held & wanted

    if kept != held:
        current.exclude(item_code__in=wanted).filter(since__gte=since).delete()  # never took effect
        current.exclude(item_code__in=wanted).update(until=since - timedelta(days=1))
    WindowItem.objects.bulk_create(
        WindowItem(window=window, item_code=code, since=since) for code in sorted(wanted - kept)
    )

    publish(
        ItemsBound(
            subject=f"window:{window.pk}",
            by=str(by.actor),
            at=now,
            window_id=window.pk,
            item_codes=tuple(sorted(wanted)),
            since=since,
        )
    )


@action
def set_device(
    *, window: Window, kind: str, adapter: str, condition: str = "working", by: HasActor, now: datetime
) -> Device:
    """Put a device on a window, or say that the one there is missing, failing or working again."""
    device, _ = Device.objects.update_or_create(
        window=window, kind=kind, defaults={"adapter": adapter, "condition": condition}
    )
    publish(
        DeviceSet(
            subject=f"window:{window.pk}",
            by=str(by.actor),
            at=now,
            window_id=window.pk,
            kind=kind,
            condition=condition,
        )
    )
    return device
