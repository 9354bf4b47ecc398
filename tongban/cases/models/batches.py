"""Many applications brought in one sheet (批量收件), as rows."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongban.cases.models.cases import Case
from tongban.catalogue.models import ItemVersion
from tongban.kernel.models import Record
from tongban.kernel.vault import EncryptedJSONField
from tongban.people.models import Officer
from tongban.windows.models import Window


class Batch(Record):
    """A sheet of applications for one item: looked at row by row, then received row by row by the worker."""

    class State(models.TextChoices):
        EXAMINED = "examined", _("已检查，等待收件")
        RUNNING = "running", _("正在收件")
        DONE = "done", _("已完成")

    window = models.ForeignKey(Window, models.PROTECT, related_name="+")
    version = models.ForeignKey(ItemVersion, models.PROTECT, related_name="+")
    brought_by = models.CharField(max_length=120)  # the unit that brought the sheet
    name = models.CharField(max_length=200)
    state = models.CharField(max_length=8, choices=State, default=State.EXAMINED)
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["by", "-id"], name="batches_of_an_officer")]

    @property
    def subject(self) -> str:
        return f"batch:{self.pk}"


class BatchRow(Record):
    """One row of the sheet: what it says, what is wrong with it, and the case that it became."""

    class State(models.TextChoices):
        BAD = "bad", _("有错误")
        READY = "ready", _("可以收件")
        DONE = "done", _("已收件")
        REFUSED = "refused", _("未收件")

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()  # in the sheet
    key = models.CharField(max_length=80)  # the same application in two rows has the same key
    said = EncryptedJSONField()  # everything the row says, sealed
    errors = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=State)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="one_row_per_line_of_a_sheet")]
