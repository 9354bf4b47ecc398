"""Who changed which section of a draft, and what stood there before: two editors see each other's changes."""

from django.db import models

from tongban.catalogue.models.items import ItemVersion
from tongban.kernel.models import Record
from tongban.people.models import Officer


class DraftChange(Record):
    """One change of one section of a draft, under the revision that it made; kept until the version is in force."""

    version = models.ForeignKey(ItemVersion, models.CASCADE, related_name="changes")
    revision = models.PositiveIntegerField()  # of the draft, after the change
    section = models.CharField(max_length=20)
    before = models.JSONField(default=dict)  # the values of the section before it, by field
    officer = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")  # none: the system
    at = models.DateTimeField()

    class Meta:
        ordering = ["revision"]
        constraints = [
            models.UniqueConstraint(fields=["version", "revision"], name="one_change_per_revision_of_a_draft"),
        ]
