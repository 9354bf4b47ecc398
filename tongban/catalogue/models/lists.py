"""Public lists of items with their change log, the facts of each item in force, and the state of things before."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongban.catalogue.models.items import Item, ItemVersion
from tongban.kernel.models import Record


class ListMembership(Record):
    """An item stands in a public list (马上办、网上办 …) from a moment to a moment: the rows are the change log."""

    class Reason(models.TextChoices):
        VERSION = "version", _("新版本不再符合")
        SUSPENDED = "suspended", _("事项暂停办理")
        RETIRED = "retired", _("事项取消")
        RULE = "rule", _("清单的规则或者委托有变化")

    list_code = models.CharField(max_length=20)
    item = models.ForeignKey(Item, models.CASCADE, related_name="memberships")
    entered_at = models.DateTimeField()
    entered_with = models.ForeignKey(ItemVersion, models.PROTECT, null=True, related_name="+")
    left_at = models.DateTimeField(null=True)
    left_with = models.ForeignKey(ItemVersion, models.PROTECT, null=True, related_name="+")
    left_reason = models.CharField(max_length=20, choices=Reason, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["list_code", "item"],
                condition=models.Q(left_at=None),
                name="an_item_stands_in_a_public_list_once",
            ),
        ]
        indexes = [
            models.Index(fields=["list_code", "left_at", "id"], name="items_of_a_public_list"),
            models.Index(fields=["list_code", "entered_at"], name="entries_into_a_public_list"),
        ]


class ItemFacts(models.Model):
    """What figures and lists ask of an item in force, as columns; written whenever a version is published."""

    item = models.OneToOneField(Item, models.CASCADE, primary_key=True, related_name="facts")
    item_type = models.CharField(max_length=2)
    is_applied_for = models.BooleanField()  # 依申请
    is_local = models.BooleanField()
    level = models.CharField(max_length=1)
    scenarios = models.PositiveSmallIntegerField()
    is_instant = models.BooleanField()
    is_online = models.BooleanField()
    depth = models.PositiveSmallIntegerField()  # 网上办理深度, 1 to 4
    trips = models.PositiveSmallIntegerField()
    steps = models.PositiveSmallIntegerField()
    papers = models.PositiveSmallIntegerField()  # that have to be handed in
    proofs = models.PositiveSmallIntegerField(default=0, db_default=0)  # 证明事项 among them
    intermediaries = models.PositiveSmallIntegerField(default=0, db_default=0)  # 中介服务 that it takes
    statutory_days = models.DecimalField(max_digits=7, decimal_places=2, null=True)  # in working days; null: no limit
    promised_days = models.DecimalField(max_digits=7, decimal_places=2)
    fee = models.PositiveBigIntegerField(default=0)  # fen
    is_deferrable = models.BooleanField()  # 容缺
    is_by_commitment = models.BooleanField()  # 告知承诺
    cross_scope = models.CharField(max_length=10, blank=True)
    modes = models.JSONField(default=list)  # 网上办、集中批、联合审、区域评、代办制、不见面

    class Meta:
        indexes = [
            models.Index(fields=["item_type", "level"], name="facts_by_type_and_level"),
            models.Index(fields=["cross_scope"], name="facts_by_cross_scope"),
        ]


class Baseline(Record):
    """How an item stood before a reform: reductions are reckoned against it."""

    item = models.OneToOneField(Item, models.CASCADE, related_name="baseline")
    taken_on = models.DateField()
    steps = models.PositiveSmallIntegerField()
    papers = models.PositiveSmallIntegerField()
    days = models.DecimalField(max_digits=7, decimal_places=2)  # working days
    fee = models.PositiveBigIntegerField(default=0)  # fen
    trips = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200, blank=True)
