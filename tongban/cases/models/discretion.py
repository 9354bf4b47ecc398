"""Decisions that left the rules of discretion (裁量基准), as rows: for supervision."""

from django.db import models
from django.db.models import Q

from tongban.cases.models.outcomes import Decision
from tongban.kernel.models import Record
from tongban.people.models import Office


class DiscretionLeft(Record):
    """A decision that the item's own rule did not provide for, and why it was made all the same."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="discretion_left")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    rule = models.CharField(max_length=200)  # its name
    basis = models.CharField(max_length=300, blank=True)
    allowed = models.JSONField(default=list)  # outcomes
    reason = models.TextField()
    at = models.DateTimeField()

    outcome_text = ""  # in the reader's language, set by a page

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="leaving_discretion_has_a_reason")]
        indexes = [models.Index(fields=["office", "-at", "-id"], name="discretion_left_by_office")]
