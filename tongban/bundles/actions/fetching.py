"""Papers of a bundle fetched from their sources, once for all members; they go with the whole when it is handed in."""

from datetime import datetime

from tongban.bundles.models import BundleDraft
from tongban.bundles.queries.fetched import Sources
from tongban.bundles.queries.plans import Plan
from tongban.bundles.rules.papers import FETCHED
from tongban.documents.actions import Wanted, fetch_papers
from tongban.documents.rules.sources import sources
from tongban.people.models import Account


def fetch_for_draft(*, draft: BundleDraft, plan: Plan, by: Account, now: datetime) -> None:
    """Ask the sources for what the situation of a draft does not ask of the applicant. Outside any transaction.

    Nothing waits for them: what did not come is checked by the office, or handed in if the applicant likes.
    """
    chosen = plan.applying(draft.answers, draft.left_out)
    known = {source.code: source for source in sources()}
    lines = plan.papers(chosen, draft.answers, covers=Sources(draft.subject).cover).with_verdict(FETCHED)
    wanted = [Wanted(line.code, line.name, known[line.source]) for line in lines if line.source]
    if wanted:
        fetch_papers(
            party=draft.party,
            wanted=wanted,
            subject=draft.subject,
            purpose=draft.version.title,
            by=by,
            now=now,
        )
