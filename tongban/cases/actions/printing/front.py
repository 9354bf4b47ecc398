"""The papers of the front desk: one receipt and one form for a visit, labels and lists of bags, void receipts."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from tongban.cases import rules
from tongban.cases.actions.printing.base import about, issue
from tongban.cases.actions.printing.lifecycle import DECLARATION, agent_of, channel_in_words, paper_lines
from tongban.cases.models import Bag, Case, HandOver, Paper, Voiding
from tongban.cases.queries.answers import sections_of
from tongban.documents.actions import issue_document
from tongban.documents.models import PrintedDocument
from tongban.documents.rules import papers
from tongban.kernel.moments import local_day
from tongban.matters.actions.refusals import Acting
from tongban.windows.models import Visit

SHARED = "申请人和共同信息"
MOST_NAMED = 3  # items that a title names


def print_visit_receipt(visit: Visit, cases: Sequence[Case], *, by: Acting, now: datetime) -> PrintedDocument:
    """Print the one receipt of a visit: a line for each application, and the one set of papers that they share."""
    first = cases[0]
    agent = agent_of(first)
    paper = papers.VisitReceipt(
        **_of_the_visit(visit, cases),
        party_identity=str(first.matter.party.identity),
        handler=agent.name.clear() if agent else "",
        handler_identity=str(agent.identity) if agent else "",
        channel=channel_in_words(first),
        received_at=first.matter.received_at,
        lines=tuple(_received(case) for case in cases),
        papers=paper_lines(_one_set(cases)),
    )
    return _unless_unchanged(visit, paper, by=by, now=now)


def print_joint_form(visit: Visit, cases: Sequence[Case], *, by: Acting, now: datetime) -> PrintedDocument:
    """Print the one form to sign: answers that are the same in several applications stand once, at the beginning."""
    answers = {case.pk: _answers(case) for case in cases}
    counted = Counter(line for lines in answers.values() for line in dict.fromkeys(lines))
    shared = list(dict.fromkeys(line for lines in answers.values() for line in lines if counted[line] > 1))
    sections = [papers.FormSection(title=SHARED, lines=tuple(_line(*line) for line in shared))] if shared else []
    for case in cases:
        own = tuple(_line(*line) for line in dict.fromkeys(answers[case.pk]) if counted[line] == 1)
        if own:
            sections.append(papers.FormSection(title=case.matter.subject_title, lines=own))
    paper = papers.JointForm(
        **_of_the_visit(visit, cases),
        items=tuple(f"{case.matter.subject_title}（{case.matter.number}）" for case in cases),
        sections=tuple(sections),
        declaration=DECLARATION,
    )
    return _unless_unchanged(visit, paper, by=by, now=now)


def print_bag_label(case: Case, *, by: Acting, now: datetime) -> PrintedDocument:
    """Print what is stuck on the bag of a case; unchanged, it is the same paper."""
    due_at = case.matter.due_at
    paper = papers.BagLabel(
        **{**about(case), "party": case.matter.party.shown_name},
        to=case.matter.office.name,
        received_at=case.matter.received_at,
        due_on=local_day(due_at) if due_at else None,
        papers=paper_lines(case.papers.select_related("spec").order_by("spec__position", "pk")),
    )
    known = _latest(case.inside, paper)
    return known or issue(case, paper, by=by, now=now, subject=case.inside)


def print_hand_over_list(
    hand_over: HandOver, bags: Sequence[Bag], *, number: str, by: Acting, now: datetime
) -> PrintedDocument:
    """Print the list: at first to go with the bags, once more when it was signed, with what was found."""
    found = Counter(bag.state for bag in bags)
    is_signed = hand_over.state == HandOver.State.RECEIVED
    receiver = hand_over.received_name or (hand_over.received_by.name if hand_over.received_by else "")
    names = dict(Bag.State.choices)
    paper = papers.HandOverList(
        matter_number=number,
        item=f"{HandOver.Way(hand_over.way).label}交接清单",
        party=hand_over.receiver,
        half_day=f"{papers.day(hand_over.on)}{HandOver.Half(hand_over.half).label}",
        sender=hand_over.sender,
        prepared_by=hand_over.prepared_by.name,
        prepared_at=hand_over.prepared_at,
        received_by=receiver,
        received_at=hand_over.received_at,
        bags=tuple(
            papers.BagLine(
                number=bag.case.matter.number,
                item=bag.case.matter.subject_title,
                party=bag.case.matter.party.shown_name,
                sheets=bag.sheets,
                state=str(names[bag.state]) if is_signed else "",
            )
            for bag in bags
        ),
        remark=f"缺少 {found[Bag.State.MISSING]} 袋，多出 {found[Bag.State.SURPLUS]} 袋" if is_signed else "",
    )
    return issue_document(
        kind=paper.kind,
        subject=hand_over.subject,
        office_name=_office_of(hand_over),
        data=paper.as_data(),
        by=by,
        now=now,
    )


def print_voiding(voiding: Voiding, *, by: Acting, now: datetime) -> PrintedDocument:
    """Print that the receipt no longer counts, with the originals that go back."""
    case = voiding.case
    kept = case.papers.filter(original_kept=True).select_related("spec")
    paper = papers.VoidNotice(
        **about(case),
        received_at=case.matter.received_at,
        voided_at=now,
        reason=voiding.reason,
        returned=tuple(dict.fromkeys(f"{each.spec.name}（原件）" for each in kept)),
        advice="需要办理的，可以重新提交申请。",
    )
    return issue(case, paper, by=by, now=now)


def _of_the_visit(visit: Visit, cases: Sequence[Case]) -> dict[str, Any]:
    titles = [case.matter.subject_title for case in cases]
    named = "、".join(titles[:MOST_NAMED])
    return {
        "matter_number": f"V{visit.pk:X}",
        "item": named if len(titles) <= MOST_NAMED else f"{named}等 {len(titles)} 项",
        "party": cases[0].matter.party.name.clear(),
        "contact": visit.window.service_point.phone,
    }


def _received(case: Case) -> papers.ReceivedLine:
    matter = case.matter
    due = papers.day(local_day(matter.due_at)) if matter.due_at else ""
    told = {"received": f"最晚 {due}答复是否受理", "accepted": f"已受理，最晚 {due}办结", "decided": "已当场办结"}
    if matter.state == "received" and not due:
        told["received"] = "依法答复是否受理"
    return papers.ReceivedLine(
        item=matter.subject_title,
        number=matter.number,
        query_code=matter.told_code(),
        office=matter.office.name,
        next=told.get(matter.state, "已办结" if matter.outcome == rules.GRANTED else ""),
    )


def _one_set(cases: Sequence[Case]) -> list[Paper]:
    """Return each paper of the visit once, whichever application it was first given for."""
    given = Paper.objects.filter(case__in=[case.pk for case in cases]).select_related("spec").order_by("case", "pk")
    first: dict[object, Paper] = {}
    for paper in sorted(given, key=lambda paper: not (paper.original_kept or paper.copy_kept)):
        first.setdefault(paper.file_id or paper.spec.paper_kind_id or paper.spec.name, paper)
    names: dict[str, Paper] = {}
    for paper in sorted(first.values(), key=lambda paper: (paper.case_id or 0, paper.spec.position, paper.pk)):
        names.setdefault(paper.spec.name, paper)
    return list(names.values())


def _answers(case: Case) -> list[tuple[str, str]]:
    sections = sections_of(case.version.form_schema, case.form.clear(), case.answers, language="zh-hans", is_own=True)
    return [(answer.label, answer.text) for _title, answers in sections for answer in answers if answer.text]


def _line(label: str, text: str) -> papers.FormLine:
    return papers.FormLine(label=label, value=text)


def _unless_unchanged(visit: Visit, paper: papers.Paper, *, by: Acting, now: datetime) -> PrintedDocument:
    subject = f"visit:{visit.pk}"
    return _latest(subject, paper) or issue_document(
        kind=paper.kind,
        subject=subject,
        office_name=visit.window.service_point.office.name,
        data=paper.as_data(),
        by=by,
        now=now,
    )


def _latest(subject: str, paper: papers.Paper) -> PrintedDocument | None:
    """Return the paper of this kind that was printed last, if it says the same."""
    printed = PrintedDocument.objects.filter(subject=subject, kind=paper.kind).order_by("-at", "-pk").first()
    return printed if printed and printed.content == paper.as_data() else None


def _office_of(hand_over: HandOver) -> str:
    if hand_over.from_office:
        return hand_over.from_office.name
    assert hand_over.from_point
    return hand_over.from_point.office.name
