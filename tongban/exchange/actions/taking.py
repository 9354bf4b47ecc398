"""What systems send: a batch is taken once, in one transaction; what is wrong in it goes back with reasons."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tongban.exchange.actions.payments import NotTheirs
from tongban.exchange.actions.sending import new_row, note_seen, note_silence, settled
from tongban.exchange.adapters import PartnerUnavailable
from tongban.exchange.adapters.opener import NotAllowed
from tongban.exchange.models import Batch, Direction, Envelope, ExchangeRow, Link, SeenCall
from tongban.exchange.queries import NoPartner
from tongban.exchange.queries.partners import system_of
from tongban.exchange.rules import sets
from tongban.exchange.rules.signing import TOLERANCE, call_signature, is_recent, same
from tongban.kernel.statements import insert
from tongban.kernel.transactions import action

MOST_ROWS = 1000
State = ExchangeRow.State


class Replayed(Exception):
    """The same call came before: somebody sends again what they have heard."""


class OtherBatch(Exception):
    """Under this number another batch was taken."""


class Paused(Exception):
    """The exchange with this system is stopped: it is to keep its rows and come again."""


@dataclass(frozen=True)
class Call:
    """A call as it came: the bytes and what stood beside them."""

    path: str
    moment: str
    nonce: str
    signature: str
    body: bytes = b""


@dataclass
class Receipt:
    """What is answered: our number for the batch, the digest of what we read, and the rows that we did not take."""

    number: str
    digest: str
    taken: int = 0
    repeated: int = 0
    refused: list[dict[str, Any]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {"receipts": [vars(self)]}


def admit(*, link: Link, call: Call, now: datetime) -> None:
    """Let a call in that the system signed just now, once. Raises NotTheirs, Replayed, Paused."""
    keys = [key for key in (link.key.text(), link.former_key.text()) if key]
    is_theirs = any(same(_signature(key, call), call.signature) for key in keys)
    if not (is_theirs and is_recent(call.moment, now=now) and 16 <= len(call.nonce) <= 64):
        raise NotTheirs
    if not first_time(link=link, nonce=call.nonce, now=now):
        raise Replayed
    if link.is_paused:
        raise Paused


def _signature(key: str, call: Call) -> str:
    return call_signature(key, moment=call.moment, nonce=call.nonce, path=call.path, body=call.body)


@action(silent="that a call was made tells nothing; what it brought is told")
def first_time(*, link: Link, nonce: str, now: datetime) -> bool:
    """Note a call, and say whether it is made for the first time. After a while its moment keeps it out."""
    SeenCall.objects.filter(link=link, at__lt=now - 3 * TOLERANCE).delete()
    return SeenCall.objects.get_or_create(link=link, nonce=nonce, defaults={"at": now})[1]


def take(*, link: Link, body: bytes, now: datetime) -> Receipt:
    """Take a batch as it came. Raises ValueError for what is none, OtherBatch."""
    told = json.loads(body)
    return take_batch(link=link, told=_shaped(told), digest=hashlib.sha256(body).hexdigest(), now=now)


def _shaped(told: Any) -> dict[str, Any]:
    """Return what is a batch: its number, who sends it, and its rows as objects. Raises ValueError."""
    if not isinstance(told, dict) or not sets.BATCH.fullmatch(str(told.get("batch", ""))):
        raise ValueError("not a batch")
    rows = told.get("rows")
    if not isinstance(rows, list) or not 0 < len(rows) <= MOST_ROWS or not all(isinstance(row, dict) for row in rows):
        raise ValueError("not the rows of a batch")
    return told


@action
def take_batch(*, link: Link, told: Mapping[str, Any], digest: str, now: datetime) -> Receipt:
    """Keep the rows of a batch, each to be applied or refused; the same batch again has the same receipt."""
    link = Link.objects.select_for_update(of=("self",)).select_related("partner").get(pk=link.pk)
    number = str(told["batch"])
    if known := Batch.objects.filter(link=link, direction=Direction.IN, number=number).first():
        if known.digest != digest:
            raise OtherBatch
        note_seen(link=link, now=now)
        return _receipt_again(known)

    batch = Batch(link=link, direction=Direction.IN, number=number, digest=digest, at=now, answered_at=now)
    batch.receipt = f"R{batch.pk}"
    batch.save(force_insert=True)
    rows, repeated = _new_rows(batch, told, now)
    insert(rows)
    refused = [row for row in rows if row.state == State.REFUSED]
    batch.rows_count, batch.refused_count = len(told["rows"]), len(refused)
    batch.save(update_fields=["rows_count", "refused_count"])
    wake(link, {row.project_no for row in rows}, now)
    settled(batch, link, digest=digest, rows=batch.rows_count, now=now)
    return Receipt(batch.receipt, digest, len(rows) - len(refused), repeated, [_told_of(row) for row in refused])


def _new_rows(batch: Batch, told: Mapping[str, Any], now: datetime) -> tuple[list[ExchangeRow], int]:
    """Return the rows that did not come before, and how many did."""
    rows: dict[tuple[str, str], ExchangeRow] = {}
    for each in told["rows"]:
        given = {name: value for name, value in each.items() if name != "set"}
        row = new_row(batch.link, Direction.IN, str(each.get("set", "")), given, now)
        row.batch = batch
        if row.state == State.TAKEN and told.get("source") != batch.link.prefix:
            row.state = State.REFUSED
            row.reasons = [{"code": "source_is_not_theirs", "about": str(told.get("source"))[:40], "details": {}}]
        rows.setdefault((row.guid, row.digest), row)
    guids = {guid for guid, _ in rows}
    earlier = ExchangeRow.objects.filter(link=batch.link, direction=Direction.IN, guid__in=guids)
    known = set(earlier.values_list("guid", "digest"))
    changed = {guid for guid, digest in known}
    for (guid, digest), row in rows.items():
        if row.sync == sets.INSERT and row.state == State.TAKEN and guid in changed and (guid, digest) not in known:
            row.state, row.reasons = State.REFUSED, [{"code": "inserted_before", "about": guid, "details": {}}]
    fresh = [row for key, row in rows.items() if key not in known]
    return fresh, len(told["rows"]) - len(fresh)


def _told_of(row: ExchangeRow) -> dict[str, Any]:
    return {"guid": row.guid, "set": row.dataset, "reasons": row.reasons}


def _receipt_again(batch: Batch) -> Receipt:
    """Return the receipt of a batch that was taken, as it was given: rows refused later are asked for by its number."""
    refused = batch.rows.filter(state__in=[State.REFUSED, State.CORRECTED], settled_at=None).defer("payload")
    told = [_told_of(row) for row in refused]
    return Receipt(batch.receipt, batch.digest, 0, batch.rows_count, told)


def wake(link: Link, project_nos: set[str], now: datetime) -> None:
    """Let rows that wait for something of these projects be tried again."""
    parked = ExchangeRow.objects.filter(link=link, state=State.PARKED, project_no__in=project_nos)
    parked.update(next_try_at=now)


def fetch(*, link: Link, now: datetime) -> int:
    """Fetch what a system has that does not call us, batch by batch; return how many were taken."""
    try:
        batches = system_of(link.partner).batches_after(link.fetched or "0")
    except (PartnerUnavailable, NoPartner, NotAllowed) as error:
        fault = error.fault if isinstance(error, PartnerUnavailable) else Envelope.Fault.UNREACHABLE
        note_silence(link=link, fault=fault, now=now)
        return 0
    if not batches:
        note_seen(link=link, now=now)
    return _take_fetched(link, batches, now)


def _take_fetched(link: Link, batches: Sequence[dict[str, Any]], now: datetime) -> int:
    for count, told in enumerate(batches):
        try:
            take(link=link, body=json.dumps(told, ensure_ascii=False, sort_keys=True).encode(), now=now)
        except (ValueError, OtherBatch):
            note_silence(link=link, fault=Envelope.Fault.RECEIPT_DIFFERS, now=now)
            return count
        move_on(link=link, fetched=str(told["batch"]))
    return len(batches)


@action(silent="how far was fetched is a place in a list")
def move_on(*, link: Link, fetched: str) -> None:
    """Note up to which batch was fetched."""
    link.refresh_from_db()
    link.fetched = fetched
    link.save(update_fields=["fetched"])
