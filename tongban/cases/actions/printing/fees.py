"""The papers of fees."""

from datetime import datetime

from tongban.cases.actions.printing.base import about, issue
from tongban.cases.models import FeeNotice
from tongban.documents.models import PrintedDocument
from tongban.documents.rules import papers
from tongban.kernel.money import Money
from tongban.matters.actions.refusals import Acting
from tongban.matters.rules.citing import without_notes


def print_fee_notice(notice: FeeNotice, *, by: Acting, now: datetime) -> PrintedDocument:
    """Print 缴款通知书: what is charged on which ground, how much, under which code and by when."""
    paper = papers.FeeNotice(
        **about(notice.case),
        lines=tuple(
            papers.FeeLine(
                name=line["name"],
                standard=line["standard"],
                basis=without_notes(line["basis"]),
                quantity=str(line["quantity"]),
                amount=str(Money(line["quantity"] * line["price"])),
            )
            for line in notice.lines
        ),
        amount=str(notice.money),
        code=notice.code,
        pay_by=notice.pay_by,
    )
    return issue(notice.case, paper, by=by, now=now)
