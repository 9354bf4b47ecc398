"""Entrances from apps outside: each token and each ticket counts once."""

from django.db import models

from tongban.kernel.models import Record
from tongban.people.models.accounts import Account


class Entrance(Record):
    """Somebody whom an app vouched for may come in once, with a ticket. Token and ticket are kept as digests only."""

    app = models.CharField(max_length=40)
    token_digest = models.CharField(max_length=64)
    ticket_digest = models.CharField(max_length=64, unique=True)
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    level = models.CharField(max_length=10)
    made_at = models.DateTimeField()
    until = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["app", "token_digest"], name="a_token_of_an_app_counts_once"),
        ]
        indexes = [models.Index(fields=["made_at"], name="entrances_by_age")]
