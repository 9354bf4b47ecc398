"""Pre-review on a credit promise (信用承诺预审): looked at while main papers are still to come; no acceptance."""

from datetime import datetime

from tongban.cases import rules
from tongban.cases.actions.letters import lines_of
from tongban.cases.actions.printing import about, issue
from tongban.cases.actions.promises import obstacles_to_a_signature, record_promise
from tongban.cases.actions.refusals import CannotPromise, locked
from tongban.cases.events import PreReviewed
from tongban.cases.models import Case, SignedPromise
from tongban.cases.queries.papers import missing_from, papers_of
from tongban.cases.queries.promises import bad_records, promise_of, specs_named
from tongban.cases.rules.letters import letter_of
from tongban.cases.rules.promises import CREDIT
from tongban.catalogue.models import MaterialSpec
from tongban.documents.models import PrintedDocument
from tongban.documents.rules.papers.promises import PreReviewOpinion
from tongban.kernel.events import publish
from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.kernel.transactions import action
from tongban.matters.actions.refusals import Acting
from tongban.people.models import Officer, Party
from tongban.people.queries import not_allowed


@action
def sign_credit_promise(*, case: Case, way: str, signer: Party, by: Acting, now: datetime) -> SignedPromise:
    """Record that what is still to come will come, so that the office looks at the rest meanwhile."""
    case = locked(case)
    lacking = _to_come(case)
    obstacles = obstacles_to_a_signature(case, by, signer, now)
    obstacles += rules.obstacles_to_previewing(
        state=case.matter.state,
        lacks=bool(lacking),
        is_signed=True,
        records=bad_records(case.matter.party, on=local_day(now)),
    )
    if obstacles:
        raise CannotPromise(obstacles)
    return record_promise(case, kind=CREDIT, way=way, signer=signer, specs=lacking, by=by, now=now)


@action
def pre_review(*, case: Case, opinion: str, by: Officer, now: datetime) -> PrintedDocument:
    """Tell the applicant in writing what the office thinks so far; the limits begin with acceptance, not with this."""
    case = locked(case)
    lacking = _to_come(case)
    obstacles = not_allowed(by, "accept", **case.matter.scope, on=local_day(now))
    obstacles += rules.obstacles_to_previewing(
        state=case.matter.state,
        lacks=bool(lacking),
        is_signed=promise_of(case, CREDIT) is not None,
        records=bad_records(case.matter.party, on=local_day(now)),
    )
    if not opinion.strip():
        obstacles.append(Obstacle("reasons_missing"))
    if obstacles:
        raise CannotPromise(obstacles)

    letter = letter_of(CREDIT, local_day(now))
    paper = PreReviewOpinion(
        **about(case),
        received_on=local_day(case.matter.received_at),
        opinion=opinion.strip(),
        lines=lines_of(lacking),
        note=letter.consequence,
        basis=letter.basis,
    )
    document = issue(case, paper, by=by, now=now)
    publish(
        PreReviewed(subject=case.matter.subject, by=str(by.actor), at=now, case_id=case.pk, document_id=document.pk)
    )
    return document


def _to_come(case: Case) -> list[MaterialSpec]:
    return specs_named(case, {paper.code for paper in missing_from(case, papers_of(case))})
