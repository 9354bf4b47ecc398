"""A person's export of what the platform holds about them."""

from datetime import datetime, timedelta

from django.db import models

from tongban.kernel.models import Record
from tongban.people.models import Party

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
