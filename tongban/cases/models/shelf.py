"""Results on their way to the applicant: the pick-up shelf (待领架) and parcels (邮寄), as rows."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongban.cases.models.cases import Case
from tongban.cases.models.handovers import HandOver
from tongban.kernel.models import Record
from tongban.kernel.vault import EncryptedField
from tongban.people.models import Office, Officer
from tongban.windows.models import ServicePoint


class ShelfEntry(Record):
    """A result that lies on the shelf of a service point, in which place, and where it came from."""

    class Left(models.TextChoices):
        COLLECTED = "collected", _("已领取")
        MOVED = "moved", _("转到其他服务点")
        POSTED = "posted", _("已寄出")

    case = models.ForeignKey(Case, models.PROTECT, related_name="shelf_entries")
    service_point = models.ForeignKey(ServicePoint, models.PROTECT, related_name="shelf")
    place = models.CharField(max_length=12)
    arrived_from = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")
    hand_over = models.ForeignKey(HandOver, models.PROTECT, null=True, related_name="shelved")
    put_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")  # none: a parcel that came back
    since = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    left_as = models.CharField(max_length=10, choices=Left, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(left_at=None), name="a_result_lies_in_one_place"),
            models.UniqueConstraint(
                fields=["service_point", "place"], condition=Q(left_at=None), name="one_result_in_a_place"
            ),
        ]
        indexes = [
            models.Index(fields=["service_point", "since", "id"], name="on_the_shelf", condition=Q(left_at=None)),
        ]


class Parcel(Record):
    """A result that a courier brings: to whom and where (sealed), under which number, and how far it is."""

    class State(models.TextChoices):
        PACKED = "packed", _("待揽收")
        ON_THE_WAY = "on_the_way", _("运送中")
        SIGNED = "signed", _("已签收")
        RETURNED = "returned", _("已退回")
        LOST = "lost", _("快递遗失")

    case = models.ForeignKey(Case, models.PROTECT, related_name="parcels")
    service_point = models.ForeignKey(ServicePoint, models.PROTECT, related_name="+")  # where it returns to
    partner = models.CharField(max_length=40)  # the courier, a partner of exchange
    carrier = models.CharField(max_length=60)
    number = models.CharField(max_length=40, blank=True)  # the courier's own, once it has taken the parcel
    receiver = EncryptedField(mask="name")
    address = EncryptedField(mask="address")
    phone = EncryptedField(mask="phone")
    state = models.CharField(max_length=10, choices=State, default=State.PACKED)
    packed_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    packed_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)  # by the courier
    signed_by = EncryptedField(mask="name")
    ended_at = models.DateTimeField(null=True)  # signed, returned or lost

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(state__in=["packed", "on_the_way"]),
                name="one_parcel_of_a_case_on_the_way",
            ),
        ]
        indexes = [
            models.Index(
                fields=["packed_at", "id"], name="parcels_on_the_way", condition=Q(state__in=["packed", "on_the_way"])
            ),
        ]

    @property
    def key(self) -> str:
        return f"parcel:{self.pk}"
