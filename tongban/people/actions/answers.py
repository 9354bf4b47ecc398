"""A creating call that is sent again under its key is answered again, and done once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tongban.kernel.obstacles import Obstacle, Refused
from tongban.kernel.transactions import action
from tongban.people.models import ClientToken, KeptAnswer


class KeyAlreadyUsed(Refused):
    """The key stands for another call."""


@dataclass(frozen=True)
class Answer:
    """What is answered to a creating call: the status, the body as JSON data, and where the new thing is found."""

    status: int
    body: Any
    location: str = ""
    is_again: bool = False


@action(silent="the act that it wraps tells what happened")
def answer_once(*, client: ClientToken, key: str, asked: str, act: Callable[[], Answer], now: datetime) -> Answer:
    """Act, and keep the answer with what was done; the same key and question later get the answer alone.

    Whoever sends both at once waits for the first. An act that is refused leaves nothing behind, so that it may be
    tried again under its key. Raises KeyAlreadyUsed for the same key and another question.
    """
    KeptAnswer.objects.bulk_create([KeptAnswer(client=client, key=key, asked=asked, at=now)], ignore_conflicts=True)
    kept = KeptAnswer.objects.select_for_update().get(client=client, key=key)
    if kept.asked != asked:
        raise KeyAlreadyUsed([Obstacle("idempotency_key_used")])
    if kept.status is not None:
        return Answer(kept.status, kept.body.clear(), kept.location, is_again=True)

    answer = act()
    kept.status, kept.body, kept.location = answer.status, answer.body, answer.location
    kept.save(update_fields=["status", "body", "location"])
    return answer


@action(silent="an answer that nobody may ask for any more tells no story")
def forget_answers(*, now: datetime) -> None:
    """Remove the answers that were kept long enough."""
    KeptAnswer.objects.filter(at__lt=now - KeptAnswer.KEPT_FOR).delete()
