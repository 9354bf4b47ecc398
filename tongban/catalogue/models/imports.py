"""Workbooks that were brought to be taken in: how far each has come, and what was found in it."""

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongban.documents.models import StoredFile
from tongban.kernel.models import Record
from tongban.people.models import Officer

LOST_AFTER = timedelta(hours=2)


class SheetImport(Record):
    """One workbook (事项工作簿) handed in on the desk or taken in from the command line."""

    class State(models.TextChoices):
        WAITING = "waiting", _("等待处理")
        READING = "reading", _("正在读取")
        CHECKING = "checking", _("正在检查")
        WRITING = "writing", _("正在写入")
        CHECKED = "checked", _("检查完毕")
        DONE = "done", _("已导入")
        REFUSED = "refused", _("有错误，没有导入")
        FAILED = "failed", _("系统出错，没有导入")

    ENDED = (State.CHECKED, State.DONE, State.REFUSED, State.FAILED)

    by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")  # nobody: the command line
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    marked = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")  # given back with its marks
    is_rehearsal = models.BooleanField(default=True)  # only checked
    replaces_drafts = models.BooleanField(default=False)
    language = models.CharField(max_length=10, default="zh-hans")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)  # rows read, then items checked
    total = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)  # new, changed, same, cells, errors, warnings
    found = models.JSONField(default=list)  # the first cells to be corrected, as data
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["by", "-asked_at"], name="sheet_imports_of_an_officer")]

    @property
    def subject(self) -> str:
        return f"sheet-import:{self.pk}"

    @property
    def is_sound(self) -> bool:
        """Whether it was checked and nothing stands against taking it in."""
        return self.state == self.State.CHECKED and not self.counts.get("cells")

    @property
    def items(self) -> int:
        """How many items of it can be taken in, or were."""
        return sum(self.counts.get(kind, 0) for kind in ("new", "changed", "same"))

    def is_under_way(self, now: datetime) -> bool:
        """Whether it may still end; one that takes longer was lost, and may be brought again."""
        return self.ended_at is None and now < self.asked_at + LOST_AFTER

    def __str__(self) -> str:
        return self.name
