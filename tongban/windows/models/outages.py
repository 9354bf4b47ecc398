"""Times without the system, and the pads of numbers given out by hand meanwhile, as rows."""

from django.db import models
from django.db.models import F, Q

from tongban.kernel.models import Record
from tongban.people.models import Officer
from tongban.windows.models.places import ServicePoint


class Outage(Record):
    """A time in which a service point worked without the system (停机); what came then is entered afterwards (补录)."""

    service_point = models.ForeignKey(ServicePoint, models.PROTECT, related_name="outages")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    cause = models.CharField(max_length=200)
    declared_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gt=F("began_at")), name="outage_ends_after_it_began"
            ),
            models.UniqueConstraint(
                fields=["service_point"], condition=Q(ended_at__isnull=True), name="one_open_outage_per_point"
            ),
        ]
        indexes = [models.Index(fields=["service_point", "-began_at"], name="outages_of_a_point")]


class HandNumberPad(Record):
    """A pad of numbers to give out by hand (应急编号本), printed before it is needed."""

    service_point = models.ForeignKey(ServicePoint, models.PROTECT, related_name="pads")
    serial = models.PositiveIntegerField(unique=True)
    size = models.PositiveSmallIntegerField()
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
