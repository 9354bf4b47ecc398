"""How many cases a day brought, by item and channel, and how fast some items are to be, as rows."""

from django.db import models
from django.db.models import F, Q

from tongban.catalogue.models import Item
from tongban.kernel.models import Record
from tongban.people.models import Officer
from tongban.people.models.places import InForce


class Tally(models.Model):
    """The cases of one day, item, channel and kind: counted anew several times a day from the cases themselves.

    Figures of any period are sums of these rows. Accepted counts on the day of acceptance, completed (办结) on the day
    of the decision, or of closing without one; on time means that the promise was kept.
    """

    day = models.DateField()
    item = models.ForeignKey(Item, models.CASCADE, related_name="tallies")
    channel = models.CharField(max_length=12)
    is_instant = models.BooleanField()
    received = models.PositiveIntegerField(default=0)
    accepted = models.PositiveIntegerField(default=0)
    completed = models.PositiveIntegerField(default=0)
    granted = models.PositiveIntegerField(default=0)
    on_time = models.PositiveIntegerField(default=0)
    tolerant = models.PositiveIntegerField(default=0)  # accepted while secondary papers lacked
    by_commitment = models.PositiveIntegerField(default=0)
    within_target = models.PositiveIntegerField(default=0)  # of the completed ones that have a target
    beyond_target = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "item", "channel", "is_instant"], name="one_tally_of_a_day"),
            models.CheckConstraint(condition=Q(on_time__lte=F("completed")), name="no_more_on_time_than_completed"),
        ]
        indexes = [models.Index(fields=["item", "day"], name="tallies_of_an_item")]


class SpeedTarget(Record):
    """So many working days, from acceptance to decision, in which an item is to be done (“245”), from a day on."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="speed_targets")
    days = models.PositiveSmallIntegerField()  # working days
    since = models.DateField()
    until = models.DateField(null=True)
    source = models.CharField(max_length=200)
    set_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    ended_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")  # none: the next one ended it
    end_reason = models.CharField(max_length=200, blank=True, default="", db_default="")

    objects = InForce.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item"], condition=Q(until=None), name="an_item_has_one_open_target_of_speed"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="target_of_speed_ends_after_it_begins"
            ),
        ]
