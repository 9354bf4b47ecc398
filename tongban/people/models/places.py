"""Regions and the offices that act in them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q

from tongban.kernel.models import Record


class InForce(models.QuerySet[Any]):
    """Rows that hold from a day to a day (the last day included, or open)."""

    def on(self, day: date) -> "InForce":
        return self.filter(Q(until=None) | Q(until__gte=day), since__lte=day)


class Region(models.Model):
    """One place of GB/T 2260 and its town and village extension, valid from a day to a day."""

    class Level(models.TextChoices):
        PROVINCE = "province"
        CITY = "city"
        COUNTY = "county"
        TOWN = "town"
        VILLAGE = "village"

    code = models.CharField(max_length=12, primary_key=True)
    name = models.CharField(max_length=60)
    level = models.CharField(max_length=8, choices=Level)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="region_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_in_force(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


class OfficeQuerySet(models.QuerySet["Office"]):
    def within(self, paths: Iterable[str]) -> "OfficeQuerySet":
        """Keep the offices that stand at or under one of these paths."""
        condition = Q(pk__in=[])
        for path in paths:
            condition |= Q(path__startswith=path)
        return self.filter(condition)


class Office(Record):
    """One body of the administration (机构), or a utility stationed in a hall.

    ``path`` names every office from the root down to this one, so that a whole subtree is one prefix.
    """

    class Kind(models.TextChoices):
        GOVERNMENT = "government"  # 人民政府: the root of a level
        APPROVAL_BUREAU = "approval_bureau"  # 行政审批局: powers moved to it
        CENTRE = "centre"  # 政务服务中心: departments stationed in it
        DEPARTMENT = "department"
        TOWN = "town"
        VILLAGE = "village"
        UTILITY = "utility"

    class Level(models.TextChoices):  # 行使层级, GB/T 39046 A.2
        STATE = "1"
        PROVINCE = "2"
        CITY = "3"
        COUNTY = "4"
        TOWN = "5"
        VILLAGE = "6"

    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=40)
    uscc = models.CharField(max_length=18, unique=True)
    kind = models.CharField(max_length=20, choices=Kind)
    level = models.CharField(max_length=1, choices=Level)
    region = models.ForeignKey(Region, models.PROTECT, related_name="offices")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    path = models.CharField(max_length=160, unique=True, editable=False)
    stationed_in = models.ForeignKey("self", models.PROTECT, null=True, related_name="stationed")
    phone = models.CharField(max_length=30, blank=True)
    address = models.CharField(max_length=200, blank=True)

    objects = OfficeQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    def place(self) -> None:
        """Derive the path from the parent's."""
        above = self.parent.path if self.parent else "/"
        self.path = f"{above}{self.pk:x}/"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.path:
            self.place()
        super().save(*args, **kwargs)

    def is_within(self, other: "Office") -> bool:
        """Say whether this office is the other one or stands under it."""
        return self.path.startswith(other.path)


class PowerTransfer(Record):
    """Powers of one business line moved from the regulating office to the approving one (相对集中行政许可权)."""

    class Line(models.TextChoices):
        MARKET = "market"  # 市场准入
        SOCIAL = "social"  # 社会事务
        INVESTMENT = "investment"  # 投资建设
        TRAFFIC = "traffic"  # 交通城管
        AGRICULTURE = "agriculture"  # 农林水

    line = models.CharField(max_length=12, choices=Line)
    regulating_office = models.ForeignKey(Office, models.PROTECT, related_name="powers_given")
    approving_office = models.ForeignKey(Office, models.PROTECT, related_name="powers_taken")
    basis = models.CharField(max_length=200)
    since = models.DateField()
    until = models.DateField(null=True)

    objects = InForce.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["regulating_office", "line"],
                condition=Q(until=None),
                name="one_open_transfer_per_office_and_line",
            ),
            models.CheckConstraint(
                condition=~Q(regulating_office=F("approving_office")), name="powers_move_to_another_office"
            ),
        ]
