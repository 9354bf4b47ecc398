"""The papers of what is taken for another city."""

from datetime import datetime
from typing import Any

from tongban.cases.models import Elsewhere
from tongban.documents.actions import issue_document
from tongban.documents.models import PrintedDocument
from tongban.documents.rules import papers
from tongban.matters.actions.refusals import Acting


def print_proxy_receipt(taken: Elsewhere, *, by: Acting, now: datetime) -> PrintedDocument:
    """Print 代收凭证: what was taken for whom, by when it is forwarded, and that the other city decides."""
    paper = papers.ProxyReceipt(
        **_about(taken), city=taken.system, taken_at=now, forward_by=taken.forward_by, papers=_lines(taken)
    )
    return _issue(taken, paper, by, now)


def print_forwarding(taken: Elsewhere, *, by: Acting, now: datetime) -> PrintedDocument:
    """Print 材料转交清单, which goes with the papers and is signed by who takes them."""
    paper = papers.ForwardingList(
        **_about(taken),
        city=taken.system,
        forwarded_on=taken.forwarded_on,
        how=taken.forwarded_how,
        papers=_lines(taken),
    )
    return _issue(taken, paper, by, now)


def _about(taken: Elsewhere) -> dict[str, Any]:
    assert taken.service_point
    return {
        "matter_number": taken.number,
        "item": taken.version.title,
        "item_code": taken.version.item.code,
        "party": taken.party.name.clear(),
        "contact": taken.service_point.phone,
    }


def _lines(taken: Elsewhere) -> tuple[papers.PaperLine, ...]:
    return tuple(papers.PaperLine(name=each["name"], form=each["kept"], pages=each["pages"]) for each in taken.papers)


def _issue(taken: Elsewhere, paper: papers.Paper, by: Acting, now: datetime) -> PrintedDocument:
    assert taken.service_point
    return issue_document(
        kind=paper.kind,
        subject=taken.subject,
        office_name=taken.service_point.office.name,
        data=paper.as_data(),
        by=by,
        now=now,
    )
