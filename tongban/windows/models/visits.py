"""Visits, as rows."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongban.kernel.models import Record
from tongban.kernel.vault import EncryptedField
from tongban.people.models import Officer, Party
from tongban.windows.models.places import Window
from tongban.windows.rules.visits import closes_at, is_left_over


class Visit(Record):
    """One party at one window (到访), with several cases; parked, it leaves the window free for the next."""

    class Outcome(models.TextChoices):
        CASE = "case", _("办件")
        CONSULTATION = "consultation", _("咨询")
        TOLD_ONCE = "told_once", _("一次性告知")
        COME_AGAIN = "come_again", _("改日再来")

    class ParkedFor(models.TextChoices):
        PAPER = "paper", _("去取材料")
        FEE = "fee", _("去缴费")
        ANSWER = "answer", _("等部门答复")
        BREAK = "break", _("暂时离开")

    window = models.ForeignKey(Window, models.PROTECT, related_name="visits")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="visits")
    handler = models.ForeignKey(Party, models.PROTECT, related_name="visits_made")
    party = models.ForeignKey(Party, models.PROTECT, related_name="visits")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, blank=True, choices=Outcome)
    note = EncryptedField(default="", db_default="")  # what was asked or told, where no case came of it
    parked_at = models.DateTimeField(null=True)
    parked_for = models.CharField(max_length=12, blank=True, choices=ParkedFor, db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["window"],
                condition=Q(ended_at__isnull=True, parked_at__isnull=True),
                name="one_open_visit_per_window",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, outcome="") | Q(ended_at__isnull=False) & ~Q(outcome=""),
                name="ended_visit_has_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(parked_at__isnull=True), name="ended_visit_is_not_parked"
            ),
        ]
        indexes = [
            models.Index(fields=["window", "-started_at"], name="visits_of_a_window"),
            models.Index(fields=["officer", "-started_at"], name="visits_of_an_officer"),
            models.Index(fields=["started_at"], name="visits_not_ended", condition=Q(ended_at__isnull=True)),
        ]

    @property
    def is_open(self) -> bool:
        """Whether it is being served at its window."""
        return self.ended_at is None and self.parked_at is None

    @property
    def is_represented(self) -> bool:
        """Whether someone else came for the party."""
        return self.handler_id != self.party_id

    def is_left_over(self, now: datetime) -> bool:
        """Whether nobody ended it though the hall's day is over; ``window__service_point`` is read with it."""
        closes = closes_at(self.window.service_point.hours)
        return self.ended_at is None and is_left_over(
            started_at=self.started_at, parked_at=self.parked_at, closes=closes, now=now
        )
