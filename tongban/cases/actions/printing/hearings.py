"""The papers of a hearing: the right to it, and when it is held."""

from datetime import date, datetime
from typing import Any

from tongban.cases.actions.printing.base import about, issue
from tongban.cases.models import Hearing, InterestedPerson
from tongban.cases.rules.hearings import grouped_code, hearing_rules
from tongban.documents.models import PrintedDocument
from tongban.documents.rules import papers
from tongban.matters.actions.refusals import Acting


def print_hearing_right(hearing: Hearing, *, by: Acting, now: datetime) -> PrintedDocument:
    """Print 听证告知书 to the applicant."""
    return issue(hearing.case, _right(hearing, hearing.request_by_on, about(hearing.case)), by=by, now=now)


def print_hearing_right_to(person: InterestedPerson, hearing: Hearing, *, by: Acting, now: datetime) -> PrintedDocument:
    """Print 听证告知书 to somebody interested, with its code: a paper of theirs, which the applicant does not read."""
    paper = _right(hearing, person.request_by_on, _about(hearing, person), code=grouped_code(person.code.clear()))
    return issue(hearing.case, paper, by=by, now=now, subject=person.subject)


def _right(hearing: Hearing, request_by: date, named: dict[str, Any], *, code: str = "") -> papers.HearingRightNotice:
    rules = hearing_rules()
    return papers.HearingRightNotice(
        **named,
        matter_of=hearing.matter_of,
        request_by=request_by,
        hold_within=f"收到听证申请后 {rules.hold_within} 个工作日内",
        basis=(rules.right_basis,),
        code=code,
    )


def print_statement(person: InterestedPerson, hearing: Hearing, *, by: Acting, now: datetime) -> PrintedDocument:
    """Print 听证回执: what somebody interested said online, when, and what follows."""
    rules, gave_up = hearing_rules(), person.given_up_at is not None
    follows = GAVE_UP if gave_up else ASKED
    paper = papers.HearingStatement(
        **_about(hearing, person),
        matter_of=hearing.matter_of,
        said="放弃听证" if gave_up else "要求听证",
        said_at=now,
        hold_by=None if gave_up else hearing.hold_by_on,
        follows=tuple(line.format(ahead=rules.notice_ahead) for line in follows),
        basis=(rules.right_basis,),
    )
    return issue(hearing.case, paper, by=by, now=now, subject=person.subject)


ASKED = (
    "时间、地点至少提前 {ahead} 天通知您；审查申请的人员不主持听证。",
    "听证时可以陈述、提交证据、质证，本机关根据听证笔录作出决定；不收取费用。",
    "听证举行以前可以撤回，撤回即为放弃。",
)
GAVE_UP = (
    "不能再要求听证；他人的听证权利不受影响。",
    "对决定不服的，仍然可以依法申请行政复议或者提起行政诉讼。",
)


def _about(hearing: Hearing, person: InterestedPerson) -> dict[str, Any]:
    return about(hearing.case) | {"party": person.name.clear()}


def print_hearing_notice(
    hearing: Hearing, *, to: InterestedPerson | None = None, by: Acting, now: datetime
) -> PrintedDocument:
    """Print 听证通知书, to the applicant or to somebody interested."""
    assert hearing.set_for is not None
    assert hearing.chair is not None
    paper = papers.HearingNotice(
        **(_about(hearing, to) if to else about(hearing.case)),
        matter_of=hearing.matter_of,
        set_for=hearing.set_for,
        place=hearing.place,
        chair=hearing.chair.name,
        basis=(hearing_rules().conduct_basis,),
    )
    return issue(hearing.case, paper, by=by, now=now, subject=to.subject if to else None)
