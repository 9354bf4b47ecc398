"""When the outbox owes a message, hand it to the SMS partner."""

from typing import Any

from django.conf import settings
from django.utils import timezone

from tongban.exchange import rules
from tongban.exchange.actions import ensure_partner, hand_over
from tongban.kernel import outbox
from tongban.kernel.events import SYSTEM

SMS = "sms"


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
