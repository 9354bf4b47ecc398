"""The catalogue of papers (材料目录) that items refer to, the proofs among them, and the files that guides hand out."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongban.catalogue.models.items import Item
from tongban.documents.models import StoredFile
from tongban.kernel.models import Record


class PaperKind(Record):
    """One kind of paper under one name, wherever it is asked; a proof (证明事项) stands on the public list."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200, unique=True)
    other_names = models.JSONField(default=list)
    issuer = models.CharField(max_length=120, blank=True)
    licence_type = models.CharField(max_length=21, blank=True)
    is_proof = models.BooleanField(default=False)
    proof_basis = models.CharField(max_length=200, blank=True)  # without it no proof may be asked for
    proof_guide = models.CharField(max_length=300, blank=True)  # where and how one gets it
    ended_on = models.DateField(null=True)

    @property
    def subject(self) -> str:
        return f"paper-kind:{self.pk}"

    def __str__(self) -> str:
        return self.name


class PaperUse(Record):
    """A paper that the version in force of an item asks for; rebuilt whenever a version is published.

    ``paper_kind`` is what the catalogue of papers knows the name as; none: nobody has entered the name yet.
    """

    item = models.ForeignKey(Item, models.CASCADE, related_name="paper_uses")
    paper_kind = models.ForeignKey(PaperKind, models.SET_NULL, null=True, related_name="uses")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    basis = models.CharField(max_length=200, blank=True)
    issuer = models.CharField(max_length=120, blank=True, db_default="")
    is_handed_in = models.BooleanField()  # not fetched by the office itself

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "code"], name="an_item_uses_a_paper_once")]
        indexes = [models.Index(fields=["paper_kind", "item"], name="items_that_use_a_paper")]


class Attachment(Record):
    """A file that the guide of an item hands out; found by its code, never changed."""

    class Kind(models.TextChoices):
        BLANK = "blank", _("空白表格")
        SAMPLE = "sample", _("示例样表")
        RESULT = "result", _("审批结果样本")
        COMMITMENT = "commitment", _("告知承诺书")

    item = models.ForeignKey(Item, models.PROTECT, related_name="attachments")
    kind = models.CharField(max_length=10, choices=Kind)
    code = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "code"], name="one_attachment_per_code")]

    def __str__(self) -> str:
        return self.name


class SharedField(Record):
    """A field of forms under one name in every item (字段目录): forms can be merged and filled in beforehand."""

    code = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=80)
    title_en = models.CharField(max_length=120, blank=True)
    definition = models.JSONField(default=dict)  # as in the properties of a form
    autofill = models.CharField(max_length=60, blank=True)  # from where it is filled in beforehand
    ended_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.title
