"""Batches (进驻批次): drafted line by line, entered for a day, taken back before it."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db.models import Max

from tongban.kernel.events import publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action
from tongban.people.models import Office, Officer
from tongban.people.queries import not_allowed
from tongban.windows.actions.refusals import CannotBind
from tongban.windows.events import BatchDrafted, BatchEntered, BatchLinesSet, BatchTakenBack, WindowServesSet
from tongban.windows.models import Batch, BatchLine, Served, ServicePoint, Window, WindowItem
from tongban.windows.queries.batches import Outlook, later_than, outlook
from tongban.windows.rules.binding import (
    DRAFT,
    LEAVES,
    Line,
    obstacles_to_entering,
    obstacles_to_serving,
    obstacles_to_taking_back,
)

FIRST = 1


@action
def draft_batch(
    *, service_point: ServicePoint, title: str, document: str, since: date, by: Officer, now: datetime
) -> Batch:
    """Begin a batch for a service point; it has the next number there."""
    point = ServicePoint.objects.select_for_update(of=("self",)).select_related("office").get(pk=service_point.pk)
    if obstacles := not_allowed(by, "supervise", office=point.office, on=local_day(now)):
        raise CannotBind(obstacles)

    last = Batch.objects.filter(service_point=point).aggregate(last=Max("number"))["last"]
    batch = Batch.objects.create(
        service_point=point,
        number=(last or 0) + FIRST,
        title=title,
        document=document,
        since=since,
        made_by=by,
        made_at=now,
    )
    _tell_drafted(batch, by, now)
    return batch


@action
def change_batch(*, batch: Batch, title: str, document: str, since: date, by: Officer, now: datetime) -> Batch:
    """Change the heads of a batch that has not been entered."""
    batch = _draft(batch, by, now)
    batch.title, batch.document, batch.since = title, document, since
    batch.save(update_fields=["title", "document", "since"])
    _tell_drafted(batch, by, now)
    return batch


@action
def set_lines(
    *, batch: Batch, add: Collection[Line] = (), remove: Collection[int] = (), by: Officer, now: datetime
) -> Batch:
    """Add lines to a batch that has not been entered and take others out; what it says already is not said twice."""
    batch = _draft(batch, by, now)
    windows = set(Window.objects.filter(service_point=batch.service_point).values_list("pk", flat=True))
    if strangers := {line.window for line in add} - windows:
        raise CannotBind([Obstacle("window_of_another_point", str(pk)) for pk in sorted(strangers)])

    removed, _kinds = batch.lines.filter(pk__in=remove).delete()
    known = set(batch.lines.values_list("window", "item_code", "office"))
    new = {(line.window, line.item_code, line.office): line for line in add}
    rows = [_row(batch, line) for key, line in new.items() if key not in known]
    BatchLine.objects.bulk_create(rows)

    publish(
        BatchLinesSet(
            subject=batch.subject, by=str(by.actor), at=now, batch_id=batch.pk, added=len(rows), removed=removed
        )
    )
    return batch


@action
def enter_batch(*, batch: Batch, by: Officer, now: datetime) -> Batch:
    """Enter a batch: from its day on the windows take what comes and no longer what leaves. Raises CannotBind."""
    batch = _locked(batch, by, now)
    lines = outlook(batch)
    list(Window.objects.select_for_update().filter(pk__in={each.line.window_id for each in lines}).order_by("pk"))
    changes = [each for each in lines if each.changes]
    obstacles = obstacles_to_entering(
        state=batch.state, since=batch.since, today=local_day(now), changes=len(changes)
    ) + list(dict.fromkeys(obstacle for each in lines for obstacle in each.obstacles))
    if obstacles:
        raise CannotBind(obstacles)

    coming, leaving = _take_effect(batch, changes)
    batch.state, batch.entered_by, batch.entered_at = Batch.State.ENTERED, by, now
    batch.save(update_fields=["state", "entered_by", "entered_at"])
    publish(
        BatchEntered(
            subject=batch.subject,
            by=str(by.actor),
            at=now,
            batch_id=batch.pk,
            service_point_id=batch.service_point_id,
            since=batch.since,
            coming=coming,
            leaving=leaving,
        )
    )
    return batch


@action
def take_back_batch(*, batch: Batch, by: Officer, now: datetime) -> Batch:
    """Take an entered batch back before its day; what was to leave stays. Raises CannotBind."""
    batch = _locked(batch, by, now)
    later = tuple(later_than(batch).order_by("number").values_list("number", flat=True)) if batch.entered_at else ()
    if obstacles := obstacles_to_taking_back(state=batch.state, since=batch.since, today=local_day(now), later=later):
        raise CannotBind(obstacles)

    WindowItem.objects.filter(batch=batch).delete()  # never took effect
    WindowItem.objects.filter(ended_by=batch).update(until=None, ended_by=None)
    batch.state, batch.taken_back_by, batch.taken_back_at = Batch.State.TAKEN_BACK, by, now
    batch.save(update_fields=["state", "taken_back_by", "taken_back_at"])
    publish(
        BatchTakenBack(
            subject=batch.subject,
            by=str(by.actor),
            at=now,
            batch_id=batch.pk,
            service_point_id=batch.service_point_id,
        )
    )
    return batch


@action
def set_served(
    *, window: Window, offices: Collection[Office], lines: Collection[str] = (), by: Officer, now: datetime
) -> None:
    """Say whom a sector or special window serves; what it takes already stays until a batch ends it."""
    offices = list({office.pk: office for office in offices}.values())
    window = Window.objects.select_for_update(of=("self",)).select_related("service_point__office").get(pk=window.pk)
    obstacles = not_allowed(by, "supervise", office=window.service_point.office, on=local_day(now))
    obstacles += obstacles_to_serving(window.kind, window.number, offices=len(offices), lines=len(lines))
    if obstacles:
        raise CannotBind(obstacles)

    window.served.all().delete()
    rows = [Served(window=window, office=office) for office in offices]
    Served.objects.bulk_create([*rows, *(Served(window=window, line=line) for line in sorted(set(lines)))])
    publish(
        WindowServesSet(
            subject=f"window:{window.pk}",
            by=str(by.actor),
            at=now,
            window_id=window.pk,
            office_ids=tuple(sorted(office.pk for office in offices)),
            lines=tuple(sorted(set(lines))),
        )
    )


def _locked(batch: Batch, by: Officer, now: datetime) -> Batch:
    """Return the batch, locked. Raises CannotBind for who does not supervise the service point."""
    batch = Batch.objects.select_for_update(of=("self",)).select_related("service_point__office").get(pk=batch.pk)
    if obstacles := not_allowed(by, "supervise", office=batch.service_point.office, on=local_day(now)):
        raise CannotBind(obstacles)
    return batch


def _draft(batch: Batch, by: Officer, now: datetime) -> Batch:
    batch = _locked(batch, by, now)
    if batch.state != DRAFT:
        raise CannotBind([Obstacle("batch_is_no_draft")])
    return batch


def _row(batch: Batch, line: Line) -> BatchLine:
    return BatchLine(
        batch=batch,
        window_id=line.window,
        item_code=line.item_code,
        office_id=line.office,
        regulating_office_id=line.regulating_office,
        leaves=line.leaves,
    )


def _take_effect(batch: Batch, changes: list[Outlook]) -> tuple[int, int]:
    """Write what comes and end what leaves; return how many of each."""
    coming = [each.line for each in changes if each.effect != LEAVES]
    leaving = [each.line for each in changes if each.effect == LEAVES]
    WindowItem.objects.bulk_create(
        WindowItem(
            window_id=line.window_id,
            item_code=line.item_code,
            office_id=None if line.item_code else line.office_id,
            since=batch.since,
            batch=batch,
        )
        for line in coming
    )
    for line in leaving:
        standing = WindowItem.objects.filter(window=line.window_id, until=None, item_code=line.item_code)
        if not line.item_code:
            standing = standing.filter(office=line.office_id)
        standing.update(until=batch.since - timedelta(days=1), ended_by=batch)
    return len(coming), len(leaving)


def _tell_drafted(batch: Batch, by: Officer, now: datetime) -> None:
    publish(
        BatchDrafted(
            subject=batch.subject,
            by=str(by.actor),
            at=now,
            batch_id=batch.pk,
            service_point_id=batch.service_point_id,
            number=batch.number,
            since=batch.since,
        )
    )
