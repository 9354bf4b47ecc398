"""The parts of a version: its scenarios, papers, planned steps and places in lists; and the words it is found by."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongban.catalogue.models.items import Item, ItemVersion
from tongban.catalogue.models.papers import PaperKind
from tongban.kernel.models import Record
from tongban.kernel.published import Guarded
from tongban.people.models import Office


class Placement(Guarded, Record):
    """Where a version stands in the public lists: under a theme or a life event."""

    class Kind(models.TextChoices):
        THEME = "theme", _("主题")
        EVENT = "event", _("人生事、企业事")

    version = models.ForeignKey(ItemVersion, models.CASCADE, related_name="placements")
    kind = models.CharField(max_length=6, choices=Kind)
    code = models.CharField(max_length=30)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "kind", "code"], name="a_version_stands_in_a_list_once"),
        ]
        indexes = [models.Index(fields=["kind", "code"], name="placements_of_a_list")]


class HandlingItem(Guarded, Record):
    """A scenario (业务办理项) of a version, with the condition under which it applies."""

    version = models.ForeignKey(ItemVersion, models.PROTECT, related_name="handling_items")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=33)
    name = models.CharField(max_length=200)
    condition = models.JSONField(default=dict)
    # what its own guide says otherwise than the item's
    elements = models.JSONField(default=dict, db_default=models.Value({}, models.JSONField()))
    # its own version: rises when what it asks has changed
    number = models.PositiveIntegerField(default=1, db_default=1)
    digest = models.CharField(max_length=64, blank=True, db_default="")  # of everything its guide says

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="one_scenario_per_code"),
            models.UniqueConstraint(fields=["version", "name"], name="scenarios_of_a_version_differ_in_name"),
        ]

    def __str__(self) -> str:
        return self.name


class MaterialSpec(Guarded, Record):
    """What paper (材料) is asked, why, and in which form."""

    class Necessity(models.TextChoices):
        REQUIRED = "required", _("必要")
        OPTIONAL = "optional", _("非必要")
        SECONDARY = "secondary", _("可容缺后补")

    class Form(models.TextChoices):
        PAPER = "paper", _("纸质")
        ELECTRONIC = "electronic", _("电子")
        BOTH = "both", _("纸质或电子")

    class Kind(models.TextChoices):
        ORIGINAL = "original", _("原件")
        COPY = "copy", _("复印件")
        BOTH = "both", _("原件和复印件")

    class Source(models.TextChoices):
        SELF = "self", _("申请人自备")
        GOVERNMENT = "government", _("政府部门核发")
        OTHER = "other", _("其他机构出具")

    class Exemption(models.TextChoices):
        LICENCE = "licence", _("电子证照")
        SHARING = "sharing", _("数据共享")
        COMMITMENT = "commitment", _("告知承诺")
        ASSISTANCE = "assistance", _("行政协助")

    version = models.ForeignKey(ItemVersion, models.PROTECT, related_name="materials")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    paper_kind = models.ForeignKey(PaperKind, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200)
    necessity = models.CharField(max_length=10, choices=Necessity, default=Necessity.REQUIRED)
    form = models.CharField(max_length=10, choices=Form, default=Form.BOTH)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.COPY)
    copies = models.PositiveSmallIntegerField(default=1)
    source = models.CharField(max_length=12, choices=Source, default=Source.SELF)
    issuer = models.CharField(max_length=120, blank=True)
    exempted_by = models.CharField(max_length=20, choices=Exemption, blank=True)
    exempted_from = models.CharField(max_length=120, blank=True)  # which licence or register replaces it
    why = models.CharField(max_length=300)
    basis = models.CharField(max_length=200, blank=True)
    basis_sure = models.BooleanField(default=False)
    standard = models.CharField(max_length=300, blank=True)
    format = models.CharField(max_length=40, blank=True, db_default="")  # 规格: A4
    advice = models.CharField(max_length=300, blank=True, db_default="")  # 填报须知
    licence_type = models.CharField(max_length=21, blank=True, db_default="")  # of the e-licence that replaces it
    blank = models.CharField(max_length=64, blank=True, db_default="")  # codes of attachments of the item
    sample = models.CharField(max_length=64, blank=True, db_default="")
    condition = models.JSONField(default=dict)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="one_paper_per_code")]

    def __str__(self) -> str:
        return self.name


class StepSpec(Guarded, Record):
    """One planned step of the review between acceptance and decision, with its office, post and days."""

    version = models.ForeignKey(ItemVersion, models.PROTECT, related_name="steps")
    wave = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    post_kind = models.CharField(max_length=16)
    amount = models.PositiveIntegerField(default=1)
    unit = models.CharField(max_length=10, default="working")
    standard = models.JSONField(default=list)  # the officer's checklist: sentences
    condition = models.JSONField(default=dict)

    class Meta:
        ordering = ["wave", "pk"]
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="one_planned_step_per_code")]

    def __str__(self) -> str:
        return self.name


class SearchTerm(Record):
    """One word by which a published item is found; rebuilt whenever a version is published."""

    class Kind(models.TextChoices):
        WORD = "word"
        PAIR = "pair"  # two neighbouring characters: finds words that no dictionary knows
        PINYIN = "pinyin"
        INITIALS = "initials"

    item = models.ForeignKey(Item, models.CASCADE, related_name="terms")
    token = models.CharField(max_length=60)
    kind = models.CharField(max_length=8, choices=Kind)
    weight = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token", "kind", "item"], name="one_weight_per_term_of_an_item"),
        ]
