"""Making decisions public (行政许可法 art. 40), handing them to the credit site in time, corrections."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tongban.calendars.queries import calendar_for
from tongban.cases.actions.refusals import CannotFollowUp
from tongban.cases.events.later import (
    CreditBatchReceived,
    CreditBatchSent,
    DecisionPublished,
    PublicationCorrected,
)
from tongban.cases.feeds.credit import CREDIT, licences, row_of
from tongban.cases.models import Case, CreditBatch, Publication, Result
from tongban.cases.rules.limits import limit
from tongban.documents.models import PrintedDocument
from tongban.kernel import outbox
from tongban.kernel.events import SYSTEM, publish
from tongban.kernel.ids import new_id
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.statements import insert
from tongban.kernel.transactions import action
from tongban.matters.actions.refusals import Acting
from tongban.people.models import Officer
from tongban.people.queries import not_allowed

IS_LICENCE = "01"  # the type in an item's code: 行政许可
TYPE = slice(21, 23)
AT_ONCE = 500  # rows of a batch
CORRECTABLE = ("party_name", "party_uscc", "item_name", "content", "licence_name", "valid_from", "valid_until")


def publish_decision(
    case: Case, *, kind: str, document: PrintedDocument | None, result: Result | None, by: Acting, now: datetime
) -> Publication | None:
    """Put what was decided on a licence into the public list; other kinds of items are not in it."""
    matter = case.matter
    if matter.subject_code[TYPE] != IS_LICENCE:
        return None
    due = limit("publication", on=local_day(now)).from_moment(now, calendar_for(matter.region_id))
    party = matter.party
    row = Publication(
        case=case,
        office_id=matter.office_id,
        kind=kind,
        party_name=party.shown_name,
        party_kind=Publication.Party.FIRM if party.is_organisation else Publication.Party.PERSON,
        party_uscc=party.shown_identity if party.is_organisation and party.identity_kind == "uscc" else "",
        title=document.title if document else "",
        decision_number=document.number if document else "",
        licence_name=result.name if result else "",
        licence_number=result.number if result else "",
        item_name=matter.subject_title,
        content=case.handling_item.name if case.handling_item else matter.subject_title,
        decided_on=local_day(now),
        valid_from=result.valid_from if result else None,
        valid_until=result.valid_until if result else None,
        published_at=now,
        due_at=due.due_at,
        warn_at=due.warn_at,
    )
    insert([row])
    publish(
        DecisionPublished(
            subject=matter.subject, by=str(by.actor), at=now, case_id=case.pk, publication_id=row.pk, kind=kind
        )
    )
    return row


@action
def correct_publication(
    *, publication: Publication, values: Mapping[str, Any], reason: str, by: Officer, now: datetime
) -> Publication:
    """Publish a row anew with what is right; the wrong one leaves the page and stays on record."""
    rows = Publication.objects.select_for_update(of=("self",)).select_related("case__matter", "office")
    old = rows.get(pk=publication.pk)
    changed = {name: value for name, value in values.items() if name in CORRECTABLE and value != getattr(old, name)}
    obstacles = not_allowed(by, "decide", **old.case.matter.scope, on=local_day(now))
    obstacles += [] if reason.strip() else [Obstacle("reasons_missing")]
    obstacles += [] if changed else [Obstacle("nothing_corrected")]
    if Publication.objects.filter(corrects=old).exists():
        obstacles.append(Obstacle("already_corrected"))
    if obstacles:
        raise CannotFollowUp(obstacles)

    due = limit("publication", on=local_day(now)).from_moment(now, calendar_for(old.case.matter.region_id))
    kept = {f.attname: getattr(old, f.attname) for f in Publication._meta.concrete_fields}
    kept |= {"id": new_id(), "published_at": now, "due_at": due.due_at, "warn_at": due.warn_at, "received_at": None}
    fresh = Publication(**kept | {"batch_id": None, "corrects_id": old.pk, "correction": reason} | changed)
    insert([fresh])
    publish(
        PublicationCorrected(
            subject=old.case.matter.subject,
            by=str(by.actor),
            at=now,
            case_id=old.case_id,
            publication_id=fresh.pk,
            corrects=old.pk,
        )
    )
    return fresh


@action
def send_to_credit_site(*, now: datetime) -> CreditBatch | None:
    """Put what was published and not sent yet into one file, and owe it to the credit site; nothing if all was sent."""
    unsent = Publication.objects.filter(batch=None, received_at=None, published_at__lte=now)
    waiting = unsent.select_for_update(of=("self",))
    rows = list(waiting.select_related("office", "corrects").order_by("due_at", "pk")[:AT_ONCE])
    if not rows:
        return None
    day = f"{local_day(now):%Y%m%d}"
    runs = CreditBatch.objects.filter(number__startswith=day).count()
    batch = CreditBatch.objects.create(number=f"{day}{runs + 1:05d}", rows=len(rows), sent_at=now)
    Publication.objects.filter(pk__in=[row.pk for row in rows]).update(batch=batch)
    payload = {"batch": batch.number, "dataset": licences.name, "rows": [row_of(row) for row in rows]}
    outbox.enqueue(kind=CREDIT, key=f"credit:{batch.number}", payload=payload, now=now)
    publish(
        CreditBatchSent(
            subject=f"credit-batch:{batch.number}", by=str(SYSTEM), at=now, number=batch.number, rows=len(rows)
        )
    )
    return batch


@action
def note_received(*, number: str, receipt: str, now: datetime) -> None:
    """Note that the credit site has a batch; what it says twice is noted once."""
    batch = CreditBatch.objects.select_for_update().get(number=number)
    if batch.received_at:
        return
    batch.received_at, batch.receipt_number = now, receipt
    batch.save(update_fields=["received_at", "receipt_number"])
    batch.publications.update(received_at=now)
    publish(
        CreditBatchReceived(subject=f"credit-batch:{number}", by=str(SYSTEM), at=now, number=number, receipt=receipt)
    )
