"""Results that nobody collected (未领取), as rows: only of those that waited long enough to be reminded of."""

from django.db import models

from tongban.cases.models.cases import Case
from tongban.kernel.models import Record


class Uncollected(Record):
    """How often the applicant was reminded, and since when a result counts as left lying."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="uncollected")
    reminders = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField()
    marked_at = models.DateTimeField(null=True)
