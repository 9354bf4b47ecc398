"""Mandates of officers, their absences, and what somebody tried outside what they may."""

import re
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tongban.kernel.models import Record
from tongban.people.models.officers import Officer
from tongban.people.models.places import InForce, Office
from tongban.people.rules.mandates import CHIEF, COMMISSION, SINGLE

NUMBER_IN_ADDRESS = re.compile(r"/(\d{6}-\d{6}-\d{6}-[0-9A-Z])/")
POWER_NAMES = {
    "receive": _("收件"),
    "accept": _("受理"),
    "review": _("审查"),
    "decide": _("决定"),
    "decide_alone": _("一人办结"),
    "issue": _("颁发"),
    "deliver": _("送达"),
    "head": _("代行负责人批准"),
}
REASONS = {
    "no_power": _("没有这项权限"),
    "outside_mandate": _("超出授权书范围"),
    "mandate_ended": _("授权已经终止"),
}


class Mandate(Record):
    """A written authorisation (授权书) of one officer: whose powers, which, over which items, from when to when.

    No item named: every item of the office. ``ended_on`` is its last day once somebody has ended it or its time was up.
    """

    class Kind(models.TextChoices):
        CHIEF_REPRESENTATIVE = CHIEF, _("首席代表授权")
        COMMISSIONED_CLERK = COMMISSION, _("窗口人员委托")
        SINGLE_OFFICER = SINGLE, _("一人办结授权")

    kind = models.CharField(max_length=10, choices=Kind)
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="mandates")
    office = models.ForeignKey(Office, models.PROTECT, related_name="mandates")
    powers = models.JSONField(default=list)  # of rules.mandates.POWERS_OF_KIND
    item_codes = models.JSONField(default=list)  # of implementation items, 31 characters
    document = models.CharField(max_length=80)
    signer = models.CharField(max_length=40)
    since = models.DateField()
    until = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    ended_reason = models.CharField(max_length=400, blank=True)
    recorded_at = models.DateTimeField()
    over_at = models.DateTimeField(null=True)  # its last day is past, and what was in hand was laid back

    objects = InForce.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office"],
                condition=Q(kind=CHIEF, ended_on=None),
                name="one_chief_representative_per_department",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="mandate_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(until=F("ended_on")), name="ended_mandate_ends_that_day"
            ),
        ]
        indexes = [models.Index(fields=["office", "-since", "-id"], name="mandates_of_an_office")]

    def __str__(self) -> str:
        return self.document

    @property
    def subject(self) -> str:
        return f"mandate:{self.pk}"

    @property
    def power_names(self) -> list[str]:
        return [str(POWER_NAMES[power]) for power in self.powers]

    def is_in_force(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on <= self.until)


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def on(self, day: date) -> "AbsenceQuerySet":
        """Keep those that hold on a day."""
        return self.filter(cancelled_at=None, since__lte=day, until__gte=day)


class Absence(Record):
    """An officer is away from a day to a day (both included); meanwhile B stands in at their posts."""

    class Cause(models.TextChoices):
        LEAVE = "leave", _("休假")
        TRIP = "trip", _("出差")
        TRAINING = "training", _("培训")
        OTHER = "other", _("其他")

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="absences")
    since = models.DateField()
    until = models.DateField()
    cause = models.CharField(max_length=10, choices=Cause)
    recorded_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)  # when the work that falls due meanwhile was passed on

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="absence_ends_after_it_began"),
        ]
        indexes = [models.Index(fields=["until", "since"], name="absences_by_days")]

    @property
    def subject(self) -> str:
        return f"absence:{self.pk}"


class Overstep(Record):
    """Somebody tried what they may not (越权): refused, and kept apart from the act, which left no trace."""

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="oversteps")
    power = models.CharField(max_length=24)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    item_code = models.CharField(max_length=40, blank=True)
    about = models.CharField(max_length=200)  # the address asked for; it names the matter
    code = models.CharField(max_length=40)  # of the obstacle
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["officer", "power", "office", "item_code", "about", "on"],
                name="the_same_try_is_kept_once_a_day",
            ),
        ]
        indexes = [models.Index(fields=["office", "-at", "-id"], name="oversteps_at_an_office")]

    @property
    def subject(self) -> str:
        return f"officer:{self.officer_id}"

    @property
    def matter_number(self) -> str:
        """The number of the matter that the address names; nothing, if it names none."""
        found = NUMBER_IN_ADDRESS.search(self.about)
        return found[1] if found else ""

    @property
    def power_name(self) -> str:
        return str(POWER_NAMES.get(self.power, self.power))

    @property
    def reason(self) -> str:
        return str(REASONS.get(self.code, self.code))
