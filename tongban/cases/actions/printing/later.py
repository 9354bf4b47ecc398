"""The papers of what follows a decision: acts on a licence, and orders to make a commitment true."""

from datetime import datetime

from tongban.cases.actions.printing.base import about, day_of, issue, lines_in, remedies
from tongban.cases.models import Case, Commitment, LaterDecision, Result
from tongban.cases.rules.later_acts import later_acts
from tongban.documents.actions import issue_document
from tongban.documents.models import PrintedDocument
from tongban.documents.rules import papers
from tongban.matters.actions.refusals import Acting
from tongban.matters.rules.citing import without_notes

HOW = "可以登录后在“我的申请”提出，也可以书面送到本机关。"
FIXED = {"valid_until": "有效期至", "name": "证件名称"}
ORDER_BASIS = ("《国务院办公厅关于全面推行证明事项和涉企经营许可事项告知承诺制的指导意见》（国办发〔2020〕42号）",)


def print_later_notice(later: LaterDecision, *, by: Acting, now: datetime) -> PrintedDocument:
    """Print what is about to be done with a licence, and that the party may state its case (行政许可法 art. 7)."""
    act, case = later_acts()[later.kind], later.case
    ground = act.ground(later.ground)
    assert ground
    paper = papers.LaterNotice(
        **about(case),
        act=act.name,
        decision=_decision(case),
        licence=_licence(later.result),
        ground=ground.text,
        reasons=lines_in(later.reasons),
        basis=(without_notes(ground.basis), without_notes(act.announce_basis)),
        answer_by=later.answer_by,
        how=HOW,
    )
    return _titled(case, paper, act.notice, by=by, now=now)


def print_later_decision(later: LaterDecision, *, edition: Result | None, by: Acting, now: datetime) -> PrintedDocument:
    """Print what was decided on a licence, in the name of the office that decides."""
    act, case = later_acts()[later.kind], later.case
    ground = act.ground(later.ground)
    assert ground
    changes = [f"{FIXED[name]}：{value}" for name, value in later.changes.items() if name in FIXED]
    if edition:
        changes.append(f"{edition.name}（编号 {edition.number}）换发第 {edition.edition} 版，原版作废")
    paper = papers.LaterDecisionPaper(
        **about(case),
        act=act.name,
        decision=_decision(case),
        licence=_licence(later.result),
        ground=ground.text,
        reasons=lines_in(later.reasons),
        statement=_heard(later) if act.announce else "",
        basis=(without_notes(ground.basis),),
        remark=ground.remark,
        changes=tuple(changes),
        remedies=remedies(case),
    )
    return _titled(case, paper, act.title, by=by, now=now)


def print_correction_order(commitment: Commitment, *, by: Acting, now: datetime) -> PrintedDocument:
    """Print 责令限期改正通知书: what the check found, and until when it has to be put right."""
    case = commitment.case
    assert commitment.checked_on
    assert commitment.order_due_on
    told = case.version.elements.get("commitment") or {}
    paper = papers.CorrectionOrder(
        **about(case),
        decided_on=day_of(commitment.decided_at),
        checked_on=commitment.checked_on,
        findings=lines_in(commitment.findings),
        order=lines_in(commitment.order),
        correct_by=commitment.order_due_on,
        consequence=told.get("consequence", "") or "逾期不改正或者改正后仍不符合条件的，依法撤销决定，并记入信用记录。",
        basis=ORDER_BASIS,
        remedies=remedies(case),
    )
    return issue(case, paper, by=by, now=now)


def _titled(case: Case, paper: papers.Paper, title: str, *, by: Acting, now: datetime) -> PrintedDocument:
    return issue_document(
        kind=paper.kind,
        subject=case.matter.subject,
        office_name=case.matter.office.name,
        data=paper.as_data(),
        by=by,
        now=now,
        title=title,
    )


def _decision(case: Case) -> str:
    document = case.decision.document
    return f"{document.title} {document.number}" if document else ""


def _licence(result: Result | None) -> str:
    return f"{result.name}，编号 {result.number}" if result else ""


def _heard(later: LaterDecision) -> str:
    if later.statement:
        return f"您（单位）提出的陈述、申辩意见：{later.statement} 本机关已经复核。"
    return "在告知的期限内没有提出陈述、申辩意见。"
