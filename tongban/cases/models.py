"""Cases, drafts, papers, correction notices, decisions and deliveries, as rows."""

from django.db import models

from tongban.catalogue.models import HandlingItem, ItemVersion, MaterialSpec
from tongban.documents.models import PrintedDocument, StoredFile
from tongban.kernel.models import Record
from tongban.kernel.vault import EncryptedField
from tongban.matters.models import Matter
from tongban.people.models import Account, Officer, Party
from tongban.windows.models import Visit


class Draft(Record):
    """An application being filled in; what was typed is kept until it is handed in or expires."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="drafts")
    version = models.ForeignKey(ItemVersion, models.PROTECT, related_name="drafts")
    answers = models.JSONField(default=dict)  # to the scenario questions: no personal values
    form = EncryptedField()  # JSON
    place = models.CharField(max_length=20, default="questions")
    updated_at = models.DateTimeField()
    submitted_as = models.CharField(max_length=24, blank=True)


class Case(Record):
    """An application for one item: the part of the matter that only a case has."""

    matter = models.OneToOneField(Matter, models.PROTECT, related_name="case")
    version = models.ForeignKey(ItemVersion, models.PROTECT, related_name="cases")
    handling_item = models.ForeignKey(HandlingItem, models.PROTECT, null=True, related_name="cases")
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, related_name="cases")
    answers = models.JSONField(default=dict)
    form = EncryptedField()
    received_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="cases_received")
    accepted_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="cases_accepted")
    is_deemed_accepted = models.BooleanField(default=False)
    idempotency_key = models.CharField(max_length=80, unique=True)


class Paper(Record):
    """A paper that was given, with its provenance."""

    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="papers")
    draft = models.ForeignKey(Draft, models.SET_NULL, null=True, related_name="papers")
    spec = models.ForeignKey(MaterialSpec, models.PROTECT, related_name="papers")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    provenance = models.CharField(max_length=20)  # uploaded, scanned, seen, fetched, held
    grade = models.CharField(max_length=1, default="D")
    original_seen = models.BooleanField(default=False)
    copy_kept = models.BooleanField(default=False)
    original_kept = models.BooleanField(default=False)
    pages = models.PositiveSmallIntegerField(default=1)
    at = models.DateTimeField()


class CorrectionNotice(Record):
    """Everything that is missing or wrong, told once (一次性告知)."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="correction")
    gaps = models.JSONField()  # [{"paper": code, "what": text}]
    due_on = models.DateField()
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)


class Decision(Record):
    """The outcome, its reasons and its document."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="decision")
    outcome = models.CharField(max_length=20)  # granted, refused, not_needed, refused_acceptance, forwarded
    reasons = models.TextField(blank=True)
    basis = models.TextField(blank=True)
    by = models.ForeignKey(Officer, models.PROTECT, related_name="decisions")
    at = models.DateTimeField()
    document = models.ForeignKey(PrintedDocument, models.PROTECT, null=True, related_name="+")


class Delivery(Record):
    """How and to whom the result went."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="delivery")
    way = models.CharField(max_length=12)  # window, download, courier
    to = models.ForeignKey(Party, models.PROTECT, related_name="+")
    checked_by = models.CharField(max_length=20)  # code, identity, account
    by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
