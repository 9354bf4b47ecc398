"""Queues shared by several windows (小综窗口), and who waits in them, as rows.

Tickets, calls on screens and kiosks are none of this: an arrival has a number of the day and is taken by a window.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongban.kernel.models import Record
from tongban.kernel.vault import EncryptedField
from tongban.people.models import Officer
from tongban.windows.models.places import ServicePoint, Window
from tongban.windows.models.visits import Visit


class Pool(Record):
    """One queue for several windows of a service point: whoever is free and can, takes the next."""

    service_point = models.ForeignKey(ServicePoint, models.PROTECT, related_name="pools")
    name = models.CharField(max_length=60)
    windows = models.ManyToManyField(Window, related_name="pools")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service_point", "name"], name="one_pool_per_name_of_a_point")]

    def __str__(self) -> str:
        return self.name


class Arrival(Record):
    """Somebody who came (到场登记) and waits for a window: what for, perhaps who, since when."""

    class State(models.TextChoices):
        WAITING = "waiting", _("等候")
        TAKEN = "taken", _("已到窗口")
        LEFT = "left", _("已离开")

    pool = models.ForeignKey(Pool, models.PROTECT, related_name="arrivals")
    day = models.DateField()
    number = models.PositiveIntegerField()
    called = EncryptedField(mask="name", default="", db_default="")  # how they want to be called, if they say
    item_codes = models.JSONField(default=list)  # what for; none: anything
    goes_first = models.BooleanField(default=False)  # 优先: old, disabled, pregnant, with a small child
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    arrived_at = models.DateTimeField()
    greeted_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    window = models.ForeignKey(Window, models.PROTECT, null=True, related_name="+")
    officer = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    visit = models.OneToOneField(Visit, models.SET_NULL, null=True, related_name="arrival")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pool", "day", "number"], name="one_arrival_per_number_of_a_day"),
            models.CheckConstraint(
                condition=~Q(state="taken") | Q(window__isnull=False, taken_at__isnull=False),
                name="taken_arrival_has_a_window",
            ),
        ]
        indexes = [
            models.Index(fields=["pool", "day", "state", "arrived_at"], name="arrivals_of_a_pool"),
            models.Index(
                fields=["window"], condition=Q(state="taken", visit__isnull=True), name="arrivals_called_to_a_window"
            ),
        ]

    @property
    def subject(self) -> str:
        return f"arrival:{self.pk}"

    def __str__(self) -> str:
        return f"{self.number:03d}"
