"""Special procedures and extensions, as rows."""

from django.db import models
from django.db.models import Q

from tongban.kernel.models import Record
from tongban.matters.models.matters import Clock, Matter
from tongban.people.models import Officer


class Pause(Record):
    """A special procedure (特别程序): over (from, to] the clocks stand still, or run on where its time counts."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="pauses")
    kind = models.CharField(max_length=40)
    reason = models.CharField(max_length=400)
    basis = models.CharField(max_length=200)
    expected_days = models.PositiveIntegerField()
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    stops = models.BooleanField(default=True, db_default=True)  # the clocks; otherwise its time counts
    keeps_last_day = models.BooleanField(default=False, db_default=False)  # of a limit, if it begins on it

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "kind"], condition=Q(to_on__isnull=True), name="one_running_procedure_of_a_kind"
            ),
            models.CheckConstraint(condition=~Q(reason="") & ~Q(basis=""), name="pause_has_reason_and_basis"),
        ]


class Extension(Record):
    """An extension (延长): the due date moves; the clock does not stop."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="extensions")
    clock = models.ForeignKey(Clock, models.PROTECT, related_name="extensions")
    amount = models.PositiveIntegerField()
    reason = models.CharField(max_length=400)
    basis = models.CharField(max_length=200)
    approved_by = models.ForeignKey(Officer, models.PROTECT, related_name="extensions_approved")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason="") & ~Q(basis=""), name="extension_has_reason_and_basis"),
        ]
