"""The verbs of windows: seat, bind, begin and end a visit."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Protocol

from django.db import IntegrityError, transaction

from tongban.kernel.events import Actor, publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action
from tongban.people.models import Officer, Party
from tongban.windows import rules
from tongban.windows.actions.refusals import CannotBeginVisit, CannotEndVisit
from tongban.windows.events import DeviceSet, ItemsBound, OfficerSeated, VisitBegan, VisitEnded
from tongban.windows.models import Device, Seat, Visit, Window, WindowItem
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
    is_busy = Visit.objects.filter(window=window, ended_at__isnull=True).exists()
    seated = may_sit(by, window, local_day(now))
    if obstacles := rules.obstacles_to_beginning(window=window.number, may_sit=seated, is_busy=is_busy):
        raise CannotBeginVisit(obstacles)

    visit = Visit(window=window, officer=by, party=party, handler=handler or party, started_at=now)
    try:
        with transaction.atomic():
            visit.save(force_insert=True)
    except IntegrityError as error:
        raise CannotBeginVisit([Obstacle("window_is_busy", window.number)]) from error

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
def end_visit(*, visit: Visit, outcome: str, by: Officer, now: datetime) -> Visit:
    """End a visit with what came of it: case, consultation, told_once or come_again."""
    visit = Visit.objects.select_for_update().get(pk=visit.pk)
    is_own = visit.officer_id == by.pk
    if obstacles := rules.obstacles_to_ending(is_open=visit.is_open, is_own=is_own, outcome=outcome):
        raise CannotEndVisit(obstacles)

    visit.ended_at, visit.outcome = now, outcome
    visit.save(update_fields=["ended_at", "outcome"])

    publish(
        VisitEnded(
            subject=f"visit:{visit.pk}",
            by=str(by.actor),
            at=now,
            visit_id=visit.pk,
            window_id=visit.window_id,
            outcome=outcome,
        )
    )
    return visit


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
