"""The basic catalogue (基本目录) and the lists made from it for a level, from which centres adopt (参考目录)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongban.kernel.models import Record
from tongban.people.models import Region


class CatalogItem(Record):
    """One entry of the basic catalogue: what is the same on all levels (四同)."""

    class Type(models.TextChoices):
        LICENCE = "01", _("行政许可")
        PENALTY = "02", _("行政处罚")
        COERCION = "03", _("行政强制")
        LEVY = "04", _("行政征收")
        PAYMENT = "05", _("行政给付")
        INSPECTION = "06", _("行政检查")
        CONFIRMATION = "07", _("行政确认")
        AWARD = "08", _("行政奖励")
        RULING = "09", _("行政裁决")
        OTHER = "10", _("其他行政权力")
        SERVICE = "20", _("公共服务")

    # what a hall takes in: handled on application (依申请)
    APPLIED_FOR = (Type.LICENCE, Type.PAYMENT, Type.CONFIRMATION, Type.AWARD, Type.RULING, Type.OTHER, Type.SERVICE)

    class Origin(models.TextChoices):
        HANDED_DOWN = "handed_down", _("上级目录")  # of the state or the province: an office claims it (认领)
        LOCAL = "local", _("本地增加")

    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=200)
    item_type = models.CharField(max_length=2, choices=Type)
    legal_bases = models.JSONField(default=list)  # [{"title", "article", "sure"}]
    origin = models.CharField(max_length=12, choices=Origin, default=Origin.HANDED_DOWN, db_default=Origin.HANDED_DOWN)
    ended_on = models.DateField(null=True)  # cancelled: nobody claims it any more
    ended_reason = models.CharField(max_length=400, blank=True, db_default="")

    @property
    def subject(self) -> str:
        return f"catalog-item:{self.pk}"

    def __str__(self) -> str:
        return self.name


class ReferenceList(Record):
    """A reference catalogue for the centres of one level in a region: what they may take over from it."""

    class Level(models.TextChoices):
        TOWN = "5", _("镇（街道）")
        VILLAGE = "6", _("村（社区）")

    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    level = models.CharField(max_length=1, choices=Level)
    title = models.CharField(max_length=120)
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "level"], name="one_reference_list_per_region_and_level"),
        ]

    @property
    def subject(self) -> str:
        return f"reference-list:{self.pk}"

    def __str__(self) -> str:
        return self.title


class ReferenceEntry(Record):
    """One item of a reference catalogue."""

    reference_list = models.ForeignKey(ReferenceList, models.CASCADE, related_name="entries")
    catalog_item = models.ForeignKey(CatalogItem, models.PROTECT, related_name="+")
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reference_list", "catalog_item"], name="an_item_stands_in_a_reference_list_once"
            ),
        ]
