"""What windows take, from day to day, and the dated batches in which it came and left (进驻批次), as rows."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tongban.kernel.models import Record
from tongban.people.models import Office, Officer
from tongban.windows.models.places import Dated, ServicePoint, Window


class Batch(Record):
    """Items and offices that come to the windows of a service point, or leave them, from a day on."""

    class State(models.TextChoices):
        DRAFT = "draft", _("编制中")
        ENTERED = "entered", _("已登记")
        TAKEN_BACK = "taken_back", _("已撤回")

    service_point = models.ForeignKey(ServicePoint, models.PROTECT, related_name="batches")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    document = models.CharField(max_length=200, blank=True)  # 文号: by which decision
    since = models.DateField()
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    made_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    entered_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service_point", "number"], name="one_batch_per_number_of_a_point"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(entered_at__isnull=False), name="entered_batch_has_its_moment"
            ),
        ]

    @property
    def subject(self) -> str:
        return f"batch:{self.pk}"

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    def __str__(self) -> str:
        return gettext("第 %(number)s 批") % {"number": self.number}


class BatchLine(Record):
    """One item, or a whole office, that comes to a window or leaves it with a batch.

    Of an item ``office`` and ``regulating_office`` hold and regulate it: by them the window's kind is asked.
    """

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="lines")
    window = models.ForeignKey(Window, models.PROTECT, related_name="+")
    item_code = models.CharField(max_length=31, blank=True)  # empty: everything of the office
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    regulating_office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")
    leaves = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "window", "item_code", "office"], name="a_batch_names_an_item_once_per_window"
            ),
        ]

    @property
    def offices(self) -> set[int]:
        return {office for office in (self.office_id, self.regulating_office_id) if office}


class WindowItem(Dated):
    """What a window may take from day to day: an item by its code, or each item of an office, now and later."""

    window = models.ForeignKey(Window, models.PROTECT, related_name="items")
    item_code = models.CharField(max_length=31, blank=True, db_index=True)
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, related_name="came")
    ended_by = models.ForeignKey(Batch, models.PROTECT, null=True, related_name="left")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["window", "item_code"],
                condition=Q(until__isnull=True) & ~Q(item_code=""),
                name="an_item_is_bound_to_a_window_once",
            ),
            models.UniqueConstraint(
                fields=["window", "office"],
                condition=Q(until__isnull=True, office__isnull=False),
                name="an_office_is_bound_to_a_window_once",
            ),
            models.CheckConstraint(
                condition=Q(office__isnull=True) & ~Q(item_code="") | Q(office__isnull=False, item_code=""),
                name="a_window_takes_an_item_or_an_office",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="item_leaves_a_window_after_it_came"
            ),
        ]
