"""A draft of a bundle ends with its files, as a draft of an application does; whoever began it is told before."""

from datetime import datetime, timedelta
from pathlib import Path

from tongban.bundles.events import BundleDraftExpired, BundleDraftExpiryTold
from tongban.bundles.models import BundleDraft
from tongban.cases.actions.forgetting import message_of_end, remove_draft
from tongban.kernel.events import SYSTEM, publish
from tongban.kernel.retention import keepings_of, tell_forgotten
from tongban.kernel.transactions import action

KEPT = keepings_of(Path(__file__).parents[1] / "data/retention.toml")
REMIND = timedelta(days=7)  # before the end
AT_ONCE = 50  # a transaction: each has files


@action
def forget_drafts(*, before: datetime, at_most: int, now: datetime) -> int:
    """Remove bundles that nobody has filled in any further since, with their papers."""
    stale = BundleDraft.objects.filter(submitted_as="", updated_at__lt=before).order_by("updated_at")
    drafts = list(stale.select_for_update()[: min(at_most, AT_ONCE)])
    for draft in drafts:
        subject = draft.subject
        remove_draft(draft, by=SYSTEM, now=now)
        publish(BundleDraftExpired(subject=subject, by=str(SYSTEM), at=now))
    return tell_forgotten(KEPT["bundle_drafts"], len(drafts), now=now)


@action
def tell_draft_expiry(*, draft: BundleDraft, now: datetime) -> None:
    """Tell whoever began a draft on which day it will be removed; once for each time it was last touched."""
    ends_on = message_of_end(draft, days=KEPT["bundle_drafts"].days, now=now)
    publish(BundleDraftExpiryTold(subject=draft.subject, by=str(SYSTEM), at=now, ends_on=ends_on))
