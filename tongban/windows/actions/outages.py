"""Working without the system: when it was away, and the pads of numbers given out by hand meanwhile."""

from datetime import datetime

from django.db.models import Max

from tongban.kernel.events import publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action
from tongban.people.models import Officer
from tongban.people.queries import not_allowed
from tongban.windows import rules
from tongban.windows.actions.refusals import CannotDeclareOutage, CannotIssuePad
from tongban.windows.events import OutageDeclared, OutageEnded, PadIssued
from tongban.windows.models import HandNumberPad, Outage, ServicePoint


@action
def declare_outage(
    *,
    service_point: ServicePoint,
    began_at: datetime,
    ended_at: datetime | None,
    cause: str,
    by: Officer,
    now: datetime,
) -> Outage:
    """Record that a service point works, or worked, without the system; without an end it goes on."""
    obstacles = not_allowed(by, "supervise", office=service_point.office, on=local_day(now))
    obstacles += rules.obstacles_to_outage(began_at=began_at, ended_at=ended_at, now=now)
    ServicePoint.objects.select_for_update().get(pk=service_point.pk)
    if not ended_at and Outage.objects.filter(service_point=service_point, ended_at=None).exists():
        obstacles.append(Obstacle("outage_open_already", service_point.name))
    if obstacles:
        raise CannotDeclareOutage(obstacles)

    outage = Outage.objects.create(
        service_point=service_point, began_at=began_at, ended_at=ended_at, cause=cause, declared_by=by
    )
    publish(
        OutageDeclared(
            subject=f"outage:{outage.pk}",
            by=str(by.actor),
            at=now,
            service_point_id=service_point.pk,
            began_at=began_at,
            ended_at=ended_at,
        )
    )
    return outage


@action
def end_outage(*, outage: Outage, ended_at: datetime, by: Officer, now: datetime) -> Outage:
    """Record when the system came back."""
    outage = Outage.objects.select_for_update(of=("self",)).select_related("service_point__office").get(pk=outage.pk)
    obstacles = not_allowed(by, "supervise", office=outage.service_point.office, on=local_day(now))
    if outage.ended_at:
        obstacles.append(Obstacle("outage_has_ended"))
    obstacles += rules.obstacles_to_outage(began_at=outage.began_at, ended_at=ended_at, now=now)
    if obstacles:
        raise CannotDeclareOutage(obstacles)

    outage.ended_at = ended_at
    outage.save(update_fields=["ended_at"])
    publish(
        OutageEnded(
            subject=f"outage:{outage.pk}",
            by=str(by.actor),
            at=now,
            service_point_id=outage.service_point_id,
            ended_at=ended_at,
        )
    )
    return outage


@action
def issue_pad(*, service_point: ServicePoint, size: int, by: Officer, now: datetime) -> HandNumberPad:
    """Lay out a pad of numbers for a service point, to be printed and kept in a drawer until it is needed."""
    obstacles = not_allowed(by, "supervise", office=service_point.office, on=local_day(now))
    if not 1 <= size <= rules.LARGEST_PAD:
        raise ValueError(f"a pad has 1 to {rules.LARGEST_PAD} slips")
    ServicePoint.objects.select_for_update().order_by("pk").first()  # one pad at a time: a serial is given once
    serial = (HandNumberPad.objects.aggregate(last=Max("serial"))["last"] or 0) + 1
    if serial > rules.LAST_PAD:
        obstacles.append(Obstacle("no_pad_left"))
    if obstacles:
        raise CannotIssuePad(obstacles)

    pad = HandNumberPad.objects.create(
        service_point=service_point, serial=serial, size=size, issued_at=now, issued_by=by
    )
    publish(
        PadIssued(
            subject=f"pad:{pad.serial}",
            by=str(by.actor),
            at=now,
            service_point_id=service_point.pk,
            serial=serial,
            size=size,
        )
    )
    return pad
