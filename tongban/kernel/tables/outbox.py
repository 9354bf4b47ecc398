"""Effects that the world outside is still owed, as rows."""

from django.db import models

from tongban.kernel.tables.records import Record
from tongban.kernel.vault.fields import EncryptedJSONField


class OutboxRow(Record):
    """One effect outside: written with the act that causes it, delivered afterwards, at least once."""

    class State(models.TextChoices):
        WAITING = "waiting"
        DELIVERED = "delivered"
        DEAD = "dead"

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=160, unique=True)  # the receiver may see it twice and acts once
    payload = EncryptedJSONField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    enqueued_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=120, blank=True)  # the kind of error, never its text

    class Meta:
        indexes = [
            models.Index(fields=["next_try_at", "id"], name="outbox_waiting", condition=models.Q(state="waiting")),
            models.Index(fields=["-enqueued_at", "-id"], name="outbox_dead", condition=models.Q(state="dead")),
        ]
