"""What figures stood at on earlier days, and what they are to reach."""

from django.db import models

from tongban.kernel.tables.records import Record


class FigureSnapshot(Record):
    """A figure as it stood at the end of a day: its two terms, over one scope (a place, an office; empty: all)."""

    code = models.CharField(max_length=60)
    scope = models.CharField(max_length=80, blank=True)
    taken_on = models.DateField()
    numerator = models.BigIntegerField()
    denominator = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "scope", "taken_on"], name="a_figure_is_kept_once_a_day"),
        ]


class FigureTarget(Record):
    """What a figure is to reach from a day on, and who says so; the latest day that has come holds."""

    code = models.CharField(max_length=60)
    since = models.DateField()
    hundredths = models.PositiveIntegerField()  # of a per cent: 6200 is 62 %
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "since"], name="one_target_of_a_figure_per_day"),
        ]

    @property
    def subject(self) -> str:
        return f"figure:{self.code}"
