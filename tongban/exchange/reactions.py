"""When the outbox owes a message, hand it to the SMS partner; when it owes a seal, to the witness."""

from typing import Any

from django.conf import settings
from django.utils import timezone

from tongban.exchange import rules
from tongban.exchange.actions import KEPT, ensure_partner, forget_demo_messages, forget_envelopes, hand_over
from tongban.kernel import outbox
from tongban.kernel.events import SYSTEM
from tongban.kernel.retention import forgets
from tongban.kernel.seals.sealing import WITNESS

SMS = "sms"
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


forgets(KEPT["envelopes"])(forget_envelopes)
forgets(KEPT["demo_messages"])(forget_demo_messages)
