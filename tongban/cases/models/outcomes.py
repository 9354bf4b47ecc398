"""Decisions and deliveries, as rows."""

from django.db import models

from tongban.cases.models.cases import Case
from tongban.documents.models import PrintedDocument
from tongban.kernel.models import Record
from tongban.people.models import Authorisation, Officer, Party
from tongban.windows.models import ServicePoint


class Decision(Record):
    """The outcome, its reasons and its document."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="decision")
    outcome = models.CharField(max_length=20)  # granted, refused, not_needed, refused_acceptance, forwarded
    reasons = models.TextField(blank=True)
    basis = models.TextField(blank=True)
    by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="decisions")  # nobody: by silence
    at = models.DateTimeField()
    document = models.ForeignKey(PrintedDocument, models.PROTECT, null=True, related_name="+")


class Delivery(Record):
    """How and to whom the result went."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="delivery")
    way = models.CharField(max_length=12)  # window, download, courier
    to = models.ForeignKey(Party, models.PROTECT, related_name="+")
    checked_by = models.CharField(max_length=20)  # code, identity, account, courier
    by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    signature = models.CharField(
        max_length=8, blank=True, default="", db_default=""
    )  # pad, paper: how it was signed for
    authorisation = models.ForeignKey(Authorisation, models.PROTECT, null=True, related_name="+")  # under which it went
    service_point = models.ForeignKey(ServicePoint, models.PROTECT, null=True, related_name="+")
