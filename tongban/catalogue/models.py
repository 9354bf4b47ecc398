"""The catalogue as rows: catalogue items, implementation items, their immutable versions."""

from django.db import models

from tongban.kernel.models import Record
from tongban.people.models import Office


class CatalogItem(Record):
    """One entry of the basic catalogue (基本目录)."""

    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=200)
    item_type = models.CharField(max_length=2)  # 01 许可, 05 给付, 07 确认, ... 20 公共服务


class Item(Record):
    """An implementation item (实施清单): a catalogue item in the hands of one office."""

    catalog_item = models.ForeignKey(CatalogItem, models.PROTECT, related_name="items")
    office = models.ForeignKey(Office, models.PROTECT, related_name="items")
    regulating_office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="items_regulated")
    code = models.CharField(max_length=31, unique=True)
    current = models.ForeignKey("ItemVersion", models.PROTECT, null=True, related_name="+")


class ItemVersion(Record):
    """What was published, never changed again; a case keeps the version it began with."""

    class State(models.TextChoices):
        DRAFT = "draft"
        PUBLISHED = "published"
        RETIRED = "retired"

    class RunMode(models.TextChoices):
        HERE = "here"
        PUSHED = "pushed"
        GUIDED = "guided"
        PROXY = "proxy"

    item = models.ForeignKey(Item, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    title = models.CharField(max_length=200)
    run_mode = models.CharField(max_length=8, choices=RunMode, default=RunMode.HERE)
    is_instant = models.BooleanField(default=False)
    is_single_officer = models.BooleanField(default=False)
    single_officer_basis = models.CharField(max_length=200, blank=True)
    statutory_amount = models.PositiveIntegerField(null=True)
    statutory_unit = models.CharField(max_length=10, blank=True)
    statutory_text = models.CharField(max_length=200, blank=True)
    promised_amount = models.PositiveIntegerField(default=0)
    promised_unit = models.CharField(max_length=10, default="working")
    receipt_rule = models.JSONField(default=dict)
    delivery_amount = models.PositiveIntegerField(default=10)
    elements = models.JSONField(default=dict)  # every structured element of the guide that is not a column
    form_schema = models.JSONField(default=dict)
    questions = models.JSONField(default=list)
    published_at = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "number"], name="one_version_per_number")]


class HandlingItem(Record):
    """A scenario (业务办理项) of a version, with the condition under which it applies."""

    version = models.ForeignKey(ItemVersion, models.PROTECT, related_name="handling_items")
    code = models.CharField(max_length=33)
    name = models.CharField(max_length=200)
    condition = models.JSONField(default=dict)


class MaterialSpec(Record):
    """What paper (材料) is asked, why, and in which form."""

    version = models.ForeignKey(ItemVersion, models.PROTECT, related_name="materials")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    necessity = models.CharField(max_length=10, default="required")  # required, optional, secondary
    form = models.CharField(max_length=10, default="both")  # paper, electronic, both
    kind = models.CharField(max_length=10, default="copy")  # original, copy, both
    copies = models.PositiveSmallIntegerField(default=1)
    source = models.CharField(max_length=12, default="self")  # self, government, other
    issuer = models.CharField(max_length=120, blank=True)
    exempted_by = models.CharField(max_length=20, blank=True)  # licence, sharing, commitment, assistance
    why = models.CharField(max_length=300)
    basis = models.CharField(max_length=200, blank=True)
    standard = models.CharField(max_length=300, blank=True)
    condition = models.JSONField(default=dict)


class StepSpec(Record):
    """One planned step of the review, with its office, post and days."""

    version = models.ForeignKey(ItemVersion, models.PROTECT, related_name="steps")
    wave = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    post_kind = models.CharField(max_length=16)
    amount = models.PositiveIntegerField(default=1)
    unit = models.CharField(max_length=10, default="working")
    standard = models.JSONField(default=list)
    condition = models.JSONField(default=dict)
