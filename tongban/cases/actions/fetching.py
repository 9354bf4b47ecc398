"""Papers of an application fetched from their sources, into the draft; they go with it when it is handed in."""

from collections.abc import Iterable
from datetime import datetime

from tongban.cases.models import Draft, Paper
from tongban.cases.queries.sources import sources_for
from tongban.catalogue.models import MaterialSpec
from tongban.documents.actions import Wanted, fetch_papers
from tongban.documents.models import FetchedPaper
from tongban.documents.rules import grades
from tongban.documents.rules.sources import FOUND
from tongban.kernel.transactions import action
from tongban.people.models import Account


def fetch_for_draft(*, draft: Draft, by: Account, now: datetime) -> None:
    """Ask the sources for what the situation of a draft does not ask of the applicant. Outside any transaction.

    Nothing waits for them: what did not come is checked by the office, or handed in if the applicant likes.
    """
    covered = sources_for(draft.version.materials.all(), draft.answers)
    if not covered:
        return
    rows = fetch_papers(
        party=draft.party,
        wanted=[Wanted(spec.code, spec.name, source) for spec, source in covered],
        subject=draft.subject,
        purpose=draft.version.title,
        by=by,
        now=now,
    )
    if rows:
        _take(draft=draft, specs=[spec for spec, _ in covered], rows=rows, now=now)


@action(silent="that the sources were asked has been told; what they said is the paper")
def _take(*, draft: Draft, specs: Iterable[MaterialSpec], rows: dict[str, FetchedPaper], now: datetime) -> None:
    """Let the draft have exactly the papers that were found, each once."""
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    if draft.submitted_as:
        return
    found = {code: row for code, row in rows.items() if row.outcome == FOUND}
    had = draft.papers.filter(provenance=Paper.Provenance.FETCHED)
    had.exclude(fetched__in=[row.pk for row in found.values()]).delete()
    left = set(had.values_list("fetched", flat=True))
    Paper.objects.bulk_create(
        Paper(
            draft=draft,
            spec=spec,
            provenance=Paper.Provenance.FETCHED,
            grade=grades.grade_of(grades.VERIFIED),
            fetched=found[spec.code],
            at=now,
        )
        for spec in specs
        if spec.code in found and found[spec.code].pk not in left
    )
