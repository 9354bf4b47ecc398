"""What each clerk has been found able to take (能力清单), as rows."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tongban.people.models import Office, Officer
from tongban.windows.models.places import Dated


class Competence(Dated):
    """What an officer may take at a window, from a day to a day: one item, a catalogue item wherever it is held, or
    everything of an office and of those under it.
    """

    class Level(models.TextChoices):
        TRAINEE = "trainee", _("见习")  # learns beside a colleague: takes nothing alone
        ABLE = "able", _("独立办理")
        LEAD = "lead", _("带教")

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="competences")
    item_code = models.CharField(max_length=31, blank=True)
    catalog_code = models.CharField(max_length=12, blank=True)  # of the basic catalogue
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")
    level = models.CharField(max_length=8, choices=Level, default=Level.ABLE)
    ground = models.CharField(max_length=120)  # training, examination, rotation: on what it rests
    confirmed_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")  # null: the system
    confirmed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(
                    ~Q(item_code="") & Q(catalog_code="", office__isnull=True)
                    | ~Q(catalog_code="") & Q(item_code="", office__isnull=True)
                    | Q(item_code="", catalog_code="", office__isnull=False)
                ),
                name="competence_is_for_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="competence_ends_after_it_begins"
            ),
        ]
        indexes = [models.Index(fields=["officer", "since"], name="competences_of_an_officer")]
