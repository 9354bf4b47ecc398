"""What the demo registers hold, as rows."""

from django.db import models

from tongban.kernel.models import Record
from tongban.kernel.vault import BlindIndex, EncryptedField, EncryptedJSONField


class DemoEntry(Record):
    """An entry of a demo register about somebody; only the demo partner reads it."""

    register = models.CharField(max_length=40)
    identity = EncryptedField(mask="identity")
    identity_index = BlindIndex("identity")
    reference = models.CharField(max_length=60)
    as_of = models.DateTimeField()
    facts = EncryptedJSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["register", "identity_index"], name="one_entry_about_somebody_in_a_register"
            )
        ]
