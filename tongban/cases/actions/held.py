"""Papers on file and cases: accepted papers and granted results are put on file, and used in later applications."""

from datetime import datetime
from itertools import groupby
from typing import Any

from tongban.cases.actions.refusals import CannotApply
from tongban.cases.models import Draft, Paper
from tongban.cases.queries.held import Offer, lowest_of, papers_to_hold, result_that_ended, result_to_hold
from tongban.cases.rules.held import is_shown_again
from tongban.catalogue.models import MaterialSpec
from tongban.documents.actions import ToHold, bytes_of, end_held_papers, hold_papers, use_held_paper
from tongban.documents.models import StoredFile
from tongban.documents.rules import grades
from tongban.documents.storage import Kept
from tongban.kernel.events import Actor
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action
from tongban.people.models import Account, Party


def put_papers_on_file(*, case_id: int, by: Actor, now: datetime) -> None:
    """Put what was handed in with a case on file for its applicant, now that it is accepted.

    A paper without a kind stays with the case alone. One statement more for a case without any, ten for any other.
    """
    rows: list[Any] = papers_to_hold(case_id)
    if not rows:
        return
    *_file, party, number, office, matter = rows[0]
    rows.sort(key=_kind)
    papers = [_paper(list(files)) for _, files in groupby(rows, key=_kind)]
    hold_papers(
        party_id=party, papers=papers, subject=f"matter:{matter}", source=number, office_name=office, by=by, now=now
    )


def put_result_on_file(*, result_id: int, by: Actor, now: datetime) -> None:
    """Put a result, or its new edition, on file for its holder: a licence or an approval, not a mere answer."""
    found: Any = result_to_hold.first(result_id)
    name, result_number, kind, since, until, party, elements, document, number, office, matter = found
    if document is None or not is_shown_again(elements.get("result") or {}):
        return
    paper = ToHold(
        kind=kind or "",
        name=name,
        came=grades.ISSUED,
        grade=grades.grade_of(grades.ISSUED),
        number=result_number,
        document_id=document,
        valid_from=since,
        valid_until=until,
    )
    hold_papers(
        party_id=party, papers=[paper], subject=f"matter:{matter}", source=number, office_name=office, by=by, now=now
    )


def take_result_off_file(*, result_id: int, subject: str, by: Actor, now: datetime) -> None:
    """Let a result that was revoked, withdrawn or cancelled be used no more."""
    found: Any = result_that_ended.first(result_id)
    end_held_papers(party_id=found[0], number=found[1], subject=subject, by=by, now=now)


def use_on_file(*, draft: Draft, offer: Offer, by: Account, now: datetime) -> list[Paper]:
    """Take a paper on file into a draft instead of an upload. Raises CannotUse if it does not serve (any more)."""
    pages = bytes_of(offer.held)  # before the transaction: a document may have to be typeset
    return _use(draft=draft, offer=offer, pages=pages, by=by, now=now)


@action
def _use(*, draft: Draft, offer: Offer, pages: list[Kept], by: Account, now: datetime) -> list[Paper]:
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    if draft.submitted_as:
        raise CannotApply([Obstacle("already_handed_in", draft.submitted_as)])

    known = list(draft.papers.filter(spec=offer.spec, held=offer.held))
    if known:  # the button was pressed twice
        return known
    papers = papers_on_file(offer=offer, pages=pages, party=draft.party, subject=draft.subject, by=by, now=now)
    for paper in papers:
        paper.draft = draft
    Paper.objects.bulk_create(papers)
    draft.updated_at = now
    draft.save(update_fields=["updated_at"])
    return papers


def papers_on_file(
    *, offer: Offer, pages: list[Kept], party: Party, subject: str, by: Any, now: datetime
) -> list[Paper]:
    """Return new papers of an application that are a paper on file, page by page. Raises CannotUse."""
    held = offer.held
    assert held.party_id == party.pk  # offers are made of the applicant's own papers alone
    files = use_held_paper(held=held, pages=pages, lowest=lowest_of(offer.spec), subject=subject, by=by, now=now)
    return [_given(offer.spec, held_file, offer, now) for held_file in files]


def _given(spec: MaterialSpec, file: StoredFile, offer: Offer, now: datetime) -> Paper:
    return Paper(
        spec=spec,
        file=file,
        provenance=Paper.Provenance.HELD,
        grade=offer.held.grade,
        original_seen=offer.held.came == offer.held.Came.SEEN,
        held=offer.held,
        at=now,
    )


def _kind(row: Any) -> str:
    return str(row[0])


def _paper(files: list[Any]) -> ToHold:
    """Return the files of one kind as one paper."""
    kind, name, source, *_rest = files[0]
    is_seen = any(seen or kept for _kind, _name, _source, seen, kept, *_ in files)
    came = grades.SEEN if is_seen else grades.HANDED_IN
    return ToHold(
        kind=kind,
        name=name,
        came=came,
        grade=grades.grade_of(came, is_own_making=source == MaterialSpec.Source.SELF),
        files=tuple(Kept(*file[5:10]) for file in files),
    )
