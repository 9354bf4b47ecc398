"""Which certificate stands for which officer."""

from django.db import models
from django.db.models import Q

from tongban.kernel.models import Record
from tongban.people.models.officers import Officer


class OfficerCertificate(Record):
    """A certificate (数字证书) bound to an officer: exactly this one, known by its fingerprint."""

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="certificates")
    fingerprint = models.CharField(max_length=64, unique=True)  # SHA-256
    serial = models.CharField(max_length=40)  # hexadecimal
    issuer = models.CharField(max_length=200)
    valid_until = models.DateTimeField()
    bound_at = models.DateTimeField()
    bound_by = models.CharField(max_length=60)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "serial"], condition=Q(ended_at=None), name="a_serial_is_bound_to_one_officer"
            ),
        ]
