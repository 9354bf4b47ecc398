"""The papers of a hearing: the right to it, and when it is held."""

from datetime import datetime

from tongban.cases.actions.printing.base import about, issue
from tongban.cases.models import Hearing, InterestedPerson
from tongban.cases.rules.hearings import hearing_rules
from tongban.documents.models import PrintedDocument
from tongban.documents.rules import papers
from tongban.matters.actions.refusals import Acting


def print_hearing_right(
    hearing: Hearing, *, to: InterestedPerson | None = None, by: Acting, now: datetime
) -> PrintedDocument:
    """Print 听证告知书, to the applicant or to somebody interested."""
    rules, named = hearing_rules(), about(hearing.case)
    paper = papers.HearingRightNotice(
        **(named | {"party": to.name.clear()} if to else named),
        matter_of=hearing.matter_of,
        request_by=(to or hearing).request_by_on,
        hold_within=f"收到听证申请后 {rules.hold_within} 个工作日内",
        basis=(rules.right_basis,),
    )
    return issue(hearing.case, paper, by=by, now=now)


def print_hearing_notice(hearing: Hearing, *, by: Acting, now: datetime) -> PrintedDocument:
    """Print 听证通知书."""
    assert hearing.set_for is not None
    assert hearing.chair is not None
    paper = papers.HearingNotice(
        **about(hearing.case),
        matter_of=hearing.matter_of,
        set_for=hearing.set_for,
        place=hearing.place,
        chair=hearing.chair.name,
        basis=(hearing_rules().conduct_basis,),
    )
    return issue(hearing.case, paper, by=by, now=now)
