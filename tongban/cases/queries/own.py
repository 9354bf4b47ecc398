"""What applicants see of their own: drafts and applications."""

from datetime import date, datetime
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from tongban.cases.models import Case, Draft
from tongban.cases.queries.access import theirs
from tongban.catalogue.models import Item
from tongban.catalogue.queries import published_items
from tongban.documents.models import StoredFile
from tongban.kernel.statements import prepared
from tongban.kernel.tables.outbox import OutboxRow
from tongban.people.models import Account, Party

RUN_MODES = ("here", "pushed")
TOLD_AT_ONCE = 2000  # drafts looked at in one go
D = TypeVar("D", bound=Model)  # a draft of an item or of a bundle


def item_to_apply_for(code: str) -> Item | None:
    """Return an item that is applied for on this platform, with all that its first page shows."""
    items = published_items().select_related("current", "office__region", "catalog_item")
    return items.filter(code=code, current__run_mode__in=RUN_MODES).first()


def drafts_of(account: Account) -> QuerySet[Draft]:
    """Return the drafts not handed in yet, the latest first."""
    open_ones = Draft.objects.filter(account=account, submitted_as="")
    return open_ones.select_related("version__item__office", "party").order_by("-updated_at")


def draft_of(account: Account, pk: int) -> Draft | None:
    """Return one's own draft, handed in or not; its version knows whether it is the current one of its item."""
    draft = _draft.first(account.pk, pk)
    if draft and draft.version.item.current_id == draft.version_id:
        draft.version.item.current = draft.version
    return draft


@prepared
def _draft(account: int, key: int) -> QuerySet[Draft]:
    drafts = Draft.objects.select_related(
        "account", "party", "about", "version__item__office__region", "version__item__catalog_item"
    )
    return drafts.filter(account=account, pk=key)


def cases_of(party: Party, *, on: date) -> QuerySet[Case]:
    """Return the cases a party applied for, or brought for somebody for whom they may act; page by ``-id``."""
    return Case.objects.filter(theirs(party, on=on)).select_related("matter__office", "matter__party")


def cases_by_themselves(party: Party, *, on: date) -> QuerySet[Case]:
    """Return those of the cases that are no part of a whole: parts are shown under theirs. Page by ``-id``."""
    return cases_of(party, on=on).filter(matter__parent=None)


def own_case(party: Party, number: str, *, on: date) -> Case | None:
    cases = cases_of(party, on=on).select_related(
        "matter__office", "matter__party", "matter__handler", "version__item", "handling_item", "correction", "decision"
    )
    return cases.filter(matter__number=number).first()


def files_put_by(case: Case, party: Party, *, since: datetime) -> QuerySet[StoredFile]:
    """Return the files that a party has put by since a moment, of a notice or a promise, and that are no paper yet."""
    files = StoredFile.objects.filter(subject=case.matter.subject, by=str(party.actor), at__gte=since)
    return files.exclude(pk__in=case.papers.filter(file__isnull=False).values("file"))


def drafts_to_tell_of(*, before: datetime) -> list[Draft]:
    """Return drafts last touched before a moment whose owners were not told yet that they will be removed."""
    return not_told_of(Draft.objects.filter(updated_at__lt=before))


def not_told_of(drafts: "QuerySet[D]") -> list[D]:
    """Return those of one's drafts, of items or of bundles, about whose end nobody was told since they were touched."""
    reachable = drafts.filter(submitted_as="").exclude(account__phone_index="")
    found = list(reachable.select_related("account", "version").order_by("updated_at")[:TOLD_AT_ONCE])
    told = set(OutboxRow.objects.filter(key__in=map(expiry_key, found)).values_list("key", flat=True))
    return [draft for draft in found if expiry_key(draft) not in told]


def expiry_key(draft: Any) -> str:
    """Return what makes it one message for each time a draft, of an item or a bundle, was last touched.

    >>> from types import SimpleNamespace
    >>> expiry_key(SimpleNamespace(subject="bundle-draft:7", pk=7, updated_at=datetime.fromtimestamp(1_777_255_200)))
    'bundle-draft-expires:7:1777255200'
    """
    kind, _, _key = draft.subject.partition(":")
    return f"{kind}-expires:{draft.pk}:{int(draft.updated_at.timestamp())}"
