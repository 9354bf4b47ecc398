"""Training and rotation of who works at windows (培训、轮岗), as rows."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tongban.kernel.models import Record
from tongban.people.models import Officer
from tongban.windows.models.places import Window


class Training(Record):
    """An officer took part in a course, sat an examination, or worked at another window for a while."""

    class Kind(models.TextChoices):
        COURSE = "course", _("培训")
        EXAM = "exam", _("考试")
        ROTATION = "rotation", _("轮岗")

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="trainings")
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(max_length=80)
    since = models.DateField()
    until = models.DateField()  # the last day of it
    hours = models.PositiveSmallIntegerField(default=0)
    window = models.ForeignKey(Window, models.PROTECT, null=True, related_name="+")  # where, in a rotation
    passed = models.BooleanField()
    valid_until = models.DateField(null=True)  # what rests on it ends then, and is confirmed anew
    recorded_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")  # null: the system
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="training_ends_after_it_begins"),
            models.CheckConstraint(
                condition=~Q(kind="rotation") | Q(window__isnull=False), name="rotation_is_at_a_window"
            ),
        ]
        indexes = [models.Index(fields=["officer", "-since", "-id"], name="trainings_of_an_officer")]

    @property
    def ground(self) -> str:
        """What a competence that rests on it names."""
        return f"{self.get_kind_display()}：{self.title}（{self.until:%Y-%m-%d}）"
