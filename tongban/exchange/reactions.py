"""When the outbox owes a message, a seal or an order to pay, hand it to the partner that takes it."""

import json
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from tongban.exchange import rules
from tongban.exchange.actions import (
    KEPT,
    ensure_partner,
    forget_demo_messages,
    forget_envelopes,
    hand_over,
    note_issued,
    take_report,
)
from tongban.exchange.actions.applying import AT_ONCE, apply_waiting
from tongban.exchange.actions.keeping import forget_rows
from tongban.exchange.actions.reckoning import reckon_yesterday
from tongban.exchange.actions.rounds import tell_mode, visit_systems
from tongban.exchange.adapters import PartnerUnavailable
from tongban.exchange.adapters.payments import RECEIPT, REFUND
from tongban.exchange.models import Envelope, Partner
from tongban.exchange.queries import PAYMENTS, partner
from tongban.exchange.rules.signing import signature
from tongban.kernel import outbox
from tongban.kernel.events import SYSTEM
from tongban.kernel.jobs import periodic
from tongban.kernel.retention import forgets
from tongban.kernel.seals.sealing import WITNESS

SMS = "sms"
IN_ONE_GO = 5
SEALS = "seals"


@outbox.delivers(SMS)
def deliver_message(payload: dict[str, Any], key: str) -> None:
    """Render the approved text and hand it over; raises when it is to be tried again."""
    now = timezone.now()
    if settings.DEMO:
        ensure_partner(code=SMS, name="短信通道", adapter="demo_sms", by=SYSTEM, now=now)
    language = payload.get("language", "zh")
    city = settings.CITY_NAMES["zh-hans" if language.startswith("zh") else "en"]
    text = rules.text_of(payload["template"], payload["values"], city=city, language=language)
    content = {"phone": payload["phone"], "template": payload["template"], "text": text}
    hand_over(code=SMS, dataset=SMS, key=key, payload=content, now=now)


@outbox.delivers(WITNESS)
def deliver_seal(payload: dict[str, Any], key: str) -> None:
    """Hand a seal of the journal to the witness; raises when it is to be tried again."""
    now = timezone.now()
    adapter = "folder_witness" if settings.WITNESS_FOLDER else "demo_witness"
    if settings.HAS_WITNESS:
        ensure_partner(code=WITNESS, name="见证方", adapter=adapter, by=SYSTEM, now=now)
    hand_over(code=WITNESS, dataset=SEALS, key=key, payload=payload, now=now)


@outbox.delivers(PAYMENTS)
def deliver_to_payments(payload: dict[str, Any], key: str) -> None:
    """Hand an order, a cancellation, the wish for a receipt or a refund to the platform; note what it issued."""
    now = timezone.now()
    if settings.DEMO:
        ensure_partner(code=PAYMENTS, name="非税收入收缴平台", adapter="demo_payments", by=SYSTEM, now=now)
    envelope = hand_over(code=PAYMENTS, dataset=payload["kind"], key=key, payload=payload, now=now)
    if payload["kind"] in (RECEIPT, REFUND):
        number = envelope.receipt_number
        note_issued(kind=payload["kind"], code=payload["code"], key=key, number=number, now=now)


@outbox.delivers("demo_payment_report")
def report_as_the_demo_platform(payload: dict[str, Any], key: str) -> None:
    """Report a payment as the platform would over the network: signed, and as it was told to behave."""
    now = timezone.now()
    mode = partner(PAYMENTS).mode
    if mode == Partner.Mode.FAILING:
        raise PartnerUnavailable(Envelope.Fault.UNREACHABLE)
    if mode == Partner.Mode.LOSES_RECEIPTS:
        return  # we have to ask for it
    body, moment = json.dumps(payload).encode(), now.isoformat()
    for _ in range(2 if mode == Partner.Mode.ANSWERS_TWICE else 1):
        signed = signature(settings.PAYMENT_KEY, moment, body)
        take_report(body=body, moment=moment, signature=signed, now=now)


forgets(KEPT["envelopes"])(forget_envelopes)
forgets(KEPT["demo_messages"])(forget_demo_messages)
forgets(KEPT["exchange_rows"])(forget_rows)


@outbox.delivers("demo_system_mode")
def tell_a_demo_system(payload: dict[str, Any], key: str) -> None:
    """Tell a demo system how to behave; raises when it is to be tried again."""
    tell_mode(code=payload["code"], mode=payload["mode"])


@periodic("exchange: go round the systems", every=timedelta(seconds=2))
def go_round_the_systems(now: datetime) -> None:
    """Send each system what waits for it, fetch from those that do not call us, ask the quiet ones."""
    visit_systems(now=now)


@periodic("exchange: make happen what came", every=timedelta(seconds=1))
def make_happen_what_came(now: datetime) -> None:
    """A few times in one go after a long outage, so that other work waits no longer than some seconds."""
    for _ in range(IN_ONE_GO):
        if apply_waiting(now=now) < AT_ONCE:
            return


@periodic("exchange: reckon the day", every=timedelta(hours=1))
def reckon_the_day(now: datetime) -> None:
    """Compare yesterday with each system that has not been compared yet."""
    reckon_yesterday(now=now)
