"""Notices that were loaded, and their days, as rows on top of the shipped national data."""

from typing import Literal

from django.db import models

from tongban.calendars.rules import NoticeTitle
from tongban.calendars.rules.notices import Notice as PublishedNotice
from tongban.calendars.rules.notices import NoticeDay
from tongban.kernel.models import Record


class Notice(Record):
    """A published arrangement of holidays for one region and one year; a later version replaces it."""

    region_code = models.CharField(max_length=12)  # 000000 national
    year = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    source = models.CharField(max_length=200)  # document number or address
    loaded_at = models.DateTimeField()
    loaded_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region_code", "year", "version"], name="one_notice_per_version"),
            models.CheckConstraint(condition=models.Q(version__gte=1), name="notice_versions_begin_at_one"),
        ]

    def __str__(self) -> str:
        return self.title

    def as_published(self) -> PublishedNotice:
        """Return the notice as the value that rules work with."""
        heading = NoticeTitle(self.region_code, self.year, self.title, self.source, self.version)
        return PublishedNotice(heading, tuple(day.as_value() for day in self.days.all()))


class Day(Record):
    """One day that differs from the week: a holiday or a make-up working day."""

    class Kind(models.TextChoices):
        HOLIDAY = "holiday"
        WORKING = "working"

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="days")
    on = models.DateField()
    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["notice", "on"], name="one_kind_per_day_of_a_notice")]

    def __str__(self) -> str:
        return f"{self.on} {self.kind}"

    def as_value(self) -> NoticeDay:
        kind: Literal["holiday", "working"] = "holiday" if self.kind == self.Kind.HOLIDAY else "working"
        return NoticeDay(self.on, kind, self.name)
