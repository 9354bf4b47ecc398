"""Stored files, printed documents and papers on file, as rows."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongban.documents.rules import grades
from tongban.kernel.models import Record
from tongban.kernel.vault import EncryptedJSONField, masked
from tongban.people.models import Party


class StoredFile(Record):
    """Bytes that came in: sniffed, sized, hashed, kept outside the database under their digest."""

    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64, db_index=True)
    path = models.CharField(max_length=200)
    subject = models.CharField(max_length=80, db_index=True)  # what it belongs to: draft:7, matter:7
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class PaperTemplate(models.Model):
    """The text of a template as it was when a document was issued with it, found by its digest."""

    digest = models.CharField(max_length=64, primary_key=True)
    name = models.CharField(max_length=80)
    source = models.TextField()


class NumberSeries(models.Model):
    """The last number given in one series: office word, kind letter and year (云审批受〔2026〕)."""

    series = models.CharField(max_length=50, primary_key=True)
    last = models.PositiveIntegerField(default=0)


class PrintedDocument(Record):
    """One paper that an office hands out: frozen data, template and its digest; rendered on request."""

    number = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    subject = models.CharField(max_length=80, db_index=True)
    office_name = models.CharField(max_length=120)
    template = models.CharField(max_length=80)
    template_digest = models.CharField(max_length=64)
    data = EncryptedJSONField()
    at = models.DateTimeField()
    by = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"{self.title} {self.number}"

    @property
    def content(self) -> dict[str, Any]:
        """The frozen data in clear: for rendering, never for a template of a page."""
        read: dict[str, Any] = self.data.clear()
        return read


class HeldPaper(Record):
    """A paper on file for a party (材料库，一人一档): handed in, checked or issued once, to be used again.

    Its bytes are the files of its ``subject``; one that we issued is its document instead. ``kind`` and ``source`` are
    values: the code of the catalogue of papers, the public number of the case that it came from.
    """

    class Came(models.TextChoices):
        ISSUED = grades.ISSUED, _("本平台核发")
        VERIFIED = grades.VERIFIED, _("数据源核验")
        SEEN = grades.SEEN, _("窗口核验")
        HANDED_IN = grades.HANDED_IN, _("本人提交")

    class State(models.TextChoices):
        HELD = grades.HELD, _("有效")
        WITHDRAWN = grades.WITHDRAWN, _("本人已撤回")
        REPLACED = grades.REPLACED, _("已有更新的")
        ENDED = grades.ENDED, _("已失效")

    party = models.ForeignKey(Party, models.PROTECT, related_name="held_papers")
    kind = models.CharField(max_length=40, blank=True)  # empty: the catalogue of papers does not know it
    name = models.CharField(max_length=200)
    number = models.CharField(max_length=60, blank=True, default="", db_default="")  # of one that we issued
    came = models.CharField(max_length=10, choices=Came)
    grade = models.CharField(max_length=1)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    source = models.CharField(max_length=32, blank=True)  # empty: put in by the party
    office_name = models.CharField(max_length=120, blank=True)
    document = models.ForeignKey(PrintedDocument, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=9, choices=State, default=State.HELD)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["party", "name", "number"], condition=Q(state="held"), name="one_paper_of_a_name_is_held"
            ),
            models.CheckConstraint(condition=Q(state="held") | Q(ended_at__isnull=False), name="an_end_has_its_moment"),
        ]
        indexes = [
            models.Index(fields=["party", "-id"], name="papers_of_a_party"),
            models.Index(fields=["kind"], condition=Q(came="issued"), name="kinds_that_were_issued"),
            models.Index(fields=["ended_at"], condition=~Q(state="held"), name="papers_that_ended"),
            models.Index(fields=["valid_until"], condition=Q(state="held"), name="papers_that_run_out"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        return f"held:{self.pk}"

    def as_on_file(self, *, is_whole: bool = True) -> grades.OnFile:
        return grades.OnFile(self.name, self.grade, self.state, self.valid_until, is_whole)

    def state_on(self, day: date) -> str:
        """Return what has become of it by a day: ``expired`` is nobody's act."""
        has_run_out = self.valid_until is not None and self.valid_until < day
        return grades.EXPIRED if self.state == self.State.HELD and has_run_out else self.state


class FetchedPaper(Record):
    """What a source said of a paper of a party (免提交): who asked, for what, and the answer, encrypted.

    It is the record of the asking, and the paper itself. ``code`` is that of the paper in the guide of its item.
    """

    class Outcome(models.TextChoices):
        FOUND = "found", _("已取得")
        NOT_FOUND = "not_found", _("查无记录")
        SILENT = "silent", _("没有联系上")

    party = models.ForeignKey(Party, models.PROTECT, related_name="fetched_papers")
    subject = models.CharField(max_length=80)  # what it was fetched for: draft:7, matter:7 once it is handed in
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    source = models.CharField(max_length=40)
    source_name = models.CharField(max_length=120)
    office_name = models.CharField(max_length=120)
    basis = models.CharField(max_length=200)
    purpose = models.CharField(max_length=200)
    outcome = models.CharField(max_length=9, choices=Outcome)
    reference = models.CharField(max_length=60, blank=True)
    as_of = models.DateTimeField(null=True)
    facts = EncryptedJSONField()
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["party", "-id"], name="fetched_about_a_party"),
            models.Index(fields=["subject", "code"], name="fetched_for_a_subject"),
            models.Index(fields=["at"], name="fetched_by_day"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def told(self) -> list[tuple[str, str]]:
        """What it says, for the party itself."""
        return [(fact["label"], fact["value"]) for fact in self.facts.clear() or ()]

    @property
    def masked(self) -> list[tuple[str, str]]:
        """What it says, for anybody else who works with the case."""
        told = self.facts.clear() or ()
        return [(f["label"], masked(f["value"], f["kind"]) if f["kind"] else f["value"]) for f in told]
