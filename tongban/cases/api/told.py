"""Drafts, papers and applications as values of the API."""

from collections.abc import Iterable
from datetime import datetime

from tongban.cases.actions import obstacles_to_draft
from tongban.cases.api.shapes import (
    AskedOut,
    CaseLine,
    CaseOut,
    DocumentOut,
    DraftLine,
    DraftOut,
    FetchedOut,
    KeptPaperOut,
    NoticeOut,
    PaperOut,
    PartyOut,
    SubmittedOut,
)
from tongban.cases.models import Case, Draft, Paper
from tongban.cases.queries.papers import asked_of, papers_of
from tongban.documents.models import FetchedPaper, PrintedDocument, StoredFile
from tongban.documents.queries import documents_of, fetched_for
from tongban.matters.api.shapes import due_on, progress_out
from tongban.matters.queries import progress
from tongban.people.models import Party
from tongban.ui.api.problems import Reason, reasons


def version_of(draft: Draft) -> str:
    """Return what changes whenever something is typed, attached or taken back."""
    return str(int(draft.updated_at.timestamp() * 1_000_000))


def draft_out(draft: Draft, *, now: datetime) -> DraftOut:
    papers = list(draft.papers.select_related("spec", "file").order_by("spec__position", "at"))
    given = {paper.spec.code for paper in papers}
    obstacles = [] if draft.submitted_as else obstacles_to_draft(draft, now=now)
    return DraftOut(
        id=str(draft.pk),
        version=version_of(draft),
        item=draft.version.item.code,
        item_version=draft.version.number,
        title=draft.version.title,
        party=party_out(draft.party),
        answers=draft.answers,
        form=draft.form.clear(),
        deliver_way=draft.deliver_way,
        asked=[
            AskedOut(
                code=each.code,
                name=each.name,
                is_required=each.is_required,
                is_given=each.code in given,
                may_follow=each.may_follow,
            )
            for each in asked_of(draft.version, draft.answers)
        ],
        papers=[paper_out(paper) for paper in papers],
        fetched=[fetched_out(row, paper=code) for code, row in fetched_for(draft.subject).items()],
        obstacles=[Reason(**reason) for reason in reasons(obstacles)],
        submitted_as=draft.submitted_as or None,
        updated_at=draft.updated_at,
    )


def draft_line(draft: Draft) -> DraftLine:
    return DraftLine(
        id=str(draft.pk),
        item=draft.version.item.code,
        title=draft.version.title,
        party=draft.party.shown_name,
        updated_at=draft.updated_at,
    )


def party_out(party: Party) -> PartyOut:
    return PartyOut(id=str(party.pk), kind=party.kind, name=party.shown_name)


def paper_out(paper: Paper) -> PaperOut:
    file = paper.file
    return PaperOut(
        id=str(paper.pk),
        code=paper.spec.code,
        name=paper.spec.name,
        file=str(file.pk) if file else None,
        file_name=file.name if file else "",
        media_type=file.media_type if file else "",
        size=file.size if file else 0,
        digest=file.digest if file else "",
    )


def fetched_out(row: FetchedPaper, *, paper: str) -> FetchedOut:
    return FetchedOut(paper=paper, name=row.name, source=row.source_name, outcome=row.outcome, as_of=row.as_of)


def kept_out(file: StoredFile, *, paper: str) -> KeptPaperOut:
    return KeptPaperOut(
        paper=paper,
        file=str(file.pk),
        file_name=file.name,
        media_type=file.media_type,
        size=file.size,
        digest=file.digest,
    )


def papers_out(papers: Iterable[Paper]) -> list[PaperOut]:
    return [paper_out(paper) for paper in papers]


def submitted_out(case: Case) -> SubmittedOut:
    matter = case.matter
    return SubmittedOut(
        number=matter.number,
        query_code=matter.told_code(),
        received_at=matter.received_at,
        answer_by=due_on(matter.due_at),
    )


def case_line(case: Case) -> CaseLine:
    matter = case.matter
    return CaseLine(
        number=matter.number,
        whole=matter.parent.number if matter.parent else "",
        title=matter.subject_title,
        office=matter.office.name,
        party=matter.party.shown_name,
        state=matter.state,
        outcome=matter.outcome,
        received_at=matter.received_at,
    )


def case_out(case: Case, *, now: datetime) -> CaseOut:
    notice = getattr(case, "correction", None)
    return CaseOut(
        progress=progress_out(progress(case.matter, now=now)),
        query_code=case.matter.told_code(),
        correction=NoticeOut.from_orm(notice) if notice else None,
        papers=papers_out(papers_of(case)),
        documents=[document_out(document) for document in documents_of(case.matter.subject)],
    )


def document_out(document: PrintedDocument) -> DocumentOut:
    return DocumentOut(number=document.number, kind=document.kind, title=document.title, issued_at=document.at)
