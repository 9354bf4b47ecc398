"""The verbs of exchange: queue a message, hand an envelope over, keep its receipt."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from tongban.exchange import rules
from tongban.exchange.adapters import PartnerUnavailable, Receipt
from tongban.exchange.events import MessageQueued, PartnerSet
from tongban.exchange.models import DemoMessage, Envelope, Partner
from tongban.exchange.queries import adapter_of, partner
from tongban.exchange.queries.partners import DEMO_SYSTEM
from tongban.kernel import outbox
from tongban.kernel.events import SYSTEM, Actor, publish
from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.retention import keepings_of, tell_forgotten
from tongban.kernel.transactions import action
from tongban.kernel.vault import Sealed

KEPT = keepings_of(Path(__file__).parents[1] / "data/retention.toml")


class HasActor(Protocol):
    @property
    def actor(self) -> Actor: ...


class CannotSend(Refused):
    """No such template, or a value of it is missing."""


class CannotSetPartner(Refused):
    """No such behaviour."""


@action
def send_message(
    *, phone: Sealed | str, template: str, values: dict[str, Any], key: str, subject: str, now: datetime
) -> None:
    """Queue a message from an approved template, in the transaction of what it tells about.

    ``key`` makes it one message however often this is called or tried: ``accepted:matter:17``.
    """
    if obstacles := rules.obstacles_to_message(template, values):
        raise CannotSend(obstacles)

    number = phone.clear() if isinstance(phone, Sealed) else phone
    payload = {"phone": number, "template": template, "values": {name: str(v) for name, v in values.items()}}
    outbox.enqueue(kind="sms", key=key, payload=payload, now=now)

    publish(MessageQueued(subject=subject, by=str(SYSTEM), at=now, template=template, key=key))


def hand_over(*, code: str, dataset: str, key: str, payload: dict[str, Any], now: datetime) -> Envelope:
    """Hand a payload to a partner and keep the receipt. Raises when it is not certain that it arrived.

    The envelope is written before the partner is asked, so that a crash between the two leaves a trace; the partner
    is asked outside any transaction.
    """
    envelope = _open_envelope(partner=partner(code), dataset=dataset, key=key, payload=payload, now=now)
    if envelope.state == Envelope.State.RECEIVED:
        return envelope
    try:
        receipts = adapter_of(envelope.partner).send(key=key, payload=payload, now=now)
        return _keep_receipt(envelope=envelope, receipts=receipts, now=now)
    except PartnerUnavailable as error:
        _note_failure(envelope=envelope, fault=error.fault, now=now)
        raise


@action
def set_partner_mode(*, code: str, mode: str, by: HasActor, now: datetime) -> Partner:
    """Tell a demo partner how to behave: normal, failing, slow, loses_receipts, answers_twice."""
    if mode not in Partner.Mode.values:
        raise CannotSetPartner([Obstacle("partner_mode_unknown", mode)])

    chosen = Partner.objects.select_for_update().get(code=code)
    chosen.mode = mode
    chosen.save(update_fields=["mode"])
    if chosen.adapter == DEMO_SYSTEM:
        told = {"code": code, "mode": mode}
        outbox.enqueue(kind="demo_system_mode", key=f"mode:{code}:{now.isoformat()}", payload=told, now=now)
    publish(PartnerSet(subject=f"partner:{code}", by=str(by.actor), at=now, code=code, mode=mode))
    return chosen


@action
def ensure_partner(*, code: str, name: str, adapter: str, by: HasActor, now: datetime) -> Partner:
    """Set a partner up unless it is there."""
    chosen, is_new = Partner.objects.get_or_create(code=code, defaults={"name": name, "adapter": adapter})
    if is_new:
        publish(PartnerSet(subject=f"partner:{code}", by=str(by.actor), at=now, code=code, mode=chosen.mode))
    return chosen


@action
def forget_envelopes(*, before: datetime, at_most: int, now: datetime) -> int:
    """Empty envelopes that were acknowledged long ago; number, digest and receipt stay."""
    done = Envelope.objects.filter(state=Envelope.State.RECEIVED, changed_at__lt=before).exclude(payload="")
    keys = list(done.values_list("pk", flat=True)[:at_most])
    Envelope.objects.filter(pk__in=keys).update(payload="")
    return tell_forgotten(KEPT["envelopes"], len(keys), now=now)


@action
def forget_demo_messages(*, before: datetime, at_most: int, now: datetime) -> int:
    keys = list(DemoMessage.objects.filter(at__lt=before).order_by("at").values_list("pk", flat=True)[:at_most])
    DemoMessage.objects.filter(pk__in=keys).delete()
    return tell_forgotten(KEPT["demo_messages"], len(keys), now=now)


@action(silent="the act that owes the effect is what happened")
def _open_envelope(*, partner: Partner, dataset: str, key: str, payload: dict[str, Any], now: datetime) -> Envelope:
    envelope, _ = Envelope.objects.select_related("partner").get_or_create(
        partner=partner,
        key=key,
        defaults={
            "dataset": dataset,
            "payload": payload,
            "digest": rules.digest(payload),
            "state": Envelope.State.SENT,
            "first_sent_at": now,
            "changed_at": now,
        },
    )
    envelope.attempts += 1
    envelope.save(update_fields=["attempts"])
    return envelope


@action(silent="the act that owes the effect is what happened")
def _keep_receipt(*, envelope: Envelope, receipts: Sequence[Receipt], now: datetime) -> Envelope:
    """Keep the first receipt; a second one for the same key says nothing new."""
    receipt = receipts[0]
    if receipt.digest != envelope.digest:
        raise PartnerUnavailable(Envelope.Fault.RECEIPT_DIFFERS)
    envelope.state, envelope.changed_at = Envelope.State.RECEIVED, now
    envelope.receipt_number, envelope.last_fault = receipt.number, ""
    envelope.refused = list(receipt.refused) or None
    envelope.save(update_fields=["state", "changed_at", "receipt_number", "last_fault", "refused"])
    return envelope


@action(silent="the act that owes the effect is what happened")
def _note_failure(*, envelope: Envelope, fault: str, now: datetime) -> None:
    envelope.state, envelope.changed_at, envelope.last_fault = Envelope.State.FAILED, now, fault
    envelope.save(update_fields=["state", "changed_at", "last_fault"])
