"""Service points, windows and what their kinds allow, who sits there and which devices they have, as rows."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tongban.kernel.models import Record
from tongban.people.models import Office, Officer, PowerTransfer
from tongban.people.models.places import InForce

# What people call the business lines (业务线) in which powers move to a bureau.
LINES = {
    PowerTransfer.Line.MARKET: _("市场准入"),
    PowerTransfer.Line.SOCIAL: _("社会事务"),
    PowerTransfer.Line.INVESTMENT: _("投资建设"),
    PowerTransfer.Line.TRAFFIC: _("交通城管"),
    PowerTransfer.Line.AGRICULTURE: _("农林水"),
}


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


class Served(Record):
    """Whom a window serves if not everybody: offices and lines of a sector window, the one office of a special one.

    A line (业务线) stands for the offices whose powers in it have moved to the bureau.
    """

    window = models.ForeignKey(Window, models.PROTECT, related_name="served")
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")
    line = models.CharField(max_length=12, blank=True)  # a code of LINES

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["window", "office", "line"], name="a_window_serves_an_office_or_line_once"),
            models.CheckConstraint(
                condition=Q(office__isnull=False, line="") | Q(office__isnull=True) & ~Q(line=""),
                name="a_window_serves_an_office_or_a_line",
            ),
        ]

    def __str__(self) -> str:
        return self.office.short_name if self.office else str(LINES[PowerTransfer.Line(self.line)])


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
