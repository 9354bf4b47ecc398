"""Cases that were entered after an outage (补录), as rows."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongban.cases.models.cases import Case
from tongban.kernel.models import Record
from tongban.people.models import Officer
from tongban.windows.models import Outage


class LateEntry(Record):
    """A case that was received on paper while the system was away, and entered afterwards (补录)."""

    class State(models.TextChoices):
        WAITING = "waiting", _("待审核")
        APPROVED = "approved", _("已核准")
        REFUSED = "refused", _("未核准")

    case = models.OneToOneField(Case, models.PROTECT, related_name="late_entry")
    outage = models.ForeignKey(Outage, models.PROTECT, related_name="+")
    hand_number = models.CharField(max_length=12, unique=True)
    received_at = models.DateTimeField()  # on paper
    accepted_at = models.DateTimeField(null=True)  # if the acceptance notice was given on paper as well
    entered_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    answered_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    remark = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["entered_at", "id"], name="late_entries_that_wait", condition=models.Q(state="waiting")
            ),
        ]

    @property
    def takes_on(self) -> bool:
        """Whether its approval will record an acceptance, so that nobody records another meanwhile."""
        return self.state == self.State.WAITING and self.accepted_at is not None
