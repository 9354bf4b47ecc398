"""A person's export of what the platform holds about them; notices of offices."""

from datetime import date, datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongban.kernel.models import Record
from tongban.people.models import Office, Officer, Party, Region

LOST_AFTER = timedelta(hours=2)


class PersonalExport(Record):
    """One request for a copy of one's data (个人信息保护法 art. 45): made by a job, there for a week."""

    party = models.ForeignKey(Party, models.PROTECT, related_name="exports")
    asked_at = models.DateTimeField()
    done = models.PositiveIntegerField(default=0)  # applications gathered so far
    total = models.PositiveIntegerField(default=0)
    ready_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["party", "-asked_at"], name="exports_of_a_party")]

    @property
    def subject(self) -> str:
        return f"export:{self.pk}"

    def is_being_made(self, now: datetime) -> bool:
        """Whether it may still become ready; one that takes longer was lost, and may be asked for again."""
        return self.ready_at is None and now < self.asked_at + LOST_AFTER

    @property
    def place(self) -> str:
        """Where the archive lies, below the folder of files; sealed like every stored file."""
        return f"exports/{self.pk % 100:02d}/{self.pk}.zip"


class Notice(Record):
    """A notice (公告) of an office to everybody of its region: there from its publication until its last day."""

    class Kind(models.TextChoices):
        GENERAL = "general", _("通知公告")
        HOURS = "hours", _("办公时间")
        CHANGE = "change", _("事项调整")

    office = models.ForeignKey(Office, models.PROTECT, related_name="notices")
    region = models.ForeignKey(Region, models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=8, choices=Kind)
    title = models.CharField(max_length=120)
    text = models.TextField(max_length=5000)
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    last_day = models.DateField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["region", "-id"], name="notices_of_a_region", condition=models.Q(withdrawn_at=None)),
            models.Index(fields=["office", "-id"], name="notices_of_an_office"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        return f"notice:{self.pk}"

    def is_over(self, on: date) -> bool:
        return self.withdrawn_at is not None or (self.last_day is not None and self.last_day < on)
