"""What is owed to systems: rows are written with the act that causes them, and go in batches, in order, until taken.

This is an outbox with an order: rows of one system go one after the other, so that what is refused without what comes
before it never overtakes it. A system that is down keeps them waiting, however long; nothing is given up.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from tongban.exchange import rules
from tongban.exchange.actions.partners import hand_over
from tongban.exchange.adapters import PartnerUnavailable
from tongban.exchange.adapters.opener import NotAllowed
from tongban.exchange.events import BatchSettled, RowsQueued
from tongban.exchange.models import Batch, Direction, Envelope, ExchangeRow, Link
from tongban.exchange.queries import NoPartner
from tongban.exchange.rules import sets
from tongban.kernel.events import SYSTEM, publish
from tongban.kernel.moments import local_day
from tongban.kernel.transactions import action

OURS = UUID("5d3b9c0e-5f1e-4d3a-9a56-0d7f2b1c8e11")  # the name space of our record identifiers
ROWS_AT_ONCE, BATCHES_AT_ONCE = 500, 20
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=5), timedelta(minutes=2)
State = ExchangeRow.State


@action
def queue_rows(
    *,
    link: Link,
    project_no: str,
    parts: Sequence[tuple[str, str, Mapping[str, Any]]],
    subject: str,
    sync: str = sets.INSERT,
    now: datetime,
) -> list[ExchangeRow]:
    """Owe rows to a system: each a set, its part (so that it has one identifier for ever) and our values.

    A row in which something is wrong is not sent: it stands on the list of refused rows until somebody puts it right.
    """
    rows = [_row(link, dataset, project_no, part, values, sync, now) for dataset, part, values in parts]
    kept_back = sum(row.state == State.REFUSED for row in rows)
    ExchangeRow.objects.bulk_create(rows, ignore_conflicts=True)
    publish(
        RowsQueued(
            subject=subject,
            by=str(SYSTEM),
            at=now,
            system=link.partner.code,
            sets=tuple(row.dataset for row in rows),
            kept_back=kept_back,
        )
    )
    return rows


def _row(
    link: Link, dataset: str, project_no: str, part: str, values: Mapping[str, Any], sync: str, now: datetime
) -> ExchangeRow:
    chosen = sets.data_set(dataset)
    assert chosen, dataset
    common = {
        "guid": str(uuid5(OURS, f"{link.prefix} {dataset} {project_no} {part}")),
        "sync": sync,
        "sync_at": now,
        "project_no": project_no,
    }
    return new_row(link, Direction.OUT, dataset, chosen.write({**values, **common}), now)


def new_row(link: Link, direction: str, dataset: str, payload: Mapping[str, str], now: datetime) -> ExchangeRow:
    """Return a row that is not saved yet: to go its way, or refused with what is wrong in it."""
    obstacles = sets.wrong_in_row(dataset, payload)
    on_its_way = State.WAITING if direction == Direction.OUT else State.TAKEN
    return ExchangeRow(
        link=link,
        direction=direction,
        dataset=str(dataset)[:40],
        guid=str(payload.get("guid", ""))[:36],
        sync=str(payload.get("sync", ""))[:1],
        project_no=str(payload.get("project_no", ""))[:50],
        payload=payload,
        digest=rules.digest(dict(payload)),
        state=State.REFUSED if obstacles else on_its_way,
        reasons=[obstacle.as_json() for obstacle in obstacles],
        at=now,
        next_try_at=None if direction == Direction.OUT else now,
    )


def send_waiting(*, link: Link, now: datetime) -> int:
    """Send a system what waits for it, batch by batch, until it has everything or does not answer; return the rows."""
    sent = 0
    for _ in range(BATCHES_AT_ONCE):
        batch = open_batch(link=link, now=now)
        if batch is None:
            break
        try:
            envelope = hand_over(
                code=link.partner.code, dataset="batch", key=batch.number, payload=payload_of(batch), now=now
            )
        except (PartnerUnavailable, NoPartner, NotAllowed) as error:
            fault = error.fault if isinstance(error, PartnerUnavailable) else Envelope.Fault.UNREACHABLE
            note_silence(link=link, fault=fault, now=now)
            break
        sent += settle_batch(batch=batch, receipt=envelope.receipt_number, refused=envelope.refused or [], now=now)
    return sent


@action(silent="that rows are on their way is told when they have arrived")
def open_batch(*, link: Link, now: datetime) -> Batch | None:
    """Return the batch to send: the one without a receipt, under the number it had, or a new one of what waits."""
    Link.objects.select_for_update().get(pk=link.pk)
    if unsent := Batch.objects.filter(link=link, direction=Direction.OUT, answered_at=None).order_by("pk").first():
        return unsent
    waiting = ExchangeRow.objects.filter(link=link, state=State.WAITING).order_by("pk")
    keys = list(waiting.values_list("pk", flat=True)[:ROWS_AT_ONCE])
    if not keys:
        return None
    today = local_day(now)
    run = Batch.objects.filter(link=link, direction=Direction.OUT, number__startswith=f"{today:%Y%m%d}").count() + 1
    batch = Batch.objects.create(
        link=link, direction=Direction.OUT, number=sets.number_of(today, run), rows_count=len(keys), at=now
    )
    ExchangeRow.objects.filter(pk__in=keys).update(batch=batch, state=State.SENT)
    return batch


def payload_of(batch: Batch) -> dict[str, Any]:
    """Return a batch as it goes over the wire."""
    rows = batch.rows.order_by("pk")
    told = [{"set": row.dataset, **row.payload.clear()} for row in rows]
    return {"batch": batch.number, "source": batch.link.prefix, "rows": told}


@action
def settle_batch(*, batch: Batch, receipt: str, refused: Sequence[dict[str, Any]], now: datetime) -> int:
    """Keep what the system said of a batch: its rows are delivered, those it refused are listed with its reasons."""
    link = Link.objects.select_for_update(of=("self",)).select_related("partner").get(pk=batch.link_id)
    reasons = {str(each.get("guid", "")): _their_reasons(each) for each in refused if isinstance(each, dict)}
    rows = list(batch.rows.filter(state=State.SENT).defer("payload"))
    for row in rows:
        row.state = State.REFUSED if row.guid in reasons else State.DELIVERED
        row.reasons, row.settled_at = reasons.get(row.guid, []), now
    ExchangeRow.objects.bulk_update(rows, ["state", "reasons", "settled_at"], batch_size=200)
    batch.receipt, batch.answered_at = receipt, now
    batch.refused_count = sum(row.state == State.REFUSED for row in rows)
    batch.save(update_fields=["receipt", "answered_at", "refused_count"])
    settled(batch, link, digest=rules.digest({"rows": [row.digest for row in rows]}), rows=len(rows), now=now)
    return len(rows)


def _their_reasons(refused: Mapping[str, Any]) -> list[dict[str, Any]]:
    said = refused.get("reasons")
    texts = [str(each)[:200] for each in said] if isinstance(said, list) else []
    return [{"code": "they_refused", "about": text, "details": {}} for text in texts or ["—"]]


def settled(batch: Batch, link: Link, *, digest: str, rows: int, now: datetime) -> None:
    """Note that the two sides are agreed on a batch, and that its system answered."""
    note_answer(link, now)
    publish(
        BatchSettled(
            subject=batch.subject,
            by=str(SYSTEM),
            at=now,
            system=link.partner.code,
            direction=batch.direction,
            number=batch.number,
            digest=digest,
            rows=rows,
            refused=batch.refused_count,
        )
    )


def note_answer(link: Link, now: datetime) -> None:
    """Note that a system answered; it is asked again at once."""
    link.seen_at, link.last_fault, link.faults, link.next_try_at = now, "", 0, now
    link.save(update_fields=["seen_at", "last_fault", "faults", "next_try_at"])


@action(silent="that a system is silent stands on the board; what happened to cases is told of the cases")
def note_silence(*, link: Link, fault: str, now: datetime) -> None:
    """Note that a system did not answer; the longer it is silent, the less often it is asked."""
    link = Link.objects.select_for_update().get(pk=link.pk)
    link.faults, link.last_fault = link.faults + 1, fault
    link.next_try_at = now + min(FIRST_WAIT * 2 ** min(link.faults - 1, 10), LONGEST_WAIT)
    link.save(update_fields=["faults", "last_fault", "next_try_at"])


@action(silent="that a system answers stands on the board")
def note_seen(*, link: Link, now: datetime) -> None:
    """Note that a system answered when it was asked whether it is there."""
    note_answer(Link.objects.select_for_update().get(pk=link.pk), now)
