"""What the front desk asked the back office while somebody waited (当场请示), as rows."""

from django.db import models
from django.db.models import Q

from tongban.cases.models.cases import Case
from tongban.catalogue.models import Item
from tongban.kernel.models import Record
from tongban.people.models import Office, Officer
from tongban.windows.models import Visit


class Question(Record):
    """A question to an office about an item, and its answer, with the moments of both."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="questions")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="questions")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    text = models.CharField(max_length=300)
    asked_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=500, blank=True)
    answered_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["office", "asked_at"], name="questions_that_wait", condition=Q(answered_at=None)),
            models.Index(fields=["-asked_at", "-id"], name="questions_by_time"),
        ]

    @property
    def subject(self) -> str:
        return f"visit:{self.visit_id}"

    @property
    def waited_seconds(self) -> int | None:
        """How long the citizen waited for the answer; None while they still do."""
        return int((self.answered_at - self.asked_at).total_seconds()) if self.answered_at else None
