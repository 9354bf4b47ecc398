"""Service points, windows, what they take, who sits there, their devices and visits, as rows."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tongban.kernel.models import Record
from tongban.people.models import Office, Officer, Party
from tongban.people.models.places import InForce


class Dated(Record):
    """A row that holds from ``since`` to ``until``, both days included."""

    since = models.DateField()
    until = models.DateField(null=True)

    objects = InForce.as_manager()

    class Meta:
        abstract = True


class ServicePoint(Record):
    """A place where one can go: a hall, a sub-centre, a town or village centre."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="service_points")
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=200)
    hours = models.CharField(max_length=200)
    phone = models.CharField(max_length=30)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "name"], name="one_service_point_per_name")]

    def __str__(self) -> str:
        return self.name


class Window(Record):
    """A window (窗口) of a service point."""

    class Kind(models.TextChoices):
        ANY = "any", _("无差别综合窗口")
        SECTOR = "sector", _("分领域综合窗口")
        SPECIAL = "special", _("专业窗口")

    service_point = models.ForeignKey(ServicePoint, models.PROTECT, related_name="windows")
    number = models.CharField(max_length=10)
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=8, choices=Kind)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service_point", "number"], name="one_window_per_number_of_a_point"),
        ]

    def __str__(self) -> str:
        return gettext("%(number)s 号窗口") % {"number": self.number}


class WindowItem(Dated):
    """What a window may take, by item code, in a dated batch."""

    window = models.ForeignKey(Window, models.PROTECT, related_name="items")
    item_code = models.CharField(max_length=31, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["window", "item_code"],
                condition=Q(until__isnull=True),
                name="an_item_is_bound_to_a_window_once",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="item_leaves_a_window_after_it_came"
            ),
        ]


class Seat(Dated):
    """Who may sit at a window, from when to when."""

    window = models.ForeignKey(Window, models.PROTECT, related_name="seats")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="seats")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["window", "officer"],
                condition=Q(until__isnull=True),
                name="an_officer_is_seated_at_a_window_once",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="seat_is_left_after_it_was_taken"
            ),
        ]


class Device(Record):
    """What stands on a window: which adapter drives it, and whether it works. No row: no device."""

    class Kind(models.TextChoices):
        CARD_READER = "card_reader", _("身份证读卡器")
        DOCUMENT_CAMERA = "document_camera", _("高拍仪")

    class Condition(models.TextChoices):
        WORKING = "working", _("运行正常")
        MISSING = "missing", _("未连接")
        FAILING = "failing", _("故障")

    window = models.ForeignKey(Window, models.PROTECT, related_name="devices")
    kind = models.CharField(max_length=16, choices=Kind)
    adapter = models.CharField(max_length=40)
    condition = models.CharField(max_length=8, choices=Condition, default=Condition.WORKING)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["window", "kind"], name="one_device_of_a_kind_per_window")]


class Visit(Record):
    """One party at one window (到访), with several cases."""

    class Outcome(models.TextChoices):
        CASE = "case", _("办件")
        CONSULTATION = "consultation", _("咨询")
        TOLD_ONCE = "told_once", _("一次性告知")
        COME_AGAIN = "come_again", _("改日再来")

    window = models.ForeignKey(Window, models.PROTECT, related_name="visits")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="visits")
    handler = models.ForeignKey(Party, models.PROTECT, related_name="visits_made")
    party = models.ForeignKey(Party, models.PROTECT, related_name="visits")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, blank=True, choices=Outcome)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["window"], condition=Q(ended_at__isnull=True), name="one_open_visit_per_window"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, outcome="") | Q(ended_at__isnull=False) & ~Q(outcome=""),
                name="ended_visit_has_an_outcome",
            ),
        ]
        indexes = [
            models.Index(fields=["window", "-started_at"], name="visits_of_a_window"),
            models.Index(fields=["officer", "-started_at"], name="visits_of_an_officer"),
        ]

    @property
    def is_open(self) -> bool:
        return self.ended_at is None

    @property
    def is_represented(self) -> bool:
        """Whether someone else came for the party."""
        return self.handler_id != self.party_id


class Outage(Record):
    """A time in which a service point worked without the system (停机); what came then is entered afterwards (补录)."""

    service_point = models.ForeignKey(ServicePoint, models.PROTECT, related_name="outages")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    cause = models.CharField(max_length=200)
    declared_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gt=F("began_at")), name="outage_ends_after_it_began"
            ),
            models.UniqueConstraint(
                fields=["service_point"], condition=Q(ended_at__isnull=True), name="one_open_outage_per_point"
            ),
        ]
        indexes = [models.Index(fields=["service_point", "-began_at"], name="outages_of_a_point")]


class HandNumberPad(Record):
    """A pad of numbers to give out by hand (应急编号本), printed before it is needed."""

    service_point = models.ForeignKey(ServicePoint, models.PROTECT, related_name="pads")
    serial = models.PositiveIntegerField(unique=True)
    size = models.PositiveSmallIntegerField()
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
