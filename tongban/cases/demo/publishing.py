"""Reporting to the credit site, in the demo city: a file for each day of the played past, one receipt late."""

from datetime import datetime, time, timedelta

from tongban.cases.actions.publication import note_received, send_to_credit_site
from tongban.cases.models import CreditBatch, Publication
from tongban.kernel.moments import BEIJING, local_day

SENT_AT = time(23, 30)  # stories go on into the evening
ANSWERS = timedelta(minutes=4)
LEFT = 3  # decisions past their limit whose receipt never came, to be seen


def report_past(*, now: datetime) -> None:
    """Send what was published before today, day by day, and note the receipts, but for the latest that are late."""
    waiting = Publication.objects.filter(batch=None, received_at=None)
    for day in sorted({local_day(at) for at in waiting.values_list("published_at", flat=True)} - {local_day(now)}):
        while send_to_credit_site(now=datetime.combine(day, SENT_AT, BEIJING)):
            pass
    _note_receipts(now)


def _note_receipts(now: datetime) -> None:
    late = Publication.objects.filter(batch__received_at=None, due_at__lt=now).exclude(batch=None)
    left = set(late.order_by("-due_at", "-pk").values_list("batch", flat=True)[:LEFT])
    for batch in CreditBatch.objects.filter(received_at=None).exclude(pk__in=left).order_by("sent_at"):
        note_received(number=batch.number, receipt=f"XY-{batch.number}", now=batch.sent_at + ANSWERS)
