"""The file of a case: its cover, contents and closing sheet in print; and who keeps files once cases are closed."""

from collections.abc import Callable, Sequence
from datetime import datetime

from tongban.cases.actions.printing import about, issue
from tongban.cases.actions.printing.base import day_if_any
from tongban.cases.events.later import FilePrinted
from tongban.cases.models import Case, Result
from tongban.documents.models import PrintedDocument
from tongban.documents.rules import papers
from tongban.kernel.events import publish
from tongban.kernel.moments import local_day
from tongban.kernel.transactions import action
from tongban.matters.models import Step
from tongban.people.models import Officer

OUTCOMES = {
    "granted": "准予许可",
    "refused": "不予许可",
    "not_needed": "不受理",
    "refused_acceptance": "不予受理",
    "returned": "退件",
    "withdrawn": "申请人撤回",
}
Keeper = Callable[[int, datetime], None]  # the key of the matter, and when it was closed
_keepers: list[Keeper] = []


def keeps_files(keeper: Keeper) -> Keeper:
    """Register who takes the file of each case once it is closed: an archive, or a review of quality (办件质量评查)."""
    _keepers.append(keeper)
    return keeper


def hand_to_keepers(matter: int, *, at: datetime) -> None:
    for keep in _keepers:
        keep(matter, at)


@action
def print_case_file(*, case: Case, lines: Sequence[papers.FileLine], by: Officer, now: datetime) -> PrintedDocument:
    """Print 卷宗封面, 卷内目录 and 备考表 under one number; the same file is printed once."""
    matter = case.matter
    result = Result.objects.filter(case=case).order_by("-edition").first()
    steps = matter.steps.filter(state=Step.State.DONE).select_related("office", "closed_by").order_by("closed_at")
    paper = papers.CaseFile(
        **about(case),
        party_identity=str(matter.party.identity),
        outcome=OUTCOMES.get(matter.outcome, ""),
        received_on=local_day(matter.received_at),
        accepted_on=day_if_any(matter.accepted_at),
        decided_on=day_if_any(matter.decided_at),
        closed_on=day_if_any(matter.closed_at),
        licence=f"{result.name}，编号 {result.number}" if result else "",
        officers=tuple(_told(step) for step in steps),
        lines=tuple(lines),
        pages=sum(line.pages for line in lines),
        remarks=() if matter.closed_at else ("结果还没有送达，本卷未办结。",),
    )
    printed = PrintedDocument.objects.filter(subject=case.inside, kind=paper.kind).order_by("-at", "-pk").first()
    if printed and printed.content == paper.as_data():
        return printed
    document = issue(case, paper, by=by, now=now, subject=case.inside)
    publish(
        FilePrinted(
            subject=matter.subject,
            by=str(by.actor),
            at=now,
            case_id=case.pk,
            document_id=document.pk,
            papers=len(lines),
        )
    )
    return document


def _told(step: Step) -> str:
    day = papers.day(local_day(step.closed_at)).partition("（")[0] if step.closed_at else ""
    who = step.closed_by.name if step.closed_by else ""
    return f"{day} {step.office.short_name} {who} {step.name}"
