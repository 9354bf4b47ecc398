"""The papers about promises: what is signed, what lacks and until when, what follows if it does not come."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from tongban.cases.actions.printing import about, issue
from tongban.cases.models import Case, PaperGap, SignedPromise
from tongban.cases.rules.letters import Letter, letter_of
from tongban.catalogue.models import ItemVersion, MaterialSpec
from tongban.documents.models import PrintedDocument
from tongban.documents.rules import papers
from tongban.documents.rules.papers import promises as written
from tongban.kernel.moments import local_day
from tongban.matters.actions.refusals import Acting
from tongban.matters.models import Clock

HOW = "可以送到任一受理窗口、邮寄到受理机关，或登录后在“我的申请”补交；以材料到达的日期为准。"
AGAIN = "备齐材料后可以重新申请。"
TO_SIGN: dict[str, type[written.GapPromise | written.CommitmentLetter | written.CreditPromise]] = {
    SignedPromise.Kind.GAPS: written.GapPromise,
    SignedPromise.Kind.COMMITMENT: written.CommitmentLetter,
    SignedPromise.Kind.CREDIT: written.CreditPromise,
}


def form_of(spec: MaterialSpec) -> str:
    """Return in which form a paper is asked, as it is printed: 复印件 1 份，纸质或电子."""
    return f"{spec.get_kind_display()} {spec.copies} 份，{spec.get_form_display()}"


def lines_of(specs: Iterable[MaterialSpec]) -> tuple[written.LackingLine, ...]:
    return tuple(written.LackingLine(paper=spec.name, form=form_of(spec), remark=spec.standard) for spec in specs)


def letter_for(
    version: ItemVersion, *, kind: str, specs: Iterable[MaterialSpec] = (), days: int | None = None, on: date
) -> Letter:
    """Return the text that is to be signed by who applies for this item."""
    own = version.elements.get("commitment") or {}
    return letter_of(kind, on).filled(
        item=version.title,
        papers="、".join(spec.name for spec in specs),
        days=days or "",
        text=own.get("text", ""),
        consequence=own.get("consequence", ""),
    )


def print_letter(
    case: Case, letter: Letter, *, specs: Iterable[MaterialSpec] = (), signed_how: str = "", by: Acting, now: datetime
) -> PrintedDocument:
    """Print a promise to be signed, or as it was signed by account; unchanged, it is the same paper."""
    is_commitment = letter.kind == SignedPromise.Kind.COMMITMENT
    paper = TO_SIGN[letter.kind](
        **about(case),
        text=letter.text,
        conditions=tuple(case.version.elements.get("conditions", ())) if is_commitment else (),
        lines=lines_of(specs),
        consequence=letter.consequence,
        basis=letter.basis,
        signed_how=signed_how,
    )
    same = PrintedDocument.objects.filter(subject=case.matter.subject, kind=paper.kind).order_by("-at", "-pk").first()
    if same and same.content == paper.as_data():
        return same
    return issue(case, paper, by=by, now=now)


def print_tolerance_notice(
    case: Case, gaps: Iterable[PaperGap], *, extended_for: str = "", by: Acting, now: datetime
) -> PrintedDocument:
    """Print 容缺受理通知书: accepted, and one list of what lacks with its form, its last day and the consequence."""
    gaps = list(gaps)
    letter = letter_of("gaps", local_day(now))
    paper = written.ToleranceNotice(
        **about(case),
        received_on=local_day(case.matter.received_at),
        accepted_on=local_day(case.matter.accepted_at or now),
        **_limits(case),
        lines=tuple(written.LackingLine(paper=gap.spec.name, form=gap.asked_form) for gap in gaps),
        missing_by=max(gap.due_on for gap in gaps),
        consequence=letter.consequence,
        how=HOW,
        extended_for=extended_for,
        basis=letter.basis,
    )
    return issue(case, paper, by=by, now=now)


def print_lapse(case: Case, gaps: Iterable[PaperGap], *, by: Acting, now: datetime) -> PrintedDocument:
    """Print 终止办理告知书: what was promised and did not come."""
    gaps = list(gaps)
    letter = letter_of("gaps", local_day(now))
    paper = written.LapseNotice(
        **about(case),
        accepted_on=local_day(case.matter.accepted_at or now),
        missing_by=max(gap.due_on for gap in gaps),
        lines=tuple(written.LackingLine(paper=gap.spec.name, form=gap.asked_form) for gap in gaps),
        consequence="本次未履行承诺的情况已经登记，修复之前再次申请不适用容缺受理。",
        basis=letter.basis,
        advice=AGAIN,
    )
    return issue(case, paper, by=by, now=now)


def signed_by_account(now: datetime) -> str:
    return f"由申请人账号在网上签署：{papers.moment(now)}"


def _limits(case: Case) -> dict[str, Any]:
    clocks = {clock.kind: clock for clock in case.matter.clocks.filter(step=None)}
    promised, statutory = clocks[Clock.Kind.PROMISED], clocks.get(Clock.Kind.STATUTORY)
    return {
        "promised_limit": str(case.version.promised_limit),
        "promised_due_on": local_day(promised.due_at),
        "statutory_limit": str(case.version.statutory_limit or ""),
        "statutory_due_on": local_day(statutory.due_at) if statutory else None,
    }
