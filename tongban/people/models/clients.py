"""The keys of other systems, whom each acts for, and the answers they were given once."""

from datetime import datetime, timedelta

from django.db import models

from tongban.kernel.events import Actor
from tongban.kernel.models import Record
from tongban.kernel.vault import EncryptedJSONField
from tongban.people.models.accounts import Account


class ClientToken(Record):
    """The key of another system: only its digest is stored, and it opens only the scopes it names.

    It comes in by an account, as a session does: that of an officer who is a system, or that of a firm. Without one
    it reads what is public.
    """

    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=12)  # how it begins, so that its owner can tell it from others
    scopes = models.JSONField(default=list)
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="tokens")
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    last_used_on = models.DateField(null=True)  # the day is enough to see which keys are idle

    @property
    def actor(self) -> Actor:
        return Actor("client", str(self.pk))

    def is_usable(self, now: datetime) -> bool:
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)

    def allows(self, scope: str) -> bool:
        return scope in self.scopes

    def __str__(self) -> str:
        return self.name


class KeptAnswer(Record):
    """What a system was answered under an ``Idempotency-Key``: who asks again hears the same."""

    KEPT_FOR = timedelta(days=1)

    client = models.ForeignKey(ClientToken, models.CASCADE, related_name="kept_answers")
    key = models.CharField(max_length=80)
    asked = models.CharField(max_length=64)  # digest of method, address and body
    status = models.PositiveSmallIntegerField(null=True)
    location = models.CharField(max_length=200, blank=True)
    body = EncryptedJSONField()
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["client", "key"], name="one_answer_per_key_of_a_client"),
        ]
