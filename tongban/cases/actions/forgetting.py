"""What ends with its files: a draft, of which whoever began it is reminded, and a visit that led to no case."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db.models import QuerySet

from tongban.cases.events import DraftExpired, DraftExpiryTold
from tongban.cases.models import Draft, Parcel, ToldOnce
from tongban.cases.queries.own import expiry_key
from tongban.documents.actions import remove_document, remove_file
from tongban.documents.models import PrintedDocument, StoredFile
from tongban.documents.rules.papers import day
from tongban.exchange.actions import send_message
from tongban.kernel.events import SYSTEM, Actor, publish
from tongban.kernel.moments import local_day
from tongban.kernel.retention import keepings_of, tell_forgotten
from tongban.kernel.transactions import action
from tongban.people.models import Account
from tongban.windows.models import Arrival, Visit

KEPT = keepings_of(Path(__file__).parents[1] / "data/retention.toml")
REMIND = timedelta(days=7)  # before the end
DRAFTS = 50  # a transaction: each has files


@action
def forget_drafts(*, before: datetime, at_most: int, now: datetime) -> int:
    """Remove applications that nobody has touched since, with their papers; the bytes go with the next sweep."""
    stale = Draft.objects.filter(submitted_as="", updated_at__lt=before).order_by("updated_at")
    drafts = list(stale.select_for_update()[: min(at_most, DRAFTS)])
    for draft in drafts:
        subject = draft.subject
        remove_draft(draft, by=SYSTEM, now=now)
        publish(DraftExpired(subject=subject, by=str(SYSTEM), at=now))
    return tell_forgotten(KEPT["drafts"], len(drafts), now=now)


def remove_draft(draft: Any, *, by: Account | Actor, now: datetime) -> None:
    """Remove a draft that was not handed in, of an item or a bundle, with its papers; bytes go with the next sweep."""
    _remove_pages(draft.papers.select_related("file"), by=by, now=now)
    draft.delete()


def remove_paper(paper: Any, *, beside: QuerySet[Any], by: Account, now: datetime) -> None:
    """Take a paper out of a draft, of an item or a bundle; one on file was taken as a whole, and goes as a whole.

    ``beside``: the papers given to the same end.
    """
    pages = beside.filter(held=paper.held_id).select_related("file") if paper.held_id else [paper]
    _remove_pages(pages, by=by, now=now)


def _remove_pages(pages: Iterable[Any], *, by: Account | Actor, now: datetime) -> None:
    for page in pages:
        file = page.file
        page.delete()
        if file:
            remove_file(file=file, by=by, now=now)


@action
def forget_visits(*, before: datetime, at_most: int, now: datetime) -> int:
    """Remove visits that ended before a moment and led to no case, with what was scanned and printed in them.

    Sheets of what to bring go by their own rule first; what was taken for a matter elsewhere keeps its visit.
    """
    stale = Visit.objects.filter(ended_at__lt=before, cases=None, told_once=None, elsewhere=None)
    stale = stale.order_by("ended_at", "pk")
    visits = list(stale.values_list("pk", flat=True)[:at_most])
    for file in StoredFile.objects.filter(subject__in=[f"visit:{pk}" for pk in visits]):
        remove_file(file=file, by=SYSTEM, now=now)
    for document in PrintedDocument.objects.filter(subject__in=[f"visit:{pk}" for pk in visits]):
        remove_document(document=document, by=SYSTEM, now=now)
    Visit.objects.filter(pk__in=visits).delete()
    return tell_forgotten(KEPT["visits"], len(visits), now=now)


@action
def forget_told_once(*, before: datetime, at_most: int, now: datetime) -> int:
    """Remove sheets of what to bring that were given before a moment, with the paper that names who asked."""
    stale = ToldOnce.objects.filter(at__lt=before).select_related("document").order_by("at", "pk")
    sheets = list(stale[:at_most])
    for told in sheets:
        told.delete()
        if told.document:
            remove_document(document=told.document, by=SYSTEM, now=now)
    return tell_forgotten(KEPT["told_once"], len(sheets), now=now)


@action
def forget_parcels(*, before: datetime, at_most: int, now: datetime) -> int:
    """Empty the labels of parcels that ended before a moment; carrier, number and what became of it stay."""
    ended = Parcel.objects.filter(ended_at__lt=before).exclude(address="")
    keys = list(ended.order_by("ended_at").values_list("pk", flat=True)[:at_most])
    Parcel.objects.filter(pk__in=keys).update(receiver="", address="", phone="", signed_by="")
    return tell_forgotten(KEPT["parcels"], len(keys), now=now)


@action
def forget_arrivals(*, before: datetime, at_most: int, now: datetime) -> int:
    """Remove who waited in a queue on days before a moment; their visits, if they had any, stay."""
    stale = Arrival.objects.filter(arrived_at__lt=before).order_by("arrived_at", "pk")
    gone, _kinds = Arrival.objects.filter(pk__in=list(stale.values_list("pk", flat=True)[:at_most])).delete()
    return tell_forgotten(KEPT["arrivals"], gone, now=now)


@action
def tell_draft_expiry(*, draft: Draft, now: datetime) -> None:
    """Tell whoever began a draft on which day it will be removed; once for each time it was last touched."""
    ends_on = message_of_end(draft, days=KEPT["drafts"].days, now=now)
    publish(DraftExpiryTold(subject=draft.subject, by=str(SYSTEM), at=now, ends_on=ends_on))


def message_of_end(draft: Any, *, days: int, now: datetime) -> date:
    """Send whoever began a draft, of one item or of a bundle, the day on which it will be removed; return that day."""
    ends_on = local_day(draft.updated_at) + timedelta(days=days)
    send_message(
        phone=draft.account.phone,
        template="draft_expires",
        values={"item": draft.version.title, "ends_on": day(ends_on)},
        key=expiry_key(draft),
        subject=draft.subject,
        now=now,
    )
    return ends_on
