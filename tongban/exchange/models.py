"""Partners and envelopes, as rows."""

from django.db import models

from tongban.kernel.models import Record
from tongban.kernel.vault import BlindIndex, EncryptedField


class Partner(Record):
    """A system outside: its adapter and whether the demo one is told to fail."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    adapter = models.CharField(max_length=80)
    settings = models.JSONField(default=dict)
    is_failing = models.BooleanField(default=False)


class DemoMessage(Record):
    """What the demo SMS partner delivered: readable on the demo inbox page, by masked phone."""

    phone = EncryptedField(mask="phone")
    phone_index = BlindIndex("phone")
    template = models.CharField(max_length=40)
    text = models.TextField()
    key = models.CharField(max_length=120, unique=True)
    at = models.DateTimeField()
