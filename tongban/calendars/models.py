"""Calendar notices and their days, as rows on top of the shipped national data."""

from django.db import models

from tongban.kernel.models import Record


class Notice(Record):
    """A published arrangement of holidays for one region and one year; a later version replaces it."""

    region_code = models.CharField(max_length=12)  # 000000 national
    year = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    source = models.CharField(max_length=200)
    loaded_at = models.DateTimeField()
    loaded_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region_code", "year", "version"], name="one_notice_per_version"),
        ]


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
        constraints = [models.UniqueConstraint(fields=["notice", "on"], name="one_kind_per_day_of_a_notice")]
