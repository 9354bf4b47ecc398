"""What a case waits for before it is decided or its result leaves the house, as rows."""

from django.db import models
from django.db.models import Q

from tongban.cases.models.cases import Case
from tongban.cases.rules import OpenHold
from tongban.kernel.models import Record
from tongban.kernel.moments import local_day


class Hold(Record):
    """One thing that has to be done first: a gap of a tolerant acceptance, a fee, a tax, a visit.

    Whatever gives rise to it puts it on record and lifts it (``actions/holds.py``); the rules of decision and delivery
    know nothing of where it comes from. ``Case.open_holds`` counts those that are open, so that a case without any is
    not asked about them.
    """

    class Blocks(models.TextChoices):
        DECISION = "decision"  # nothing is decided, and so nothing issued
        ISSUE = "issue"  # decided it may be; nothing is made or handed over

    case = models.ForeignKey(Case, models.PROTECT, related_name="holds")
    kind = models.CharField(max_length=20)  # gap, fee, prerequisite, visit, ...: whose hold it is
    blocks = models.CharField(max_length=8, choices=Blocks)
    about = models.CharField(max_length=200)  # in the words of the desk: which paper, which fee
    refers_to = models.BigIntegerField(null=True)  # the row of its own module that it stands for
    since = models.DateTimeField()
    until_on = models.DateField(null=True)  # it ends by itself when this day is over
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["case"], name="open_holds_of_a_case", condition=Q(lifted_at=None)),
            models.Index(
                fields=["until_on"], name="holds_that_end", condition=Q(lifted_at=None, until_on__isnull=False)
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind", "refers_to"], condition=Q(lifted_at=None), name="one_open_hold_for_one_thing"
            ),
        ]

    def as_open(self) -> OpenHold:
        """Return it as the rules see what is open."""
        return OpenHold(self.blocks, self.about, self.kind, local_day(self.since), self.until_on)
